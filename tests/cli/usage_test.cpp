// Everything a person can get wrong on the command line: exit 2, what was wrong and what to do, in both languages.
#include "sim/cli/columns.h"
#include "tests/cli/desk.h"

#include <catch2/catch.hpp>

#include <sstream>

using namespace rapport::tests::cli;
using Names = std::vector<std::string>;

TEST_CASE("Every slip has its own code and exit 2", "[cli][usage]") {
    const Desk desk;
    const auto file = library(chat);
    const std::vector<std::pair<std::string, Names>> slips{
        {"usage_unknown_argument", {"frob"}},
        {"usage_unknown_argument", {"play", "--frob"}},
        {"usage_unknown_argument", {"play", file, "second.json"}},
        {"usage_unknown_argument", {"records", "lst"}},
        {"usage_missing_argument", {"check"}},
        {"usage_missing_argument", {"records", "show"}},
        {"usage_missing_argument", {"team", "join"}},
        {"usage_missing_argument", {"team", "init"}},
        {"usage_missing_argument", {"team", "grant"}},
        {"usage_missing_argument", {"team", "revoke", "desk"}},
        {"usage_missing_argument", {"team", "members"}},
        {"usage_missing_command", {"records"}},
        {"usage_value_missing", {"play", file, "--seed"}},
        {"usage_bad_value", {"play", file, "--seed", "abc"}},
        {"usage_bad_value", {"play", file, "--seed", "-1"}},
        {"usage_bad_value", {"play", file, "--seed", "99999999999999999999999"}},
        {"usage_bad_value", {"records", "list", "--limit", "-1"}},
        {"language_unknown", {"play", file, "--choose", "a", "--lang", "fr"}},
        {"language_unknown", {"check", file, "--lang=deutsch"}},
        {"options_conflict", {"play", file, "--choose", "a", "--policy", "best"}},
        {"options_conflict", {"play", "--resume", "last", "--choose", "a"}},
        {"options_conflict", {"play", file, "--resume", "last"}},
        {"options_conflict", {"play", file, "--choose", "a", "--record", "--no-record"}},
        {"option_needs_script", {"play", file, "--no-record"}},
        {"policy_unknown", {"play", file, "--policy", "wurst"}},
        {"play_needs_file", {"play", "--policy", "best"}},
        {"json_needs_script", {"play", file}},
        {"script_unknown_reply", {"play", file, "--choose", "zzz"}},
        {"script_unknown_reply", {"play", file, "--choose", "c,zzz"}},
        {"script_empty_reply", {"play", file, "--choose", "a,,b"}},
        {"script_bad_seconds", {"play", file, "--choose", "a@soon"}},
        {"attempt_not_found", {"records", "delete", "some"}},
        {"chain_head_invalid", {"records", "verify", "--head", ""}},
        {"chain_head_invalid", {"records", "verify", "--head", std::string(63, 'a')}},
        {"chain_head_invalid", {"records", "verify", "--head", std::string(64, 'x')}},
        {"attempt_not_found", {"records", "show", "00000000-0000-4000-8000-000000000000"}},
        {"attempt_not_found", {"records", "delete", "../../etc/passwd", "--yes"}},
    };
    for (const auto& [code, arguments] : slips) {
        std::string call;
        for (const auto& word : arguments) call += word + " ";
        INFO(call);
        CHECK(desk.trouble(arguments) == code);
        for (const char* language : {"en", "zh"}) {
            if (code == "language_unknown") break;
            Names words = arguments;
            words.insert(words.end(), {"--lang", language});
            // An option that waits for its value would take "--lang".
            if (code == "usage_value_missing") words = {"play", file, "--lang", language, "--seed"};
            if (code == "json_needs_script") break; // a person would be asked
            const auto result = desk.run(words);
            CHECK(result.exit == 2);
            CHECK(result.out.empty());
            CHECK(result.err.find("[" + code + "]") != std::string::npos);
            CHECK(result.err.find("\u2039") == std::string::npos);
            if (std::string(language) == "zh")
                for (const char* english : {"required", "expected", "Could not", "TEXT", "UINT", "missing"})
                    CHECK(result.err.substr(0, result.err.find(" [")).find(english) == std::string::npos);
        }
    }
}

