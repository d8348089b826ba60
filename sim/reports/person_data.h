// All that is kept of one person: as JSON for programs, and as one page to read that needs nothing beside it (HTML5, no
// scripts, nothing loaded from anywhere).
//
// JSON: {"format": 1, "made_at", "person": {id, name, staff_number, since, pin}, "attempts": [oldest first; each as
// attempt_line.h has it, or header, end, grade and "unreadable": code where the words cannot be opened], "exposures":
// [at, scenario, command, granted]}. Of exams the customer's lines are left out: they belong to the exam.
#pragma once

#include "sim/base/catalogue.h"
#include "sim/dialogue/session.h"
#include "sim/records/exposure.h"
#include "sim/records/people.h"
#include "sim/reports/exported.h"

#include <expected>
#include <optional>
#include <string>
#include <vector>

namespace rapport::reports {

struct PersonAttempt {
    Exported exported;
    std::string log;                          // as the records keep it
    std::optional<dialogue::Session> session; // what it leads to; empty where the words cannot be opened
    std::string unreadable;                   // a diagnostic's code: why not
};

struct PersonData {
    records::Person person;
    bool pin = false;
    std::string made_at;                 // UTC, ISO 8601
    std::vector<PersonAttempt> attempts; // oldest first
    std::vector<records::Exposure> exposures;
};

// Error: log_damaged.
std::expected<std::string, Diagnostic> person_json(const PersonData& data);
std::string person_html(const PersonData& data, const Catalogue& catalogue, Language language);

} // namespace rapport::reports
