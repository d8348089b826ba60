// rapport test PLAN…: {"plans","passed","failed","results":[…]}; exit 0 all passed, 1 one did not, 2 not to be read.
#include "tests/cli/desk.h"

#include <catch2/catch.hpp>

using namespace rapport::tests::cli;
using Names = std::vector<std::string>;

namespace {

// A plan somewhere else than its scenario.
std::string plan_for_chat(const std::string& steps) { return "scenario " + library(chat) + "\nplan First\n" + steps; }

const std::string good = "  choose c\n  expect node ignored\n";

} // namespace

TEST_CASE("The plans of the library pass, each in one line", "[cli][plans]") {
    const Desk desk;
    const auto folder = std::filesystem::path(library(chat)).parent_path().string();
    const auto answer = desk.json({"test", folder});
    CHECK(keys(answer) == Names{"plans", "passed", "failed", "results"});
    CHECK(answer["plans"].get<int>() >= 30);
    CHECK(answer["passed"] == answer["plans"]);
    CHECK(answer["failed"] == 0);
    REQUIRE(answer["results"].size() == answer["plans"].get<std::size_t>());
    const auto& first = answer["results"][0];
    CHECK(keys(first) == Names{"file", "plan", "line", "passed", "failures"});
    CHECK(first["passed"] == true);
    CHECK(first["failures"] == nlohmann::ordered_json::array());

    const auto words = desk.run({"test", folder});
    CHECK(words.exit == 0);
    CHECK(words.err.empty());
    CHECK(words.out.starts_with("passed  " + folder + "/bank-trust-in-person.testplan:3  Handled well"));
    CHECK(words.out.find("failed: 0\n") != std::string::npos);
}

TEST_CASE("A plan that does not come true: what was expected, what came, and the way there", "[cli][plans]") {
    const Desk desk;
    const auto path = desk.write("a.testplan", plan_for_chat("  persona plain\n  choose c\n  expect node hot\n"));
    const auto answer = desk.json({"test", path}, 1);
    CHECK(answer["failed"] == 1);
    const auto& result = answer["results"][0];
    CHECK(result["file"] == path);
    CHECK(result["plan"] == "First");
    CHECK(result["line"] == 2);
    REQUIRE(result["failures"].size() == 1);
    const auto& failure = result["failures"][0];
    CHECK(keys(failure) == Names{"code", "severity", "file", "line", "column", "pointer", "message", "hint", "expected",
                                 "found", "way", "node", "line_id", "customer", "reply", "seed", "language",
                                 "persona"});
    CHECK(failure["code"] == "plan_expectation_failed");
    CHECK(failure["line"] == 5);
    CHECK(failure["column"] == 3);
    CHECK(failure["expected"] == "node hot");
    CHECK(failure["found"] == "node ignored");
    CHECK(failure["way"] == "opening → c → ignored");
    CHECK(failure["reply"] == "c");

    const auto words = desk.run({"test", path});
    CHECK(words.exit == 1);
    CHECK(words.out == "FAILED  " + path + ":2  First\nPlans: 1 · passed: 0 · failed: 1\n");
    CHECK(words.err.starts_with(path + ":5:3: error: Expected: node hot. Found: node ignored."));
    CHECK(words.err.find("opening → c → ignored") != std::string::npos);
    const auto chinese = desk.run({"test", path, "--lang", "zh"});
    CHECK(chinese.err.starts_with(path + ":5:3: 错误：预期：node hot。实际：node ignored。"));
    CHECK(chinese.out.ends_with("测试：1 · 通过：0 · 未通过：1\n"));
}

TEST_CASE("Folders are searched for plans; a plan belongs to the scenario beside it", "[cli][plans]") {
    const Desk desk;
    std::filesystem::create_directories(desk / "set/deep");
    std::filesystem::copy_file(library(chat), desk / "set/deep/order.json");
    desk.write("set/deep/order.testplan", "plan Beside\n" + good);
    desk.write("set/other.testplan", "scenario deep/order.json\nplan Elsewhere\n" + good);
    desk.write("set/notes.txt", "not a plan");
    const auto answer = desk.json({"test", (desk / "set").string()});
    CHECK(answer["plans"] == 2);
    CHECK(answer["passed"] == 2);
    std::filesystem::create_directories(desk / "empty");
    CHECK(desk.trouble({"test", (desk / "empty").string()}) == "folder_without_plans");
}

