// Sealed sealed_text open with their key, in their sealed_place, unchanged; else not at all.
#include "sim/records/seal.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::records;

namespace {

const std::string sealed_text = "Three days! \xE4\xB8\x89\xE5\xA4\xA9";
const std::string sealed_place = "attempt/1/log";

std::string seal_refused(const std::expected<std::string, Diagnostic>& opened) {
    REQUIRE_FALSE(opened.has_value());
    return opened.error().code + " " + std::string(opened.error().arg("what"));
}

} // namespace

TEST_CASE("Sealed sealed_text come back with their key, whatever their length, and look different each time",
          "[records][seal]") {
    const Key key = new_key();
    for (const std::string& text : {std::string(), std::string("a"), sealed_text, std::string(100'000, 'x')}) {
        const std::string sealed = seal(key, text, sealed_place);
        CHECK(is_sealed(sealed));
        CHECK(sealed.find_first_of("+/= \n\"") == std::string::npos);
        CHECK(seal(key, text, sealed_place) != sealed);
        CHECK(unseal(key, sealed, sealed_place).value() == text);
    }
    CHECK(seal(key, sealed_text, sealed_place).find("Three") == std::string::npos);
    CHECK_FALSE(is_sealed(sealed_text));
}

TEST_CASE("Another key, another sealed_place or one changed sign: nothing is opened", "[records][seal]") {
    const Key key = new_key();
    const std::string sealed = seal(key, sealed_text, sealed_place);
    CHECK(seal_refused(unseal(new_key(), sealed, sealed_place)) == "seal_broken " + sealed_place);
    CHECK(seal_refused(unseal(key, sealed, "attempt/2/log")) == "seal_broken attempt/2/log");
    CHECK(seal_refused(unseal(key, sealed, "")) == "seal_broken ");
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        std::string changed = sealed;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        INFO(i);
        CHECK(seal_refused(unseal(key, changed, sealed_place)) == "seal_broken " + sealed_place);
    }
    for (std::size_t n = 0; n < sealed.size(); ++n)
        CHECK(seal_refused(unseal(key, sealed.substr(0, n), sealed_place)) == "seal_broken " + sealed_place);
    CHECK(seal_refused(unseal(key, sealed + "A", sealed_place)) == "seal_broken " + sealed_place);
    CHECK(seal_refused(unseal(key, sealed_text, sealed_place)) == "seal_broken " + sealed_place);
}

TEST_CASE("A key goes into text and comes back; other text is no key", "[records][seal]") {
    const Key key = new_key();
    const std::string text = text_of(key);
    CHECK(text.size() == 43);
    CHECK(text != text_of(new_key()));
    Key back;
    REQUIRE(read_key(text, back));
    CHECK(back.bytes == key.bytes);
    for (const std::string& none : {std::string(), text.substr(1), text + "AAAA", text.substr(1) + "!"})
        CHECK_FALSE(read_key(none, back));
}
