// Which attempts a list shows, as far as the database can tell by itself. Names and titles it cannot: who looks for
// words reads rows and looks there (training/attempt_search.h).
#pragma once

#include "sim/records/attempt.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::records {

// How an attempt was played; what_if, which began in the middle of another, cuts across the others.
enum class PlayedAs : std::uint8_t { chosen, typed, by_program, what_if };
inline constexpr std::array all_played{PlayedAs::chosen, PlayedAs::typed, PlayedAs::by_program, PlayedAs::what_if};
std::string_view id(PlayedAs p); // "chosen", "typed", "program", "what_if"
std::optional<PlayedAs> played_from(std::string_view id);
bool was_played(const AttemptHeader& header, PlayedAs as);

// A row's place among all, newest first.
struct ListPlace {
    std::string started_at, attempt;
    bool operator==(const ListPlace&) const = default;
};

struct Query {
    std::string scenario_id{}; // empty: all
    std::optional<Status> status{};
    int limit = 100; // 0: all
    int offset = 0;
    std::vector<scoring::Outcome> outcomes{}; // any of these, and with `abandoned` those that were stopped early;
    bool abandoned = false;                   // none and false: all
    std::optional<PlayedAs> played{};
    std::string since{}, until{};     // begun then; UTC, ISO 8601, both included; empty: open
    std::optional<ListPlace> after{}; // only those that come after it in the list
    bool operator==(const Query&) const = default;
};

} // namespace rapport::records
