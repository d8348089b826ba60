// rapport analyse FILE: what a scenario can lead to. Exit 0 clean, 1 something to look at, 2 usage or files.
#include "tests/cli/desk.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rapport::tests::cli;
using Names = std::vector<std::string>;

namespace {

// One moment with a reply that is never offered and leads where nobody gets to.
constexpr const char* barred = R"({
  "format": 1, "id": "barred", "version": 1, "languages": ["en"], "title": {"en": "Barred"}, "channel": "chat",
  "grades": ["restate"],
  "customer": {"state": "angry", "mood": {"anger": 50, "trust": 50}},
  "variables": {"offered": {"type": "bool", "start": false}},
  "start": "opening",
  "nodes": [
    {"id": "opening", "says": [{"id": "l", "text": {"en": "It is late."}}], "calls_for": ["restate"],
     "replies": [
       {"id": "a", "text": {"en": "Three days late, and you want it sent again?"}, "shows": {"restate": 2}, "to": "done"},
       {"id": "b", "text": {"en": "That is how it goes with parcels."}, "shows": {"dismiss_or_blame": 1}, "to": "done"},
       {"id": "c", "when": "trust + 1 > 150", "text": {"en": "Let me tell you a secret."}, "to": "secret"}]},
    {"id": "secret", "says": [{"id": "l", "text": {"en": "Yes?"}}],
     "replies": [{"id": "a", "text": {"en": "It never left."}, "to": "gone"},
                 {"id": "b", "text": {"en": "Somebody forgot about it."}, "shows": {"self_centred": 1}, "to": "gone"}]}],
  "endings": [{"id": "done", "outcome": "resolved", "text": {"en": "Fine."}},
              {"id": "gone", "outcome": "lost", "text": {"en": "Gone."}}]
})";

nlohmann::ordered_json flaw(const nlohmann::ordered_json& answer, std::string_view code) {
    for (const auto& f : answer["flaws"])
        if (f["code"] == code) return f;
    return nullptr;
}

} // namespace

TEST_CASE("The analysis as JSON has the shape other programs rely on", "[cli][analyse]") {
    const Desk desk;
    const auto result = desk.run({"analyse", library(chat), "--json"});
    CHECK((result.exit == 0 || result.exit == 1));
    const auto answer = nlohmann::ordered_json::parse(result.out);
    CHECK(keys(answer) == Names{"nodes", "reachable", "unreachable", "dead_ends", "endings", "score", "flaws", "exact",
                                "unproven", "checklist", "trainees", "scenario", "version", "states"});
    CHECK(answer["nodes"] == answer["reachable"]);
    CHECK(answer["unreachable"].empty());
    CHECK(answer["dead_ends"].empty());
    CHECK(answer["exact"] == true);
    for (const auto& [id, reached] : answer["endings"].items()) CHECK(reached == true);
    CHECK(keys(answer["score"]) == Names{"min", "max"});
    const auto& best = answer["score"]["max"];
    CHECK(keys(best) == Names{"value", "bound", "exact", "path", "persona", "seed", "ending"});
    CHECK(best["value"] == 100);
    CHECK(best["bound"] == 100);
    CHECK(best["exact"] == true);
    CHECK(answer["trainees"].size() == 5);
    CHECK(answer["checklist"].size() == 20);
    CHECK(result.exit == (answer["flaws"].empty() ? 0 : 1));

    // The path can be played, and gives the score.
    std::string script;
    for (const auto& reply : best["path"]) script.append(script.empty() ? "" : ",").append(reply.get<std::string>());
    const auto played = desk.json({"play", library(chat), "--choose", script, "--seed",
                                   std::to_string(best["seed"].get<std::uint64_t>()), "--no-record"});
    CHECK(played["scores"]["total"] == 100);
    CHECK(played["persona"] == best["persona"]);
    CHECK(played["ending"] == best["ending"]);
    // Twice the same, to the last digit.
    CHECK(desk.run({"analyse", library(chat), "--json"}).out == result.out);
}

TEST_CASE("What cannot be reached is named, with its flaw in its line", "[cli][analyse]") {
    const Desk desk;
    const auto file = desk.write("barred.json", barred);
    const auto answer = desk.json({"analyse", file}, 1);
    CHECK(answer["nodes"] == 2);
    CHECK(answer["reachable"] == 1);
    CHECK(answer["unreachable"] == Names{"secret"});
    CHECK(answer["endings"] == nlohmann::ordered_json{{"done", true}, {"gone", false}});
    CHECK(answer["score"]["min"]["value"] == 0);
    CHECK(answer["score"]["min"]["path"] == Names{"b"});
    CHECK(answer["score"]["max"]["value"] == 87.5); // restated, without asking back
    const auto never = flaw(answer, "reply_out_of_reach");
    REQUIRE(never.is_object());
    CHECK(keys(never) == Names{"code", "node", "reply", "line", "column", "message", "hint"});
    CHECK(never["node"] == "opening");
    CHECK(never["reply"] == "c");
    CHECK(never["line"] == 12);
    CHECK(never["column"] == 8);
    const auto total = flaw(answer, "full_marks_out_of_reach");
    REQUIRE(total.is_object());
    CHECK(total["node"].is_null());
    CHECK(total["message"].get<std::string>().find("87.5") != std::string::npos);

    for (const char* language : {"en", "zh"}) {
        const auto words = desk.run({"analyse", file, "--lang", language});
        CHECK(words.exit == 1);
        CHECK(words.out.find(file + ":12:8") != std::string::npos);
        CHECK(words.out.find("[reply_out_of_reach]") != std::string::npos);
        CHECK(words.out.find("secret") != std::string::npos);
        CHECK(words.out.find("\u2039") == std::string::npos); // no text is missing
        CHECK(words.out.find('{') == std::string::npos);      // no argument either
    }
}

