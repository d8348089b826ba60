#include "sim/base/byte_stream.h"

#include <catch2/catch.hpp>

using namespace rapport;

TEST_CASE("The checksum is the published CRC-32", "[base][bytes]") {
    CHECK(crc32("123456789") == 0xCBF43926U);
    CHECK(crc32("") == 0);
    CHECK(little_endian(0xCBF43926U) == "\x26\x39\xF4\xCB");
}

TEST_CASE("What is written is read again", "[base][bytes]") {
    ByteWriter w;
    w.byte(200);
    for (const std::uint64_t n : {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, ~std::uint64_t{0}})
        w.number(n);
    for (const int n : {0, -1, 1, -32768, 32767}) w.signed_number(n);
    w.signed_number(std::numeric_limits<int>::min());
    w.text("三天");

    ByteReader in(w.out);
    CHECK(in.byte() == 200);
    CHECK(in.number<unsigned>() == 0);
    CHECK(in.number<unsigned>() == 127);
    CHECK(in.number<unsigned>() == 128);
    CHECK(in.number<std::uint64_t>() == ~std::uint64_t{0});
    for (const int n : {0, -1, 1, -32768, 32767}) CHECK(in.signed_number() == n);
    CHECK(in.signed_number<std::int32_t>() == std::numeric_limits<int>::min());
    CHECK(in.text() == "三天");
    CHECK_FALSE(in.failed());
    CHECK(in.left() == 0);
}

TEST_CASE("After the first thing that cannot be, everything is 0", "[base][bytes]") {
    ByteReader beyond("");
    CHECK(beyond.byte() == 0);
    CHECK(beyond.failed());

    ByteReader too_much("\x05\x07");
    CHECK(too_much.number<unsigned>(4) == 0);
    CHECK(too_much.failed());
    CHECK(too_much.byte() == 0); // although there is one

    ByteReader idle(std::string_view("\x80\x00", 2)); // 0 in two bytes: there is one way to write a number
    CHECK(idle.number<unsigned>() == 0);
    CHECK(idle.failed());

    ByteWriter w;
    w.signed_number(32768);
    ByteReader wide(w.out);
    CHECK(wide.signed_number() == 0);
    CHECK(wide.failed());

    ByteReader long_text("\x09short");
    CHECK(long_text.text().empty());
    CHECK(long_text.failed());
}
