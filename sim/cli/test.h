// rapport test PLAN…: plays transcript tests and says what did not come true.
#pragma once

#include "sim/cli/context.h"

#include <string>
#include <vector>

namespace rapport::cli {

struct TestOptions {
    std::vector<std::string> paths; // plans, or folders of them
    bool coverage = false;          // also what no plan has visited
    bool trainer = false;           // exam scenarios are for trainers
    std::string name;               // who asks
};

// Exit: fine, findings where a plan did not pass, trouble where a plan or its scenario could not be read.
Exit test(const Context& context, const TestOptions& options);

} // namespace rapport::cli
