// The running attempt on disk: one file of JSON lines in <data>/journal, "<attempt id>.jsonl": the header (with the
// database the attempt is for as a further member, "database"), then one line a step. A line that append() has
// acknowledged survives the death of the program and of the power (append + fdatasync); a line that was only half
// written is recognised by its missing end and dropped, one that was changed on the disk by the sum it ends with
// (journal_text.h) and refused. Beside it lies "<attempt id>.scenario" with the scenario's bytes, so that an attempt can
// be resumed after the scenario's file has changed.
//
// Diagnostics (arguments path, reason):
//   disk_full            no room left (also a quota or file-size limit)
//   folder_unwritable    read-only, no permission, or a file in the folder's place
//   journal_failed       any other refusal of the system
//   attempt_in_use       another program is playing this attempt             args: attempt
//   attempt_not_found    no journal of that id                               args: attempt
//   log_damaged, log_newer as in attempt.h
#pragma once

#include "sim/records/attempt.h"

#include <cstddef>
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::records {

// A journal as read: the steps are still text, because reading them needs the scenario (parse_step).
struct JournalText {
    AttemptHeader header;
    std::vector<std::string> steps;
    std::string scenario_bytes; // verified against header.scenario_hash
    bool ended = false;         // the last step has an end
    bool torn = false;          // a half-written step was dropped
};
// All steps read against the scenario.
std::expected<AttemptLog, Diagnostic> parse(const JournalText& text, const dialogue::Scenario& scenario);

class Journal {
public:
    // Starts a journal; makes the folder if need be. The header is on disk when this returns; when it fails nothing is
    // left behind. database: the one it is for, as the caller names it, in UTF-8; empty: whichever comes.
    static std::expected<Journal, Diagnostic> create(const std::filesystem::path& folder, const AttemptHeader& header,
                                                     std::string_view scenario_bytes, const std::string& database = {});
    struct Opened;
    // Continues one. Holds an advisory lock (flock) until the Journal is destroyed. A torn last line is cut off.
    static std::expected<Opened, Diagnostic> open(const std::filesystem::path& folder, const std::string& attempt);

    Journal(Journal&& other) noexcept;
    Journal& operator=(Journal&& other) noexcept;
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;
    ~Journal(); // unlocks; the file stays

    // One step as one line, on disk when this returns. After an error the file holds exactly the steps acknowledged
    // before (or will, before the next append writes), and the same append may be tried again.
    std::expected<void, Diagnostic> append(const dialogue::Scenario& scenario,
                                           std::span<const dialogue::TurnRecord> turns,
                                           const AttemptEnd* end = nullptr);
    // The attempt is kept elsewhere now. Idempotent.
    std::expected<void, Diagnostic> remove();
    // Throws away a journal unread, with its scenario copy: also one too damaged to open.
    static std::expected<void, Diagnostic> erase(const std::filesystem::path& folder, const std::string& attempt);

    const std::filesystem::path& path() const { return path_; }

private:
    Journal() = default;
    std::expected<void, Diagnostic> append_line(std::string_view line);
    void close() noexcept;

    int file_ = -1;
    std::filesystem::path path_;
    std::int64_t acknowledged_ = 0; // bytes on disk that count
    bool dirty_ = false;            // there may be bytes behind them
};
struct Journal::Opened {
    Journal journal;
    JournalText text;
};

// One journal in the folder's list.
struct JournalEntry {
    AttemptHeader header;
    std::string database;  // as given to create; empty also in journals of older versions
    std::size_t turns = 0; // records kept, those on which the story moved on by itself included
    bool ended = false;    // has its end, waits to be stored
    bool in_use = false;   // another program (or another Journal here) holds it
};
struct JournalList {
    std::vector<JournalEntry> entries; // newest first
    Diagnostics diagnostics;           // journals that cannot be read; they are left as they are
};
bool has_journal(const std::filesystem::path& folder, const std::string& attempt); // readable or not
// Never fails for want of a folder: no folder, no journals. Only reads.
JournalList list_journals(const std::filesystem::path& folder);
// Removes what a death at the very start or the very end leaves: journals without a whole header (no turn was ever
// acknowledged) and scenario copies without a journal. Returns how many files went.
std::size_t sweep_journals(const std::filesystem::path& folder);

} // namespace rapport::records
