// The words of one line of a plan, and what numbers and times look like.
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/scenario_files/test_plan.h"

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::scenario_files {

struct PlanWord {
    std::string text;
    int column = 1; // code points, from 1
    bool quoted = false;
};

// Splits at blanks (wide ones too); "…", “…”, 「…」 and ＂…＂ hold blanks; < <= = >= > stand by themselves, wide and
// ≤ ≥ too; # at the beginning of a word starts a comment. Error: plan_quotes_open, with its column.
std::expected<std::vector<PlanWord>, Diagnostic> words_of_line(std::string_view line);

// The line without its comment and outer blanks.
std::string without_comment(std::string_view line);

// Where the first word ends: bytes.
std::size_t end_of_first_word(std::string_view text);

// Lower case (English letters), wide letters and signs made narrow, runs of blanks made one, ends trimmed.
std::string folded(std::string_view text);

std::optional<std::int64_t> plan_number(std::string_view text);   // "87.5" → 8750; up to two decimals
std::optional<std::uint32_t> plan_seconds(std::string_view text); // "35s", "35秒" → 35000 ms; up to a day
std::string plan_figure(std::int64_t hundredths);                 // 8750 → "87.5"

} // namespace rapport::scenario_files
