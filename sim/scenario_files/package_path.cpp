#include "sim/scenario_files/package_path.h"

namespace rapport::scenario_files {

bool inside_package(std::string_view path) {
    if (path.empty() || path.size() > 1024 || path.front() == '/' || path.front() == '~') return false;
    // No backslashes, drive letters, schemes or control characters: they mean other things on other systems.
    for (const char c : path)
        if (c == '\\' || c == ':' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return false;
    while (!path.empty()) {
        const auto slash = path.find('/');
        const auto part = path.substr(0, slash);
        if (part.empty() || part == "." || part == "..") return false;
        if (slash == std::string_view::npos) return true;
        path.remove_prefix(slash + 1);
    }
    return false; // ends in a slash: a folder
}

} // namespace rapport::scenario_files
