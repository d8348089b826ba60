// Attempts that belong to somebody.
#pragma once

#include "scoring/grader.h"
#include "sim/dialogue/transcript.h"
#include "sim/records/database.h"
#include "tests/records/small_attempt.h"

#include <catch2/catch.hpp>

#include <string>

namespace rapport::tests {

inline const std::string ada = "aaaaaaaa-0000-4000-8000-00000000000a";
inline const std::string bob = "bbbbbbbb-0000-4000-8000-00000000000b";
inline const std::string second_id = "22222222-2222-4333-8444-555555555555";
inline const std::string third_id = "33333333-2222-4333-8444-555555555555";

inline records::AttemptHeader header_of(const std::string& person, const std::string& id,
                                        const std::string& started = "2026-03-02T09:00:00Z",
                                        const std::string& name = "Ada Lovelace") {
    auto header = small_header(id);
    header.person = person;
    header.started_at = started;
    header.trainee = name;
    return header;
}

inline Played keep(records::Database& database, const records::AttemptHeader& header) {
    auto played = play({"a", "a"}, header);
    const auto report = scoring::grade(dialogue::transcript(played.session));
    REQUIRE(database.store(*small_scenario(), small_bytes, played.log, &report).has_value());
    return played;
}

} // namespace rapport::tests
