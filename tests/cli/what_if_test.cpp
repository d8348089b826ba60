// rapport play --from ATTEMPT[:TURN]: a past attempt played again from one of its turns.
#include "tests/cli/desk.h"

#include <catch2/catch.hpp>

using namespace rapport::tests::cli;

namespace {

// A chat kept in the records: its id.
std::string played(const Desk& desk) {
    desk.json({"play", library(chat), "--seed", "7", "--choose", "d,a,b,b,b,b,b"});
    return desk.json({"records", "list"})["attempts"][0]["attempt"];
}

} // namespace

TEST_CASE("By script from a turn on: the turns before are kept, the attempt stays as it was", "[cli][what_if]") {
    const Desk desk;
    const auto attempt = played(desk);
    const auto before = desk.json({"records", "show", attempt});
    const auto again = desk.json({"play", "--from", attempt + ":2", "--choose", "b"});
    for (const char* part : {"node", "line", "reply_id", "labels", "mood", "reasons", "seconds"})
        CHECK(again["turns"][0][part] == before["turns"][0][part]);
    CHECK(again["turns"][1]["node"] == before["turns"][1]["node"]);
    CHECK(again["turns"][1]["reply_id"] == "b");
    CHECK(again["turns"].size() == 2);
    CHECK(again["seed"] == 7);
    CHECK(desk.json({"records", "show", attempt}) == before);

    const auto rows = desk.json({"records", "list"})["attempts"];
    REQUIRE(rows.size() == 2);
    int branches = 0;
    for (const auto& row : rows) {
        if (row["branched_from"].is_null()) continue;
        ++branches;
        CHECK(row["branched_from"]["attempt"] == attempt);
        CHECK(row["branched_from"]["turn"] == 2);
    }
    CHECK(branches == 1);
    CHECK(desk.run({"records", "list"}).out.find("What if: again from turn 2") != std::string::npos);
    CHECK(desk.run({"records", "list", "--lang", "zh"}).out.find("从第 2 轮重来") != std::string::npos);
}

TEST_CASE("The same replies lead to the same end", "[cli][what_if]") {
    const Desk desk;
    const auto first = desk.json({"play", library(chat), "--seed", "7", "--policy", "best", "--record"});
    const std::string attempt = desk.json({"records", "list"})["attempts"][0]["attempt"];
    std::string rest;
    for (std::size_t i = 2; i < first["turns"].size(); ++i)
        rest += (rest.empty() ? "" : ",") + first["turns"][i]["reply_id"].get<std::string>();
    const auto again = desk.json({"play", "--from", attempt + ":3", "--choose", rest, "--no-record"});
    CHECK(again["ending"] == first["ending"]);
    CHECK(again["scores"] == first["scores"]);
    CHECK(desk.json({"records", "list"})["attempts"].size() == 1);
}

TEST_CASE("Typed by a person, named by the beginning of its id or as the last one", "[cli][what_if]") {
    const Desk desk;
    const auto attempt = played(desk);
    const auto left = desk.run({"play", "--from", attempt.substr(0, 8) + ":2"}, "1\nq\n");
    CHECK(left.exit == 0);
    const auto open = desk.json({"records", "list"})["unfinished"];
    REQUIRE(open.size() == 1);
    CHECK(open[0]["turns"] == 2);
    std::string answers;
    for (int i = 0; i < 60; ++i) answers += "1\n";
    const auto over = desk.run({"play", "--from", "last:3"}, answers);
    CHECK(over.exit == 0);
    CHECK(over.out.find("What if: again from turn 3") != std::string::npos);
    const auto chinese = desk.run({"records", "show", "last", "--lang", "zh"});
    CHECK(chinese.exit == 0);
    // Without a turn: the one the debrief names, or the first.
    CHECK(desk.run({"play", "--from", attempt}, "q\n").exit == 0);
}

TEST_CASE("An older version of the scenario is played as it was", "[cli][what_if]") {
    const Desk desk;
    const auto file = (desk / "mine.json").string();
    std::filesystem::copy_file(library(chat), file);
    desk.json({"play", file, "--seed", "7", "--choose", "d,a"});
    std::filesystem::remove(file);
    const auto again = desk.json({"play", "--from", "last:2", "--choose", "b"});
    CHECK(again["turns"].size() == 2);
}

TEST_CASE("From where one cannot go on", "[cli][what_if][fault]") {
    const Desk desk;
    CHECK(desk.trouble({"play", "--from", "last", "--choose", "a"}) == "attempt_not_found");
    const auto attempt = played(desk);
    const auto from = [&](const std::string& turn) {
        return desk.trouble({"play", "--from", attempt + turn, "--choose", "a"});
    };
    CHECK(from(":0") == "from_bad_turn");
    CHECK(from(":-1") == "from_bad_turn");
    CHECK(from(":two") == "from_bad_turn");
    CHECK(from(":") == "from_bad_turn");
    CHECK(from(":99999999999") == "from_bad_turn");
    CHECK(from(":99") == "rewind_no_such_turn");
    CHECK(desk.trouble({"play", "--from", "00000000-0000-4000-8000-000000000000", "--choose", "a"}) ==
          "attempt_not_found");
    CHECK(desk.trouble({"play", "--from", attempt + ":2", "--choose", "no-such-reply"}) == "script_unknown_reply");
    for (const std::vector<std::string>& more :
         std::vector<std::vector<std::string>>{{"--policy", "best"},
                                               {"--resume", "last"},
                                               {"--seed", "3", "--choose", "a"},
                                               {"--name", "Li", "--choose", "a"},
                                               {library(chat), "--choose", "a"}}) {
        std::vector<std::string> arguments{"play", "--from", attempt};
        arguments.insert(arguments.end(), more.begin(), more.end());
        CHECK(desk.trouble(arguments) == "options_conflict");
    }
    CHECK(desk.json({"records", "list"})["attempts"].size() == 1);
    CHECK(desk.json({"records", "list"})["unfinished"].empty());
}

TEST_CASE("An unfinished attempt is resumed, an exam is not played again", "[cli][what_if][fault]") {
    const Desk desk;
    desk.run({"play", library(chat), "--seed", "7"}, "1\nq\n");
    const std::string open = desk.json({"records", "list"})["unfinished"][0]["attempt"];
    CHECK(desk.trouble({"play", "--from", open, "--choose", "a"}) == "attempt_unfinished");
    desk.json({"play", as_exam(desk, chat), "--trainer", "--seed", "7", "--choose", "d,a"});
    CHECK(desk.trouble({"play", "--from", "last:1", "--choose", "a"}) == "rewind_practice_only");
}
