// Who is at this desk: signing in, and what one then sees.
//
// Where nobody signs in, the attempts of people with a PIN are not shown; whoever signs in sees her own. What is played
// belongs to whoever is signed in, else to the desk's own person.
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/records/people.h"
#include "sim/training/services.h"

#include <expected>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::training {

// Asks for the PIN of somebody who has one; an empty answer is none.
using AskPin = std::function<std::string(const records::Person&)>;

// word: as records::person_named takes it. Errors: those of person_named and check_pin; without records, why.
std::expected<records::Person, Diagnostic> sign_in(Services& services, std::string_view word, const AskPin& ask);
// Proves that it is her, without signing in. Errors: those of check_pin.
std::expected<void, Diagnostic> prove(const Services& services, const records::Person& person, const AskPin& ask);

// Nobody is signed in any more. own_name: what the desk's own person is called in the preferences.
void sign_out(Services& services, const std::string& own_name);

// Somebody who may sign in here: people that can be read, by name; the desk's own person only where she has a PIN, as
// whoever does not sign in is her.
struct KnownPerson {
    records::Person person;
    bool pin = false;
};
std::expected<std::vector<KnownPerson>, Diagnostic> who_may_sign_in(const Services& services);
// An id: of whom "my data" are on this screen, whoever is signed in, else the desk's own person. Empty: nothing is kept
// of her yet, or she has a PIN and has not signed in.
std::expected<std::string, Diagnostic> whose_data(const Services& services);
// pin: empty for none. Where it cannot be one nobody is added. Errors: those of add_person and set_pin.
std::expected<records::Person, Diagnostic> add_person(Services& services, const records::PersonWords& words,
                                                      std::string_view pin);

// A table of people: name and number on each line, separated by commas, semicolons or tabs (whichever the first line
// has), in UTF-8 with or without a byte order mark; fields may stand in quotation marks. A first line "name,number" (or
// 姓名,工号) is a heading. Empty lines are passed over. Errors, with their line: people_csv_encoding,
// people_csv_fields (args: count), people_csv_quote, people_csv_empty.
struct PeopleTable {
    std::vector<records::PersonWords> people;
    std::vector<int> lines; // where each stands
};
std::expected<PeopleTable, Diagnostics> read_people_table(std::string_view bytes);

} // namespace rapport::training
