// Names and moments a record is given when it is made. The only places in the product that ask the system for chance or
// for the date; everything below takes them as arguments.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rapport::records {

// A new UUID, version 4 (RFC 9562), lower case with hyphens. Randomness from libsodium.
std::string new_attempt_id();
// Whether `id` has the form new_attempt_id gives: safe as a file name.
bool valid_attempt_id(std::string_view id);
// A seed nobody can foretell, below 2^53 so that every JSON reader keeps it exact.
std::uint64_t new_seed();
// The account this program runs under: its name, or its number where it has none.
std::string account_name();
// Now, UTC, ISO 8601 with seconds: "2025-03-01T09:30:00Z".
std::string utc_now();

} // namespace rapport::records
