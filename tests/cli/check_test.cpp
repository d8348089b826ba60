// rapport check PATH…: {"files","errors","warnings","diagnostics":[…]}; exit 0 clean, 1 findings, 2 unreadable.
#include "tests/cli/desk.h"

#include <catch2/catch.hpp>

using namespace rapport::tests::cli;
using Names = std::vector<std::string>;

TEST_CASE("A clean file: no diagnostics, exit 0", "[cli][check]") {
    const Desk desk;
    const auto answer = desk.json({"check", library(chat)});
    CHECK(keys(answer) == Names{"files", "errors", "warnings", "diagnostics"});
    CHECK(answer["files"] == 1);
    CHECK(answer["errors"] == 0);
    CHECK(answer["warnings"] == 0);
    CHECK(answer["diagnostics"] == nlohmann::ordered_json::array());
}

TEST_CASE("Folders are searched through, several paths add up", "[cli][check]") {
    const Desk desk;
    desk.write("set/deep/broken.json", "{");
    desk.write("set/notes.txt", "not a scenario");
    desk.write("set/scenario.schema.json", "{}"); // says what a scenario may hold
    std::filesystem::create_directory(desk / "set/folder.json");
    const auto answer = desk.json({"check", (desk / "set").string(), library(chat)}, 1);
    CHECK(answer["files"] == 2);
    CHECK(answer["errors"] == 1);
}

TEST_CASE("A finding says what, where and what to do", "[cli][check]") {
    const Desk desk;
    const auto path = desk.write("broken.json", "{\"format\": 1,\n");
    const auto answer = desk.json({"check", path}, 1);
    REQUIRE(answer["diagnostics"].size() == 1);
    const auto& d = answer["diagnostics"][0];
    CHECK(keys(d) == Names{"code", "severity", "file", "line", "column", "pointer", "message", "hint"});
    CHECK(d["code"] == "json_unfinished");
    CHECK(d["severity"] == "error");
    CHECK(d["file"] == path);
    CHECK(d["line"] == 2);
    CHECK(d["column"] == 1);
    CHECK_FALSE(d["message"].get<std::string>().empty());
    CHECK_FALSE(d["hint"].get<std::string>().empty());

    // In words: a place editors can jump to, on standard error; the count on standard output.
    const auto words = desk.run({"check", path});
    CHECK(words.exit == 1);
    CHECK(words.err.starts_with(path + ":2:1: error: "));
    CHECK(words.out == "Files checked: 1 · errors: 1 · warnings: 0\n");
    const auto chinese = desk.run({"check", path, "--lang", "zh"});
    CHECK(chinese.err.starts_with(path + ":2:1: 错误："));
    CHECK(chinese.out == "已检查文件：1 · 错误：1 · 警告：0\n");
}

TEST_CASE("What cannot be read at all is trouble, not a finding", "[cli][check][fault]") {
    const Desk desk;
    const auto answer = desk.json({"check", (desk / "nowhere.json").string()}, 2);
    CHECK(answer["errors"] == 1);
    CHECK(answer["diagnostics"][0]["code"] == "file_missing");
    std::filesystem::create_directories(desk / "empty");
    CHECK(desk.trouble({"check", (desk / "empty").string()}) == "folder_without_scenarios");
}

TEST_CASE("Escape sequences in a file do not reach the terminal", "[cli][check][fault]") {
    const Desk desk;
    const auto path = desk.write("evil.json", "{\"\\u001b[2Jgone\": 1}");
    const auto words = desk.run({"check", path});
    CHECK(words.exit == 1);
    CHECK(words.err.find("[2Jgone") != std::string::npos);
    CHECK(words.err.find('\x1b') == std::string::npos);
}
