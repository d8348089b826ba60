// A command that lacks its scenario says so and which there are.
#include "tests/cli/desk.h"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace rapport::tests::cli;

TEST_CASE("Without a scenario the scenarios there are are listed", "[cli][scenario_list]") {
    const Desk desk;
    using Names = std::vector<std::string>;
    for (const Names& call : std::vector<Names>{{"play", "--policy", "best"}, {"analyse"}, {"check"}}) {
        const auto told = desk.run(call);
        CHECK(told.exit == 2);
        CHECK(told.out.empty());
        CHECK(told.err.starts_with("error: "));
        CHECK(told.err.find("late-order-chat.json\n      Three days and not a word · Online chat · ") !=
              std::string::npos);
        Names chinese = call;
        chinese.insert(chinese.end(), {"--lang", "zh"});
        CHECK(desk.run(chinese).err.find("现有的情景：") != std::string::npos);
        CHECK(desk.run(chinese).err.find("Online chat") == std::string::npos);
        Names json = call;
        json.emplace_back("--json");
        const auto answer = desk.json(json, 2);
        REQUIRE(answer["scenarios"].size() == 3);
        CHECK(answer["diagnostics"].size() == 1);
        CHECK(keys(answer["scenarios"][0]) == Names{"path", "usable", "id", "title", "channel", "difficulty", "exam"});
    }
    CHECK(desk.json({"play", "--json"}, 2)["scenarios"].size() == 3);
    CHECK_FALSE(desk.json({"play", library(chat), "--json"}, 2).contains("scenarios"));
    CHECK_FALSE(desk.json({"test", "--json"}, 2).contains("scenarios"));
}

TEST_CASE("What is listed can be typed as it stands; broken ones and exams are named as such", "[cli][scenario_list]") {
    namespace fs = std::filesystem;
    Desk desk;
    const auto home = desk / "home";
    fs::create_directories(home / "assets");
    fs::create_directories(home / "scenarios" / "library");
    fs::copy(fs::path(RAPPORT_SOURCE_DIR) / "assets" / "i18n", home / "assets" / "i18n", fs::copy_options::recursive);
    fs::create_directory_symlink(fs::path(RAPPORT_SOURCE_DIR) / "assets" / "models", home / "assets" / "models");
    const auto exam = as_exam(desk, chat);
    fs::copy_file(exam, home / "scenarios" / "library" / "exam.json");
    desk.write("home/scenarios/library/broken.json", "{");
    desk.surroundings.environment = {{"RAPPORT_HOME", home.string()}};
    const auto told = desk.run({"check"});
    CHECK(told.exit == 2);
    CHECK(told.err.find("broken.json\n      cannot be played as it is") != std::string::npos);
    CHECK(told.err.find(" · exam\n") != std::string::npos);
    for (const auto& entry : desk.json({"check"}, 2)["scenarios"]) CHECK(fs::exists(entry["path"].get<std::string>()));
    desk.write("home/scenarios/library/my drill.json", "{");
    CHECK(desk.run({"check"}).err.find("my drill.json'\n      cannot be played as it is") != std::string::npos);
    fs::remove_all(home / "scenarios" / "library");
    CHECK(desk.run({"check"}).err.find("[usage_missing_argument]") != std::string::npos);
}