TEST_CASE("The analysis is told in words that need no mathematics", "[cli][analyse]") {
    const Desk desk;
    const auto file = desk.write("a new one.json", barred);
    for (const auto& path : {library(chat), file}) {
        const auto english = desk.run({"analyse", path}).out;
        for (const char* term : {"proven", "Proven", "bound", "witness", "exact"})
            CHECK(english.find(term) == std::string::npos);
        CHECK(english.find("Median: ") != std::string::npos);
        const auto chinese = desk.run({"analyse", path, "--lang", "zh"}).out;
        CHECK(chinese.find("证明") == std::string::npos);
        CHECK(chinese.find("中位数：") != std::string::npos);
    }
    // What it says to type can be typed.
    const auto told = desk.run({"analyse", file}).out;
    const auto at = told.find("rapport play '");
    REQUIRE(at != std::string::npos);
    const std::string line = program().string() + told.substr(at + 7, told.find('\n', at) - at - 7);
    CHECK(run_program("/bin/sh", {"-c", line + " --no-record"}, desk.surroundings).exit == 0);
}

TEST_CASE("The graph alone, for Graphviz or Mermaid", "[cli][analyse]") {
    const Desk desk;
    const auto file = desk.write("barred.json", barred);
    const auto dot = desk.run({"analyse", file, "--graph", "dot"});
    CHECK(dot.exit == 0);
    CHECK(dot.out.starts_with("digraph \"barred\" {\n"));
    CHECK(dot.out.ends_with("}\n"));
    CHECK(dot.out.find("  n0 -> e0 [label=\"a\"];\n") != std::string::npos);
    CHECK(dot.out.find("  n1 [label=\"secret\", style=dashed, color=gray];\n") != std::string::npos);
    const auto mermaid = desk.run({"analyse", file, "--graph", "mermaid"});
    CHECK(mermaid.exit == 0);
    CHECK(mermaid.out.starts_with("flowchart LR\n  n0[\"opening\"]\n"));
    CHECK(mermaid.out.find("  n0 -->|\"c\"| n1\n") != std::string::npos);
    CHECK(mermaid.out.find("  style n1 stroke-dasharray:5\n") != std::string::npos);
    CHECK(desk.json({"analyse", file, "--graph", "dot"})["graph"] == dot.out);
}

TEST_CASE("An exam scenario is analysed for trainers only, and the exposure is logged", "[cli][analyse][exam]") {
    const Desk desk;
    const auto exam = as_exam(desk, chat);
    CHECK(desk.trouble({"analyse", exam, "--name", "Li"}) == "exam_needs_trainer");
    CHECK(desk.trouble({"analyse", exam, "--graph", "dot"}) == "exam_needs_trainer");
    CHECK(desk.run({"analyse", exam, "--trainer", "--json"}).exit <= 1);
    const auto log = desk.json({"records", "exposures"})["exposures"];
    REQUIRE(log.size() == 3);
    CHECK(log[0]["command"] == "analyse");
    const auto granted = std::count_if(log.begin(), log.end(), [](const auto& e) { return e["granted"] == true; });
    CHECK(granted == 1);
}

TEST_CASE("What cannot be analysed is trouble", "[cli][analyse][fault]") {
    const Desk desk;
    CHECK(desk.trouble({"analyse"}) == "usage_missing_argument");
    CHECK(desk.trouble({"analyse", library(chat), "--graph", "svg"}) == "graph_unknown");
    CHECK(desk.trouble({"analyse", library(chat), "--runs", "-1"}) == "usage_bad_value");
    CHECK(desk.trouble({"analyse", (desk / "nowhere.json").string()}) == "file_missing");
    CHECK(desk.trouble({"analyse", desk.write("broken.json", "{")}) == "json_unfinished");
}

TEST_CASE("A trainee whose contacts take too long has no figures, and none are made up", "[cli][analyse]") {
    const Desk desk;
    std::string when = "anger == 0", lines;
    for (int i = 1; i < 24; ++i) when.append(" or anger == ").append(std::to_string(i));
    for (int i = 0; i < 999; ++i)
        lines.append(R"(,{"id":"l)").append(std::to_string(i)).append(R"(","text":{"en":"x"},"when":")").append(when) +=
            "\"}";
    // The expert says what is called for and comes back here for ever; the others leave sooner or later.
    const auto path = desk.write(
        "long.json", R"({"format":1,"id":"long","version":1,"languages":["en"],"title":{"en":"T"},"channel":"phone",
        "grades":["restate"],"customer":{"state":"angry","mood":{"anger":70,"trust":30}},"start":"n","nodes":[{"id":"n",
        "says":[{"id":"l","text":{"en":"x"}})" +
                         lines + R"(],"calls_for":["restate"],"replies":[
        {"id":"a","text":{"en":"So it is late."},"shows":{"restate":2},"model":true,"to":"n"},
        {"id":"b","text":{"en":"Well."},"solution":true,"to":"e"}]}],
        "endings":[{"id":"e","outcome":"resolved","text":{"en":"E"}}]})");
    const auto answer = desk.json({"analyse", path}, 1);
    REQUIRE(answer["trainees"].size() == 5);
    CHECK(answer["trainees"][0]["runs"] > 0);
    CHECK(answer["trainees"][3]["runs"] == 0);
    CHECK(answer["trainees"][3]["total"].is_null());
    const auto words = desk.run({"analyse", path});
    CHECK(words.out.find("Novice") != std::string::npos);
    CHECK(words.out.find("Expert") == std::string::npos);
}
