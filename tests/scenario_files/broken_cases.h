// The table of broken files.
#pragma once

#include <string_view>
#include <vector>

namespace rapport::scenario_files::test {

struct BrokenCase {
    std::string_view code;
    std::string_view from, to;                     // in the small scenario
    bool alone = true;                             // nothing else is found
    std::string_view argument = {}, value = {};    // one argument of the finding
    std::string_view also_from = {}, also_to = {}; // a second change, where it takes two
};

const std::vector<BrokenCase>& broken_cases();

} // namespace rapport::scenario_files::test
