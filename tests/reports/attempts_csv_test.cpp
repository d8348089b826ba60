// The table of attempts, column by column.
#include "sim/reports/attempts_csv.h"
#include "tests/records/small_attempt.h"
#include "tests/reports/exported_attempt.h"

#include <catch2/catch.hpp>
#include <map>

using namespace rapport;
using namespace rapport::reports;
using namespace rapport::tests;

namespace {

using Line = std::map<std::string, std::string>;

Line line_of(const Exported& attempt) {
    const auto names = cells(attempts_csv_head().substr(byte_order_mark.size()));
    const auto values = cells(attempts_csv_line(attempt));
    REQUIRE(names.size() == values.size());
    Line line;
    for (std::size_t i = 0; i < names.size(); ++i) CHECK(line.emplace(names[i], values[i]).second);
    return line;
}

} // namespace

TEST_CASE("The table begins with the mark that makes spreadsheets read Chinese", "[reports][csv]") {
    CHECK(attempts_csv_head().starts_with("\xEF\xBB\xBF"
                                          "attempt,started_utc,ended_utc,status,scenario,"));
    CHECK(attempts_csv_head().ends_with("simulated_csat,simulated_nps,simulated_fcr,turns\r\n"));
}

TEST_CASE("A finished attempt, every column", "[reports][csv]") {
    auto header = small_header();
    header.language = Language::zh;
    const auto line = line_of(kept({"a", "a"}, header).exported);
    const Line expected{{"attempt", small_id},
                        {"started_utc", "2026-03-02 09:00:00"},
                        {"ended_utc", "2026-03-02 09:05:00"},
                        {"status", "finished"},
                        {"scenario", "small"},
                        {"scenario_version", "3"},
                        {"scenario_hash", header.scenario_hash},
                        {"title", "一件小事"},
                        {"trainee", "小李 \"Li\""},
                        {"language", "zh"},
                        {"input_mode", "choice"},
                        {"played_by", "person"},
                        {"what_if_of", ""},
                        {"scorer_version", "1"},
                        {"grader_version", ""},
                        {"mood_version", "1"},
                        {"seed", "7"},
                        {"persona", ""},
                        {"listening", "100.00"},
                        {"understanding", "100.00"},
                        {"empathy", "100.00"},
                        {"solution", ""},
                        {"satisfaction", ""},
                        {"total", "100.00"},
                        {"total_overruled", ""},
                        {"levels_changed", "0"},
                        {"restate", "100.00"},
                        {"restate_of", "1"},
                        {"acknowledge_feeling", "100.00"},
                        {"acknowledge_feeling_of", "1"},
                        {"apologise", ""},
                        {"faults", "0"},
                        {"severe_faults", "0"},
                        {"capped", "0"},
                        {"outcome", "resolved"},
                        {"ending", "resolved"},
                        {"simulated_fcr", "1"},
                        {"turns", "2"}};
    for (const auto& [name, value] : expected) {
        INFO(name);
        REQUIRE(line.contains(name));
        CHECK(line.at(name) == value);
    }
}

TEST_CASE("Faults are counted, and whether one held the total", "[reports][csv]") {
    const auto line = line_of(kept({"c", "b"}).exported);
    CHECK(line.at("severe_faults") == "1");
    CHECK(line.at("capped") == "0"); // it was below 60 anyway
    CHECK(line.at("outcome") == "lost");
    CHECK(line.at("simulated_fcr") == "0");
}

TEST_CASE("An abandoned attempt has a line and no grade", "[reports][csv]") {
    const auto line = line_of(kept({"c"}).exported);
    CHECK(line.at("status") == "abandoned");
    CHECK(line.at("turns") == "1");
    for (const char* name : {"total", "listening", "restate", "restate_of", "faults", "severe_faults", "capped",
                             "outcome", "ending", "simulated_csat", "simulated_fcr"})
        CHECK(line.at(name).empty());
}

TEST_CASE("Who played, and where a what if began", "[reports][csv]") {
    auto header = small_header();
    header.input_mode = records::input_by_program;
    header.branched_from = {"99999999-2222-4333-8444-555555555555", 2};
    const auto line = line_of(kept({"a", "a"}, header).exported);
    CHECK(line.at("played_by") == "program");
    CHECK(line.at("what_if_of") == "99999999-2222-4333-8444-555555555555:2");
    header.branched_from->turn = 1; // from the first turn on: a try of its own
    CHECK(line_of(kept({"a", "a"}, header).exported).at("what_if_of").empty());
}

TEST_CASE("A level that was changed shows beside the grade as given", "[reports][csv]") {
    auto attempt = kept({"a", "a"}).exported;
    attempt.overrules.push_back({1, scoring::Behaviour::acknowledge_feeling, 2, 1, "too general", "", "2026-03-03"});
    attempt.total_overruled = 7500;
    const auto line = line_of(attempt);
    CHECK(line.at("total") == "100.00");
    CHECK(line.at("total_overruled") == "75.00");
    CHECK(line.at("levels_changed") == "1");
}

TEST_CASE("A name that is a formula stays a name", "[reports][csv]") {
    auto header = small_header();
    header.trainee = "=HYPERLINK(\"http://x\",\"小李\")";
    CHECK(line_of(kept({"a", "a"}, header).exported).at("trainee") == "'" + header.trainee);
}

TEST_CASE("A title in one language stands for both", "[reports][csv]") {
    auto header = small_header();
    header.language = Language::zh;
    header.scenario_title = {"A small matter", ""};
    CHECK(line_of(kept({"a", "a"}, header).exported).at("title") == "A small matter");
}
