// rapport export attempts.
#include "tests/cli/desk.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <sstream>

using namespace rapport::tests::cli;
using Json = nlohmann::ordered_json;
using Names = std::vector<std::string>;

namespace {

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// A finished drill of a person: the best way through, as a script.
void play_to_the_end(const Desk& desk, const std::string& name, const std::string& scenario = library(chat)) {
    std::string script;
    const auto best = desk.json({"play", scenario, "--policy", "best"});
    for (const auto& turn : best["turns"])
        script.append(script.empty() ? "" : ",").append(turn["reply_id"].get<std::string>());
    REQUIRE(desk.run({"play", scenario, "--choose", script, "--name", name, "--lang", "zh"}).exit == 0);
}

std::size_t lines_in(const std::string& text) { return static_cast<std::size_t>(std::ranges::count(text, '\n')); }

Names codes(const Json& answer) {
    Names found;
    for (const auto& d : answer["diagnostics"]) found.push_back(d["code"]);
    return found;
}

} // namespace

TEST_CASE("Where nothing was kept, the table has a head and no lines, and nothing is made", "[cli][export]") {
    const Desk desk;
    const auto table = desk.run({"export", "attempts"});
    CHECK(table.exit == 0);
    CHECK(table.out.starts_with("\xEF\xBB\xBF"
                                "attempt,started_utc,"));
    CHECK(lines_in(table.out) == 1);
    CHECK(desk.run({"export", "attempts", "--format", "jsonl"}).out.empty());
    CHECK(desk.run({"export", "attempts", "--format", "xapi"}).out == "[\n]\n");
    CHECK(desk.run({"export", "attempts", "--format", "moodle"}).out == "Username\r\n");
    CHECK_FALSE(std::filesystem::exists(desk.data()));
    CHECK(desk.trouble({"export", "attempts", "--attempt", "last"}) == "attempt_not_found");
}

TEST_CASE("A kept attempt in each form", "[cli][export]") {
    const Desk desk;
    play_to_the_end(desk, "小周");
    const std::string attempt = desk.json({"records", "list"})["attempts"][0]["attempt"];
    const auto table = desk.run({"export", "attempts"}).out;
    CHECK(lines_in(table) == 2);
    CHECK(table.find("\r\n" + attempt + ",") != std::string::npos);
    CHECK(table.find(",小周,zh,choice,person,") != std::string::npos);
    CHECK(table.find(",100.00,") != std::string::npos);
    CHECK(desk.run({"export", "attempts", "--format", "moodle"}).out == "Username," + chat + "\r\n小周,100.00\r\n");
    CHECK(desk.run({"export", "attempts", "--format", "moodle", "--user", "idnumber", "--grade", "latest"}).out ==
          "ID number," + chat + "\r\n小周,100.00\r\n");
    const auto line = desk.run({"export", "attempts", "--format", "jsonl"}).out;
    CHECK(lines_in(line) == 1);
    const auto json = Json::parse(line);
    CHECK(json["header"]["attempt"] == attempt);
    CHECK(json["grade"]["scores"]["total"] == 100);
    const auto statements = Json::parse(desk.run({"export", "attempts", "--format", "xapi"}).out);
    CHECK(statements.front()["verb"]["display"]["zh-CN"] == "开始了");
    CHECK(statements.back()["context"]["registration"] == attempt);
    CHECK(statements.size() == json["turns"].size() + 4);
}

TEST_CASE("The language of messages changes nothing in what is exported", "[cli][export]") {
    const Desk desk;
    play_to_the_end(desk, "Li");
    for (const char* format : {"csv", "moodle", "jsonl", "xapi"})
        CHECK(desk.run({"export", "attempts", "--format", format, "--lang", "en"}).out ==
              desk.run({"export", "attempts", "--format", format, "--lang", "zh"}).out);
}

TEST_CASE("A file is written whole, and never over another unless one says so", "[cli][export]") {
    const Desk desk;
    play_to_the_end(desk, "Li");
    const auto file = (desk / "out.csv").string();
    const auto answer = desk.run({"export", "attempts", "--out", file});
    CHECK(answer.exit == 0);
    CHECK(answer.out == "Written: " + file + " (attempts: 1)\n");
    CHECK(bytes_of(file) == desk.run({"export", "attempts", "--out", "-"}).out);
    play_to_the_end(desk, "Li");
    const auto before = bytes_of(file);
    CHECK(desk.trouble({"export", "attempts", "--out", file}) == "file_exists");
    CHECK(bytes_of(file) == before);
    CHECK(desk.run({"export", "attempts", "--out", file, "--force"}).exit == 0);
    CHECK(lines_in(bytes_of(file)) == 3);
    CHECK(desk.trouble({"export", "attempts", "--out", (desk / "none" / "out.csv").string()}) == "folder_missing");
    CHECK(desk.trouble({"export", "attempts", "--out", desk.data().string()}) == "file_is_folder");
}

