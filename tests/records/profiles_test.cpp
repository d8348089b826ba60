// PINs: only a hash is kept, wrong ones cost time, and neither a restart nor the clock helps.
#include "sim/records/profiles.h"

#include "tests/records/place.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::records;
using namespace rapport::tests;

namespace {

struct Desk5 {
    Database database;
    Person ann;
    explicit Desk5(const Place& place) : database(place.open()), ann(add_person(database, {"Ann", ""}).value()) {}
    // The code and, where one is to wait, for how long; "" where she is let in.
    std::string says(std::string_view pin, std::int64_t now) {
        const auto done = check_pin(database, ann, pin, now);
        if (done) return {};
        const auto seconds = done.error().arg("seconds");
        return done.error().code + (seconds.empty() ? "" : " ") + std::string(seconds);
    }
};

constexpr std::int64_t noon = 1'800'000'000;

} // namespace

PLACE_TEST_CASE("A PIN lets in who knows it; of it only a hash is kept", "[records][people]") {
    Desk5 desk(place);
    CHECK(desk.says("", noon).empty()); // none is set
    REQUIRE(set_pin(desk.database, desk.ann, "2580").has_value());
    CHECK(with_pin(desk.database).value() == std::set{desk.ann.id});
    CHECK(desk.says("2580", noon).empty());
    CHECK(desk.says("", noon) == "pin_needed");
    CHECK(desk.says("2581", noon) == "pin_wrong");
    CHECK(place.value("SELECT secret FROM rapport_profiles").starts_with("$argon2id$"));
    REQUIRE(set_pin(desk.database, desk.ann, "天地玄黄").has_value()); // a passphrase does as well
    CHECK(desk.says("2580", noon) == "pin_wrong");
    CHECK(desk.says("天地玄黄", noon).empty());
    REQUIRE(remove_pin(desk.database, desk.ann.id).has_value());
    CHECK(desk.says("", noon).empty());
    CHECK(with_pin(desk.database)->empty());
}

PLACE_TEST_CASE("Too short or too long a PIN is refused and the old one stays", "[records][people]") {
    Desk5 desk(place);
    REQUIRE(set_pin(desk.database, desk.ann, "2580").has_value());
    CHECK(set_pin(desk.database, desk.ann, "258").error().code == "pin_too_short");
    CHECK(set_pin(desk.database, desk.ann, "李雷雷").error().code == "pin_too_short");
    CHECK(set_pin(desk.database, desk.ann, std::string(1001, '1')).error().code == "pin_too_long");
    CHECK(desk.says("2580", noon).empty());
}

TEST_CASE("Wrong PINs: from the fifth on a wait that doubles, up to a quarter of an hour", "[records][people]") {
    const std::vector<std::int64_t> waits{0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900};
    for (std::size_t n = 0; n < waits.size(); ++n) CHECK(pin_wait_after(static_cast<int>(n)) == waits[n]);
    CHECK(pin_wait_after(1'000'000) == 900);
}

PLACE_TEST_CASE("While one has to wait not even the right PIN is looked at; a restart does not help",
                "[records][people]") {
    {
        Desk5 desk(place);
        REQUIRE(set_pin(desk.database, desk.ann, "2580").has_value());
        for (int i = 0; i < 5; ++i) CHECK(desk.says("0000", noon) == "pin_wrong");
        CHECK(desk.says("2580", noon + 1) == "pin_wait 29");
    }
    auto database = place.open();
    const Person ann = people(database)->front();
    CHECK(check_pin(database, ann, "2580", noon + 10).error().arg("seconds") == "20");
    CHECK(check_pin(database, ann, "0000", noon + 30).error().code == "pin_wrong");
    CHECK(check_pin(database, ann, "2580", noon + 31).error().arg("seconds") == "59"); // now 60 s from then
    CHECK(check_pin(database, ann, "2580", noon + 90).has_value());
    // And all is forgiven.
    for (int i = 0; i < 4; ++i) CHECK(check_pin(database, ann, "0000", noon + 91).error().code == "pin_wrong");
    CHECK(check_pin(database, ann, "2580", noon + 91).has_value());
}

PLACE_TEST_CASE("A clock that is put back neither ends a wait nor makes it endless", "[records][people]") {
    Desk5 desk(place);
    REQUIRE(set_pin(desk.database, desk.ann, "2580").has_value());
    for (int i = 0; i < 5; ++i) CHECK(desk.says("0000", noon) == "pin_wrong");
    const std::int64_t yesterday = noon - 86'400;
    CHECK(desk.says("2580", yesterday) == "pin_wait 30");
    CHECK(desk.says("2580", yesterday + 10) == "pin_wait 20");
    CHECK(desk.says("2580", yesterday + 30).empty());
}
