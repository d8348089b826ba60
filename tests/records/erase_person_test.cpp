// Erasing a person: nothing of her is left that anybody could read, here or in a backup, and the chain still verifies.
#include "sim/records/erase_person.h"

#include "sim/records/backup.h"
#include "sim/records/exposure.h"
#include "sim/records/journal.h"
#include "sim/records/key_backup.h"
#include "sim/records/people.h"
#include "sim/records/preferences.h"
#include "sim/records/profiles.h"
#include "sim/records/retention.h"
#include "tests/records/person_attempt.h"
#include "tests/records/place.h"

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/stat.h>

using namespace rapport;
using namespace rapport::records;
using namespace rapport::tests;

namespace {

namespace fs = std::filesystem;

const Overrule her_level{
    1, scoring::Behaviour::restate, 0, 1, "she said quicksilver-marmalade", "Zenobia Quill", "2026-03-03T10:00:00Z"};

// Every byte of every file below: where the words are found.
std::vector<std::string> words_found_in(const fs::path& folder, const std::vector<std::string>& words) {
    std::vector<std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        const std::string bytes = contents(entry.path());
        for (const std::string& word : words)
            if (bytes.find(word) != std::string::npos) found.push_back(entry.path().filename().string() + ": " + word);
    }
    return found;
}

struct PeopleData {
    Folder folder;
    fs::path data = folder / "data";
    Person zenobia, bea;

    Database fill(const std::string& url) {
        fs::create_directories(data);
        auto opened = Database::open(url);
        REQUIRE(opened.has_value());
        auto database = std::move(*opened);
        zenobia = add_person(database, {"Zenobia Quill", "Q-4711"}).value();
        bea = add_person(database, {"Bea", ""}).value();
        REQUIRE(set_pin(database, zenobia, "2580").has_value());
        keep(database, header_of(zenobia.id, small_id, "2026-02-02T09:00:00Z", "Zenobia Quill"));
        keep(database, header_of(zenobia.id, second_id, "2026-03-02T09:00:00Z", "Zenny"));
        keep(database, header_of(bea.id, third_id, "2026-03-02T10:00:00Z", "Bea"));
        REQUIRE(database.overrule(small_id, her_level).has_value());
        const auto journal = [&](const std::string& id, const std::string& person, const std::string& name) {
            const auto played = play({"a"}, header_of(person, id, "2026-03-04T09:00:00Z", name));
            auto made = Journal::create(data / "journal", played.log.header, small_bytes);
            REQUIRE(made.has_value());
            REQUIRE(made->append(*small_scenario(), played.log.turns).has_value());
        };
        journal("44444444-2222-4333-8444-555555555555", zenobia.id, "Zenobia Quill");
        journal("55555555-2222-4333-8444-555555555555", bea.id, "Bea");
        for (const char* name : {"Zenobia Quill", "Bea", "Zenny", ""})
            REQUIRE(log_exposure(data, {"2026-03-02T09:00:00Z", "exam", "hash", "play", name, false, "desk"}));
        Preferences preferences;
        preferences.trainee = "Zenobia Quill";
        preferences.text_scale = 150;
        REQUIRE(save_preferences(data, preferences).has_value());
        return database;
    }
};

const std::vector<std::string> her_words{"Zenobia", "Zenny", "Quill", "quicksilver", "Q-4711"};

} // namespace

TEST_CASE("After erasing, no byte of the data folder or of a backup made before holds a word of hers",
          "[records][people][erase]") {
    PeopleData d;
    const std::string url = (d.data / "rapport.db").string();
    const fs::path backup = d.folder / "backup.db";
    {
        auto database = d.fill(url);
        REQUIRE(back_up(url, backup, false).has_value());
        const auto erased = erase_person(database, d.data, d.zenobia.id);
        REQUIRE(erased.has_value());
        CHECK(erased->attempts == 2);
        CHECK(erased->unfinished == 1);
        CHECK(erased->exposures == 2);
        CHECK(erased->preferences);
        CHECK(erased->left.empty());
        CHECK(words_found_in(d.folder.path(), her_words).empty()); // also while the records are open
        CHECK(database.verify()->findings.empty());
        CHECK(database.verify()->erased == 2);
    }
    CHECK(words_found_in(d.folder.path(), her_words).empty());
    auto database = Database::open(url);
    REQUIRE(database.has_value());
    CHECK(database->list()->size() == 1);
    CHECK(database->list()->at(0).header.trainee == "Bea");
    CHECK(people(*database)->size() == 1);
    CHECK(with_pin(*database)->empty());
    CHECK(list_journals(d.data / "journal").entries.size() == 1);
    CHECK(exposures(d.data)->entries.size() == 2);
    CHECK(load_preferences(d.data).preferences.trainee.empty());
    CHECK(load_preferences(d.data).preferences.text_scale == 150);
    CHECK(erased_people(*database).value() == std::vector{d.zenobia.id});

    // And the backup does not bring her back.
    database = std::unexpected(Diagnostic::error("closed"));
    const auto restored = restore(url, backup, {.yes = true});
    if (!restored) FAIL(restored.error().front().code);
    CHECK(restored->notices.empty());
    CHECK(restored->chain.findings.empty());
    database = Database::open(url);
    REQUIRE(database->list()->size() == 1);
    CHECK(database->list()->at(0).header.trainee == "Bea");
    CHECK(people(*database)->size() == 1);
    CHECK(database->verify()->findings.empty());
    CHECK(words_found_in(d.folder.path(), her_words).empty());
}

