// Finding past attempts: what the database can tell by itself (records::Query) and words in the title, the scenario's
// id, the trainee's name or at the beginning of the attempt's id. Words are looked for in rows as they were read, part
// by part, so that whoever waits can be told how far the search has come.
#pragma once

#include "sim/records/database.h"
#include "sim/records/journal.h"

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::training {

struct AttemptFilter {
    std::string words{};
    records::Query query{};  // limit, offset and after are the search's own
    bool unfinished = false; // with outcomes or `abandoned`, or alone: those whose drill is still open, too
    bool operator==(const AttemptFilter&) const = default;

    bool empty() const { return *this == AttemptFilter{}; }
    bool by_outcome() const { return unfinished || query.abandoned || !query.outcomes.empty(); }
    bool takes_unfinished() const { return unfinished || !by_outcome(); }
    bool takes_kept() const { return !by_outcome() || query.abandoned || !query.outcomes.empty(); }
};

// "resolved" … "lost", "abandoned", "unfinished": turns one of them on or off; false: no such outcome.
bool set_outcome(AttemptFilter& filter, std::string_view id, bool on);
bool has_outcome(const AttemptFilter& filter, std::string_view id);

// Each of the words, parted by blanks, must occur somewhere. However they are written: capitals, full width and
// traditional characters count as their plain forms.
class SoughtWords {
public:
    // language: of the titles that are looked at.
    SoughtWords(std::string_view words, Language language);
    bool empty() const { return words_.empty(); }
    bool in(const records::AttemptHeader& header) const;

private:
    std::vector<std::u32string> words_;
    Language language_;
};

// Whether an attempt that is no row of the database (its drill is still open) fits; outcomes are not looked at.
bool fits(const AttemptFilter& filter, const SoughtWords& words, const records::AttemptHeader& header);

class AttemptSearch {
public:
    AttemptSearch(AttemptFilter filter, Language language);

    // Looks on until `wanted` more are found, `most` more rows were looked at (0: no end), or all were. Errors: those
    // of the database; looking may simply go on after them.
    std::expected<void, Diagnostic> look(const records::Database& database, int wanted, int most);

    const AttemptFilter& filter() const { return filter_; }
    const SoughtWords& words() const { return words_; }
    const std::vector<records::AttemptRow>& found() const { return found_; } // newest first
    const Diagnostics& unreadable() const { return unreadable_; }
    int looked() const { return looked_; } // rows, of those the database found
    bool done() const { return done_; }    // all were looked at

private:
    AttemptFilter filter_;
    SoughtWords words_;
    std::vector<records::AttemptRow> found_;
    Diagnostics unreadable_;
    int looked_ = 0;
    bool done_ = false;
};

} // namespace rapport::training
