#include "sim/reports/csv.h"

#include <algorithm>
#include <array>

namespace rapport::reports {
namespace {

// Besides what RFC 4180 asks for: what some spreadsheets split at, and blanks that some take off.
bool needs_quotes(std::string_view text) {
    return text.find_first_of(",\"\r\n;\t") != std::string_view::npos || text.starts_with(' ') || text.ends_with(' ');
}

} // namespace

bool reads_as_formula(std::string_view text) {
    static constexpr std::array<std::string_view, 11> starts{"=",  "+",      "-",      "@",      "\t",    "\r",
                                                             "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
    return std::ranges::any_of(starts, [&](std::string_view start) { return text.starts_with(start); });
}

std::string two_decimals(std::int32_t hundredths) {
    const std::string cents = std::to_string(hundredths % 100);
    return std::to_string(hundredths / 100).append(cents.size() == 1 ? ".0" : ".").append(cents);
}

void CsvTable::cell(std::string_view bytes) {
    if (!first_) bytes_ += ',';
    first_ = false;
    bytes_ += bytes;
}

CsvTable& CsvTable::text(std::string_view words) {
    std::string safe(words);
    std::erase(safe, '\0');
    // Where some spreadsheets split, a cell begins.
    for (std::size_t at = safe.size(); at > 1; --at) { // the first is seen to below
        const char split = safe[at - 1];
        if (split != ';' && split != '\t' && split != '\r' && split != '\n') continue;
        const std::size_t next = std::min(safe.find_first_not_of(' ', at), safe.size());
        if (reads_as_formula(std::string_view(safe).substr(next))) safe.insert(next, 1, '\'');
    }
    if (reads_as_formula(safe)) safe.insert(0, 1, '\'');
    if (!needs_quotes(safe)) {
        cell(safe);
        return *this;
    }
    std::string quoted = "\"";
    for (const char c : safe) quoted.append(c == '"' ? 2 : 1, c);
    cell(quoted.append(1, '"'));
    return *this;
}

CsvTable& CsvTable::number(std::int64_t value) {
    cell(std::to_string(value));
    return *this;
}

CsvTable& CsvTable::number(const std::optional<int>& value) { return value ? number(std::int64_t{*value}) : nothing(); }

CsvTable& CsvTable::hundredths(const std::optional<std::int32_t>& value) {
    cell(value ? two_decimals(*value) : std::string());
    return *this;
}

CsvTable& CsvTable::yes_no(const std::optional<bool>& value) {
    cell(!value ? "" : *value ? "1" : "0");
    return *this;
}

CsvTable& CsvTable::nothing() {
    cell({});
    return *this;
}

CsvTable& CsvTable::no_grade() {
    cell("-");
    return *this;
}

void CsvTable::end_line() {
    bytes_ += "\r\n";
    first_ = true;
}

} // namespace rapport::reports