PLACE_TEST_CASE("Erasing takes what is hers and leaves what is not", "[records][people][erase]") {
    PeopleData d;
    auto database = d.fill(place.url());
    const auto key = place.key_value("SELECT key FROM person_keys WHERE month = '2026-02'");
    REQUIRE(key.size() == 43);
    REQUIRE(erase_person(database, d.data, d.zenobia.id).has_value());
    CHECK(place.key_value("SELECT COUNT(*) FROM person_keys WHERE person = '" + d.zenobia.id + "'") == "0");
    CHECK(place.key_value("SELECT COUNT(*) FROM person_keys") == "2"); // Bea's
    if (!place.on_server()) CHECK(contents(place.url() + ".keys").find(key) == std::string::npos);
    for (const char* table : {"attempts", "behaviours", "overrules", "people", "profiles"}) {
        INFO(table);
        CHECK(place.value("SELECT COUNT(*) FROM rapport_" + std::string(table)) ==
              (std::string(table) == "behaviours" ? std::to_string(scoring::behaviour_count)
               : std::string(table) == "overrules" || std::string(table) == "profiles" ? "0"
                                                                                       : "1"));
    }
    CHECK(database.load(third_id)->row.header.trainee == "Bea");
    CHECK(database.verify()->findings.empty());
    CHECK(erase_person(database, d.data, d.zenobia.id).error().code == "person_not_found");
    CHECK(erase_person(database, d.data, ada).error().code == "person_not_found");

    // Nothing of hers is stored any more, by whomever.
    auto other = place.open();
    const auto late = play({"a", "a"}, header_of(d.zenobia.id, small_id));
    const auto stored = other.store(*small_scenario(), small_bytes, late.log, nullptr);
    REQUIRE_FALSE(stored.has_value());
    CHECK(stored.error().code == "person_erased");
    CHECK(place.key_value("SELECT COUNT(*) FROM person_keys") == "2");
}

PLACE_TEST_CASE("Erasing that was interrupted is known and finished", "[records][people][erase]") {
    PeopleData d;
    auto database = d.fill(place.url());
    // As death leaves it after the keys.
    place.run("INSERT INTO rapport_tombstones VALUES ('" + d.zenobia.id + "', '2026-03-05T09:00:00Z')");
    place.run_keys("DELETE FROM person_keys WHERE person = '" + d.zenobia.id + "'");
    CHECK(unfinished_erasures(database).value() == std::vector{d.zenobia.id});
    const auto erased = erase_person(database, d.data, d.zenobia.id);
    REQUIRE(erased.has_value());
    CHECK(erased->attempts == 2);
    CHECK(unfinished_erasures(database)->empty());
    CHECK(database.verify()->findings.empty());
}

PLACE_TEST_CASE("The desk's own person can be erased; the next attempt makes a new one", "[records][people][erase]") {
    const Folder data;
    auto database = place.open();
    const auto own = own_person(database, "Ada").value();
    keep(database, header_of(own, small_id));
    REQUIRE(erase_person(database, data.path(), own).has_value());
    CHECK(own_person_if_any(database).value().empty());
    const auto next = own_person(database, "").value();
    CHECK(next != own);
    CHECK(people(database)->front().words.name.empty());
}

TEST_CASE("A drill that is being played is told of, and not taken away under anybody's hands",
          "[records][people][erase]") {
    PeopleData d;
    auto database = d.fill((d.data / "rapport.db").string());
    auto held = Journal::open(d.data / "journal", "44444444-2222-4333-8444-555555555555");
    REQUIRE(held.has_value());
    const auto erased = erase_person(database, d.data, d.zenobia.id);
    REQUIRE(erased.has_value());
    REQUIRE(erased->left.size() == 1);
    CHECK(erased->left[0].code == "attempt_in_use");
}

