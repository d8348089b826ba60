#include "sim/base/byte_scan.h"

#include <catch2/catch.hpp>

#include <string>

using namespace rapport;

TEST_CASE("A byte is found among eight wherever it stands", "[base][byte_scan]") {
    for (int other = 0; other < 256; ++other)
        for (std::size_t at = 0; at < 8; ++at) {
            std::string eight(8, static_cast<char>(other));
            const auto there = [&](unsigned char byte) { return any_is(eight_bytes(eight.data()), byte); };
            CHECK(there('"') == (other == '"'));
            CHECK(any_below(eight_bytes(eight.data()), ' ') == (other < ' '));
            eight[at] = '"';
            CHECK(there('"'));
            eight[at] = '\x1F';
            CHECK(any_below(eight_bytes(eight.data()), ' '));
            eight[at] = '\0';
            CHECK(any_below(eight_bytes(eight.data()), 1));
        }
}

TEST_CASE("Braces are found at every place", "[base][byte_scan]") {
    for (std::size_t length = 0; length <= 20; ++length)
        for (std::size_t at = 0; at <= length; ++at)
            for (const char brace : {'{', '}', '|', 'z'}) {
                std::string text(length, '\xEF');
                if (at < length) text[at] = brace;
                for (std::size_t from = 0; from <= length; ++from)
                    REQUIRE(find_brace(text, from) == std::string_view(text).find_first_of("{}", from));
            }
}
