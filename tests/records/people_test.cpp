// People: added, renamed, found; their names kept sealed; the desk's own person.
#include "sim/records/people.h"

#include "sim/records/desk.h"
#include "sim/records/erase_person.h"
#include "tests/records/person_attempt.h"
#include "tests/records/place.h"

#include <array>
#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::records;
using namespace rapport::tests;

namespace {

std::vector<std::string> people_names(const Database& database) {
    std::vector<std::string> all;
    const auto list = people(database);
    REQUIRE(list.has_value());
    for (const Person& p : *list) all.push_back(p.words.name + "/" + p.words.staff_number);
    return all;
}

std::string code_refused(const auto& done) {
    REQUIRE_FALSE(done.has_value());
    return done.error().code;
}

} // namespace

PLACE_TEST_CASE("People are added, renamed and listed by name; nothing of it stands in the records openly",
                "[records][people]") {
    {
        auto database = place.open();
        REQUIRE(add_person(database, {" 李雷 ", "A-17"}).has_value());
        const auto li = add_person(database, {"Han Mei", ""});
        REQUIRE(li.has_value());
        REQUIRE(change_person(database, li->id, {"Han Meimei", "A-18"}).has_value());
    }
    auto database = place.open();
    CHECK(people_names(database) == std::vector<std::string>{"Han Meimei/A-18", "李雷/A-17"});
    for (const std::string column : {"name", "staff_number"})
        CHECK(place.value("SELECT COUNT(*) FROM rapport_people WHERE " + column + " LIKE 'sealed1:%'") == "2");
    CHECK(place.key_value("SELECT COUNT(*) FROM person_keys WHERE month = '0000-00'") == "2");
}

PLACE_TEST_CASE("Somebody is found by number, name, id or its beginning", "[records][people]") {
    auto database = place.open();
    const auto ann = add_person(database, {"Ann", "7"}), other = add_person(database, {"Ann", "8"});
    REQUIRE((ann && other));
    CHECK(person_named(database, "7")->id == ann->id);
    CHECK(person_named(database, " 8 ")->id == other->id);
    CHECK(person_named(database, other->id)->id == other->id);
    CHECK(person_named(database, other->id.substr(0, 12))->id == other->id);
    CHECK(code_refused(person_named(database, other->id.substr(0, 5))) == "person_not_found");
    const auto both = person_named(database, "aNN");
    CHECK(code_refused(both) == "person_ambiguous");
    CHECK(both.error().arg("count") == "2");
    CHECK(code_refused(person_named(database, "An")) == "person_not_found");
    CHECK(code_refused(person_named(database, "")) == "person_not_found");
}

PLACE_TEST_CASE("Nobody without a name, no number twice, no name twice without numbers; all or none",
                "[records][people]") {
    auto database = place.open();
    REQUIRE(add_person(database, {"Ann", "7"}).has_value());
    CHECK(code_refused(add_person(database, {"  ", "9"})) == "person_no_name");
    CHECK(code_refused(add_person(database, {"Bea", "7"})) == "person_number_taken");
    CHECK(code_refused(add_person(database, {std::string(81, 'x'), ""})) == "person_too_long");
    CHECK(code_refused(add_person(database, {"Bea", std::string(41, '7')})) == "person_too_long");
    const std::array<PersonWords, 4> some{{{"Bea", ""}, {"Bea", ""}, {"Cid", "7"}, {"Dan", "4"}}};
    const auto added = add_people(database, some);
    REQUIRE_FALSE(added.has_value());
    REQUIRE(added.error().size() == 2);
    CHECK(added.error()[0].code == "person_there");
    CHECK(added.error()[0].where.line == 2);
    CHECK(added.error()[1].code == "person_number_taken");
    CHECK(added.error()[1].where.line == 3);
    CHECK(people_names(database) == std::vector<std::string>{"Ann/7"});
    CHECK(code_refused(add_person(database, {"aNN", ""})) == "person_there"); // a number is what tells them apart
    CHECK(code_refused(add_person(database, {"7", ""})) == "person_name_is_number");
    CHECK(code_refused(add_person(database, {"Bea", "ann"})) == "person_name_is_number");
    CHECK(people_names(database) == std::vector<std::string>{"Ann/7"});
    CHECK(code_refused(change_person(database, ada, {"Eve", ""})) == "person_not_found");
    const auto eve = add_person(database, {"Eve", ""});
    CHECK(code_refused(change_person(database, eve->id, {"Eve", "7"})) == "person_number_taken");
    CHECK(change_person(database, eve->id, {"Eve", ""}).has_value()); // herself is nobody else
}

PLACE_TEST_CASE("The desk's own person is made once and takes the name when there is one", "[records][people]") {
    {
        auto database = place.open();
        CHECK(own_person_if_any(database).value().empty());
        const auto own = own_person(database, "");
        REQUIRE(own.has_value());
        CHECK(own_person(database, "").value() == *own);
        CHECK(own_person_if_any(database).value() == *own);
    }
    auto database = place.open();
    const auto own = own_person(database, "小李");
    REQUIRE(own.has_value());
    REQUIRE(people(database)->size() == 1);
    CHECK(people(database)->front().words.name == "小李");
    CHECK(people(database)->front().own);
    REQUIRE(own_person(database, "Somebody else").has_value());
    CHECK(people(database)->front().words.name == "小李");
}

TEST_CASE("Each desk that keeps its records on a server has a person of its own", "[records][people][postgres]") {
    const Place place(On::server);
    auto one = Database::open(place.url(), "aaaaaaaa-1111-4000-8000-000000000001");
    auto two = Database::open(place.url(), "aaaaaaaa-1111-4000-8000-000000000002");
    REQUIRE((one && two));
    CHECK(own_person(*one, "").value() != own_person(*two, "").value());
    CHECK(own_person(*one, "").value() == own_person_if_any(*one).value());
}

PLACE_TEST_CASE("Where a person's key is gone she is listed without her name, after the others", "[records][people]") {
    auto database = place.open();
    const auto ann = add_person(database, {"Ann", "7"});
    REQUIRE(add_person(database, {"Bea", "8"}).has_value());
    place.run_keys("DELETE FROM person_keys WHERE person = '" + ann->id + "'");
    const auto list = people(database);
    REQUIRE(list.has_value());
    REQUIRE(list->size() == 2);
    CHECK(list->at(0).words.name == "Bea");
    CHECK_FALSE(list->at(1).readable);
    CHECK(list->at(1).words == PersonWords{});
    CHECK(person_named(database, ann->id)->id == ann->id);
}
