// A scenario, read and checked: immutable, compact, everything resolved to indices. Made by sim/scenario_files; all
// text is a view into storage the scenario owns. Meaning of every field: scenarios/README.md (format 1).
#pragma once

#include "scoring/checklist.h"
#include "sim/base/language.h"
#include "sim/base/pool.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace rapport::dialogue {

using scoring::Behaviour;
using scoring::BehaviourSet;
using scoring::Level;
using scoring::Outcome;

enum class Channel : std::uint8_t { phone, chat, email, in_person, social };
enum class Use : std::uint8_t { practice, exam };
enum class Cause : std::uint8_t { company, third_party, customer, unknown };
enum class Upset : std::uint8_t { angry, anxious, disappointed, resigned, confused };
inline constexpr std::size_t upset_count = 5;
inline constexpr std::array<std::string_view, 5> channel_ids{"phone", "chat", "email", "in_person", "social"};
inline constexpr std::array<std::string_view, 2> use_ids{"practice", "exam"};
inline constexpr std::array<std::string_view, 4> cause_ids{"company", "third_party", "customer", "unknown"};
inline constexpr std::array<std::string_view, 5> upset_ids{"angry", "anxious", "disappointed", "resigned", "confused"};
constexpr std::string_view id(Channel c) { return channel_ids[static_cast<std::size_t>(c)]; }
constexpr std::string_view id(Use u) { return use_ids[static_cast<std::size_t>(u)]; }
constexpr std::string_view id(Cause c) { return cause_ids[static_cast<std::size_t>(c)]; }
constexpr std::string_view id(Upset u) { return upset_ids[static_cast<std::size_t>(u)]; }

// A run of elements in one of the scenario's pools.
struct Range {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    bool empty() const { return count == 0; }
};

inline constexpr std::uint32_t none = 0xFFFFFFFFU;
inline constexpr std::size_t most_replies = 12; // at one node

// Where a reply leads.
struct Target {
    // back: "@return" from a passage; topic_done: "@topic_done". A record's branch is always a node or an ending.
    enum class Kind : std::uint8_t { nowhere, node, ending, back, topic_done };
    Kind kind = Kind::nowhere;
    std::uint32_t index = none;
    bool operator==(const Target&) const = default;
};

// One instruction of a compiled condition or expression (postfix; sim/dialogue/condition.h).
struct Instruction {
    std::uint8_t op = 0;
    std::int32_t operand = 0;
};

struct Assignment {
    std::uint32_t variable = 0;
    Range value; // into code
};

// The paraphrases of a slot, an option or a question, per language; ranges into Scenario::phrases.
struct Phrases {
    std::array<Range, 2> in{};
};

struct Shown {
    Behaviour behaviour{};
    Level level = 0;
    bool check = false; // restate: closes with a check that invites correction
    LocalText quote;    // empty: the whole reply is the evidence
};

struct Reply {
    std::string_view id;
    LocalText text, why;
    Range when;    // code; empty: always
    Range shows;   // Scenario::shown
    Range offers;  // Scenario::offered: indices into options
    Range effects; // Scenario::effects, applied left to right
    Target to;
    Target then;                  // after the passage, or after "@topic_done" where nothing else is left to discuss
    std::uint32_t passage = none; // "call"
    std::int16_t anger = 0, trust = 0; // extra, on top of the mood model
    bool once = false, solution = false, model = false, reveals = false;
    bool answers = false;        // the customer's direct question, where there is one
    bool solution_first = false; // in the words themselves the solution comes before any listening
};

struct Line {
    LocalText text; // first, so that it lies within one cache line
    std::string_view id;
    Range when;
    std::uint32_t feeling = none; // index into the node's feelings slots
    LocalText media;              // audio path inside the package, usually empty
};

struct Slot {
    std::string_view id;
    Phrases phrases;
};

struct Node {
    std::string_view id, topic;
    Range says;                   // Scenario::lines
    Range replies;                // Scenario::replies
    Range facts, feelings, wants; // Scenario::slots
    BehaviourSet calls_for;
    std::uint32_t asks = none;         // Scenario::slots: a direct question in this line
    std::uint32_t silence_after_s = 0; // 0: silence has no consequence of its own here
    Target silence_to, otherwise;
    bool urgent = false;
    bool asks_action = true; // the question may be what will be done; false: it is about something else (rule 13)
};

struct Option { // what policy allows or forbids
    std::string_view id;
    LocalText text;
    Phrases phrases;
    std::uint8_t fits = 0; // 0–3 toward what the customer wants
};

struct Fact {
    std::string_view id;
    LocalText label, value;
};

struct HistoryEntry {
    std::string_view date; // ISO 8601
    LocalText text;
};

