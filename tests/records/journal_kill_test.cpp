// Death at any moment: what was acknowledged is there afterwards.
#include "scoring/grader.h"
#include "sim/base/random.h"
#include "sim/dialogue/transcript.h"
#include "sim/records/database.h"
#include "sim/records/journal.h"
#include "tests/records/folder.h"
#include "tests/records/kill.h"
#include "tests/records/small_attempt.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::records;
using namespace rapport::tests;

TEST_CASE("kill -9 at random moments: no acknowledged step is lost", "[records][journal][fault][kill]") {
    Random random(2026, Purpose::test, 1);
    std::size_t acknowledged_in_all = 0;
    for (unsigned round = 0; round < kills(20); ++round) {
        const Folder folder;
        const bool from_start = round % 4 == 0;
        const std::size_t acknowledged =
            killed_after(random.below(from_start ? 3000 : 20000), from_start, [&](auto&& acknowledge) {
                auto journal = Journal::create(folder.path(), small_header(), small_bytes);
                auto session = small_session();
                while (journal && !session.over()) {
                    const auto from = session.log().size();
                    if (!session.choose("b", 1000)) return;
                    if (!journal->append(*small_scenario(), session.log().subspan(from))) return;
                    acknowledge();
                }
            });
        acknowledged_in_all += acknowledged;
        const auto opened = Journal::open(folder.path(), small_header().id);
        if (!opened) { // died before the header was acknowledged
            CHECK(opened.error().code == "attempt_not_found");
            CHECK(acknowledged == 0);
            sweep_journals(folder.path());
            CHECK(files_in(folder.path()) == 0);
            continue;
        }
        // The last step may be on disk without its acknowledgement having arrived.
        REQUIRE(opened->text.steps.size() >= acknowledged);
        REQUIRE(opened->text.steps.size() <= acknowledged + 1);
        const auto log = parse(opened->text, *small_scenario());
        REQUIRE(log.has_value());
        auto expected = play(std::vector<std::string>(opened->text.steps.size(), "b"));
        auto session = dialogue::Session::replay(small_scenario(), small_table(), settings_of(log->header), log->turns);
        REQUIRE(session.has_value());
        CHECK(session->state_bytes().size() == expected.session.state_bytes().size());
        CHECK(session->node().id == expected.session.node().id);
        CHECK(session->log().size() == expected.session.log().size());
    }
    CHECK(acknowledged_in_all > kills(20));
}

TEST_CASE("kill -9 while storing: what was acknowledged is in the database, whole",
          "[records][database][fault][kill]") {
    Random random(2026, Purpose::test, 2);
    for (unsigned round = 0; round < kills(20) / 4; ++round) {
        const Folder folder;
        const auto path = (folder / "rapport.db").string();
        const auto number = [](std::size_t n) {
            std::string digits = std::to_string(n);
            return "11111111-2222-4333-8444-" + std::string(12 - digits.size(), '0') + digits;
        };
        const auto acknowledged = killed_after(random.below(60000), false, [&](auto&& acknowledge) {
            auto database = Database::open(path);
            for (std::size_t n = 0; database; ++n) {
                const auto played = play({"a", "b", "a", "a"}, small_header(number(n)));
                const auto report = scoring::grade(dialogue::transcript(played.session));
                if (!database->store(*small_scenario(), small_bytes, played.log, &report)) return;
                acknowledge();
            }
        });
        CHECK(acknowledged > 0);
        const auto database = Database::open(path);
        REQUIRE(database.has_value());
        const auto rows = database->list({.limit = 0});
        REQUIRE(rows.has_value());
        CHECK(rows->size() >= acknowledged);
        CHECK(rows->size() <= acknowledged + 1);
        for (std::size_t n = 0; n < rows->size(); ++n) {
            const auto stored = database->load(number(n));
            REQUIRE(stored.has_value());
            CHECK(stored->behaviours.size() == scoring::behaviour_count);
            CHECK(stored->scenario_bytes == small_bytes);
            CHECK(parse_log(stored->log, *small_scenario()).has_value());
        }
    }
}
