// A scenario of four moments, small enough to follow in the head, and attempts at it.
//
//   opening: a → probe, b → moves, c → silent; silence (20 s) → silent
//   moves:   nothing to say, the story goes on to probe
//   probe:   a → ending resolved, b → opening
//   silent:  a → probe, b → ending lost
#pragma once

#include "sim/dialogue/session.h"
#include "sim/records/attempt.h"

#include <memory>
#include <string>
#include <vector>

namespace rapport::tests {

std::shared_ptr<const dialogue::Scenario> small_scenario();
std::shared_ptr<const dialogue::MoodTable> small_table();
// Stands for the scenario's file; records only keeps and hashes it.
inline constexpr const char* small_bytes = "{\"id\": \"small\", \"words\": \"三天\"}";

dialogue::Session small_session(std::uint64_t seed = 7);
records::AttemptHeader small_header(const std::string& id = "11111111-2222-4333-8444-555555555555");

inline const std::string small_id = small_header().id;

// Says these replies ("silence" for none) and returns the records of each step apart.
struct Played {
    dialogue::Session session;
    std::vector<std::vector<dialogue::TurnRecord>> steps;
    records::AttemptLog log; // with its end where the story has ended
};
Played play(const std::vector<std::string>& replies, records::AttemptHeader header = small_header());

} // namespace rapport::tests
