// rapport play typed by a person: numbers, s, q, ?, in either language; left at any moment and taken up again.
#include "tests/cli/desk.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

using namespace rapport::tests::cli;

namespace {

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t n = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
    return n;
}

} // namespace

TEST_CASE("A drill typed to its end is debriefed and kept", "[cli][terminal]") {
    const Desk desk;
    std::string answers;
    for (int i = 0; i < 60; ++i) answers += "1\n";
    const auto result = desk.run({"play", library(chat), "--seed", "7", "--name", "Li"}, answers);
    CHECK(result.exit == 0);
    CHECK(result.err.empty());
    CHECK(result.out.find("── Debrief ──") != std::string::npos);
    const auto rows = desk.json({"records", "list"});
    REQUIRE(rows["attempts"].size() == 1);
    CHECK(rows["attempts"][0]["status"] == "finished");
    CHECK(rows["attempts"][0]["trainee"] == "Li");
    CHECK(rows["unfinished"].empty());
}

TEST_CASE("What is typed is taken kindly", "[cli][terminal]") {
    const Desk desk;
    // Full-width from a Chinese keyboard, blanks, a full stop; all are the first reply.
    for (const char* typed : {"1", " 1 ", "1.", "１", "１．", "1\r"}) {
        INFO(typed);
        const auto result = desk.run({"play", library(chat), "--seed", "7"}, std::string(typed) + "\nq\n");
        CHECK(count(result.out, "Mood: ") == 1);
    }
    // What is no answer is explained, and nothing happens to the customer.
    for (const char* typed : {"x", "0", "99", "-1", "1 2 3 4 5", "1.5", "\xff\xfe"}) {
        INFO(typed);
        const auto result = desk.run({"play", library(chat), "--seed", "7"}, std::string(typed) + "\nq\n");
        CHECK(count(result.out, "Mood: ") == 0);
        CHECK(result.out.find("Please type a number from 1 to 4.") != std::string::npos);
    }
    CHECK(count(desk.run({"play", library(chat)}, "?\nq\n").out, "s: say nothing") == 2);
}

TEST_CASE("Silence is only what is typed as s", "[cli][terminal]") {
    const Desk desk;
    for (const char* typed : {"s", "S", "ｓ"}) {
        const auto result = desk.run({"play", library(chat), "--seed", "7"}, std::string(typed) + "\nq\n");
        CHECK(result.out.find("silence (anger") != std::string::npos);
    }
    CHECK(desk.run({"play", library(chat), "--seed", "7"}, "\n\nq\n").out.find("silence (") == std::string::npos);
}

TEST_CASE("Leaving by q or by the end of the input leaves a drill to resume", "[cli][terminal]") {
    for (const char* leave : {"q\n", ""}) {
        const Desk desk;
        const auto left = desk.run({"play", library(chat), "--seed", "7"}, std::string("1\n") + leave);
        CHECK(left.exit == 0);
        const auto open = desk.json({"records", "list"})["unfinished"];
        REQUIRE(open.size() == 1);
        const std::string attempt = open[0]["attempt"];
        CHECK(open[0]["turns"] == 1);
        CHECK(open[0]["in_use"] == false);
        CHECK(left.out.find("rapport play --resume last\n") != std::string::npos);

        const auto on = desk.run({"play", "--resume", attempt}, "1\nq\n");
        CHECK(on.exit == 0);
        CHECK(desk.json({"records", "list"})["unfinished"][0]["turns"] == 2);
        CHECK(desk.run({"play", "--resume", "last"}, "1\nq\n").exit == 0);
        CHECK(desk.json({"records", "list"})["unfinished"][0]["turns"] == 3);
        CHECK(desk.run({"play", "--resume"}, "q\n").out.find("--resume last\n") != std::string::npos);
    }
}

