#include "sim/cli/export_file.h"

#include <cstdio>
#include <filesystem>

namespace rapport::cli {

std::expected<void, Diagnostic> ExportFile::allowed() const {
    std::error_code error;
    if (standard_output() || force_ || !std::filesystem::exists(std::filesystem::symlink_status(path_, error)))
        return {};
    // That a folder is none says the writing itself.
    if (std::filesystem::is_directory(path_, error)) return {};
    return std::unexpected(Diagnostic::error("file_exists").with("path", path_).at({path_, 0, 0, {}}));
}

std::expected<void, Diagnostic> ExportFile::write(std::string_view bytes, scenario_files::Readers readers) const {
    if (standard_output()) {
        std::fwrite(bytes.data(), 1, bytes.size(), stdout);
        return {};
    }
    if (auto may = allowed(); !may) return may;
    return scenario_files::write_file(path_, bytes, readers);
}

} // namespace rapport::cli
