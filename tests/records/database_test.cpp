// What goes into the database comes out of it, in a file and on a server.
#include "scoring/grader.h"
#include "sim/dialogue/transcript.h"
#include "sim/records/content_hash.h"
#include "sim/records/database.h"
#include "sim/records/identity.h"
#include "tests/records/place.h"
#include "tests/records/small_attempt.h"

#include <catch2/catch.hpp>
#include <thread>

using namespace rapport;
using namespace rapport::records;
using namespace rapport::tests;

namespace {

const std::string first = "11111111-0000-4000-8000-000000000001";
const std::string second = "11111111-0000-4000-8000-000000000002";
const std::string third = "11111111-0000-4000-8000-000000000003";

struct Stored {
    Played played;
    scoring::Report report;
};

Stored store(Database& database, const std::string& id, const std::vector<std::string>& replies,
             const std::string& started = "2026-03-02T09:00:00Z") {
    auto header = small_header(id);
    header.started_at = started;
    Stored s{play(replies, header), {}};
    s.report = scoring::grade(dialogue::transcript(s.played.session));
    REQUIRE(s.played.log.end.has_value());
    REQUIRE(database.store(*small_scenario(), small_bytes, s.played.log, &s.report).has_value());
    return s;
}

} // namespace

PLACE_TEST_CASE("A finished attempt comes back with its grade, its log and its scenario", "[records][database]") {
    std::optional<Stored> stored;
    {
        auto database = place.open();
        stored = store(database, first, {"c", "a", "a"});
    }
    const auto database = place.open(); // another program, another day
    const auto back = database.load(first);
    REQUIRE(back.has_value());
    const auto& report = stored->report;
    CHECK(back->row.header == stored->played.log.header);
    CHECK(back->row.end == *stored->played.log.end);
    CHECK(back->row.turns == 3);
    CHECK(back->row.questions == report.questions);
    CHECK(back->row.total == report.total);
    CHECK(back->row.csat == report.kpi.csat);
    CHECK(back->row.nps == report.kpi.nps);
    CHECK(back->row.fcr == report.kpi.fcr);
    CHECK(back->row.outcome == scoring::Outcome::resolved);
    CHECK(back->row.severe_faults == 1);
    CHECK(back->row.faults == 0);
    CHECK(back->row.capped == report.capped);
    CHECK(back->scenario_bytes == small_bytes);
    CHECK(database.scenario_bytes(content_hash(small_bytes)) == small_bytes);
    CHECK(back->log == log_json(*small_scenario(), stored->played.log));
    REQUIRE(back->behaviours.size() == scoring::behaviour_count);
    for (std::size_t i = 0; i < scoring::behaviour_count; ++i) {
        CHECK(back->behaviours[i].behaviour == scoring::behaviour_at(i));
        CHECK(back->behaviours[i].standing == report.behaviours[i].standing);
        CHECK(back->behaviours[i].score == report.behaviours[i].score);
        CHECK(static_cast<std::size_t>(back->behaviours[i].opportunities) == report.behaviours[i].opportunities.size());
    }
}

PLACE_TEST_CASE("Nothing graded is kept as nothing, not as zero", "[records][database]") {
    auto database = place.open();
    const auto s = store(database, first, {"a", "a"});
    const auto row = database.list()->at(0);
    bool some_empty = false;
    for (std::size_t i = 0; i < row.questions.size(); ++i) {
        CHECK(row.questions[i].has_value() == s.report.questions[i].has_value());
        some_empty = some_empty || !row.questions[i];
    }
    CHECK(some_empty);
}

PLACE_TEST_CASE("An abandoned attempt is kept without a grade", "[records][database]") {
    auto database = place.open();
    auto played = play({"a"}, small_header(first));
    played.log.end = AttemptEnd{"2026-03-02T09:01:00Z", Status::abandoned, ""};
    REQUIRE(database.store(*small_scenario(), small_bytes, played.log, nullptr).has_value());
    const auto back = database.load(first);
    REQUIRE(back.has_value());
    CHECK(back->row.end.status == Status::abandoned);
    CHECK_FALSE(back->row.total.has_value());
    CHECK_FALSE(back->row.csat.has_value());
    CHECK_FALSE(back->row.outcome.has_value());
    CHECK(back->behaviours.empty());
    CHECK(database.best_results()->empty());
    CHECK(database.list({.status = Status::finished})->empty());
    CHECK(database.list({.status = Status::abandoned})->size() == 1);
}

