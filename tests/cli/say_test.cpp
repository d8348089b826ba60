// rapport play --say FILE and --mode: replies in one's own words, from a file or typed.
#include "sim/cli/say_file.h"
#include "tests/cli/desk.h"

#include <catch2/catch.hpp>

using namespace rapport::tests::cli;
using rapport::cli::parse_say_file;

namespace {

const std::string heard = "Hello Ms Lin, I'm Sam. Three days late and not a word from us: anyone would be worried and "
                          "angry. I have your order open now.";

std::string broken(const std::string& text, int line) {
    const auto script = parse_say_file(text, "words.txt");
    REQUIRE_FALSE(script.has_value());
    CHECK(script.error().where.line == line);
    CHECK(script.error().where.file == "words.txt");
    return script.error().code;
}

} // namespace

TEST_CASE("A file of words is one reply a line, with picks, waits and silence", "[cli][say]") {
    const auto script = parse_say_file("\xEF\xBB\xBF# how I would begin\r\n\r\n  Hello, Ms Lin. \r\n> c\r\nsilence\n"
                                       "wait 35\nI am sorry.\nwait a moment please\ntopic:refund\n",
                                       "words.txt");
    REQUIRE(script);
    REQUIRE(script->size() == 5);
    CHECK((*script)[0].words);
    CHECK((*script)[0].reply == "Hello, Ms Lin.");
    CHECK((*script)[0].picked == "c");
    CHECK_FALSE((*script)[1].words);
    CHECK((*script)[1].reply == "silence");
    CHECK((*script)[2].reply == "I am sorry.");
    CHECK((*script)[2].ms == 35'000U);
    CHECK_FALSE((*script)[2].picked);
    CHECK((*script)[3].reply == "wait a moment please");
    CHECK_FALSE((*script)[3].ms);
    CHECK_FALSE((*script)[4].words);
}

TEST_CASE("A pick needs words before it, and a file needs a reply", "[cli][say]") {
    CHECK(broken("> c\n", 1) == "say_pick_first");
    CHECK(broken("Hello.\n> c\n> d\n", 3) == "say_pick_first");
    CHECK(broken("Hello.\nsilence\n> d\n", 3) == "say_pick_first");
    CHECK(broken("Hello.\n>\n", 2) == "say_pick_first");
    CHECK(broken("# nothing\n\n", 0) == "say_nothing");
    CHECK(broken("", 0) == "say_nothing");
}

TEST_CASE("Words from a file are read, graded and kept", "[cli][say]") {
    const Desk desk;
    const auto file = desk.write("words.txt", heard + "\nYou turtle pizza.\n");
    const auto played = desk.json({"play", library(chat), "--seed", "7", "--say", file});
    REQUIRE(played["turns"].size() >= 2);
    CHECK(played["turns"][0]["reply"] == heard);
    CHECK(played["turns"][0]["reply_id"] == "c");
    CHECK(played["turns"][0]["labels"]["acknowledge_feeling"].get<int>() > 0);
    CHECK_FALSE(played["turns"][0]["spans"].empty());
    for (const auto& span : played["turns"][0]["spans"])
        CHECK(heard.find(span["text"].get<std::string>()) != std::string::npos);
    CHECK(played["turns"][1]["reply_id"] == "otherwise");
    const auto kept = desk.json({"records", "list"})["attempts"];
    REQUIRE(kept.size() == 1);
    // Twice the same words, twice the same contact.
    CHECK(desk.json({"play", library(chat), "--seed", "7", "--say", file})["turns"] == played["turns"]);
}

TEST_CASE("The answer to the last words of a file is shown, and nothing that has not come out", "[cli][say]") {
    const Desk desk;
    const auto file = desk.write("words.txt", heard + "\n");
    const auto answer = desk.json({"play", library(chat), "--seed", "7", "--say", file});
    REQUIRE(answer.contains("unanswered"));
    const auto words = answer["unanswered"].get<std::string>();
    CHECK_FALSE(words.empty());
    const auto text = desk.run({"play", library(chat), "--seed", "7", "--say", file}).out;
    const auto at = text.find("Then, still to be answered");
    REQUIRE(at != std::string::npos);
    CHECK(text.find(words, at) != std::string::npos);
    CHECK(text.find("What you did not learn") == std::string::npos);
    const auto whole = desk.run({"play", library(chat), "--seed", "7", "--policy", "worst"}).out;
    CHECK(whole.find("Then, still to be answered") == std::string::npos);
    CHECK(whole.find("What you did not learn") != std::string::npos);
    CHECK_FALSE(desk.json({"play", library(chat), "--seed", "7", "--policy", "worst"}).contains("unanswered"));
}

TEST_CASE("A pick in the file leads where the picked reply leads", "[cli][say]") {
    const Desk desk;
    const auto file = desk.write("words.txt", heard + "\n> d\n");
    const auto played = desk.json({"play", library(chat), "--seed", "7", "--mode", "say", "--say", file});
    CHECK(played["turns"][0]["reply_id"] == "d");
    CHECK(played["turns"][0]["reply"] == heard);
    const auto wrong = desk.write("wrong.txt", heard + "\n> zz\n");
    CHECK(desk.trouble({"play", library(chat), "--say", wrong}) == "script_unknown_reply");
}

TEST_CASE("What cannot be said by file is told", "[cli][say]") {
    const Desk desk;
    CHECK(desk.trouble({"play", library(chat), "--say", (desk / "none.txt").string()}) == "file_missing");
    const auto file = desk.write("words.txt", "Hello.\n");
    CHECK(desk.trouble({"play", library(chat), "--say", file, "--choose", "a"}) == "options_conflict");
    CHECK(desk.trouble({"play", library(chat), "--say", file, "--mode", "choice"}) == "options_conflict");
    CHECK(desk.trouble({"play", library(chat), "--say", file, "--mode", "shout"}) == "mode_unknown");
    const auto longest = desk.write("long.txt", std::string(100'000, 'a') + "\n");
    CHECK(desk.trouble({"play", library(chat), "--say", longest}) == "typed_too_long");
    CHECK(desk.run({"play", library(chat), "--say", longest}).err.find("long.txt:1:1: ") != std::string::npos);
    CHECK(desk.json({"records", "list"})["attempts"].empty()); // nothing half done is kept
}

TEST_CASE("A line too long for a reply ends the script, and nothing said before it is lost", "[cli][say]") {
    const Desk desk;
    const auto file = desk.write("words.txt", heard + "\n# x\n" + std::string(9000, 'a') + "\n> a\nI am sorry.\n");
    const auto told = desk.run({"play", library(chat), "--seed", "7", "--say", file});
    CHECK(told.exit == 1);
    CHECK(told.out.find(heard) != std::string::npos);
    CHECK(told.out.find("records show") != std::string::npos);
    for (const char* words : {"words.txt:3:1: warning", "9000", "8000", "2 not played", "[say_line_too_long]"})
        CHECK(told.err.find(words) != std::string::npos);
    const auto played = desk.json({"play", library(chat), "--seed", "7", "--say", file}, 1);
    CHECK(played["turns"].size() == 1);
    CHECK(played["ending"].is_null());
    CHECK(played["diagnostics"][0]["code"] == "say_line_too_long");
    CHECK(played["diagnostics"][0]["line"] == 3);
    CHECK(desk.json({"records", "list"})["attempts"].size() == 2);
    CHECK(desk.json({"records", "list"})["unfinished"].empty());
    // The most a reply may have, in code points, is said.
    std::string longest;
    for (int i = 0; i < 8000; ++i) longest += "好";
    const auto fits = desk.write("fits.txt", longest + "\n");
    CHECK(desk.json({"play", library(chat), "--seed", "7", "--say", fits})["turns"].size() == 1);
}

TEST_CASE("In the terminal words are read kindly before the story goes on", "[cli][say][terminal]") {
    const Desk desk;
    SECTION("say: the closest reply is named and confirmed, or another picked, or the words typed again") {
        const auto result = desk.run({"play", library(chat), "--seed", "7", "--mode", "say"}, heard + "\n\nq\n");
        CHECK(result.exit == 0);
        CHECK(result.out.find("Your words read as:") != std::string::npos);
        CHECK(result.out.find("Closest to your words is") != std::string::npos);
        CHECK(result.out.find("Mood: ") != std::string::npos);
        const auto again = desk.run({"play", library(chat), "--seed", "7", "--mode", "say"}, "Hello.\ne\nq\n");
        CHECK(again.out.find("Mood: ") == std::string::npos);
    }
    SECTION("free: nothing is offered") {
        const auto result = desk.run({"play", library(chat), "--seed", "7", "--mode", "free"}, heard + "\nq\n");
        CHECK(result.out.find("  1. ") == std::string::npos);
        CHECK(result.out.find("Mood: ") != std::string::npos);
    }
    SECTION("what nothing can be read in is asked again first") {
        const auto result = desk.run({"play", library(chat), "--seed", "7", "--mode", "free"}, "?!?!\n\nq\n");
        CHECK(result.out.find("only marks or emoji") != std::string::npos);
        CHECK(result.out.find("Mood: ") == std::string::npos);
        const auto sent = desk.run({"play", library(chat), "--seed", "7", "--mode", "free"}, "?!?!\ny\nq\n");
        CHECK(sent.out.find("Mood: ") != std::string::npos);
    }
    SECTION("a drill begun with words goes on with words") {
        REQUIRE(desk.run({"play", library(chat), "--seed", "7", "--mode", "free"}, heard + "\nq\n").exit == 0);
        const auto resumed = desk.run({"play", "--resume"}, "I am sorry.\nq\n");
        CHECK(resumed.out.find(heard) != std::string::npos);
        CHECK(resumed.out.find("Mood: ") != std::string::npos);
        CHECK(resumed.out.find("  1. ") == std::string::npos);
    }
    SECTION("bytes that are no text do no harm") {
        const auto result =
            desk.run({"play", library(chat), "--seed", "7", "--mode", "free"}, "\xff\xfe I am sorry\x1b[2J.\nq\n");
        CHECK(result.exit == 0);
        CHECK(result.out.find("\x1b[2J") == std::string::npos);
    }
}
