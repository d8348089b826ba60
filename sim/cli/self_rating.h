// "How do you think it went?", asked before the figures. Shown beside them and kept nowhere.
#pragma once

#include "scoring/report.h"
#include "sim/cli/context.h"

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace rapport::cli {

using SelfRating = std::array<std::optional<int>, scoring::question_count>; // 0–100

// ask: shows a prompt and gives the answer, in small letters and without blanks; nothing at the end of input.
using Ask = std::function<std::optional<std::string>(std::string_view prompt)>;
using Tell = std::function<void(std::string_view line)>;

// Nothing typed skips a question; s, q and the end of input skip all that are left.
SelfRating ask_self_rating(const Context& context, const Ask& ask, const Tell& tell);

} // namespace rapport::cli