PLACE_TEST_CASE("Storing twice is storing once", "[records][database]") {
    auto database = place.open();
    const auto s = store(database, first, {"a", "a"});
    for (int i = 0; i < 3; ++i)
        REQUIRE(database.store(*small_scenario(), small_bytes, s.played.log, &s.report).has_value());
    CHECK(database.list()->size() == 1);
    CHECK(database.load(first)->behaviours.size() == scoring::behaviour_count);
    CHECK(database.best_results()->at(0).plays == 1);
}

PLACE_TEST_CASE("Lists: newest first, by scenario, so many, from there", "[records][database]") {
    auto database = place.open();
    store(database, second, {"a", "a"}, "2026-03-02T10:00:00Z");
    store(database, third, {"silence", "b"}, "2026-03-02T11:00:00Z");
    store(database, first, {"b", "a"}, "2026-03-02T09:00:00Z");
    const auto ids = [&](const Query& query) {
        std::vector<std::string> found;
        const auto rows = database.list(query);
        REQUIRE(rows.has_value());
        for (const auto& row : *rows) found.push_back(row.header.id);
        return found;
    };
    CHECK(ids({}) == std::vector{third, second, first});
    CHECK(ids({.limit = 2}) == std::vector{third, second});
    CHECK(ids({.limit = 0, .offset = 2}) == std::vector{first});
    CHECK(ids({.scenario_id = "small"}).size() == 3);
    CHECK(ids({.scenario_id = "smal"}).empty());
    CHECK(ids({.scenario_id = "' OR '1' = '1"}).empty());
    CHECK(*database.has(first));
    CHECK_FALSE(*database.has("none"));
}

PLACE_TEST_CASE("The best result of a scenario: highest total, earliest of equals", "[records][database]") {
    auto database = place.open();
    store(database, first, {"c", "a", "a"}, "2026-03-01T09:00:00Z");
    const auto good = store(database, second, {"a", "a"}, "2026-03-02T09:00:00Z");
    store(database, third, {"a", "a"}, "2026-03-03T09:00:00Z");
    const auto best = database.best_results();
    REQUIRE(best.has_value());
    REQUIRE(best->size() == 1);
    CHECK(best->at(0).scenario_id == "small");
    CHECK(best->at(0).total == good.report.total);
    CHECK(best->at(0).attempt == second);
    CHECK(best->at(0).plays == 3);
    CHECK(best->at(0).last_played_at == "2026-03-03T09:00:00Z");
}

PLACE_TEST_CASE("What began in the middle of another attempt is kept and listed, but counts for no try",
                "[records][database]") {
    auto database = place.open();
    store(database, first, {"c", "a", "a"});
    const auto fresh = database.best_results()->at(0);
    auto header = small_header(second);
    const auto played_from = [&](int turn) {
        header.branched_from = BranchedFrom{first, turn};
        const auto played = play({"a", "a"}, header);
        const auto report = scoring::grade(dialogue::transcript(played.session));
        REQUIRE(report.total > fresh.total);
        REQUIRE(database.store(*small_scenario(), small_bytes, played.log, &report).has_value());
    };
    for (const int turn : {2, 11, 21}) {
        played_from(turn);
        CHECK(database.list()->size() == 2);
        CHECK(database.best_results()->at(0).plays == 1);
        CHECK(database.best_results()->at(0).total == fresh.total);
        CHECK(database.best_results()->at(0).attempt == first);
        REQUIRE(database.erase(second).has_value());
    }
    // Over again from the start is a try like any other, whatever name it carries.
    header.trainee = R"("branched_from":{"turn":7})";
    played_from(1);
    CHECK(database.best_results()->at(0).plays == 2);
    CHECK(database.best_results()->at(0).attempt == second);
}

