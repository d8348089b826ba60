#include "sim/cli/check.h"

#include "sim/cli/files_below.h"
#include "sim/scenario_files/read.h"

#include <nlohmann/json.hpp>

namespace rapport::cli {
Exit check(const Context& context, const std::vector<std::string>& paths) {
    const auto files = files_below(paths, ".json", "folder_without_scenarios");
    if (!files) return fail(context, files.error());
    int errors = 0;
    int warnings = 0;
    bool unreadable = false;
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const auto& file : *files) {
        const auto read = scenario_files::read_scenario_file(file);
        for (const Diagnostic& d : read.diagnostics) {
            errors += d.severity == Severity::error ? 1 : 0;
            warnings += d.severity == Severity::warning ? 1 : 0;
            unreadable = unreadable || is_unreadable(d);
            if (context.json)
                list.push_back(to_json(context, d));
            else
                print(context, d);
        }
    }
    if (context.json)
        out_json({{"files", files->size()}, {"errors", errors}, {"warnings", warnings}, {"diagnostics", list}});
    else
        out_line(context.tr("cli.check_summary", {{"files", std::to_string(files->size())},
                                                  {"errors", std::to_string(errors)},
                                                  {"warnings", std::to_string(warnings)}}));
    if (unreadable) return trouble;
    return errors + warnings > 0 ? findings : fine;
}

} // namespace rapport::cli
