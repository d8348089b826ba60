// The project's own source files, for the tests that look at the house itself.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace rapport::house {

inline std::filesystem::path root() { return RAPPORT_SOURCE_DIR; }

inline std::string contents(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

// Every .h and .cpp below the given folders, in a fixed order.
inline std::vector<std::filesystem::path> sources(const std::vector<std::string>& folders) {
    std::vector<std::filesystem::path> found;
    for (const auto& folder : folders)
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root() / folder))
            if (entry.path().extension() == ".h" || entry.path().extension() == ".cpp") found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace rapport::house