TEST_CASE("Slips in a plan fail that plan, slips above the plans fail the file", "[cli][plans]") {
    const Desk desk;
    const auto path = desk.write("a.testplan", plan_for_chat(good + "plan Second\n  chose a\n"));
    const auto answer = desk.json({"test", path}, 1);
    CHECK(answer["passed"] == 1);
    CHECK(answer["failed"] == 1);
    CHECK(answer["results"][1]["failures"][0]["code"] == "plan_unknown_command");
    CHECK(answer["results"][1]["failures"][0]["hint"] == "Did you mean “choose”?");

    const auto head = desk.write("b.testplan", "langage en\n" + plan_for_chat(good));
    const auto whole = desk.json({"test", head}, 1);
    CHECK(whole["plans"] == 1);
    CHECK(whole["failed"] == 1);
    CHECK(whole["results"][0]["plan"].is_null());
    CHECK(desk.run({"test", head}).exit == 1);
}

TEST_CASE("What cannot be read is trouble", "[cli][plans][fault]") {
    const Desk desk;
    const auto missing = desk.json({"test", (desk / "nowhere.testplan").string()}, 2);
    CHECK(missing["results"][0]["failures"][0]["code"] == "file_missing");
    // The plan is there, its scenario is not.
    const auto alone = desk.write("alone.testplan", "plan First\n" + good);
    const auto answer = desk.json({"test", alone}, 2);
    const auto& failures = answer["results"][0]["failures"];
    REQUIRE(failures.size() == 2);
    CHECK(failures[0]["code"] == "file_missing");
    CHECK(failures[1]["code"] == "plan_scenario_unusable");
    CHECK(failures[1]["line"] == 1);
    // A scenario that is there and broken is a finding.
    desk.write("alone.json", "{");
    const auto broken = desk.json({"test", alone}, 1);
    CHECK(broken["results"][0]["failures"][0]["code"] == "json_unfinished");
    CHECK(desk.trouble({"test"}) == "usage_missing_argument");
}

TEST_CASE("What no plan visited", "[cli][plans]") {
    const Desk desk;
    const auto path = desk.write("a.testplan", plan_for_chat(good));
    const auto answer = desk.json({"test", path, "--coverage"});
    CHECK(keys(answer) == Names{"plans", "passed", "failed", "results", "coverage"});
    REQUIRE(answer["coverage"].size() == 1);
    const auto& seen = answer["coverage"][0];
    CHECK(keys(seen) ==
          Names{"file", "scenario", "nodes", "lines", "replies", "silences", "endings", "topics", "topics_done"});
    CHECK(seen["topics"].dump() == R"({"visited":0,"all":1,"missing":["fitting"]})");
    CHECK(seen["topics_done"] == seen["topics"]);
    CHECK(seen["scenario"] == chat);
    CHECK(keys(seen["nodes"]) == Names{"visited", "all", "missing"});
    CHECK(seen["nodes"]["visited"] == 2);
    CHECK(seen["replies"]["visited"] == 1);
    CHECK(seen["endings"]["visited"] == 0);
    CHECK(seen["endings"]["missing"].size() == seen["endings"]["all"].get<std::size_t>());
    const auto words = desk.run({"test", path, "--coverage"});
    CHECK(words.exit == 0);
    CHECK(words.out.find("nodes: 2 of ") != std::string::npos);
    CHECK(words.out.find("never: told-you") != std::string::npos);
    CHECK(words.out.find("topics taken up: 0 of 1; never: fitting") != std::string::npos);
    CHECK(desk.run({"test", path, "--coverage", "--lang", "zh"}).out.find("从未经过：") != std::string::npos);
}

TEST_CASE("An exam is tested by trainers, once asked for and once written down", "[cli][plans][exam]") {
    const Desk desk;
    as_exam(desk, chat); // exam.json
    const auto path = desk.write("exam.testplan", "plan First\n" + good + "plan Second\n" + good);
    const auto refused = desk.json({"test", path, "--name", "Li"}, 2);
    CHECK(refused["failed"] == 2);
    CHECK(refused["results"][0]["failures"][0]["code"] == "exam_needs_trainer");
    // Not a word of it is given away.
    CHECK(refused.dump().find("Three days") == std::string::npos);
    const auto granted = desk.json({"test", path, "--trainer"});
    CHECK(granted["passed"] == 2);
    const auto log = desk.json({"records", "exposures"})["exposures"];
    REQUIRE(log.size() == 2);
    CHECK(log[0]["command"] == "test");
    CHECK(log[0]["trainee"] == "Li");
    CHECK(log[0]["granted"] == false);
    CHECK(log[1]["granted"] == true);
}
