// Erasing a person: her keys first, and for good, so that whatever is left anywhere of what they sealed (old pages of
// the database, copies, backups) tells nothing any more; then everything that was hers.
//
// What stays: a tombstone (her id and when), so that nothing of hers is stored again and a restored backup does not
// bring her back; and in the chain the stubs of her attempts (chain.h), of which verifying tells the number.
//
// Interrupted at any moment, erasing her again finishes it.
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/records/database.h"

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

namespace rapport::records {

struct ErasedPerson {
    int attempts = 0;         // of the records
    int unfinished = 0;       // journals
    int exposures = 0;        // lines under her name
    bool preferences = false; // her name stood in the preferences
    Diagnostics left{};       // what could not be removed: attempt_in_use, or the system's refusal
};

// person: an id. data: the folder with the journals, exposures and preferences. Errors: person_not_found; those of the
// database and the keys.
std::expected<ErasedPerson, Diagnostic> erase_person(Database& database, const std::filesystem::path& data,
                                                     const std::string& person);

// Of whom something is left although erasing began: what came in between. To be erased once more.
std::expected<std::vector<std::string>, Diagnostic> unfinished_erasures(const Database& database);

// Ids of people who were erased here.
std::expected<std::vector<std::string>, Diagnostic> erased_people(const Database& database);
// Takes out of the records whatever of these people is in them, their keys as well; for what was restored. Nothing to
// take out is no error.
std::expected<void, Diagnostic> apply_erasures(Database& database, const std::vector<std::string>& people);

} // namespace rapport::records
