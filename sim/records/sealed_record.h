// An attempt and its changed levels as they are kept where they belong to a person: what can be counted stands there
// openly, what tells of the person is sealed (seal.h). Used inside this module only.
//
// header holds all of the header but the name and the accommodations (leniency, reading_percent); these are sealed in
// the column trainee, as {"trainee":…,"leniency":…,"reading_percent":…}. log is sealed as a whole. Of an attempt from
// before there were people nothing is sealed.
#pragma once

#include "sim/records/attempt.h"
#include "sim/records/key_store.h"
#include "sim/records/overrule.h"

#include <expected>
#include <string>

namespace rapport::records {

struct KeptWords {
    std::string header, trainee, log; // the columns
};
// Makes the key if need be: outside a transaction. Errors: those of KeyStore.
std::expected<KeptWords, Diagnostic> kept_words(KeyStore& keys, const dialogue::Scenario& scenario,
                                                const AttemptLog& log);

// Fills in what the column `trainee` holds. Errors: key_missing, seal_broken, those of KeyStore, all with the attempt
// as where.
std::expected<void, Diagnostic> open_header(Opener& opener, AttemptHeader& header, const std::string& trainee);
// The column `log`, opened. Errors likewise.
std::expected<std::string, Diagnostic> open_log(Opener& opener, const AttemptHeader& header, const std::string& log);

// Whose words, and when: of the attempt a change belongs to. person: empty for nobody's.
struct Whose {
    std::string attempt, person, started_at;
};
std::expected<void, Diagnostic> seal_words(KeyStore& keys, const Whose& whose, Overrule& change);
// Where they cannot be opened, `unreadable` is set and the words are empty.
std::expected<void, Diagnostic> open_words(Opener& opener, const Whose& whose, Overrule& change);

} // namespace rapport::records
