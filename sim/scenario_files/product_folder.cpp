#include "sim/scenario_files/product_folder.h"

#include "sim/scenario_files/codes.h"

#include <cstdlib>
#include <string_view>
#include <system_error>

namespace rapport::scenario_files {
namespace {

namespace fs = std::filesystem;

Diagnostic missing(std::string_view path) {
    Diagnostic d = diagnostic("product_folder_missing");
    d.args.emplace_back("path", std::string(path));
    return d;
}

} // namespace

bool is_product_folder(const fs::path& folder) {
    std::error_code ec;
    return fs::is_directory(folder / "assets" / "i18n", ec) && fs::is_directory(folder / "scenarios", ec);
}

std::expected<fs::path, Diagnostic> product_folder() {
    // Who sets the variable means it: no silent fallback.
    if (const char* home = std::getenv("RAPPORT_HOME"); home != nullptr && *home != '\0') {
        if (is_product_folder(home)) return fs::path(home);
        return std::unexpected(missing(home));
    }
    std::error_code ec;
    fs::path at = fs::read_symlink("/proc/self/exe", ec);
    while (!ec && at.has_relative_path()) {
        at = at.parent_path();
        if (is_product_folder(at)) return at;
        if (is_product_folder(at / "share" / "rapport")) return at / "share" / "rapport";
    }
    if (is_product_folder(RAPPORT_SOURCE_DIR)) return fs::path(RAPPORT_SOURCE_DIR);
    return std::unexpected(missing(""));
}

} // namespace rapport::scenario_files
