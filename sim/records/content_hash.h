// What a file's content is called: SHA-256 of its bytes, 64 lower-case hexadecimal digits (FIPS 180-4, by libsodium).
#pragma once

#include <string>
#include <string_view>

namespace rapport::records {

std::string content_hash(std::string_view bytes);

} // namespace rapport::records
