// A running conversation: events in, records out. The log of records is the attempt; the state is whatever the log
// says, so that save, resume, rewind, what-if and audit are one mechanism. Pure: time and seed are passed in.
#pragma once

#include "scoring/transcript.h"
#include "sim/base/diagnostic.h"
#include "sim/dialogue/log.h"
#include "sim/dialogue/mood.h"
#include "sim/dialogue/scenario.h"
#include "sim/dialogue/step_table.h"
#include "sim/dialogue/topics.h"

#include <expected>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace rapport::dialogue {

inline constexpr int engine_version = 1;

struct Settings {
    std::uint64_t seed = 1;
    Language language = Language::en;
    int leniency = 100; // per cent of the time norms (100, 150, 200); 0: off, waiting costs nothing
};

// What the trainee is facing.
struct Moment {
    std::uint32_t node = none;
    std::uint16_t line = 0;
    std::uint8_t offered_count = 0;
    std::array<std::uint8_t, most_replies> offered{};
    PlaceSet open_topics = 0; // whose condition held when the node was entered, done or not
    int turn = 1;
    std::span<const std::uint8_t> replies() const { return {offered.data(), offered_count}; }
};

// Which of the scenario's personas the seed draws (index); 0 in exams and where there is only one.
std::uint32_t drawn_persona(const Scenario& scenario, std::uint64_t seed);

class Session {
public:
    // The scenario must have passed the reader. The persona is drawn by the seed in practice and fixed in exams.
    Session(std::shared_ptr<const Scenario> scenario, std::shared_ptr<const MoodTable> table, Settings settings);

    // Rebuilds a session from its log. Uses the stored labels, draws, mood and branch; errors: log_mismatch (a record
    // does not fit the scenario; argument "turn").
    static std::expected<Session, Diagnostic> replay(std::shared_ptr<const Scenario> scenario,
                                                     std::shared_ptr<const MoodTable> table, Settings settings,
                                                     std::span<const TurnRecord> log);
    static std::expected<Session, Diagnostic> replay(std::shared_ptr<const Scenario> scenario,
                                                     std::shared_ptr<const MoodTable> table, Settings settings,
                                                     LogView log);

    const Scenario& scenario() const { return *scenario_; }
    const std::shared_ptr<const Scenario>& scenario_ptr() const { return scenario_; }
    const std::shared_ptr<const MoodTable>& mood_table() const { return table_; }
    const Settings& settings() const { return settings_; }
    const Persona& persona() const;
    const Mood& mood() const { return mood_; }
    const Mood& mood_at_start() const { return mood_at_start_; }

    bool over() const { return ending_ != none; }
    const Ending* ending() const { return over() ? &scenario_->endings[ending_] : nullptr; }
    const Moment& now() const { return now_; } // meaningless once over
    const Node& node() const { return scenario_->nodes[now_.node]; }
    const Line& line() const { return scenario_->lines[first_line_ + now_.line]; }
    const Reply& offered_reply(std::size_t position) const {
        return scenario_->replies_of(node())[now_.offered[position]];
    }
    // Nothing has been answered yet, by words or by silence. Moves of the story are nobody's turn.
    bool first_turn() const { return !answered_; }
    bool need_revealed() const { return need_revealed_; }
    std::int32_t variable(std::size_t index) const { return registers_[first_variable + index]; }