TEST_CASE("With --json one document, with the text inside or the file named", "[cli][export]") {
    const Desk desk;
    play_to_the_end(desk, "Li");
    const auto inside = desk.json({"export", "attempts", "--format", "jsonl"});
    CHECK(keys(inside) == Names{"format", "file", "attempts", "left_out", "content", "diagnostics"});
    CHECK(inside["format"] == "jsonl");
    CHECK(inside["file"].is_null());
    CHECK(inside["attempts"] == 1);
    CHECK(inside["content"] == desk.run({"export", "attempts", "--format", "jsonl"}).out);
    const auto file = (desk / "out.jsonl").string();
    const auto named = desk.json({"export", "attempts", "--format", "jsonl", "--out", file});
    CHECK(named["file"] == file);
    CHECK(named["content"].is_null());
    CHECK(bytes_of(file) == inside["content"].get<std::string>());
}

TEST_CASE("What the program played and what began in the middle stays out unless asked for", "[cli][export]") {
    const Desk desk;
    play_to_the_end(desk, "Li");
    const std::string own = desk.json({"records", "list"})["attempts"][0]["attempt"];
    desk.run({"play", "--from", own + ":2", "--choose", "a"});
    desk.run({"play", library(chat), "--policy", "worst", "--record"});
    const auto some = desk.json({"export", "attempts"});
    CHECK(some["attempts"] == 1);
    CHECK(some["left_out"] == 2);
    CHECK(codes(some) == Names{"export_left_out"});
    const auto all = desk.json({"export", "attempts", "--all"});
    CHECK(all["attempts"] == 3);
    CHECK(all["left_out"] == 0);
    CHECK(all["content"].get<std::string>().find("," + own + ":2,") != std::string::npos);
    CHECK(all["content"].get<std::string>().find(",policy,program,") != std::string::npos);
    // Asked for by name, an attempt comes whatever it is.
    const std::string policy = desk.json({"records", "list"})["attempts"][0]["attempt"];
    CHECK(desk.json({"export", "attempts", "--attempt", policy})["attempts"] == 1);
    // A gradebook has no use for them either way.
    CHECK(desk.run({"export", "attempts", "--all", "--format", "moodle"}).out ==
          "Username," + chat + "\r\nLi,100.00\r\n");
}

TEST_CASE("Attempts are chosen by day, scenario and id", "[cli][export]") {
    const Desk desk;
    play_to_the_end(desk, "Li");
    const std::string attempt = desk.json({"records", "list"})["attempts"][0]["attempt"];
    const std::string started = desk.json({"records", "list"})["attempts"][0]["started_at"];
    const auto count = [&](Names arguments) {
        arguments.insert(arguments.begin(), {"export", "attempts"});
        return desk.json(arguments)["attempts"].get<int>();
    };
    const std::string day = started.substr(0, 10);
    CHECK(count({"--since", day}) == 1);
    CHECK(count({"--until", day}) == 1);
    CHECK(count({"--since", started, "--until", started}) == 1);
    CHECK(count({"--since", "2999-01-01"}) == 0);
    CHECK(count({"--until", "1999-01-01"}) == 0);
    CHECK(count({"--scenario", chat}) == 1);
    CHECK(count({"--scenario", "another"}) == 0);
    CHECK(count({"--attempt", attempt.substr(0, 6)}) == 1);
    CHECK(count({"--attempt", "last", "--attempt", attempt}) == 1);
    CHECK(desk.trouble({"export", "attempts", "--attempt", "00000000-0000-4000-8000-000000000000"}) ==
          "attempt_not_found");
}

TEST_CASE("An unfinished attempt is none yet", "[cli][export]") {
    const Desk desk;
    desk.run({"play", library(chat)}, "1\nq\n");
    const std::string attempt = desk.json({"records", "list"})["unfinished"][0]["attempt"];
    CHECK(desk.json({"export", "attempts"})["attempts"] == 0);
    CHECK(desk.trouble({"export", "attempts", "--attempt", attempt}) == "attempt_unfinished");
}

TEST_CASE("A changed level is told beside the grade, and is the result of a gradebook", "[cli][export]") {
    const Desk desk;
    play_to_the_end(desk, "Li");
    const auto change = desk.json({"records", "overrule", "last", "1", "acknowledge_feeling", "0", "--reason", "no"});
    const auto total = change["scores_overruled"]["total"].get<double>();
    REQUIRE(total < 100);
    const auto json = Json::parse(desk.run({"export", "attempts", "--format", "jsonl"}).out);
    CHECK(json["total_overruled"] == change["scores_overruled"]["total"]);
    CHECK(json["overrules"].size() == 1);
    CHECK(json["grade"]["scores"]["total"] == 100);
    const auto grades = desk.run({"export", "attempts", "--format", "moodle"}).out;
    CHECK(std::stod(grades.substr(grades.find("Li,") + 3)) == Approx(total));
    const auto statements = Json::parse(desk.run({"export", "attempts", "--format", "xapi"}).out);
    CHECK(statements[statements.size() - 2]["result"]["score"]["raw"] == 10000);
}

