// The inside of a Drill. Used inside this module only.
#pragma once

#include "sim/training/drill.h"

namespace rapport::training {

struct Drill::Impl {
    // A step that is worked out but not yet on disk.
    struct Pending {
        dialogue::Session next;
        std::optional<records::AttemptEnd> end;
    };

    Impl(const Services& s, records::AttemptHeader h, dialogue::Session starting, records::Journal j,
         std::shared_ptr<const std::string> bytes)
        : services(s), header(std::move(h)), session(std::move(starting)), journal(std::move(j)),
          scenario_bytes(std::move(bytes)) {}

    template <class Action>
    std::expected<void, Diagnostic> step(std::int64_t now, Action&& action);
    std::expected<void, Diagnostic> save(Pending step, std::int64_t now);
    std::expected<void, Diagnostic> store();
    records::AttemptEnd end_now(const dialogue::Session& at, bool abandoned) const;
    records::AttemptLog log() const;
    void show_line(std::int64_t now);
    bool any_reply() const;

    std::expected<TypedReading, Diagnostic> read(std::string_view text, std::optional<std::string_view> picked);

    Services services; // a copy: paths and shared pointers
    records::AttemptHeader header;
    dialogue::Session session;
    std::optional<records::Journal> journal; // empty once the attempt is stored
    std::shared_ptr<const std::string> scenario_bytes;
    DrillClock clock;
    Stage stage = Stage::talking;
    std::optional<records::AttemptEnd> end;
    std::optional<Pending> pending;
    std::optional<Diagnostic> problem;
    Diagnostics notices;
    bool stored = false;
    std::optional<ReplyGrader> grader; // once something was typed
};

// Error: typing_unavailable, or why it could not be loaded.
std::expected<ReplyGrader, Diagnostic> grader_of(const Services& services);

// The part of a header that says under which rules it is played from now on: a new attempt.
void put_our_versions(records::AttemptHeader& header, const Services& services);

// Nothing is left of an attempt that goes on in another journal. Gone already: no error.
std::expected<void, Diagnostic> forget_journal(const Services& services, const std::string& attempt);
// Where death came while one attempt took the place of another (go_on_under), both are there: the one that holds less.
// Equal ones: the older, since the newer is what was on the screen last. Attempts in use are left alone.
std::vector<std::string> superseded(const std::vector<records::JournalEntry>& entries);

} // namespace rapport::training
