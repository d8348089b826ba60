#include "sim/cli/files_below.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace rapport::cli {
namespace {

// It says what a scenario may hold; it is none.
bool is_schema(const std::filesystem::path& file) { return file.filename().string().ends_with(".schema.json"); }

} // namespace

std::expected<std::vector<std::string>, Diagnostic> files_below(const std::vector<std::string>& paths,
                                                                std::string_view ending, std::string_view if_none) {
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
            if (it->path().extension() == ending && it->is_regular_file(error) && !is_schema(it->path()))
                found.push_back(it->path().string());
        if (error)
            return std::unexpected(
                Diagnostic::error("folder_unreadable").with("path", path).with("reason", error.message()));
        if (found.empty()) return std::unexpected(Diagnostic::error(if_none).with("path", path));
        std::ranges::sort(found);
        files.insert(files.end(), found.begin(), found.end());
    }
    return files;
}

bool is_unreadable(const Diagnostic& d) {
    return d.code == "file_missing" || d.code == "file_unreadable" || d.code == "file_is_folder" ||
           d.code == "file_too_large";
}

} // namespace rapport::cli
