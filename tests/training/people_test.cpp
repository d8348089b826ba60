// Whose a drill is: of who signed in, else of the desk's own person; and nobody's any more once she is erased.
#include "sim/training/people.h"

#include "sim/records/erase_person.h"
#include "sim/records/profiles.h"
#include "tests/training/training_desk.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::tests;
using training::Drill;

namespace {

Drill begun(Desk& desk) {
    auto drill =
        Drill::start(desk.services(), desk.scenario(), training::preferred_settings(desk.services(), Language::en), 0);
    REQUIRE(drill.has_value());
    return std::move(*drill);
}

std::string person_kept(Desk& desk, const std::string& attempt) {
    const auto stored = desk.services().database->load(attempt);
    return stored ? stored->row.header.person : stored.error().code;
}

const training::AskPin no_pin{};
training::AskPin answering(const std::string& pin) {
    return [pin](const records::Person&) { return pin; };
}

} // namespace

TEST_CASE("Without signing in the first attempt makes the desk's own person, and the next is hers too",
          "[training][people]") {
    Desk desk;
    desk.services().preferences.trainee = "小李";
    auto first = begun(desk);
    CHECK(records::people(*desk.services().database)->empty()); // nothing is kept yet
    say(first, good_story);
    const auto everybody = records::people(*desk.services().database).value();
    REQUIRE(everybody.size() == 1);
    CHECK(everybody[0].own);
    CHECK(everybody[0].words.name == "小李");
    CHECK(person_kept(desk, first.header().id) == everybody[0].id);
    desk.restart();
    auto second = begun(desk);
    CHECK(second.header().person == everybody[0].id);
    say(second, good_story);
    CHECK(records::people(*desk.services().database)->size() == 1);
}

TEST_CASE("Who signs in plays under her name and sees her own attempts alone", "[training][people]") {
    Desk desk;
    auto& services = desk.services();
    const auto ann = records::add_person(*services.database, {"Ann", ""}).value();
    auto before = begun(desk);
    say(before, good_story);
    REQUIRE(training::sign_in(services, "ann", no_pin).has_value());
    CHECK(services.person == ann.id);
    auto hers = begun(desk);
    CHECK(hers.header().trainee == "Ann");
    say(hers, good_story);
    CHECK(person_kept(desk, hers.header().id) == ann.id);
    CHECK(services.database->list()->size() == 1);
    CHECK(person_kept(desk, before.header().id) == "attempt_not_found");
    CHECK(services.database->best_results()->at(0).plays == 1);
    // What waited from before belongs to the desk, under whatever name it had.
    const auto everybody = records::people(*services.database);
    REQUIRE(everybody.has_value());
    for (const auto& person : *everybody) CHECK((person.words.name == "Ann") == (person.id == ann.id));
}

TEST_CASE("With a PIN only the right one signs in, and others do not see her attempts", "[training][people]") {
    Desk desk;
    const auto ann = records::add_person(*desk.services().database, {"Ann", ""}).value();
    REQUIRE(records::set_pin(*desk.services().database, ann, "2580").has_value());
    CHECK(training::sign_in(desk.services(), "Ann", no_pin).error().code == "pin_needed");
    CHECK(training::sign_in(desk.services(), "Ann", answering("0000")).error().code == "pin_wrong");
    CHECK(desk.services().person.empty());
    REQUIRE(training::sign_in(desk.services(), "Ann", answering("2580")).has_value());
    auto hers = begun(desk);
    say(hers, good_story);
    const std::string attempt = hers.header().id;
    desk.restart();
    CHECK(desk.services().database->list()->empty());
    CHECK(desk.services().database->erase(attempt).error().code == "attempt_not_found");
    CHECK(desk.services().database->overrules(attempt)->empty());
    CHECK(training::sign_in(desk.services(), "Bea", no_pin).error().code == "person_not_found");
    REQUIRE(training::sign_in(desk.services(), "Ann", answering("2580")).has_value());
    CHECK(person_kept(desk, attempt) == ann.id);
}