TEST_CASE("A gradebook needs names", "[cli][export]") {
    const Desk desk;
    play_to_the_end(desk, "");
    const auto answer = desk.json({"export", "attempts", "--format", "moodle"});
    CHECK(answer["content"] == "Username\r\n");
    CHECK(codes(answer) == Names{"export_unnamed"});
    CHECK(desk.run({"export", "attempts", "--format", "moodle"}).err.find("Moodle") != std::string::npos);
}

TEST_CASE("Words of an exam are for trainers, and who exported them is written down once", "[cli][export]") {
    const Desk desk;
    const auto exam = as_exam(desk, chat);
    for (int i = 0; i < 2; ++i) desk.run({"play", exam, "--choose", "a", "--trainer", "--name", "Li"});
    const auto logged = [&] { return desk.json({"records", "exposures"})["exposures"]; };
    const auto before = logged().size();
    CHECK(desk.json({"export", "attempts"})["attempts"] == 2); // results are no secret
    CHECK(logged().size() == before);
    const auto refused = desk.json({"export", "attempts", "--format", "jsonl"}, 2);
    CHECK(refused["attempts"] == 0);
    CHECK(refused["content"] == "");
    CHECK(codes(refused) == Names{"exam_needs_trainer"});
    CHECK(desk.json({"export", "attempts", "--format", "xapi"}, 2)["content"] == "[\n]\n");
    CHECK(desk.json({"export", "attempts", "--format", "jsonl", "--trainer"})["attempts"] == 2);
    REQUIRE(logged().size() == before + 3);
    CHECK(logged().back()["command"] == "export");
    CHECK(logged().back()["granted"] == true);
}

TEST_CASE("The mark and the home page of statements", "[cli][export]") {
    const Desk desk;
    play_to_the_end(desk, "Li");
    const auto with = [&](Names more) {
        more.insert(more.begin(), {"export", "attempts", "--format", "xapi"});
        return Json::parse(desk.run(more).out);
    };
    CHECK(with({"--pass", "100"})[0]["actor"]["account"]["homePage"] == "https://rapport.invalid/people");
    const auto list = with({"--home-page", "https://lms.example.com", "--pass", "75"});
    CHECK(list[0]["actor"]["account"]["homePage"] == "https://lms.example.com");
    const auto& judged = list[list.size() - 2];
    CHECK(judged["context"]["extensions"]["https://w3id.org/xapi/cmi5/context/extensions/masteryscore"] == 0.75);
}

TEST_CASE("What cannot be meant is said, and nothing is written", "[cli][export][usage]") {
    const Desk desk;
    const auto file = (desk / "out").string();
    const std::vector<std::pair<std::string, Names>> slips{
        {"export_unknown", {"--format", "xlsx"}},        {"export_unknown", {"--grade", "worst"}},
        {"export_unknown", {"--user", "name"}},          {"export_bad_date", {"--since", "yesterday"}},
        {"export_bad_date", {"--since", "2026-02-30"}},  {"export_bad_date", {"--until", "02/03/2026"}},
        {"export_bad_date", {"--until", "2026-03-02 "}}, {"export_bad_home_page", {"--home-page", "lms"}},
        {"usage_bad_value", {"--pass", "101"}},          {"usage_bad_value", {"--pass", "-1"}},
    };
    for (const auto& [code, more] : slips) {
        Names arguments{"export", "attempts", "--out", file};
        arguments.insert(arguments.end(), more.begin(), more.end());
        CAPTURE(code, more.back());
        CHECK(desk.trouble(arguments) == code);
        CHECK_FALSE(std::filesystem::exists(file));
        for (const char* language : {"en", "zh"}) {
            Names words = arguments;
            words.insert(words.end(), {"--lang", language});
            CHECK(desk.run(words).err.find("\u2039") == std::string::npos);
        }
    }
    CHECK(desk.trouble({"export"}) == "usage_missing_command");
}

TEST_CASE("An attempt that cannot be read hides no other", "[cli][export][fault]") {
    const Desk desk;
    play_to_the_end(desk, "Li");
    play_to_the_end(desk, "Wang");
    const std::string attempt = desk.json({"records", "list"})["attempts"][0]["attempt"];
    const auto sql = "UPDATE rapport_attempts SET log = '{}' WHERE id = '" + attempt + "'";
    REQUIRE(run_program("/usr/bin/sqlite3", {(desk.data() / "rapport.db").string(), sql}, desk.surroundings).exit == 0);
    const auto answer = desk.json({"export", "attempts", "--format", "jsonl"}, 2);
    CHECK(answer["attempts"] == 1);
    CHECK(lines_in(answer["content"]) == 1);
    CHECK(codes(answer) == Names{"seal_broken"});
    // The table needs no log.
    CHECK(desk.json({"export", "attempts"})["attempts"] == 2);
}

TEST_CASE("What finds no room is not half there", "[cli][export][fault]") {
    Desk desk;
    play_to_the_end(desk, "Li");
    const auto file = desk / "out.jsonl";
    desk.surroundings.largest_file = 1000;
    const auto result = desk.run({"export", "attempts", "--format", "jsonl", "--out", file.string()});
    CHECK(result.exit == 2);
    CHECK(result.err.find("[disk_full]") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(file));
}
