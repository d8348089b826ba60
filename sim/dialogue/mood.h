// How the customer's mood moves: a table (behaviour level × kind of upset) in one data file (assets/models/mood.json),
// read by sim/scenario_files/mood_file.h. All integers. The reasons of one move always add up to the move. Sources:
// ready-to-listen gate, Morimoto 2020; order calm → acknowledge → solve → options, the founding guide; solving is never
// punished in itself, Marinova et al. 2018.
#pragma once

#include "scoring/checklist.h"
#include "sim/dialogue/scenario.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace rapport::dialogue {

struct Mood {
    std::int16_t anger = 0, trust = 0; // 0–100
    bool ready = false;                // ready to listen; once open, never closes
    bool operator==(const Mood&) const = default;
};

struct Delta {
    std::int16_t anger = 0, trust = 0;
    bool operator==(const Delta&) const = default;
};

// Why the mood moved. Values are part of the log: never renumber.
enum class ReasonCode : std::uint8_t {
    shows = 1,              // behaviour and level say which
    solution_too_early = 2, // a solution before the customer was ready to listen
    option_fits = 3,        // level: how well the best option offered fits (0–3)
    question_unanswered = 4,
    sympathy_without_progress = 5,
    waited = 6, // beyond the norm; level: steps of patience
    silence = 7,
    need_revealed = 8,
    scenario = 9,         // the author's own extra
    temper = 10,          // the difference this customer's temper makes
    limit = 11,           // the scale ends at 0 and 100
    nothing_offered = 12, // nothing in the reply for this customer
    became_ready = 13     // the gate opened in this turn; moves nothing itself
};
std::string_view id(ReasonCode c);

struct Reason {
    ReasonCode code{};
    Behaviour behaviour{}; // for `shows`
    Level level = 0;
    Delta delta;
    bool operator==(const Reason&) const = default;
};

// Each of the twenty labels, and beside them at most: an option, a solution too early or its fault (one of the twenty),
// an open question, a need, waiting, temper, the author's extra, the limit, the gate.
inline constexpr std::size_t most_reasons = scoring::behaviour_count + 8;

// The reasons of one move, without allocation; only those there are cost anything.
class Reasons {
public:
    Reasons() {}
    Reasons(const Reasons& o) { *this = o; }
    Reasons& operator=(const Reasons& o) {
        if (o.count_ > 0 && this != &o) std::memcpy(room_.data(), o.room_.data(), o.count_ * sizeof(Reason));
        count_ = o.count_;
        return *this;
    }
    void add(const Reason& r) {
        if (count_ < most_reasons) std::construct_at(items() + count_++, r);
    }
    std::span<const Reason> all() const& { return {items(), count_}; }
    // Of a record that is about to go: a copy, so that looking through it stays safe.
    Reasons all() && { return *this; }
    const Reason* begin() const { return items(); }
    const Reason* end() const { return items() + count_; }
    bool operator==(const Reasons& o) const;

private:
    static_assert(std::is_trivially_copyable_v<Reason>);
    Reason* items() { return reinterpret_cast<Reason*>(room_.data()); }
    const Reason* items() const { return reinterpret_cast<const Reason*>(room_.data()); }

    alignas(Reason) std::array<std::byte, most_reasons * sizeof(Reason)> room_; // left as it is until it is needed
    std::uint8_t count_ = 0;
};

struct MoodTable {
    struct Row {                                                            // for one kind of upset
        std::array<std::array<Delta, 2>, scoring::behaviour_count> shows{}; // [behaviour][level − 1]
        std::array<Delta, 4> fits{};
        Delta solution_too_early, question_unanswered, sympathy_without_progress, waited_step, silence, need_revealed,
            nothing_offered;
    };
    std::array<Row, upset_count> rows{};
    std::array<std::int16_t, 4> repeat_percent{100, 60, 30, 10}; // first, second, third time, later; behaviours only
    std::int16_t early_solution_percent = 30; // what a solution behaviour is worth before the gate opens
    std::int16_t ready_at_anger = 40;
    std::int16_t ready_needs = 2; // of restate, acknowledge_feeling, apologise, ask_open, one of them at 2
    std::int16_t sympathy_turns = 3;
    std::int16_t most_waiting_steps = 3;
    int version = 1;
};

// What one reply meant to the customer.
struct Impact {
    scoring::Labels labels;                                            // after the moment (sim/dialogue/moment.h)
    std::array<std::uint8_t, scoring::behaviour_count> times_before{}; // how often each was shown in earlier turns
    Delta extra;                                                       // the author's
    int best_fit = -1;                                                 // of the options offered; −1 none
    int waiting_steps = 0;
    bool silence = false, solution = false, solution_first = false;
    bool question_open = false; // asked directly and not answered
    bool invited = false;       // just asked what will be done, urgent, or granted in full: no solution is too early
    bool reveals = false;
    bool sympathy_only_again = false; // at least the table's third sympathetic turn in a row without progress
    // Best levels shown in earlier turns of the four that open the gate.
    std::array<Level, scoring::behaviour_count> best_before{};
};

struct Move {
    Mood after;
    Reasons reasons;
};

// temper: per cent of the standard reaction (10–300).
Move react(const MoodTable& table, Upset upset, int temper, const Mood& before, const Impact& impact);
// The mood after; the reasons are added to `reasons`.
Mood react(const MoodTable& table, Upset upset, int temper, const Mood& before, const Impact& impact, Reasons& reasons);

// Whether the gate is open given the best levels so far.
bool gate_open(const MoodTable& table, Upset upset, const Mood& mood,
               const std::array<Level, scoring::behaviour_count>& best);

} // namespace rapport::dialogue