TEST_CASE("Every option that makes a script is named where one is needed", "[cli][usage]") {
    const Desk desk;
    for (const char* language : {"en", "zh"}) {
        const auto told = desk.run({"play", library(chat), "--no-record", "--lang", language}).err;
        for (const char* option : {"--choose", "--policy", "--say"}) CHECK(told.find(option) != std::string::npos);
    }
}

TEST_CASE("A slip of the finger brings the right word", "[cli][usage]") {
    const Desk desk;
    CHECK(desk.run({"chek", "x"}).err.find("“check”") != std::string::npos);
    CHECK(desk.run({"play", "--sed", "3"}).err.find("“--seed”") != std::string::npos);
    CHECK(desk.run({"records", "lst"}).err.find("“list”") != std::string::npos);
}

TEST_CASE("A script that goes wrong in the middle says where, what there was, and keeps nothing", "[cli][usage]") {
    const Desk desk;
    const auto result = desk.run({"play", library(chat), "--choose", "c,zzz"});
    CHECK(result.exit == 2);
    CHECK(result.err.find("Turn 2") != std::string::npos);
    CHECK(result.err.find("a, b, c, d") != std::string::npos);
    CHECK(desk.json({"records", "list"})["attempts"].empty());
    CHECK(desk.json({"records", "list"})["unfinished"].empty());
}

TEST_CASE("Help in both languages, for the program and for each command", "[cli][usage]") {
    const Desk desk;
    for (const Names& command : std::vector<Names>{{},
                                                   {"check"},
                                                   {"play"},
                                                   {"demo"},
                                                   {"records"},
                                                   {"records", "list"},
                                                   {"records", "show"},
                                                   {"records", "delete"},
                                                   {"records", "exposures"},
                                                   {"records", "overrule"},
                                                   {"records", "export-overruled"},
                                                   {"export"},
                                                   {"export", "attempts"},
                                                   {"export", "scenario"},
                                                   {"import"},
                                                   {"import", "scenario"},
                                                   {"grade"},
                                                   {"analyse"},
                                                   {"test"}}) {
        std::string line = "rapport";
        for (const auto& word : command) line += " " + word;
        Names call = command;
        call.push_back("--help");
        const auto english = desk.run(call);
        CHECK(english.exit == 0);
        CHECK(english.out.find("Usage: " + line) != std::string::npos);
        call.insert(call.end(), {"--lang", "zh"});
        const auto chinese = desk.run(call);
        CHECK(chinese.exit == 0);
        CHECK(chinese.out.find("用法：" + line) != std::string::npos);
        for (const char* leak : {"OPTIONS", "Options", "TEXT", "UINT", "REQUIRED", "Usage", "\u2039"})
            CHECK(chinese.out.find(leak) == std::string::npos);
        CHECK(english.out.find("\u2039") == std::string::npos);
    }
    CHECK(keys(desk.json({"--help"})) == Names{"help"});
    CHECK(keys(desk.json({"--version"})) == Names{"version"});
}

TEST_CASE("Lines keep to the width of the terminal, Chinese ones too", "[cli][usage]") {
    Desk desk;
    desk.surroundings.environment = {{"COLUMNS", "60"}};
    for (const char* language : {"en", "zh"})
        for (const Names& call :
             std::vector<Names>{{"demo"}, {"play", "--help"}, {"play", library(chat), "--choose", "zzz"}}) {
            Names words = call;
            words.insert(words.end(), {"--lang", language});
            const auto result = desk.run(words);
            std::istringstream lines(result.out + result.err);
            for (std::string line; std::getline(lines, line);) {
                INFO(line);
                CHECK(rapport::cli::columns(line) <= 60);
            }
        }
}