TEST_CASE("A drill with a PIN behind it is unfinished for her alone; without one, for whoever does not sign in too",
          "[training][people]") {
    Desk desk;
    auto& services = desk.services();
    const auto ann = records::add_person(*services.database, {"Ann", ""}).value();
    const auto bea = training::add_person(services, {"Bea", ""}, "2580").value();
    REQUIRE(training::sign_in(services, "Ann", no_pin).has_value());
    { auto left = begun(desk); }
    REQUIRE(training::sign_in(services, "Bea", answering("2580")).has_value());
    CHECK(training::unfinished(services).entries.empty());
    { auto left = begun(desk); }
    REQUIRE(training::unfinished(services).entries.size() == 1);
    CHECK(training::unfinished(services).entries.front().header.person == bea.id);
    training::sign_out(services, "Desk");
    CHECK(services.preferences.trainee == "Desk");
    REQUIRE(training::unfinished(services).entries.size() == 1);
    CHECK(training::unfinished(services).entries.front().header.person == ann.id);
}

TEST_CASE("Who may sign in: everybody with a name, the desk's own person only with a PIN", "[training][people]") {
    Desk desk;
    auto& services = desk.services();
    const auto own = records::own_person(*services.database, "Desk").value();
    const auto ann = training::add_person(services, {"Ann", ""}, {}).value();
    CHECK(training::add_person(services, {"Bea", ""}, "25").error().code == "pin_too_short");
    CHECK(training::add_person(services, {"Ann", ""}, "2580").error().code == "person_there");
    auto known = training::who_may_sign_in(services).value();
    REQUIRE(known.size() == 1);
    CHECK(known[0].person.id == ann.id);
    CHECK_FALSE(known[0].pin);
    const auto desks = records::person_named(*services.database, own).value();
    REQUIRE(records::set_pin(*services.database, desks, "2580").has_value());
    known = training::who_may_sign_in(services).value();
    REQUIRE(known.size() == 2);
    CHECK(known[1].pin);
    CHECK(training::whose_data(services)->empty()); // hers, but she has not signed in
    REQUIRE(training::sign_in(services, own, answering("2580")).has_value());
    CHECK(training::whose_data(services) == own);
    training::sign_out(services, "Desk");
    REQUIRE(records::remove_pin(*services.database, own).has_value());
    CHECK(training::whose_data(services) == own);
    services.database = nullptr;
    CHECK(training::who_may_sign_in(services).error().code == "database_failed");
    CHECK(training::whose_data(services).error().code == "database_failed");
    CHECK(training::add_person(services, {"Bea", ""}, {}).error().code == "database_failed");
}

TEST_CASE("A drill of somebody who was erased meanwhile is not kept, and its journal goes", "[training][people]") {
    Desk desk;
    const auto ann = records::add_person(*desk.services().database, {"Ann", ""}).value();
    REQUIRE(training::sign_in(desk.services(), "Ann", no_pin).has_value());
    auto drill = begun(desk);
    const auto erased = records::erase_person(*desk.services().database, desk.data(), ann.id);
    REQUIRE(erased.has_value());
    REQUIRE(erased->left.size() == 1); // being played
    say(drill, good_story);
    REQUIRE(drill.problem().has_value());
    CHECK(drill.problem()->code == "person_erased");
    CHECK_FALSE(drill.stored());
    CHECK(drill.retry(0).error().code == "person_erased");
    CHECK(files_in(desk.journals()) == 0);
    desk.restart();
    CHECK(training::recover(desk.services()).diagnostics.empty());
    CHECK(desk.services().database->list()->empty());
}

TEST_CASE("An erasing that was interrupted is finished at the next start", "[training][people]") {
    Desk desk;
    auto drill = begun(desk);
    say(drill, good_story);
    const auto own = records::own_person_if_any(*desk.services().database).value();
    REQUIRE(records::apply_erasures(*desk.services().database, {"cccccccc-0000-4000-8000-00000000000c"}).has_value());
    CHECK(records::unfinished_erasures(*desk.services().database)->empty());
    // As death leaves it right after the tombstone.
    const auto path = desk.services().database->path();
    desk.services().database.reset();
    REQUIRE(std::system(("sqlite3 '" + path + "' \"INSERT INTO rapport_tombstones VALUES ('" + own +
                         "', '2026-03-05T09:00:00Z')\"")
                            .c_str()) == 0);
    desk.restart();
    CHECK(training::recover(desk.services()).diagnostics.empty());
    CHECK(records::people(*desk.services().database)->empty());
    CHECK(desk.services().database->list()->empty());
    CHECK(desk.services().database->verify()->findings.empty());
}