struct Persona {
    std::string_view id; // empty: the customer as written
    std::optional<std::int16_t> temper;
    std::optional<std::int16_t> anger, trust;
};

struct Variable {
    std::string_view id;
    bool boolean = false;
    std::int32_t min = 0, max = 1, start = 0;
};

struct Passage {
    std::string_view id;
    std::uint32_t start = none;
};

// Where the conversation can be: the main thread, or a topic that can be taken up (its position in Scenario::topics +
// 1).
using Place = std::uint8_t;
inline constexpr Place main_thread = 0;
inline constexpr std::size_t most_topics = 10; // a place fits into a turn of the log (sim/dialogue/log.h)

struct Topic {
    std::string_view id;
    LocalText title;
    std::uint32_t start = none;
    Range when; // code; empty: always
    bool optional = false;
};

struct Ending {
    std::string_view id;
    Outcome outcome = Outcome::unresolved;
    LocalText text;
};

class StepTable; // sim/dialogue/step_table.h

// What was made from one scenario and is no part of it: a copy, which may be changed, starts without.
template <class Made>
class MadeFrom {
public:
    MadeFrom() = default;
    MadeFrom(const MadeFrom&) {}
    MadeFrom& operator=(const MadeFrom&) {
        made_ = nullptr;
        return *this;
    }
    void set(std::shared_ptr<const Made> made) { made_ = std::move(made); }
    const std::shared_ptr<const Made>& get() const { return made_; } // null: not made yet

private:
    std::shared_ptr<const Made> made_;
};

struct Scenario {
    std::string_view id, industry, module, family, tier, need_id, register_norm;
    int format = 1, version = 1, difficulty = 1, minutes = 1;
    std::array<bool, 2> languages{};
    LocalText title, summary, note, customer_name, need_text; // note: shown before the start (abuse, bereavement)
    Channel channel = Channel::chat;
    Use use = Use::practice;
    Cause cause = Cause::unknown;
    BehaviourSet grades;
    std::uint32_t first_response_s = 60, response_s = 60; // norms
    Upset upset = Upset::angry;
    std::int16_t anger = 50, trust = 50, temper = 100;
    std::uint32_t patience_s = 30;
    std::uint32_t start = none;
    bool female_voice = false;
    std::int16_t voice_pitch = 0, voice_rate = 0;

    Pool<Node> nodes;
    std::vector<Ending> endings;
    std::vector<Passage> passages;
    std::vector<Topic> topics; // those that can be taken up; the others only group nodes
    std::vector<Place> places; // of each node; empty where there are no such topics
    std::vector<Variable> variables;
    std::vector<Fact> facts;
    std::vector<HistoryEntry> history;
    std::vector<Option> options, not_allowed;
    std::vector<Persona> personas; // index 0 is the customer as written

    // Pools
    Pool<Line> lines;
    Pool<Reply> replies;
    std::vector<Shown> shown;
    std::vector<std::uint32_t> offered;
    std::vector<Assignment> effects;
    std::vector<Instruction> code;
    std::vector<Slot> slots;
    std::vector<std::string_view> phrases;

    std::shared_ptr<const void> storage; // what the views look into
    MadeFrom<StepTable> steps;           // set once everything else is

    bool speaks(Language l) const { return languages[static_cast<std::size_t>(l)]; }
    template <class T, class Allocator>
    static std::span<const T> slice(const std::vector<T, Allocator>& pool, Range r) {
        return std::span<const T>(pool).subspan(r.first, r.count);
    }
    std::span<const Line> lines_of(const Node& n) const { return slice(lines, n.says); }
    std::span<const Reply> replies_of(const Node& n) const { return slice(replies, n.replies); }
    std::span<const Shown> shown_by(const Reply& r) const { return slice(shown, r.shows); }
    std::span<const std::uint32_t> offers_of(const Reply& r) const { return slice(offered, r.offers); }
    std::span<const Instruction> code_of(Range r) const { return slice(code, r); }
    std::span<const Slot> slots_of(Range r) const { return slice(slots, r); }
    Place place_of(std::uint32_t node) const { return places.empty() ? main_thread : places[node]; }
    // All linear: for people's questions, not for the step.
    std::uint32_t node_named(std::string_view id) const;   // none if there is none
    std::uint32_t ending_named(std::string_view id) const; // none if there is none
};

// How often in a row the story moves on by itself from nodes that offer nothing before it stops: no node twice.
inline std::size_t most_moves(const Scenario& scenario) { return scenario.nodes.size(); }

// Where the item with this id stands; none if there is none.
template <class Items>
std::uint32_t position_of(const Items& items, std::string_view id) {
    for (std::uint32_t i = 0; i < items.size(); ++i)
        if (items[i].id == id) return i;
    return none;
}

} // namespace rapport::dialogue