TEST_CASE("Where another drill is newer, the way back names this one", "[cli][terminal]") {
    const Desk desk;
    desk.run({"play", library(chat), "--seed", "7"}, "1\nq\n");
    const std::string older = desk.json({"records", "list"})["unfinished"][0]["attempt"];
    std::string newer = older;
    newer[0] = older[0] == 'f' ? 'e' : 'f';
    // The same drill once more, begun in the far future.
    for (const char* part : {".jsonl", ".scenario"}) {
        std::ifstream in(desk.data() / "journal" / (older + part));
        std::string text{std::istreambuf_iterator<char>(in), {}};
        if (part == std::string(".jsonl")) text = without_sums(text);
        for (auto at = text.find(older); at != std::string::npos; at = text.find(older)) text.replace(at, 36, newer);
        if (const auto at = text.find("\"started_at\":\"20"); at != std::string::npos) text.replace(at + 14, 2, "29");
        std::ofstream(desk.data() / "journal" / (newer + part)) << text;
    }
    CHECK(desk.run({"play", "--resume", older}, "q\n").out.find("--resume " + older) != std::string::npos);
    CHECK(desk.run({"play", "--resume", newer}, "q\n").out.find("--resume last\n") != std::string::npos);
}

TEST_CASE("Whoever leaves before a word was said leaves nothing behind", "[cli][terminal]") {
    for (const char* leave : {"q\n", ""}) {
        const Desk desk;
        const auto left = desk.run({"play", library(chat)}, leave);
        CHECK(left.exit == 0);
        CHECK(left.out.find("nothing is kept") != std::string::npos);
        const auto list = desk.json({"records", "list"});
        CHECK(list["unfinished"].empty());
        CHECK(list["attempts"].empty());
        CHECK(std::filesystem::is_empty(desk.data() / "journal"));
    }
}

TEST_CASE("At a terminal the start is asked for, in words of the channel; ? helps and does not start",
          "[cli][terminal]") {
    const Desk desk;
    const auto at_terminal = [&](const char* id, const char* typed) {
        const std::string call = program().string() + " play " + library(id) + " --seed 7";
        return run_program("/usr/bin/script", {"-qec", call, "/dev/null"}, desk.surroundings, typed).out;
    };
    CHECK(at_terminal("zhang-defect-phone", "q\n").find("Enter: pick up the phone") != std::string::npos);
    CHECK(at_terminal("bank-trust-in-person", "q\n").find("Enter: turn to the customer") != std::string::npos);
    const auto asked = at_terminal("late-order-chat", "?\nq\n");
    CHECK(count(asked, "Enter: open the chat") == 2);
    CHECK(count(asked, "Type the number of your reply") == 2); // under the card, and asked for
    CHECK(asked.find("[Anger") == std::string::npos);
}

TEST_CASE("Whoever comes back sees what was said, in the language asked for", "[cli][terminal]") {
    const Desk desk;
    desk.run({"play", library(chat), "--seed", "7"}, "1\nq\n");
    const auto back = desk.run({"play", "--resume", "last"}, "q\n");
    CHECK(count(back.out, "\nYou: ") == 1);
    const auto chinese = desk.run({"play", "--resume", "last", "--lang", "zh"}, "1\nq\n");
    CHECK(count(chinese.out, "\n你：") == 1);
    CHECK(chinese.out.find("林女士：") != std::string::npos);
    CHECK(chinese.out.find("Ms Lin") == std::string::npos);
    // The frame follows the conversation, so that nobody reads two languages at once.
    const auto on = desk.run({"play", "--resume", "last"}, "q\n");
    CHECK(on.out.find("你的回复（1–") != std::string::npos);
    CHECK(on.out.find("Your reply") == std::string::npos);
    CHECK(desk.run({"play", "--resume", "last", "--lang", "en"}, "q\n").out.find("Your reply") != std::string::npos);
}

TEST_CASE("At a terminal one's own view is asked for before the figures", "[cli][terminal]") {
    const Desk desk;
    std::string answers = "\n"; // opens the chat
    for (int i = 0; i < 60; ++i) answers += "1\n";
    const std::string call = program().string() + " play " + library(chat) + " --seed 7";
    const auto out = run_program("/usr/bin/script", {"-qec", call, "/dev/null"}, desk.surroundings, answers).out;
    const auto asked = out.find("How do you think it went?"), figures = out.find("(your own view: 1)");
    REQUIRE(asked != std::string::npos);
    REQUIRE(figures != std::string::npos);
    CHECK(out.find("── Debrief ──") < asked);
    CHECK(asked < figures);
    CHECK(count(out, "(your own view: 1)") == 5);
    // Piped, nobody is there to be asked.
    CHECK(desk.run({"play", library(chat), "--seed", "7"}, answers).out.find("How do you think") == std::string::npos);
}

