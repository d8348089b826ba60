// Exam scenarios: not without the trainer's role, and never without a trace.
#include "sim/records/exposure.h"
#include "sim/records/identity.h"
#include "tests/cli/desk.h"

#include <catch2/catch.hpp>

#include <fstream>

using namespace rapport::tests::cli;
using Names = std::vector<std::string>;

TEST_CASE("An exam scenario is refused without --trainer, and the request is logged", "[cli][exam]") {
    const Desk desk;
    const auto exam = as_exam(desk, chat);
    CHECK(desk.trouble({"play", exam, "--policy", "best"}) == "exam_needs_trainer");
    const auto typed = desk.run({"play", exam, "--name", "Li"}, "1\n");
    CHECK(typed.exit == 2);
    CHECK(typed.out.empty()); // not a word of it is shown
    CHECK(typed.err.find("[exam_needs_trainer]") != std::string::npos);
    const auto log = desk.json({"records", "exposures"});
    CHECK(keys(log) == Names{"exposures", "unreadable"});
    REQUIRE(log["exposures"].size() == 2);
    CHECK(keys(log["exposures"][0]) == Names{"at", "scenario", "hash", "command", "trainee", "user", "granted"});
    CHECK(log["exposures"][0]["trainee"] == "");
    for (const auto& e : log["exposures"]) CHECK(e["user"] == rapport::records::account_name());
    CHECK(desk.run({"records", "exposures"}).out.find(rapport::records::account_name()) != std::string::npos);
    CHECK(log["exposures"][1]["trainee"] == "Li");
    CHECK(log["exposures"][1]["scenario"] == chat);
    CHECK(log["exposures"][1]["granted"] == false);
}

TEST_CASE("A trainer may see it, and that is logged too", "[cli][exam]") {
    const Desk desk;
    const auto exam = as_exam(desk, chat);
    const auto played = desk.json({"play", exam, "--policy", "best", "--trainer"});
    CHECK(played["persona"].is_null()); // exams are fixed
    const auto log = desk.json({"records", "exposures"})["exposures"];
    REQUIRE(log.size() == 1);
    CHECK(log[0]["granted"] == true);
    CHECK(desk.run({"records", "exposures"}).out.find("opened as trainer") != std::string::npos);
    CHECK(desk.run({"records", "exposures", "--lang", "zh"}).out.find("以培训师身份打开") != std::string::npos);
}

TEST_CASE("What cannot be logged is not shown", "[cli][exam][fault]") {
    Desk desk;
    const auto exam = as_exam(desk, chat);
    desk.surroundings.data = desk.write("a-file", "") + "/data";
    CHECK(desk.trouble({"play", exam, "--policy", "best", "--trainer"}) == "folder_unwritable");
}

TEST_CASE("Lines of a version that did not write the account are read", "[cli][exam]") {
    const Desk desk;
    desk.write("data/exposures.jsonl", R"({"at":"2026-03-16T09:00:00Z","scenario":"s","hash":"h","command":"play",)"
                                       R"("trainee":"Li","granted":false})"
                                       "\n");
    const auto log = desk.json({"records", "exposures"});
    CHECK(log["unreadable"] == 0);
    REQUIRE(log["exposures"].size() == 1);
    CHECK(log["exposures"][0]["user"] == "");
}

TEST_CASE("The log survives a torn line", "[cli][exam][fault]") {
    const Desk desk;
    using rapport::records::Exposure;
    const Exposure one{"2026-03-16T09:00:00Z", "s", "h", "play", "Li", false, "desk"};
    REQUIRE(rapport::records::log_exposure(desk.data(), one).has_value());
    std::ofstream(desk.data() / "exposures.jsonl", std::ios::app) << "{\"at\":\"2026";
    REQUIRE(rapport::records::log_exposure(desk.data(), one).has_value());
    const auto list = rapport::records::exposures(desk.data());
    REQUIRE(list.has_value());
    CHECK(list->entries == std::vector{one, one});
    CHECK(list->unreadable == 1);
}

TEST_CASE("Leaving an exam and coming back opens no other door, nor does its record", "[cli][exam]") {
    const Desk desk;
    const auto exam = as_exam(desk, chat);
    const auto left = desk.run({"play", exam, "--trainer"}, "\n1\nq\n");
    REQUIRE(left.exit == 0);
    const auto back = desk.run({"play", "--resume", "last"}, "1\n");
    CHECK(back.exit == 2);
    CHECK(back.err.find("[exam_needs_trainer]") != std::string::npos);
    CHECK(desk.run({"play", "--resume", "last", "--trainer"}, "q\n").exit == 0); // still there
    const auto kept = desk.json({"play", exam, "--choose", "c", "--trainer"});
    const auto attempt = desk.json({"records", "list"})["attempts"][0]["attempt"].get<std::string>();
    CHECK(desk.trouble({"records", "show", attempt}) == "exam_needs_trainer");
    CHECK(desk.json({"records", "show", attempt, "--trainer"})["attempt"] == attempt);
}
