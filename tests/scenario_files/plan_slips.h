// What the tests of transcript tests share: a plan with one slip in it, and what must be said about it.
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/scenario_files/catalogue_file.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string_view>

namespace rapport::tests {

struct PlanSlip {
    std::string_view text, code;
    int line, column;
    std::string_view argument = {}, value = {};
};

// lines_above: put before the slip's own text.
inline void check_slip(const Diagnostic& d, const PlanSlip& slip, std::string_view file, int lines_above = 0) {
    CHECK(d.code == slip.code);
    CHECK(d.severity == Severity::error);
    CHECK(d.where == Location{std::string(file), slip.line + lines_above, slip.column, {}});
    if (!slip.argument.empty()) CHECK(d.arg(slip.argument) == slip.value);
}

template <class Slips>
bool shown_in(const Slips& slips, std::string_view code) {
    return std::ranges::find(slips, code, &PlanSlip::code) != std::end(slips);
}

// The words for people have no hole, in both languages.
inline void check_words_of(const Diagnostic& d) {
    static const auto words = scenario_files::read_catalogue(RAPPORT_SOURCE_DIR).catalogue;
    for (const Language l : all_languages) {
        const auto said = words_of(d, words, l);
        INFO(d.code << ": " << said.message << " " << said.hint);
        CHECK(said.message.find('{') == std::string::npos);
        CHECK_FALSE(said.hint.empty());
        CHECK(said.hint.find('{') == std::string::npos);
    }
}

} // namespace rapport::tests
