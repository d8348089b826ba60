// One slip, one finding: names that are missed only because their owner goes by another's name.
//
// Where two things have the same id, one of them was meant to have another, and whatever leads there by the right name
// finds nobody. Those names are not reported as unknown, but only where there are no more of them than owners without a
// name of their own: else nobody can say which are meant, and all are reported. A name that is near a known one is
// always reported. Replies are looked for at the node that stands before the dot.
#pragma once

#include "sim/base/diagnostic.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace rapport::scenario_files {

struct Finding {
    std::size_t offset; // in the file
    Diagnostic diagnostic;
};

// bytes: the file. A duplicate_id with the argument "copy" is of something that is the same throughout and lacks no
// name; one of a reply has the argument "node", the id of its node.
void leave_out_consequences(std::vector<Finding>& findings, std::string_view bytes);

} // namespace rapport::scenario_files
