// Ids that follow from names: UUID version 5 (RFC 9562, 5.5; SHA-1 by FIPS 180-4). The same name in the same namespace
// is the same id on every machine, so that what is sent twice is recognised. No secret is kept by it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace rapport::reports {

std::array<std::uint8_t, 20> sha1(std::string_view bytes);

// name_space: a UUID in its usual form, either case. Empty where it is none.
std::string uuid5(std::string_view name_space, std::string_view name);

} // namespace rapport::reports
