// Words of people as they are kept: encrypted, each to its own place, so that whoever copies the records reads none of
// them, and so that destroying a key is destroying what it sealed, in every copy there is.
//
// "sealed1:" and, in base64url without padding (RFC 4648), a nonce of 24 bytes followed by the ciphertext and tag of
// XChaCha20-Poly1305 (libsodium's IETF variant). What it is bound to ("attempt/<id>/log") goes into the tag and is not
// stored: moved elsewhere, the text no longer opens.
//
// Diagnostics (argument what: what it is bound to):
//   seal_broken  the text was changed, or moved, or sealed with another key
//   key_missing  its key is gone: nobody can read it any more
#pragma once

#include "sim/base/diagnostic.h"

#include <array>
#include <expected>
#include <string>
#include <string_view>

namespace rapport::records {

// Wiped from memory when it goes.
struct Key {
    std::array<unsigned char, 32> bytes{};
    Key() = default;
    Key(const Key&) = default;
    Key& operator=(const Key&) = default;
    ~Key();
};
Key new_key();
std::string text_of(const Key& key); // base64url, 43 characters
// False: not the text of a key.
bool read_key(std::string_view text, Key& key);

// Of the same words another text each time.
std::string seal(const Key& key, std::string_view plain, std::string_view bound_to);
// Error: seal_broken.
std::expected<std::string, Diagnostic> unseal(const Key& key, std::string_view sealed, std::string_view bound_to);
bool is_sealed(std::string_view text);

} // namespace rapport::records
