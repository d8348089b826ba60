// Whose the records are. A person is a UUID; name and staff number are kept sealed (seal.h) with a key of the person's
// own. Nobody has to be set up: each desk has a person of its own for whoever does not sign in.
//
// Diagnostics, beside those of database.h and seal.h:
//   person_no_name       neither a name nor a number; of a new person: no name
//   person_too_long      args: what (name, number), most (code points)
//   person_number_taken  somebody has this staff number                    args: number, name
//   person_there         somebody of this name is there already, and no number tells them apart  args: name
//   person_name_is_number  it would be the name of one and the staff number of another           args: word
//   person_not_found, person_ambiguous  nobody, or several (args: count), are called so          args: name
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/records/database.h"

#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::records {

inline constexpr std::size_t longest_person_name = 80, longest_staff_number = 40; // code points

// Blanks around them are taken off.
struct PersonWords {
    std::string name, staff_number;
    bool operator==(const PersonWords&) const = default;
};

struct Person {
    std::string id; // a UUID
    PersonWords words;
    std::string created_at; // UTC, ISO 8601
    bool own = false;       // the desk's own person; the name may be empty
    bool readable = true;   // false: her key is gone, the words are empty
};

std::expected<Person, Diagnostic> add_person(Database& database, const PersonWords& words);
// All or none. The place of what was refused: the diagnostic's line, from 1 (in the order given).
std::expected<std::vector<Person>, Diagnostics> add_people(Database& database, std::span<const PersonWords> words);
// The same without adding anybody.
std::expected<void, Diagnostics> check_people(const Database& database, std::span<const PersonWords> words);
std::expected<void, Diagnostic> change_person(Database& database, const std::string& person, const PersonWords& words);
// By name, then by number; those that cannot be read last.
std::expected<std::vector<Person>, Diagnostic> people(const Database& database);
// By staff number, name (capitals do not matter), id or its beginning (6 characters or more).
std::expected<Person, Diagnostic> person_named(const Database& database, std::string_view word);

// The desk's own person, made if there is none; `name`, where given, becomes hers as long as she has none.
std::expected<std::string, Diagnostic> own_person(Database& database, const std::string& name);
// Empty: there is none yet. Makes nothing.
std::expected<std::string, Diagnostic> own_person_if_any(const Database& database);

} // namespace rapport::records