PLACE_TEST_CASE("What a policy played is kept and listed, but is nobody's best result", "[records][database]") {
    auto database = place.open();
    store(database, first, {"c", "a", "a"});
    const auto of_person = database.best_results()->at(0).total;
    auto header = small_header(second);
    header.input_mode = "policy";
    const auto played = play({"a", "a"}, header);
    const auto report = scoring::grade(dialogue::transcript(played.session));
    REQUIRE(report.total > of_person);
    REQUIRE(database.store(*small_scenario(), small_bytes, played.log, &report).has_value());
    CHECK(database.list()->size() == 2);
    CHECK(database.load(second)->row.header.input_mode == "policy");
    const auto best = database.best_results()->at(0);
    CHECK(best.attempt == first);
    CHECK(best.total == of_person);
    CHECK(best.plays == 1);
    // A name cannot pass for it.
    header = small_header(third);
    header.trainee = R"("input_mode":"policy")";
    const auto named = play({"a", "a"}, header);
    REQUIRE(database.store(*small_scenario(), small_bytes, named.log, &report).has_value());
    CHECK(database.best_results()->at(0).attempt == third);
}

PLACE_TEST_CASE("Ids by how they begin", "[records][database]") {
    auto database = place.open();
    store(database, first, {"a", "a"});
    store(database, second, {"a", "a"});
    CHECK(*database.ids_from("111111", 9) == std::vector{first, second});
    CHECK(*database.ids_from("111111", 1) == std::vector{first});
    CHECK(*database.ids_from(second, 9) == std::vector{second});
    for (const char* none : {"2", "%", "1111_1", "' OR '1'='1", "A"}) CHECK(database.ids_from(none, 9)->empty());
}

PLACE_TEST_CASE("Erasing takes the attempt, its rows, and a scenario nobody else needs", "[records][database]") {
    auto database = place.open();
    store(database, first, {"a", "a"});
    store(database, second, {"a", "a"});
    REQUIRE(database.erase(first).has_value());
    CHECK(database.load(first).error().code == "attempt_not_found");
    CHECK(database.scenario_bytes(content_hash(small_bytes)).has_value());
    REQUIRE(database.erase(second).has_value());
    CHECK(database.scenario_bytes(content_hash(small_bytes)).error().code == "scenario_not_found");
    CHECK(database.erase(second).error().code == "attempt_not_found");
    store(database, first, {"b", "a"}); // and the id is free again
    CHECK(database.list()->size() == 1);
}

PLACE_TEST_CASE("Two programs can write to one database", "[records][database]") {
    auto one = place.open(), two = place.open();
    store(one, first, {"a", "a"});
    store(two, second, {"a", "a"});
    store(one, third, {"a", "a"});
    CHECK(one.list()->size() == 3);
    CHECK(two.list()->size() == 3);
}

PLACE_TEST_CASE("Programs that write at the same moment wait for each other", "[records][database]") {
    place.open();
    constexpr int programs = 3, attempts = 30;
    std::vector<std::string> refused(programs);
    std::vector<std::thread> all;
    for (int p = 0; p < programs; ++p)
        all.emplace_back([&, p] {
            auto database = Database::open(place.url());
            if (!database) refused[static_cast<std::size_t>(p)] = database.error().code;
            for (int i = 0; database && i < attempts; ++i) {
                const auto played = play({"a", "a"}, small_header(new_attempt_id()));
                auto done = database->store(*small_scenario(), small_bytes, played.log, nullptr);
                if (done && i % 3 == 0) done = database->erase(played.log.header.id);
                if (!done) refused[static_cast<std::size_t>(p)] += " " + done.error().code;
            }
        });
    for (auto& program : all) program.join();
    CHECK(refused == std::vector<std::string>(programs));
    CHECK(place.open().list()->size() == programs * attempts * 2 / 3);
}

PLACE_TEST_CASE("A log of many megabytes is kept whole", "[records][database]") {
    auto database = place.open();
    const auto played = play({"a", "a"}, small_header(first));
    const auto report = scoring::grade(dialogue::transcript(played.session));
    std::string bytes(5'000'000, 'x');
    for (std::size_t i = 0; i + 3 < bytes.size(); i += 1000) bytes.replace(i, 3, "三");
    REQUIRE(database.store(*small_scenario(), bytes, played.log, &report).has_value());
    CHECK(database.load(first)->scenario_bytes == bytes);
}

TEST_CASE("Programs that make the records at once all get in", "[records][database][fault]") {
    for (int round = 0; round < 30; ++round) {
        const Folder folder;
        const auto url = (folder / "rapport.db").string();
        std::vector<std::string> refused(4);
        std::vector<std::thread> all;
        for (auto& code : refused)
            all.emplace_back([&url, &code] {
                if (const auto opened = Database::open(url); !opened) code = opened.error().code;
            });
        for (auto& t : all) t.join();
        REQUIRE(refused == std::vector<std::string>(4));
    }
}
