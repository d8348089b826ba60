// Topics that are taken up, left and come back to, as in a contact about two things at once.
//
// The topic under discussion is that of the node the story stands at, and inside a called passage that of its caller;
// a node without a topic that can be taken up belongs to the main thread. Turning to another place parks this one: its
// node is entered again when one comes back. A place is parked at most once and never the one under discussion, however
// that was entered. "@topic_done" closes the topic under discussion and goes on where something was parked last, else
// with the first open topic that is not optional, in the order of the file, else with the reply's `then`.
//
// In the log a turn to a place is a record of kind none (it earns, costs and calls for nothing) whose `reply` is the
// place + 1 and whose branch is the node it leads to.
#pragma once

#include "sim/dialogue/log.h"
#include "sim/dialogue/scenario.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::dialogue {

static_assert(most_topics + 1 < most_replies, "a place + 1 is kept where a reply is");

using PlaceSet = std::uint16_t; // a bit a place
constexpr PlaceSet place_bit(Place p) { return static_cast<PlaceSet>(1U << p); }
constexpr bool has_place(PlaceSet set, Place p) { return (set & place_bit(p)) != 0; }
std::vector<Place> places_in(PlaceSet set); // the main thread first, then topics in the order of the file

// "main", or the topic's id.
inline constexpr std::string_view main_id = "main";
std::string_view place_id(const Scenario& scenario, Place place);
std::optional<Place> place_named(const Scenario& scenario, std::string_view id);

// In scripts, reports and logs: "topic:refund".
inline constexpr std::string_view turn_prefix = "topic:";
std::string turn_id(const Scenario& scenario, Place place);

// Empty where the record is an answer or the story moved on by itself.
std::optional<Place> turned_to(const TurnRecord& record);

// What is under discussion, what is parked, what is done.
struct Threads {
    struct Parked {
        Place place = main_thread;
        std::uint32_t node = none;
        bool operator==(const Parked&) const = default;
    };
    Place here = main_thread;
    bool turned = false; // since the last answer
    PlaceSet done = 0;
    std::vector<Parked> parked; // the latest last

    const Parked* parked_at(Place place) const; // null: not parked
    void arrive(Place place);                   // it is under discussion now, so no longer parked
    std::string bytes() const;                  // canonical
    bool operator==(const Threads&) const = default;
};

} // namespace rapport::dialogue