    // Each appends one record, and further ones (kind none) where the story moves on by itself. Returns how many.
    // Errors: attempt_over, reply_not_offered (arguments "reply", "node"), silence_has_no_consequence (argument
    // "node").
    std::expected<std::size_t, Diagnostic> choose(std::string_view reply_id, std::uint32_t response_ms);
    std::expected<std::size_t, Diagnostic> choose_at(std::size_t position, std::uint32_t response_ms);
    std::expected<std::size_t, Diagnostic> keep_silent(std::uint32_t response_ms);
    // A reply in the trainee's own words. The mood moves by its labels as for a chosen reply with these labels, then
    // the story follows `branch` (typed.h). Errors: attempt_over, reply_not_offered, those of unfit().
    std::expected<std::size_t, Diagnostic> say(TypedReply typed, std::uint32_t response_ms);
    // Turns to another topic, or back to where it was left; "main" is the main thread. A record that earns and costs
    // nothing. Errors: attempt_over, topic_not_open (arguments "topic", "node").
    std::expected<std::size_t, Diagnostic> turn_to(std::string_view place_id, std::uint32_t response_ms);
    std::expected<std::size_t, Diagnostic> turn_to(Place place, std::uint32_t response_ms);
    // Where one may turn to now: what was left unfinished and what can be taken up. Never inside a passage, and never
    // twice without an answer in between.
    PlaceSet places() const;
    const Threads& threads() const { return threads_; }
    // The language of the turns from now on (practice only: the window switches languages at any moment).
    void speak(Language language) { settings_.language = language; }

    LogView log() const { return LogView(log_); }
    // A new session that stands where this one stood after the first `turns` records.
    Session rewound(std::size_t turns) const;

    // The whole state in canonical bytes: equal bytes, equal state.
    std::string state_bytes() const;

private:
    struct Unmoved {}; // without the moves the story makes by itself before the first reply
    Session(std::shared_ptr<const Scenario> scenario, std::shared_ptr<const MoodTable> table, Settings settings,
            Unmoved);
    template <class Records>
    static std::expected<Session, Diagnostic> replayed(std::shared_ptr<const Scenario> scenario,
                                                       std::shared_ptr<const MoodTable> table, Settings settings,
                                                       const Records& log);
    void begin();
    void enter(Target target);
    void choose_line(const Node& node, std::uint64_t turn);
    void fetch_ways_on(const StepTable::Place& here) const;
    void fetch_words(const Target& to) const;
    void feel(const Mood& mood);
    void change_variables(const StepTable::Reply& reply, const Reply& written);
    void apply(const TurnRecord& record);
    std::size_t commit(const TurnRecord& record);
    void move_on(std::size_t already); // moves the story makes by itself; already: so many were just made
    Target leads_to(const TurnRecord& record) const;
    TurnRecord record_of(scoring::ReplyKind kind, std::uint8_t reply, std::uint32_t response_ms) const;
    // impact: with what the reply itself brings (fit, solution, extra, what it reveals); the moment is added.
    void weigh(TurnRecord& record, const scoring::Labels& said, bool answered, Impact& impact) const;
    TurnRecord answer(std::uint8_t reply, std::uint32_t response_ms) const;
    TurnRecord moved_on() const;
    int waiting_steps(std::uint32_t response_ms) const;
    int temper() const;
    std::int32_t value_of(Range code) const;
    bool holds(Range code) const;
    Target resolve(const StepTable::Reply& reply, std::uint8_t index) const;
    // say.cpp
    TurnRecord spoken(TypedReply typed, std::uint32_t response_ms) const;
    Target after_typed(std::uint8_t branch) const;
    bool typed_fits(const TurnRecord& record) const;
    // topics.cpp
    void enter_place();
    void follow_threads(const TurnRecord& record);
    Target after_topic(const Reply& reply) const;
    Target turned(Place place) const;
    bool turn_fits(const TurnRecord& record) const;
    bool fits(const TurnRecord& record) const;

    std::shared_ptr<const Scenario> scenario_;
    std::shared_ptr<const MoodTable> table_;
    std::shared_ptr<const StepTable> steps_;
    Settings settings_;
    std::uint32_t persona_ = 0;
    Mood mood_, mood_at_start_;
    Moment now_;
    std::uint32_t first_line_ = 0; // of the node, in the scenario's lines
    std::uint32_t ending_ = none;
    bool need_revealed_ = false;
    bool answered_ = false;
    std::int32_t sympathy_streak_ = 0;
    std::vector<std::int32_t> registers_; // by Register, the variables last
    std::vector<std::uint64_t> seen_, chosen_;
    std::array<Level, scoring::behaviour_count> best_{};
    std::array<std::uint8_t, scoring::behaviour_count> times_{};
    std::vector<Target> returns_; // where passages return to
    Threads threads_;
    Log log_;
};

} // namespace rapport::dialogue
