// One line of what `rapport grade` takes: a reply and the moment it answers, as JSON.
//
//   {"id", "lang", "channel", "card", "history": [{"who": "customer" | "agent", "text", "labels"?}], "customer",
//    "anger": 0–100, "calls_for": [ids], "slots"?, "reply"; "cause"?, "urgent"?}
//
//   card     as in a scenario (cause, customer.name, facts, policy.options, policy.not_allowed), or short:
//            {"customer", "facts": [text], "feelings": [text], "wants": [text], "policy_options": [text],
//            "not_allowed": [text]}; also mixed
//   slots    as at a node of a scenario: {"facts", "feelings", "wants"} with ids and wordings; they are added to the
//   card's cause    what the card says, else this, else the company's; urgent: false
//
// Keys that are not known are passed over. Texts in two languages count in the language of the line, wordings in both.
// Of every text the first `scoring::longest_reply` code points are read.
#pragma once

#include "scoring/recogniser/moment.h"
#include "sim/base/diagnostic.h"

#include <optional>
#include <string>
#include <vector>

namespace rapport::scenario_files {

inline constexpr std::size_t longest_grade_line = std::size_t{1} << 20U; // bytes
inline constexpr std::size_t most_grade_entries = 200;                   // of each list

struct GradeTask {
    scoring::Moment moment;
    std::vector<std::size_t> unlabelled; // turns of the agent in the history that came without labels
    std::string reply;
    bool slots_given = false;
};

struct GradeLine {
    std::string id;                // a text or a whole number, as JSON; empty where there is none that can be read
    std::optional<GradeTask> task; // none where there are errors
    Diagnostics diagnostics;
};

// `fallback`: the language of a line that names none; without it such a line is an error. Findings: grade_key_missing
// (key), those of JSON, not_utf8, not_string, not_object, not_list, not_whole_number, not_true_false,
// number_out_of_range, unknown_value, unknown_behaviour, list_length. Invisible characters are no error here.
GradeLine read_grade_line(std::string bytes, std::optional<Language> fallback);

} // namespace rapport::scenario_files
