// How a typed reply was read, in words for the one who typed it: what was found first, what it lacked, what is open.
#pragma once

#include "sim/cli/context.h"
#include "sim/training/typed_moment.h"

#include <string>

namespace rapport::cli {

// Several lines, each ended.
std::string reading_text(const Context& context, const training::TypedReading& reading);

} // namespace rapport::cli
