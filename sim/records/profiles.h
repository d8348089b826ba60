// How people show on a shared computer that it is them: a PIN or a passphrase, of which only an argon2id hash is kept
// (libsodium, its limits for interactive use). It keeps colleagues out of one another's records in this program;
// whoever may read the files of the account it runs under can get round it.
//
// Wrong ones are counted before they are looked at, so that neither ending the program nor asking twice at once saves
// anything; from the 5th on there is a wait of 30 s, doubling up to 15 min. A clock that is put back makes no wait
// longer than that.
//
// Diagnostics:
//   pin_too_short  args: least (signs)
//   pin_too_long   args: most (bytes)
//   pin_needed     none was given                  args: name
//   pin_wrong      args: name
//   pin_wait       not looked at: too many wrong ones before   args: name, seconds
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/records/people.h"

#include <cstdint>
#include <expected>
#include <set>
#include <string>
#include <string_view>

namespace rapport::records {

inline constexpr std::size_t shortest_pin = 4, longest_pin = 1000; // code points, bytes

// Whether it may be one: pin_too_short, pin_too_long.
std::expected<void, Diagnostic> check_new_pin(std::string_view pin);
std::expected<void, Diagnostic> set_pin(Database& database, const Person& person, std::string_view pin);
// Removing none is no error.
std::expected<void, Diagnostic> remove_pin(Database& database, const std::string& person);
// People with a PIN, by id.
std::expected<std::set<std::string>, Diagnostic> with_pin(const Database& database);
// Somebody without a PIN is let in whatever is given. now: seconds since 1970, UTC.
std::expected<void, Diagnostic> check_pin(Database& database, const Person& person, std::string_view pin,
                                          std::int64_t now);

// How long after so many wrong ones in a row, in seconds.
std::int64_t pin_wait_after(int failures);

} // namespace rapport::records
