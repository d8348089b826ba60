// A drill that was left, and a scenario that has changed meanwhile: under which version it goes on.
#include "tests/cli/desk.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

using namespace rapport::tests::cli;
namespace fs = std::filesystem;

namespace {

// A product folder of its own, so that its library can be written to.
struct Author {
    Desk desk;
    fs::path file = desk / "product" / "scenarios" / "library" / (chat + ".json");

    Author() {
        fs::create_directories(file.parent_path());
        fs::create_symlink(fs::path(library(chat)).parent_path().parent_path().parent_path() / "assets",
                           desk / "product" / "assets");
        fs::copy_file(library(chat), file);
        desk.surroundings.environment.emplace_back("RAPPORT_HOME", (desk / "product").string());
        const auto left = desk.run({"play", file.string(), "--seed", "7"}, "1\n1\nq\n");
        REQUIRE(left.exit == 0);
    }
    std::string text() const {
        std::ifstream in(file);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void save(const std::string& bytes) const { std::ofstream(file, std::ios::trunc) << bytes; }
    // Everywhere in the file.
    void change(const std::string& from, const std::string& to) const {
        std::string bytes = text();
        REQUIRE(bytes.find(from) != std::string::npos);
        for (auto at = bytes.find(from); at != std::string::npos; at = bytes.find(from, at + to.size()))
            bytes.replace(at, from.size(), to);
        save(bytes);
    }
    Result resume(std::vector<std::string> more = {}, std::string_view typed = "q\n") const {
        std::vector<std::string> arguments{"play", "--resume", "last"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return desk.run(arguments, typed);
    }
    // As at a terminal.
    std::string resume_typed(std::string_view typed) const {
        const std::string call = program().string() + " play --resume last";
        return run_program("/usr/bin/script", {"-qec", call, "/dev/null"}, desk.surroundings, typed).out;
    }
    std::size_t unfinished() const { return desk.json({"records", "list"})["unfinished"].size(); }
};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

const std::string title = "Three days and not a word";

} // namespace

TEST_CASE("Nothing has changed: nothing is asked", "[cli][resume_version]") {
    const Author author;
    CHECK_FALSE(has(author.resume().out, "has changed"));
    CHECK(author.resume({"--under", "new"}).exit == 0);
}

TEST_CASE("Other words elsewhere: it goes on under the new version and says so", "[cli][resume_version]") {
    const Author author;
    author.change(title, "Four days and no word");
    const auto back = author.resume({}, "1\nq\n");
    CHECK(back.exit == 0);
    CHECK(has(back.out, "The scenario has changed since; you go on under the new version."));
    CHECK(has(back.out, "Four days and no word"));
    CHECK(author.unfinished() == 1);
    CHECK(author.desk.json({"records", "list"})["unfinished"][0]["turns"] == 3);
    // Once.
    CHECK_FALSE(has(author.resume().out, "has changed since"));
    // To its end, and the record says what was played under what.
    std::string answers;
    for (int i = 0; i < 60; ++i) answers += "1\n";
    const auto over = author.resume({}, answers);
    CHECK(over.exit == 0);
    CHECK(has(over.out, "up to turn 2 an earlier version was used"));
    const auto shown = author.desk.json({"records", "show", "last"});
    REQUIRE(shown["earlier_versions"].size() == 1);
    CHECK(shown["earlier_versions"][0]["turns"] == 2);
    CHECK(shown["branched_from"].is_null());
}

TEST_CASE("Whoever wants the version it began with keeps it", "[cli][resume_version]") {
    const Author author;
    author.change(title, "Four days and no word");
    const auto back = author.resume({"--under", "kept"});
    CHECK(back.exit == 0);
    CHECK(has(back.out, title));
    CHECK_FALSE(has(back.out, "Four days and no word"));
}

TEST_CASE("What was said does not fit: what changed is told, and the kept copy is played", "[cli][resume_version]") {
    const Author author;
    author.change("\"id\": \"o1\"", "\"id\": \"o9\""); // the line that was said
    const auto back = author.resume({}, "1\nq\n");
    CHECK(back.exit == 0);
    CHECK(has(back.out, "what was said no longer fits"));
    CHECK(has(back.err, "[carry_line_gone]"));
    CHECK(author.desk.json({"records", "list"})["unfinished"][0]["turns"] == 3);

    const auto insisted = author.resume({"--under", "new"});
    CHECK(insisted.exit == 2);
    CHECK(has(insisted.err, "[carry_line_gone]"));
    CHECK(author.desk.json({"records", "list"})["unfinished"][0]["turns"] == 3);
}

TEST_CASE("A file with errors, or none: the kept copy is played", "[cli][resume_version][fault]") {
    const Author author;
    const std::string good = author.text();
    author.save(good.substr(0, good.size() / 2));
    auto back = author.resume();
    CHECK(back.exit == 0);
    CHECK(has(back.out, "it cannot be played as it is"));
    CHECK(has(back.err, chat + ".json:"));
    CHECK(has(back.out, title));
    CHECK(author.resume({"--under", "new"}).exit == 2);
    fs::remove(author.file);
    back = author.resume();
    CHECK(back.exit == 0);
    CHECK(has(back.out, title));
    CHECK(has(author.resume({"--under", "new"}).err, "[scenario_not_in_library]"));
    CHECK(author.unfinished() == 1);
}

TEST_CASE("What counts differently now is not taken without being asked for", "[cli][resume_version]") {
    const Author author;
    std::string bytes = author.text();
    const auto at = bytes.find("\"calls_for\": [", bytes.find("\"id\": \"opening\"", bytes.find("\"nodes\"")));
    REQUIRE(at != std::string::npos);
    const auto end = bytes.find(']', at);
    author.save(bytes.replace(at, end - at, "\"calls_for\": [\"restate\""));
    const auto back = author.resume();
    INFO(back.err);
    CHECK(has(back.out, "you go on with the version you began with"));
    CHECK(has(back.err, "[carry_calls_changed]"));
    CHECK(author.resume({"--under", "new"}).exit == 0);
    CHECK_FALSE(has(author.resume().out, "has changed since"));
}

TEST_CASE("At a terminal it is asked", "[cli][resume_version]") {
    const Author author;
    author.change(title, "Four days and no word");
    auto shown = author.resume_typed("q\n");
    CHECK(has(shown, "All that was said still stands"));
    CHECK_FALSE(has(shown, "══"));
    shown = author.resume_typed("k\nq\n");
    CHECK(has(shown, title));
    CHECK(author.unfinished() == 1);
    shown = author.resume_typed("\nq\n");
    CHECK(has(shown, "Four days and no word"));
    CHECK_FALSE(has(author.resume_typed("q\n"), "All that was said"));
}

TEST_CASE("--under is for resuming, and knows two words", "[cli][resume_version][fault]") {
    const Desk desk;
    CHECK(desk.trouble({"play", library(chat), "--choose", "a", "--under", "new"}) == "option_needs_resume");
    CHECK(desk.trouble({"play", "--resume", "last", "--under", "old"}) == "under_unknown");
}
