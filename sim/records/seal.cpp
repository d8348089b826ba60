#include "sim/records/seal.h"

#include <cstdlib>
#include <sodium.h>

namespace rapport::records {
namespace {

constexpr std::string_view seal_mark = "sealed1:";
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr int alphabet = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
static_assert(std::tuple_size_v<decltype(Key::bytes)> == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

void ready_to_seal() {
    if (sodium_init() < 0) std::abort(); // no source of randomness at all
}

std::string base64(const unsigned char* bytes, std::size_t size) {
    std::string text(sodium_base64_encoded_len(size, alphabet), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes, size, alphabet);
    text.pop_back(); // its own terminator
    return text;
}

// False: not base64, or more than there is room for.
bool read_base64(std::string_view text, unsigned char* bytes, std::size_t room, std::size_t& size) {
    const char* end = nullptr;
    return sodium_base642bin(bytes, room, text.data(), text.size(), nullptr, &size, &end, alphabet) == 0 &&
           end == text.data() + text.size();
}

} // namespace

Key::~Key() { sodium_memzero(bytes.data(), bytes.size()); }

Key new_key() {
    ready_to_seal();
    Key key;
    randombytes_buf(key.bytes.data(), key.bytes.size());
    return key;
}

std::string text_of(const Key& key) { return base64(key.bytes.data(), key.bytes.size()); }

bool read_key(std::string_view text, Key& key) {
    std::size_t size = 0;
    return read_base64(text, key.bytes.data(), key.bytes.size(), size) && size == key.bytes.size();
}

std::string seal(const Key& key, std::string_view plain, std::string_view bound_to) {
    ready_to_seal();
    std::string all(nonce_size + plain.size() + tag_size, '\0');
    randombytes_buf(all.data(), nonce_size);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(all) + nonce_size, nullptr, bytes_of(plain), plain.size(),
                                               bytes_of(bound_to), bound_to.size(), nullptr, bytes_of(all),
                                               key.bytes.data());
    return std::string(seal_mark).append(base64(bytes_of(all), all.size()));
}

std::expected<std::string, Diagnostic> unseal(const Key& key, std::string_view sealed, std::string_view bound_to) {
    ready_to_seal();
    const auto broken = [&] { return std::unexpected(Diagnostic::error("seal_broken").with("what", bound_to)); };
    if (!is_sealed(sealed)) return broken();
    const std::string_view text = sealed.substr(seal_mark.size());
    std::string all(text.size(), '\0'); // more than enough
    std::size_t size = 0;
    if (!read_base64(text, bytes_of(all), all.size(), size) || size < nonce_size + tag_size) return broken();
    std::string plain(size - nonce_size - tag_size, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(plain), nullptr, nullptr, bytes_of(all) + nonce_size,
                                                   size - nonce_size, bytes_of(bound_to), bound_to.size(),
                                                   bytes_of(all), key.bytes.data()) != 0)
        return broken();
    return plain;
}

bool is_sealed(std::string_view text) { return text.starts_with(seal_mark); }

} // namespace rapport::records
