// rapport people, --as, and what is shown to whom.
#include "tests/cli/desk.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace rapport::tests::cli;
using PeopleJson = nlohmann::ordered_json;

namespace {

std::string file_text(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Attempts by whom, newest first.
std::vector<std::string> trainees(const Desk& desk, std::vector<std::string> more = {}, std::string_view input = {}) {
    std::vector<std::string> arguments{"records", "list", "--json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto result = desk.run(arguments, input);
    REQUIRE(result.exit == 0);
    std::vector<std::string> all;
    const auto answer = PeopleJson::parse(result.out);
    for (const auto& row : answer["attempts"]) all.push_back(row["trainee"]);
    return all;
}

// What stands on a terminal after a call that asks unseen; an answer is typed when it is asked for.
std::string typed(const Desk& desk, std::vector<std::string> arguments, const std::vector<std::string>& answers) {
    arguments.insert(arguments.begin(), program().string());
    std::vector<char*> words;
    for (std::string& word : arguments) words.push_back(word.data());
    words.push_back(nullptr);
    std::string place = "RAPPORT_DATA=" + desk.data().string(), language = "LC_ALL=C.UTF-8";
    std::vector<char*> environment{place.data(), language.data(), nullptr};
    int terminal = -1;
    const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    if (child == 0) {
        ::execve(words[0], words.data(), environment.data());
        ::_exit(127);
    }
    REQUIRE(child > 0);
    std::string shown;
    std::size_t answered = 0, from = 0;
    char piece[512];
    for (ssize_t read = 0; (read = ::read(terminal, piece, sizeof piece)) > 0;) {
        shown.append(piece, static_cast<std::size_t>(read));
        if (answered == answers.size() || shown.find(": ", from) == std::string::npos) continue;
        from = shown.size();
        const std::string line = answers[answered++] + "\n";
        CHECK(::write(terminal, line.data(), line.size()) == static_cast<ssize_t>(line.size()));
    }
    ::close(terminal);
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(answered == answers.size());
    return shown;
}

void play_as(const Desk& desk, const std::string& name, std::string_view pin = {}) {
    std::vector<std::string> arguments{"play", library(chat), "--choose", "a", "--seed", "4", "--as", name};
    if (!pin.empty()) arguments.emplace_back("--pin-stdin");
    CHECK(desk.run(arguments, std::string(pin) + "\n").exit == 0);
}

} // namespace

TEST_CASE("People are added, listed, renamed", "[cli][people]") {
    const Desk desk;
    CHECK(desk.json({"people", "list"})["people"].empty());
    CHECK_FALSE(std::filesystem::exists(desk.data())); // asking makes nothing
    const auto added = desk.json({"people", "add", "韩梅梅", "--number", "A-17"});
    CHECK(added["added"]["name"] == "韩梅梅");
    const auto list = desk.json({"people", "list"})["people"];
    REQUIRE(list.size() == 1);
    CHECK(keys(list[0]) == std::vector<std::string>{"id", "name", "number", "pin", "own", "readable", "since"});
    CHECK(list[0]["number"] == "A-17");
    CHECK(list[0]["pin"] == false);
    CHECK(desk.trouble({"people", "add", "Li Lei", "--number", "A-17"}) == "person_number_taken");
    desk.json({"people", "rename", "A-17", "Han Meimei"});
    CHECK(desk.json({"people", "list"})["people"][0]["name"] == "Han Meimei");
    CHECK(desk.json({"people", "list"})["people"][0]["number"] == "A-17");
    CHECK(desk.run({"people", "list"}).out.find("Han Meimei  A-17") != std::string::npos);
    CHECK(desk.trouble({"people", "rename", "Nobody", "Somebody"}) == "person_not_found");
}

TEST_CASE("What is played with --as belongs to her; with a PIN only she sees it", "[cli][people]") {
    const Desk desk;
    desk.json({"people", "add", "Ann"});
    desk.json({"people", "add", "Bea"});
    play_as(desk, "Ann");
    play_as(desk, "Bea");
    CHECK(trainees(desk).size() == 2);
    CHECK(trainees(desk, {"--as", "Ann"}) == std::vector<std::string>{"Ann"});

    CHECK(desk.run({"people", "pin", "Ann", "--pin-stdin"}, "2580\n").exit == 0);
    CHECK(desk.json({"people", "list"})["people"][0]["pin"] == true);
    CHECK(trainees(desk) == std::vector<std::string>{"Bea"});
    CHECK(desk.trouble({"records", "list", "--as", "Ann"}) == "pin_needed");
    CHECK(trainees(desk, {"--as", "Ann", "--pin-stdin"}, "2580\n") == std::vector<std::string>{"Ann"});
    play_as(desk, "Ann", "2580");
    CHECK(trainees(desk, {"--as", "Ann", "--pin-stdin"}, "2580\n").size() == 2);

    const auto hers = PeopleJson::parse(desk.run({"records", "list", "--as", "Ann", "--pin-stdin", "--json"}, "2580\n")
                                            .out)["attempts"][0]["attempt"]
                          .get<std::string>();
    CHECK(desk.trouble({"records", "show", hers}) == "attempt_not_found");
    CHECK(desk.trouble({"records", "delete", hers, "--yes"}) == "attempt_not_found");
    CHECK(desk.trouble({"export", "attempts", "--attempt", hers}) == "attempt_not_found");
    CHECK(desk.run({"records", "show", hers, "--as", "Ann", "--pin-stdin"}, "2580\n").exit == 0);
    for (const char* what : {"share", "unshare"}) {
        CHECK(desk.trouble({"records", what, hers}) == "attempt_not_found");
        CHECK(desk.trouble({"records", what, hers, "--as", "Bea"}) == "attempt_not_found");
        CHECK(desk.trouble({"records", what, hers, "--as", "Ann"}) == "pin_needed");
        for (const std::string& word : {hers, hers.substr(0, 6), std::string("last")}) {
            const auto done = desk.run({"records", what, word, "--as", "Ann", "--pin-stdin", "--json"}, "2580\n");
            CHECK(done.exit == 0);
            CHECK(PeopleJson::parse(done.out)["attempt"].get<std::string>() == hers);
        }
    }
    const auto exported = desk.run({"export", "attempts"});
    CHECK(exported.out.find("Bea") != std::string::npos);
    CHECK(exported.out.find("Ann") == std::string::npos);
}

TEST_CASE("By script, too, who plays is settled before the drill begins", "[cli][people]") {
    const Desk desk;
    desk.json({"people", "add", "Ann"});
    CHECK(desk.run({"people", "pin", "Ann", "--pin-stdin"}, "2580\n").exit == 0);
    const auto say = desk.write("say.txt", "I am sorry.\n");
    for (const std::vector<std::string>& how : {std::vector<std::string>{"--choose", "a"},
                                                {"--policy", "best"},
                                                {"--say", say},
                                                {"--choose", "a", "--no-record"}}) {
        std::vector<std::string> call{"play", library(chat), "--seed", "4", "--as", "Ann"};
        call.insert(call.end(), how.begin(), how.end());
        CHECK(desk.trouble(call) == "pin_needed");
        call[5] = "Nobody";
        CHECK(desk.trouble(call) == "person_not_found");
        const auto told = desk.run(call);
        CHECK(told.out.empty());
        CHECK(told.err.find("rapport people list") != std::string::npos);
    }
}

TEST_CASE("A new PIN in a script: exactly the lines that are needed", "[cli][people]") {
    const Desk desk;
    desk.json({"people", "add", "Ann"});
    const auto code = [&](std::string_view lines) -> std::string {
        const auto result = desk.run({"people", "pin", "Ann", "--pin-stdin", "--json"}, lines);
        if (result.exit == 0) return "set";
        return PeopleJson::parse(result.out)["diagnostics"][0]["code"];
    };
    CHECK(desk.trouble({"people", "pin", "Ann"}) == "pin_none_given"); // no terminal
    for (const char* language : {"en", "zh"})
        CHECK(desk.run({"people", "pin", "Ann", "--lang", language}).err.find("--pin-stdin") != std::string::npos);
    CHECK(code("") == "pin_lines");
    CHECK(code("1234\n4321\n") == "pin_lines");
    CHECK(desk.json({"people", "list"})["people"][0]["pin"] == false);
    CHECK(code("1234\r\n") == "set");
    CHECK(code("5678\n") == "pin_lines");                                         // the one there is comes first
    for (int i = 0; i < 6; ++i) CHECK(code("5678\n5678\n5678\n") == "pin_lines"); // and is no wrong PIN
    CHECK(code("5678\n5678\n") == "pin_wrong");
    CHECK(code("1234\n5678\n") == "set");
    CHECK(code("5678\n1234\n") == "set");
}

TEST_CASE("On a terminal a new PIN is typed twice", "[cli][people]") {
    const Desk desk;
    desk.json({"people", "add", "Ann"});
    CHECK(typed(desk, {"people", "pin", "Ann"}, {"2580", "2508"}).find("[pin_differs]") != std::string::npos);
    CHECK(desk.json({"people", "list"})["people"][0]["pin"] == false);
    const auto shown = typed(desk, {"people", "pin", "Ann"}, {"2580", "2580"});
    CHECK(desk.json({"people", "list"})["people"][0]["pin"] == true);
    CHECK(shown.find("2580") == std::string::npos);
    CHECK(desk.run({"records", "list", "--as", "Ann", "--pin-stdin"}, "2580\n").exit == 0);
}

TEST_CASE("Who has a PIN is erased with it, or where it is forgotten", "[cli][people]") {
    const Desk desk;
    for (const char* name : {"Ann", "Bea"}) {
        desk.json({"people", "add", name});
        CHECK(desk.run({"people", "pin", name, "--pin-stdin"}, "2580\n").exit == 0);
        CHECK(desk.trouble({"people", "erase", name, "--yes"}) == "pin_needed");
    }
    CHECK(desk.run({"people", "erase", "Ann", "--yes", "--pin-stdin"}, "0000\n").exit == 2);
    CHECK(desk.json({"people", "list"})["people"].size() == 2);
    CHECK(desk.run({"people", "erase", "Ann", "--yes", "--pin-stdin"}, "2580\n").exit == 0);
    CHECK(desk.run({"people", "erase", "Bea", "--yes", "--forgotten"}).exit == 0);
    CHECK(desk.json({"people", "list"})["people"].empty());
}

TEST_CASE("Wrong PINs are counted over calls, and then one has to wait", "[cli][people]") {
    const Desk desk;
    desk.json({"people", "add", "Ann"});
    CHECK(desk.run({"people", "pin", "Ann", "--pin-stdin"}, "123\n").exit == 2);
    CHECK(desk.run({"people", "pin", "Ann", "--pin-stdin"}, "2580\n").exit == 0);
    const auto says = [&](std::string_view pin) {
        const auto result = desk.run({"records", "list", "--as", "Ann", "--pin-stdin", "--json"}, pin);
        CHECK(result.exit == 2);
        return PeopleJson::parse(result.out)["diagnostics"][0]["code"].get<std::string>();
    };
    for (int i = 0; i < 5; ++i) CHECK(says("0000\n") == "pin_wrong");
    CHECK(says("2580\n") == "pin_wait");
    for (const char* language : {"en", "zh"}) // and the way out that is one
        CHECK(desk.run({"records", "list", "--as", "Ann", "--pin-stdin", "--lang", language}, "2580\n")
                  .err.find("remove-pin PERSON --forgotten") != std::string::npos);
    CHECK(desk.run({"people", "remove-pin", "Ann", "--pin-stdin"}, "2580\n").exit == 2); // no way round
    CHECK(desk.run({"people", "remove-pin", "Ann", "--forgotten"}).out == "Ann has no PIN any more.\n");
    CHECK(desk.run({"people", "remove-pin", "Ann", "--forgotten"}).out == "Ann has no PIN.\n");
    CHECK(desk.run({"records", "list", "--as", "Ann"}).exit == 0);
}

TEST_CASE("People come from a table: commas, semicolons or tabs, with a heading or without", "[cli][people]") {
    const std::string mark = "\xEF\xBB\xBF";
    for (const std::string& table : {std::string("Ann,7\nBea,\n"), mark + "姓名;工号\r\nAnn;7\r\n\r\nBea\r\n",
                                     std::string("Name\tNumber\n\"Ann\"\t7\n Bea \t\n")}) {
        const Desk desk;
        const auto file = desk.write("people.csv", table);
        const auto preview = desk.json({"people", "import", file, "--preview"});
        CHECK(preview["preview"] == true);
        CHECK(preview["people"].size() == 2);
        CHECK(desk.json({"people", "list"})["people"].empty());
        CHECK(desk.json({"people", "import", file})["imported"] == 2);
        const auto list = desk.json({"people", "list"})["people"];
        REQUIRE(list.size() == 2);
        CHECK(list[0]["name"] == "Ann");
        CHECK(list[0]["number"] == "7");
        CHECK(list[1]["name"] == "Bea");
        CHECK(list[1]["number"] == "");
    }
}

TEST_CASE("A table with a mistake adds nobody and says where it is", "[cli][people]") {
    const Desk desk;
    const auto refused = [&](const std::string& table) {
        const auto answer = desk.json({"people", "import", desk.write("people.csv", table)}, 2);
        const auto& first = answer["diagnostics"][0];
        return first["code"].get<std::string>() + " " + std::to_string(first["line"].get<int>());
    };
    CHECK(refused("Ann,7\nBea,8,9\n") == "people_csv_fields 2");
    CHECK(refused("Ann,7\n\n\"Bea,8\n") == "people_csv_quote 3");
    CHECK(refused("Ann,7\nB\xFF,8\n") == "people_csv_encoding 2");
    CHECK(refused("name,number\n") == "people_csv_empty 0");
    CHECK(refused("Ann,7\n\nBea,7\n") == "person_number_taken 3");
    CHECK(refused("Ann,7\n,8\n") == "person_no_name 2");
    CHECK(desk.json({"people", "list"})["people"].empty());
    CHECK(desk.trouble({"people", "import", "nowhere.csv"}) == "file_missing");
}

TEST_CASE("Erasing wants a yes, and then nothing of her is left", "[cli][people]") {
    const Desk desk;
    desk.json({"people", "add", "Zenobia Quill"});
    play_as(desk, "Zenobia Quill");
    CHECK(desk.trouble({"people", "erase", "Zenobia Quill"}) == "erase_needs_yes");
    CHECK(trainees(desk).size() == 1);
    const auto erased = desk.json({"people", "erase", "Zenobia Quill", "--yes"});
    CHECK(keys(erased) ==
          std::vector<std::string>{"erased", "attempts", "unfinished", "exposures", "preferences", "diagnostics"});
    CHECK(erased["attempts"] == 1);
    CHECK(trainees(desk).empty());
    CHECK(desk.trouble({"people", "erase", "Zenobia Quill", "--yes"}) == "person_not_found");
    for (const auto& entry : std::filesystem::recursive_directory_iterator(desk.data()))
        if (entry.is_regular_file()) CHECK(file_text(entry.path()).find("Zenobia") == std::string::npos);
    CHECK(desk.run({"records", "verify"}).exit == 0);
}

TEST_CASE("Somebody gets all that is kept of them, as JSON and as a page that needs nothing else", "[cli][people]") {
    const Desk desk;
    desk.json({"people", "add", "Ann <b>", "--number", "7"});
    desk.json({"people", "add", "Bea"});
    play_as(desk, "Ann <b>");
    play_as(desk, "Bea");
    const std::string folder = (desk / "for-ann").string();
    CHECK(desk.json({"people", "export", "7", "--out", folder})["attempts"] == 1);
    CHECK(desk.trouble({"people", "export", "7", "--out", folder}) == "file_exists");
    const auto data = PeopleJson::parse(file_text(folder + "/rapport-data.json"));
    CHECK(keys(data) == std::vector<std::string>{"format", "made_at", "person", "attempts", "exposures"});
    CHECK(data["person"]["name"] == "Ann <b>");
    REQUIRE(data["attempts"].size() == 1);
    CHECK(data["attempts"][0]["header"]["trainee"] == "Ann <b>");
    const std::string words = data["attempts"][0]["turns"][0]["words"];
    const auto page = file_text(folder + "/rapport-data.html");
    CHECK(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    CHECK(page.find("Ann &lt;b&gt;") != std::string::npos);
    CHECK(page.find("<b>") == std::string::npos);
    CHECK(page.find(words.substr(0, 12)) != std::string::npos);
    CHECK(page.find("Bea") == std::string::npos);
    for (const char* outside : {"http", "<script", "src=", "<link"}) CHECK(page.find(outside) == std::string::npos);
    desk.json({"people", "export", "7", "--out", folder, "--force", "--lang", "zh"});
    CHECK(file_text(folder + "/rapport-data.html").find("保存的") != std::string::npos);
}

TEST_CASE("Retention is shown before it is done", "[cli][people]") {
    const Desk desk;
    desk.json({"people", "add", "Ann"});
    play_as(desk, "Ann");
    const auto preview = desk.json({"records", "retention", "--months", "12", "--preview"});
    CHECK(keys(preview) == std::vector<std::string>{"before", "attempts", "people", "plain", "done"});
    CHECK(preview["attempts"] == 0); // played just now
    CHECK(preview["done"] == false);
    CHECK(desk.trouble({"records", "retention", "--months", "12"}) == "retention_needs_yes");
    CHECK(desk.trouble({"records", "retention", "--months", "0", "--preview"}) == "retention_months");
    CHECK(desk.json({"records", "retention", "--months", "12", "--yes"})["done"] == true);
    CHECK(trainees(desk) == std::vector<std::string>{"Ann"});
}

TEST_CASE("Whoever plays without signing in is one person, of this desk", "[cli][people]") {
    const Desk desk;
    for (int i = 0; i < 2; ++i) desk.run({"play", library(chat), "--choose", "a", "--seed", "4"});
    const auto list = desk.json({"people", "list"})["people"];
    REQUIRE(list.size() == 1);
    CHECK(list[0]["own"] == true);
    CHECK(desk.json({"people", "erase", list[0]["id"], "--yes"})["attempts"] == 2);
}