TEST_CASE("An answer that cannot be written is trouble", "[cli][usage][fault]") {
    const Desk desk;
    const std::string line = "exec " + program().string() + " demo > /dev/full";
    const auto result = run_program("/bin/sh", {"-c", line}, desk.surroundings);
    CHECK(result.exit == 2);
    CHECK(result.err.find("[output_failed]") != std::string::npos);
}

TEST_CASE("Without its own files the program says so", "[cli][usage][fault]") {
    Desk desk;
    std::filesystem::create_directories(desk / "nothing");
    desk.surroundings.environment = {{"RAPPORT_HOME", (desk / "nothing").string()}};
    CHECK(desk.trouble({"check", library(chat)}) == "product_folder_missing");
    const auto words = desk.run({"check", library(chat)});
    CHECK(words.exit == 2);
    CHECK(words.err.find("product_folder_missing") != std::string::npos);
}

TEST_CASE("Without arguments the window beside it is opened", "[cli][usage]") {
    const Desk desk;
    // A copy of the program in a folder of its own, with a window that only tells its name.
    const auto copy = desk / "bin" / "rapport";
    std::filesystem::create_directories(copy.parent_path());
    std::filesystem::copy_file(program(), copy);
    Surroundings in = desk.surroundings;
    in.environment = {{"RAPPORT_HOME", RAPPORT_SOURCE_DIR}};
    const auto missing = run_program(copy, {}, in);
    CHECK(missing.exit == 2);
    CHECK(missing.err.find("[window_missing]") != std::string::npos);
    // 0 is 0; 3, no display, is trouble like any other here; the window says why by itself.
    for (const auto& [answer, exit] : {std::pair{"0", 0}, {"3", 2}, {"2", 2}, {"77", 2}}) {
        const auto window =
            desk.write("bin/rapport-window", std::string("#!/bin/sh\necho the window\nexit ").append(answer));
        std::filesystem::permissions(window, std::filesystem::perms::owner_all);
        const auto opened = run_program(copy, {}, in);
        CHECK(opened.exit == exit);
        CHECK(opened.out == "the window\n");
        CHECK(opened.err.empty());
    }
    const auto window = desk.write("bin/rapport-window", "#!/bin/sh\nexit 3\n");
    std::filesystem::permissions(window, std::filesystem::perms::owner_all);
    const auto json = run_program(copy, {"--json"}, in);
    CHECK(json.exit == 2);
    CHECK(nlohmann::json::parse(json.out)["diagnostics"][0]["code"] == "no_display");
}

TEST_CASE("Small things taken kindly: capitals for a language, a range instead of a riddle", "[cli][usage]") {
    const Desk desk;
    CHECK(desk.json({"play", library(chat), "--choose", "a", "--no-record", "--lang", "ZH"})["language"] == "zh");
    CHECK(desk.run({"--help", "--lang=Zh"}).out.find("用法") != std::string::npos);
    for (const char* language : {"en", "zh"})
        CHECK(desk.run({"play", library(chat), "--seed", "-1", "--lang", language}).err.find("18446744073709551615") !=
              std::string::npos);
    CHECK(desk.run({"records", "list", "--limit", "-1"}).err.find("records list --help") != std::string::npos);
    CHECK(desk.run({"play", library(chat), "--choose", "zzz", "--lang", "zh"}).err.find("a、b、c") !=
          std::string::npos);
    CHECK(desk.run({"records", "--lang", "zh"}).err.find("list、show、delete") != std::string::npos);
}

TEST_CASE("The demonstration as JSON is a drill as JSON", "[cli][play]") {
    const Desk desk;
    const auto shown = desk.json({"demo", "--seed", "3"});
    CHECK(shown == desk.json({"play", library("zhang-defect-phone"), "--policy", "best", "--seed", "3"}));
}
