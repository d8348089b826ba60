#include "sim/cli/check.h"

#include "sim/scenario_files/read.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <system_error>

namespace rapport::cli {
namespace {

// Files as given; of folders, every .json below, sorted.
std::expected<std::vector<std::string>, Diagnostic> files_of(const std::vector<std::string>& paths) {
    namespace fs = std::filesystem;
    std::vector<std::string> files;
    for (const auto& path : paths) {
        std::error_code error;
        if (!fs::is_directory(path, error)) {
            files.push_back(path);
            continue;
        }
        std::vector<std::string> found;
        for (auto it = fs::recursive_directory_iterator(path, error);
             !error && it != fs::recursive_directory_iterator(); it.increment(error))
            if (it->path().extension() == ".json") found.push_back(it->path().string());
        if (error)
            return std::unexpected(
                Diagnostic::error("folder_unreadable").with("path", path).with("reason", error.message()));
        if (found.empty()) return std::unexpected(Diagnostic::error("folder_without_scenarios").with("path", path));
        std::ranges::sort(found);
        files.insert(files.end(), found.begin(), found.end());
    }
    return files;
}

} // namespace

Exit check(const Context& context, const std::vector<std::string>& paths) {
    const auto files = files_of(paths);
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
            unreadable =
                unreadable || d.code == "file_missing" || d.code == "file_unreadable" || d.code == "file_is_folder";
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
