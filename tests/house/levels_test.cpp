// The walls of the house: a module includes only what stands below it, and no file grows beyond reading.
#include "tests/house/sources.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>

using namespace rapport;

namespace {

const std::map<std::string, int> levels{
    {"sim/base", 0},           {"scoring", 1},      {"scoring/trainer", 2}, {"sim/dialogue", 2},
    {"sim/scenario_files", 3}, {"sim/analysis", 3}, {"sim/records", 4},     {"sim/sound", 4},
    {"sim/training", 5},       {"sim/reports", 5},  {"sim/gui", 6},         {"sim/cli", 6}};

std::string module_of(const std::string& path) {
    std::string innermost;
    for (const auto& [module, level] : levels)
        if (path.starts_with(module + "/") && module.size() > innermost.size()) innermost = module;
    return innermost;
}

std::vector<std::string> includes(const std::string& text) {
    std::vector<std::string> found;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("#include")) continue;
        const auto open = line.find_first_of("\"<");
        const auto close = line.find_last_of("\">");
        if (open != std::string::npos && close > open) found.push_back(line.substr(open + 1, close - open - 1));
    }
    return found;
}

} // namespace

TEST_CASE("A module includes only modules of lower levels", "[house]") {
    for (const auto& path : house::sources({"sim", "scoring"})) {
        const std::string name = std::filesystem::relative(path, house::root()).string();
        const std::string mine = module_of(name);
        if (mine.empty()) continue;
        for (const auto& include : includes(house::contents(path))) {
            const std::string theirs = module_of(include);
            if (theirs.empty() || theirs == mine) continue;
            INFO(name << " includes " << include);
            CHECK(levels.at(theirs) < levels.at(mine));
            // Sound belongs to the window only.
            if (theirs == "sim/sound") CHECK(mine == "sim/gui");
        }
    }
}

TEST_CASE("Each module uses only the libraries its level allows", "[house]") {
    const std::map<std::string, std::set<std::string>> allowed{
        {"nlohmann/",
         {"scoring/trainer", "sim/scenario_files", "sim/records", "sim/training", "sim/cli", "sim/reports"}},
        {"soci/", {"sim/records"}},
        {"libpq", {"sim/records"}},
        {"sodium", {"sim/records"}},
        {"zip.h", {"sim/scenario_files"}},
        {"SDL", {"sim/sound"}},
        {"imgui", {"sim/gui"}},
        {"GLFW", {"sim/gui"}},
        {"unicode/", {"scoring"}},
        {"CLI/", {"sim/cli"}}};
    for (const auto& path : house::sources({"sim", "scoring"})) {
        const std::string name = std::filesystem::relative(path, house::root()).string();
        for (const auto& include : includes(house::contents(path)))
            for (const auto& [library, users] : allowed)
                if (include.starts_with(library)) {
                    INFO(name << " includes " << include);
                    CHECK(users.contains(module_of(name)));
                }
    }
}

TEST_CASE("The dialogue engine is pure: no files, clock, locale, random device or threads", "[house]") {
    const std::set<std::string> forbidden{"fstream", "iostream", "filesystem", "chrono", "random",
                                          "thread",  "locale",   "ctime",      "cstdio", "mutex"};
    for (const auto& path : house::sources({"sim/dialogue", "sim/base", "scoring"}))
        for (const auto& include : includes(house::contents(path))) {
            // The program that trains is no part of the library.
            if (module_of(std::filesystem::relative(path, house::root()).string()) == "scoring/trainer") continue;
            INFO(path << " includes " << include);
            CHECK_FALSE(forbidden.contains(include));
        }
}

TEST_CASE("No source file is longer than 600 lines", "[house]") {
    for (const auto& path : house::sources({"sim", "scoring", "tests"})) {
        const auto text = house::contents(path);
        INFO(path);
        CHECK(std::count(text.begin(), text.end(), '\n') <= 600);
    }
}

TEST_CASE("Every test is built: a file that no list names checks nothing", "[house]") {
    std::string lists;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(house::root() / "tests"))
        if (entry.path().filename() == "CMakeLists.txt") lists.append(house::contents(entry.path())).append("\n");
    std::ranges::replace_if(
        lists, [](char c) { return c == '/' || c == '(' || c == ')' || c == '\n'; }, ' ');
    lists.insert(0, " ").append(" ");
    for (const auto& path : house::sources({"tests"})) {
        const std::string name = path.filename().string();
        if (!name.ends_with("_test.cpp")) continue;
        INFO(path);
        CHECK(lists.find(std::string(" ").append(name).append(" ")) != std::string::npos);
    }
}