TEST_CASE("Ctrl-C leaves safely and tells the way back", "[cli][terminal]") {
    const Desk desk;
    Process play(program(), {"play", library(chat), "--seed", "7"}, desk.surroundings);
    REQUIRE(play.read_until("> "));
    play.write("1\n");
    REQUIRE(play.read_until("> "));
    play.interrupt();
    CHECK(play.wait() == 0);
    CHECK(play.out().find("Left safely") != std::string::npos);
    CHECK(desk.json({"records", "list"})["unfinished"][0]["turns"] == 1);
}

TEST_CASE("An attempt is played at one place at a time", "[cli][terminal]") {
    const Desk desk;
    Process play(program(), {"play", library(chat)}, desk.surroundings);
    REQUIRE(play.read_until("> "));
    const auto open = desk.json({"records", "list"})["unfinished"];
    REQUIRE(open.size() == 1);
    CHECK(open[0]["in_use"] == true);
    const auto second = desk.run({"play", "--resume", open[0]["attempt"]}, "q\n");
    CHECK(second.exit == 2);
    CHECK(second.err.find("[attempt_in_use]") != std::string::npos);
}

TEST_CASE("The menu offers what is unfinished, then the library", "[cli][terminal]") {
    const Desk desk;
    desk.run({"play", library(chat)}, "1\nq\n");
    const auto english = desk.run({"play"}, "q\n");
    CHECK(english.exit == 0);
    CHECK(english.out.find("1. [resume] ") != std::string::npos);
    const auto chinese = desk.run({"play", "--lang", "zh"}, "1\nq\n");
    CHECK(chinese.exit == 0);
    CHECK(chinese.out.find("想练哪一个？") != std::string::npos);
    CHECK(chinese.out.find("你的回复（1–4") != std::string::npos);
    CHECK(desk.run({"play"}, "x\n99\nq\n").out.find("Please type a number") != std::string::npos);
    CHECK(desk.run({"play"}, "").exit == 0);
}

TEST_CASE("Nothing to resume is said so", "[cli][terminal][fault]") {
    const Desk desk;
    for (const char* which : {"last", "00000000-0000-4000-8000-000000000000", "../escape"}) {
        const auto result = desk.run({"play", "--resume", which});
        CHECK(result.exit == 2);
        CHECK((result.err.find("[nothing_to_resume]") != std::string::npos ||
               result.err.find("[attempt_not_found]") != std::string::npos));
    }
}

TEST_CASE("Topics stand under the replies and are turned to by t and their number", "[cli][terminal][topics]") {
    const Desk desk;
    const auto file = desk.write(
        "topics.json", R"({"format": 1, "id": "topics", "version": 1, "languages": ["en"], "title": {"en": "T"},
      "channel": "chat", "grades": [], "customer": {"state": "angry"}, "start": "a",
      "topics": [{"id": "refund", "title": {"en": "The refund"}, "start": "r", "optional": true}],
      "nodes": [
        {"id": "a", "says": [{"id": "l", "text": {"en": "Well?"}}],
         "replies": [{"id": "x", "text": {"en": "Goodbye."}, "to": "done"}]},
        {"id": "r", "topic": "refund", "says": [{"id": "l", "text": {"en": "My money?"}}],
         "replies": [{"id": "more", "text": {"en": "Which?"}, "to": "r2"}]},
        {"id": "r2", "topic": "refund", "says": [{"id": "l", "text": {"en": "Mine."}}],
         "replies": [{"id": "y", "text": {"en": "Today."}, "to": "@topic_done"}]}],
      "endings": [{"id": "done", "outcome": "resolved", "text": {"en": "Bye."}}]})");
    const auto played = desk.run({"play", file, "--seed", "7"}, "t2\nT1\n1\nt1\nt1\n1\nq\n");
    INFO(played.out << played.err);
    CHECK(played.out.find("  t1) Talk about: The refund\n") != std::string::npos);
    CHECK(played.out.find("Please type a number") != std::string::npos); // there is no t2
    CHECK(played.out.find("My money?") != std::string::npos);
    CHECK(played.out.find("  t1) Back to where we were\n") != std::string::npos);
    // Turned back: no turn is offered before an answer, so the second t1 is not understood, and 1 ends the contact.
    CHECK(played.out.find("You turned to: The refund") != std::string::npos);
    CHECK(played.out.find("You turned back to where you were.") != std::string::npos);
    CHECK(played.exit == 0);
}
