// Ids from names: against published vectors.
#include "sim/reports/uuid5.h"

#include <catch2/catch.hpp>

using namespace rapport::reports;

namespace {

std::string hex(std::string_view bytes) {
    std::string text;
    for (const auto byte : sha1(bytes)) {
        text.push_back("0123456789abcdef"[byte >> 4U]);
        text.push_back("0123456789abcdef"[byte & 15U]);
    }
    return text;
}

constexpr const char* dns = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"; // RFC 9562, table 3

} // namespace

TEST_CASE("SHA-1 as FIPS 180-4 and RFC 3174 give it", "[reports][uuid5]") {
    CHECK(hex("") == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    CHECK(hex("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK(hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    CHECK(hex(std::string(1'000'000, 'a')) == "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
    // Where the padding just fits, and where it needs a block of its own.
    CHECK(hex(std::string(55, 'a')) == "c1c8bbdc22796e28c0e15163d20899b65621d65a");
    CHECK(hex(std::string(56, 'a')) == "c2db330f6083854c99d4b5bfb6e8f29f201be699");
    CHECK(hex(std::string(64, 'a')) == "0098ba824b5c16427bd7a1122a5a442a25ec644d");
}

TEST_CASE("A name in a namespace is always the same id", "[reports][uuid5]") {
    CHECK(uuid5(dns, "www.example.com") == "2ed6657d-e927-568b-95e1-2665a8aea6a2"); // RFC 9562, A.4
    CHECK(uuid5("6BA7B810-9DAD-11D1-80B4-00C04FD430C8", "www.example.com") == uuid5(dns, "www.example.com"));
    CHECK(uuid5(dns, "a") != uuid5(dns, "b"));
}

TEST_CASE("What is no namespace gives no id", "[reports][uuid5]") {
    for (const char* none : {"", "6ba7b810", "6ba7b810-9dad-11d1-80b4-00c04fd430cg",
                             "6ba7b8109-dad-11d1-80b4-00c04fd430c8", "6ba7b810-9dad-11d1-80b4-00c04fd430c8 "})
        CHECK(uuid5(none, "a").empty());
}
