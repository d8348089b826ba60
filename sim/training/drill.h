// One running drill: the session, its clock and its journal. The rule that makes leaving safe at any moment: a step is
// on disk before the customer's next line can be seen. Whatever cannot be saved has not happened; it can be tried
// again.
//
// Times (`now`) are milliseconds of a steady clock, passed in by the face.
#pragma once

#include "sim/dialogue/session.h"
#include "sim/records/journal.h"
#include "sim/training/attempt.h"
#include "sim/training/drill_clock.h"
#include "sim/training/services.h"
#include "sim/training/typed_moment.h"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::training {

struct DrillSettings {
    std::optional<std::uint64_t> seed{}; // empty: a new one
    Language language = Language::en;    // if the scenario does not speak it, the other one
    int leniency = 100;                  // per cent of the time norms; 0: off, no silence and no cost of waiting
    int reading_percent = 100;
    std::string trainee{};
    std::string input_mode = "choice"; // records/attempt.h; "policy": played by the program, nobody's result
};
// As the person prefers.
DrillSettings preferred_settings(const Services& services, Language language);

// How long after the reading allowance silence falls by itself, milliseconds; empty: never at this node. Only phone,
// chat and in person are synchronous.
std::optional<std::int64_t> silence_falls_ms(const dialogue::Scenario& scenario, const dialogue::Node& node,
                                             int leniency = 100);

enum class Stage : std::uint8_t {
    talking,   // the customer has spoken, a reply is awaited
    finished,  // an ending is reached
    abandoned, // stopped by the trainee
};

// What the clock shows for the line being faced.
struct ClockView {
    bool reading = false;                   // still within the reading allowance
    bool paused = false;                    //
    std::int64_t reading_left_ms = 0;       // of the allowance
    std::int64_t response_ms = 0;           // since the allowance ended
    std::optional<std::int64_t> norm_ms;    // time norm × leniency; empty when leniency is off
    std::optional<std::int64_t> silence_in; // until silence falls; empty: it does not here
};

class Drill {
public:
    // Reads the scenario and starts its journal. Errors: the reader's (all of them), those of Journal::create; in a
    // mode in which one types also typing_unavailable, or why the grader could not be loaded.
    static std::expected<Drill, Diagnostics> start(const Services& services, const std::filesystem::path& scenario,
                                                   const DrillSettings& settings, std::int64_t now);
    // Continues an unfinished attempt where its log ends, with the scenario as it was when the attempt began. The clock
    // of the line being faced starts anew, reading allowance included. An attempt that had reached its end but was not
    // yet stored comes back finished. Errors: attempt_not_found, attempt_in_use, log_*, scenario_unreadable, system
    // trouble.
    static std::expected<Drill, Diagnostics> resume(const Services& services, const std::string& attempt,
                                                    std::int64_t now);
    // "Try again from here": a new attempt with the same seed and settings, the first `turn` − 1 records copied,
    // standing before the reply of turn `turn`. Errors: rewind_practice_only (exams), rewind_no_such_turn (argument
    // turn; also where the story moved on by itself), those of Journal::create.
    static std::expected<Drill, Diagnostics> again_from(const Services& services, const PlayedAttempt& played, int turn,
                                                        std::int64_t now);

    Drill(Drill&&) noexcept;
    Drill& operator=(Drill&&) noexcept;
    ~Drill(); // leaves: the journal stays, the attempt can be resumed

    Stage stage() const;
    const dialogue::Session& session() const; // never ahead of the journal
    const dialogue::Scenario& scenario() const { return session().scenario(); }
    const records::AttemptHeader& header() const;
    Language language() const { return session().settings().language; }
    void speak(Language language); // from the next reply on; the other language only if the scenario speaks it
    // Not errors, to be shown once: resumed under another mood table (mood_table_changed) or
    // grader (grader_changed).
    const Diagnostics& notices() const;

    // Replies, by id or by the position shown (from 0). On success the step is on disk and session() has moved on.
    // Errors: attempt_over, reply_not_offered, and what keeps the journal from being written: then nothing has
    // happened, the clock stands still, problem() keeps the reason, and the same or another reply may be chosen, or
    // retry() called.
    std::expected<void, Diagnostic> choose(std::string_view reply_id, std::int64_t now);
    std::expected<void, Diagnostic> choose_at(std::size_t position, std::int64_t now);
    // Reads typed words without side effects: what they show, and which of the replies offered they amount to. Errors:
    // attempt_over, typing_not_in_mode (the drill is played by choosing), typing_unavailable or why the grader could
    // not be loaded, typed_empty, typed_too_long.
    std::expected<TypedReading, Diagnostic> read(std::string_view text) const;
    // Says these words. picked: id of the reply the trainee picks among those offered; without, the story follows the
    // reading (dialogue/branch.h). Errors: as for read and choose; after typed_empty nothing has happened.
    std::expected<void, Diagnostic> say(std::string_view text, std::optional<std::string_view> picked,
                                        std::int64_t now);
    bool typing() const { return records::typed_in(header().input_mode); }
    // Says nothing on purpose: at once what silence does after its time. Errors as above; silence_has_no_consequence.
    std::expected<void, Diagnostic> keep_silent(std::int64_t now);
    // Turns to another topic, or back to "main" or where one was left. Errors as above; topic_not_open.
    std::expected<void, Diagnostic> turn_to(std::string_view place_id, std::int64_t now);
    // To be called often. True: silence has fallen and the story has moved on. Never while paused or while there is a
    // problem(). Only phone, chat and in person are synchronous; elsewhere silence never falls by itself.
    std::expected<bool, Diagnostic> tick(std::int64_t now);
    void touch(std::int64_t now); // the person is typing or pointing: no silence
    void pause(std::int64_t now);
    void resume(std::int64_t now);
    ClockView clock(std::int64_t now) const;

    // Stops for good and keeps the attempt as abandoned; if no reply was given at all, keeps nothing. Errors as for
    // choose.
    std::expected<void, Diagnostic> abandon(std::int64_t now);

    // What could not be saved: a step (stage talking) or, after the end, the row in the database. In the second case
    // nothing is lost: the journal stays and recover() stores it at the next start.
    const std::optional<Diagnostic>& problem() const;
    // Tries again what the problem kept from being saved; success clears it. Without a problem: does nothing.
    std::expected<void, Diagnostic> retry(std::int64_t now);
    // The attempt is in the database and its journal is gone.
    bool stored() const;

    // For debrief_of, again_from and exports. At any stage.
    PlayedAttempt attempt() const;

private:
    struct Impl;
    explicit Drill(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

struct UnfinishedList {
    std::vector<records::JournalEntry> entries; // newest first; those in use by another program are marked
    Diagnostics diagnostics;
};
UnfinishedList unfinished(const Services& services);
// Throws an unfinished attempt away as if it had been abandoned there. Errors as for Drill::resume.
std::expected<void, Diagnostics> discard(const Services& services, const std::string& attempt);

// At program start: stores the attempts whose end is in the journal but not in the database (a crash or a full disk
// came between), and sweeps what a death at the very start left. Attempts another program is playing are left alone,
// and so are those that were played for another database: a note says where they wait to be stored
// (drills_wait_elsewhere; arguments path, count). Playing one on (Drill::resume) stores it in the database there is.
struct Recovered {
    int stored = 0;
    Diagnostics diagnostics; // what could not be stored; it stays in its journal
};
Recovered recover(const Services& services);

} // namespace rapport::training
