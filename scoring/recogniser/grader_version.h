// Which grader read a typed reply: every attempt's header keeps it, so that a later grade is never taken for the same.
//
//   rules-signs-model      2-5d1e88a0-9f31c0de
//
// rules: a number of our own, raised whenever the same reply may be read otherwise than before with the same files.
// signs, model: mark_of (cuts_text.h) the sign tables, English then Chinese, and of the model and its cuts; "rules"
// where there is no model and the rules decide alone.
#pragma once

#include "scoring/recogniser/cuts_text.h"

#include <optional>
#include <string>

namespace rapport::scoring {

inline constexpr int rules_version = 1;

// signs, model: the bytes of the files, one after the other.
inline std::string grader_version(std::string_view signs, std::optional<std::string_view> model) {
    std::string version = std::to_string(rules_version);
    version.append("-").append(mark_of(signs)).append("-").append(model ? mark_of(*model) : std::string("rules"));
    return version;
}

} // namespace rapport::scoring
