#include "sim/cli/scenario_list.h"

#include "sim/cli/columns.h"
#include "sim/cli/files_below.h"
#include "sim/scenario_files/read.h"
#include "sim/training/text_keys.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <unistd.h>

namespace rapport::cli {
namespace {

using dialogue::Scenario;
using training::text_key;

struct Listed {
    std::string path;                         // as it can be typed here
    std::shared_ptr<const Scenario> scenario; // null: it cannot be played as it is
};

// Short where it lies below the current folder.
std::string typed_path(const std::filesystem::path& path) {
    std::error_code error;
    const auto here = std::filesystem::proximate(path, error);
    return error || *here.begin() == ".." ? path.string() : here.string();
}

std::vector<Listed> scenarios(const Context& context) {
    std::vector<Listed> list;
    const auto folder = context.product / "scenarios" / "library";
    const auto files = files_below({folder.string()}, ".json", "folder_without_scenarios");
    if (!files) return list; // what is missing was the question
    for (const auto& file : *files)
        list.push_back({typed_path(file), scenario_files::read_scenario_file(file).scenario});
    return list;
}

bool exam(const Scenario& s) { return s.use == dialogue::Use::exam; }

std::string about(const Context& context, const Listed& listed) {
    if (!listed.scenario) return std::string(context.tr("cli.scenarios_broken"));
    const Scenario& s = *listed.scenario;
    return context.tr(
        exam(s) ? "cli.scenarios_exam" : "cli.scenarios_entry",
        {{"title", std::string(s.title.best(context.language))},
         {"channel", std::string(context.tr(text_key(s.channel)))},
         {"difficulty", std::string(context.tr(text_key("name.difficulty.", std::to_string(s.difficulty))))}});
}

nlohmann::ordered_json as_json(const Context& context, const Listed& listed) {
    if (!listed.scenario) return {{"path", listed.path}, {"usable", false}};
    const Scenario& s = *listed.scenario;
    return {{"path", listed.path},
            {"usable", true},
            {"id", s.id},
            {"title", s.title.best(context.language)},
            {"channel", dialogue::id(s.channel)},
            {"difficulty", s.difficulty},
            {"exam", exam(s)}};
}

} // namespace

Exit fail_listing_scenarios(const Context& context, const Diagnostic& diagnostic) {
    const auto list = scenarios(context);
    if (context.json) {
        nlohmann::ordered_json entries = nlohmann::ordered_json::array();
        for (const Listed& listed : list) entries.push_back(as_json(context, listed));
        out_json({{"diagnostics", {to_json(context, diagnostic)}}, {"scenarios", entries}});
        return trouble;
    }
    print(context, diagnostic);
    if (list.empty()) return trouble;
    std::string text = std::string(context.tr("cli.scenarios_title")) + "\n";
    for (const Listed& listed : list)
        text += "  " + shell_word(listed.path) + "\n      " + about(context, listed) + "\n";
    std::fputs(wrapped(harmless(text), line_width(STDERR_FILENO)).c_str(), stderr);
    return trouble;
}

} // namespace rapport::cli