TEST_CASE("Copies of keys that are too old are used no more", "[records][people][backup]") {
    PeopleData d;
    const std::string url = (d.data / "rapport.db").string();
    const fs::path backup = d.folder / "backup.db", keys = d.folder / "backup.db.keys";
    { d.fill(url); }
    REQUIRE(back_up(url, backup, false).has_value());
    struct stat file {};
    REQUIRE(::stat(keys.c_str(), &file) == 0);
    CHECK((file.st_mode & 0777) == 0600);
    const auto restored_codes = [&] {
        const auto restored = restore(url, backup, {.yes = true});
        if (!restored) FAIL(restored.error().front().code);
        std::string codes;
        for (const auto& n : restored->notices) codes += n.code;
        return codes;
    };
    const auto names = [&] {
        auto database = Database::open(url);
        std::string all;
        const auto rows = database->list();
        for (const auto& row : *rows) all += row.unopened ? row.unopened->code + " " : row.header.trainee + " ";
        return all;
    };
    SECTION("young: all is readable again, also where the keys had gone") {
        fs::remove(url + ".keys");
        CHECK(restored_codes().empty());
        CHECK(names() == "Bea Zenny Zenobia Quill ");
    }
    SECTION("more than 30 days old: removed; what the present keys open stays readable") {
        const timespec old[2]{{std::time(nullptr) - 31 * 86'400, 0}, {std::time(nullptr) - 31 * 86'400, 0}};
        REQUIRE(::utimensat(AT_FDCWD, keys.c_str(), old, 0) == 0);
        CHECK(restored_codes() == "backup_keys_old");
        CHECK_FALSE(fs::exists(keys));
        CHECK(names() == "Bea Zenny Zenobia Quill ");
    }
    SECTION("none: said, and the records are restored all the same") {
        fs::remove(keys);
        fs::remove(url + ".keys");
        CHECK(restored_codes() == "backup_keys_missing");
        CHECK(names() == "key_missing key_missing key_missing ");
    }
    SECTION("what is put aside has its keys beside it, and erasing reaches them") {
        CHECK(restored_codes().empty());
        fs::path aside;
        for (const auto& entry : fs::directory_iterator(d.data))
            if (entry.path().string().ends_with("Z.keys")) aside = entry.path();
        REQUIRE_FALSE(aside.empty());
        auto database = Database::open(url);
        REQUIRE(erase_person(*database, d.data, d.zenobia.id).has_value());
        const auto before = aside.string().substr(0, aside.string().size() - 5);
        auto put_aside = Database::open(before);
        REQUIRE(put_aside.has_value());
        const auto rows = put_aside->list();
        REQUIRE(rows->size() == 3);
        CHECK(rows->at(0).header.trainee == "Bea");
        CHECK(rows->at(1).unopened->code == "key_missing");
    }
}

PLACE_TEST_CASE("Retention: words older than so many months go, figures stay; told before it is done",
                "[records][people][retention]") {
    PeopleData d;
    auto database = d.fill(place.url());
    keep(database, small_header("66666666-2222-4333-8444-555555555555")); // of before there were people
    const auto plan = retention_preview(database, 1, "2026-04-15T00:00:00Z");
    REQUIRE(plan.has_value());
    CHECK(plan->before == "2026-03");
    CHECK(plan->attempts == 1);
    CHECK(plan->people == 1);
    CHECK_FALSE(database.load(small_id)->row.unopened.has_value()); // nothing has happened
    REQUIRE(retain(database, 1, "2026-04-15T00:00:00Z").has_value());
    CHECK(database.load(small_id)->row.unopened->code == "key_missing");
    CHECK(database.load(small_id)->row.total.has_value());
    CHECK_FALSE(database.load(second_id)->row.unopened.has_value());
    CHECK(people(database)->at(1).words.name == "Zenobia Quill"); // not of any month
    CHECK(retain(database, 1, "2026-04-15T00:00:00Z")->attempts == 0);
    CHECK(retention_preview(database, 15, "2027-05-01T00:00:00Z")->before == "2026-02");
    CHECK(retention_preview(database, 4, "2026-04-30T00:00:00Z")->before == "2025-12");
    for (const int months : {0, -1, 1201})
        CHECK(retention_preview(database, months, "2026-04-15T00:00:00Z").error().code == "retention_months");
    CHECK(retention_preview(database, 1, "2026-05-01T00:00:00Z")->plain == 1);
}
