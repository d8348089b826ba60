// The log's JSON: by id, canonical, and back.
#include "sim/records/attempt.h"
#include "tests/records/small_attempt.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace rapport;
using namespace rapport::records;
using namespace rapport::tests;

namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    INFO(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

Diagnostic refusal(const std::string& json) {
    const auto log = parse_log(json, *small_scenario());
    REQUIRE_FALSE(log.has_value());
    return log.error();
}

} // namespace

TEST_CASE("A turn is written by ids, in a fixed order of keys", "[records][attempt]") {
    const auto played = play({"silence"});
    std::string offered;
    for (std::size_t i = 0; i < 3; ++i) {
        const auto& scenario = *small_scenario();
        offered += (i > 0 ? ",\"" : "\"") +
                   std::string(scenario.replies_of(scenario.nodes[0])[played.steps[0][0].offered[i]].id) + "\"";
    }
    CHECK(step_json(*small_scenario(), played.steps[0]) ==
          "{\"turns\":[{\"node\":\"opening\",\"line\":\"l1\",\"offered\":[" + offered +
              "],\"kind\":\"silence\",\"reply\":\"silence\",\"language\":\"en\",\"response_ms\":20000,\"labels\":{},"
              "\"branch\":{\"node\":\"silent\"},\"mood\":{\"anger\":88,\"trust\":14,\"ready\":false},"
              "\"reasons\":[{\"code\":\"silence\",\"anger\":8,\"trust\":-6}]}]}");
}

TEST_CASE("The header names everything the attempt was played under", "[records][attempt]") {
    auto header = small_header();
    header.branched_from = BranchedFrom{"aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee", 4};
    const auto back = parse_header(header_json(header));
    REQUIRE(back.has_value());
    CHECK(*back == header);
    CHECK(header_json(*back) == header_json(header));
    CHECK(header_json(header).starts_with(
        "{\"attempt\":\"11111111-2222-4333-8444-555555555555\",\"started_at\":\"2026-03-02T09:00:00Z\","));
    header.seed = UINT64_MAX;
    CHECK(parse_header(header_json(header))->seed == UINT64_MAX);
}

TEST_CASE("The header says under which versions the turns were played", "[records][attempt]") {
    auto header = small_header();
    const auto plain = header_json(header);
    CHECK(plain.find("earlier_versions") == std::string::npos);
    leave_version(header, 0); // nothing was played under it
    CHECK(header.earlier_versions.empty());
    header.scenario_hash = "one", header.scenario_version = 1;
    leave_version(header, 3);
    header.scenario_hash = "two", header.scenario_version = 2;
    leave_version(header, 3); // nothing new was played
    leave_version(header, 5);
    CHECK(header.earlier_versions == std::vector<EarlierVersion>{{"one", 1, 3}, {"two", 2, 5}});
    header.continues = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
    const auto back = parse_header(header_json(header));
    REQUIRE(back.has_value());
    CHECK(*back == header);
    for (const auto& [turns, left] :
         std::vector<std::pair<int, std::vector<EarlierVersion>>>{{9, {{"one", 1, 3}, {"two", 2, 5}}},
                                                                  {4, {{"one", 1, 3}, {"two", 2, 4}}},
                                                                  {3, {{"one", 1, 3}}},
                                                                  {1, {{"one", 1, 1}}},
                                                                  {0, {}}}) {
        auto cut = header;
        cut_versions(cut, turns);
        CHECK(cut.earlier_versions == left);
    }
}

TEST_CASE("Versions that cannot be are damage", "[records][attempt][fault]") {
    auto header = small_header();
    header.earlier_versions = {{"one", 1, 3}, {"two", 2, 5}};
    const auto json = header_json(header);
    const auto read = [&](const std::string& from, const std::string& to) {
        auto text = json;
        return parse_header(text.replace(text.find(from), from.size(), to));
    };
    CHECK(read("\"turns\":5", "\"turns\":4").has_value());
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {"\"turns\":5", "\"turns\":3"},
             {"\"turns\":3", "\"turns\":0"},
             {"\"turns\":5", "\"turns\":\"5\""},
             {"\"two\"", "2"},
             {"\"earlier_versions\":[", "\"earlier_versions\":7,\"x\":["}}) {
        CAPTURE(from, to);
        REQUIRE_FALSE(read(from, to).has_value());
        CHECK(read(from, to).error().code == "log_damaged");
    }
}

TEST_CASE("What began in the middle of another attempt is a what-if; from its first turn on it is a fresh try",
          "[records][attempt]") {
    auto header = small_header();
    CHECK_FALSE(what_if(header));
    header.branched_from = BranchedFrom{"aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee", 1};
    CHECK_FALSE(what_if(header));
    header.branched_from->turn = 2;
    CHECK(what_if(header));
}

TEST_CASE("A whole log comes back as it was, and the same log is the same bytes", "[records][attempt]") {
    for (const auto& replies : std::vector<std::vector<std::string>>{
             {}, {"a"}, {"b"}, {"silence", "a"}, {"a", "b", "c", "a", "b", "b", "a"}, {"silence", "b"}}) {
        const auto played = play(replies);
        const auto json = log_json(*small_scenario(), played.log);
        const auto back = parse_log(json, *small_scenario());
        REQUIRE(back.has_value());
        CHECK(*back == played.log);
        CHECK(log_json(*small_scenario(), *back) == json);
        CHECK(log_json(*small_scenario(), play(replies).log) == json);
        CHECK(header_of_log(json)->id == played.log.header.id);
    }
}

TEST_CASE("Step by step is the same log", "[records][attempt]") {
    const auto played = play({"b", "b", "silence", "b"});
    REQUIRE(played.steps[0].size() == 2); // the story moved on by itself
    AttemptLog log{.header = small_header(), .turns = {}, .end = {}};
    for (std::size_t i = 0; i < played.steps.size(); ++i) {
        const bool last = i + 1 == played.steps.size();
        const auto json = step_json(*small_scenario(), played.steps[i], last ? &*played.log.end : nullptr);
        REQUIRE(parse_step(json, *small_scenario(), log).has_value());
    }
    CHECK(log == played.log);
    SECTION("nothing comes after the end") {
        CHECK(parse_step("{\"turns\":[]}", *small_scenario(), log).error().code == "log_damaged");
    }
}

TEST_CASE("Only what the words showed names a behaviour; a reason of any other kind that does is damage",
          "[records][attempt][fault]") {
    const auto json = log_json(*small_scenario(), play({"a", "b", "c"}).log);
    const std::string shows = R"("code":"shows","behaviour":)";
    REQUIRE(json.find(shows) != std::string::npos);
    for (const std::string to : {R"("code":"temper","behaviour":)", R"("code":"shows","behaviours":)"}) {
        CAPTURE(to);
        auto text = json;
        const auto read = parse_log(text.replace(text.find(shows), shows.size(), to), *small_scenario());
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().code == "log_damaged");
        CHECK(read.error().arg("what") == "behaviour");
    }
}

TEST_CASE("A reordered scenario still reads its old logs", "[records][attempt]") {
    const auto played = play({"a", "a"});
    const auto json = log_json(*small_scenario(), played.log);
    auto reordered = *small_scenario();
    std::swap(reordered.nodes[1], reordered.nodes[3]);
    std::swap(reordered.replies[0], reordered.replies[2]);
    const auto back = parse_log(json, reordered);
    REQUIRE(back.has_value());
    CHECK(back->turns[0].reply == 2);
    CHECK(log_json(reordered, *back) == json);
}

TEST_CASE("No figure in a log is a fraction", "[records][attempt]") {
    const auto flat = nlohmann::json::parse(log_json(*small_scenario(), play({"c", "a", "a"}).log)).flatten();
    REQUIRE(flat.size() > 50);
    for (const auto& [pointer, value] : flat.items()) {
        INFO(pointer);
        CHECK_FALSE(value.is_number_float());
    }
}

TEST_CASE("A log that does not fit its scenario says what and where", "[records][attempt]") {
    const auto good = log_json(*small_scenario(), play({"a", "a"}).log);

    auto d = refusal(replaced(good, "\"node\":\"probe\",\"line\"", "\"node\":\"prob\",\"line\""));
    CHECK(d.code == "log_mismatch");
    CHECK(d.arg("what") == "node");
    CHECK(d.arg("id") == "prob");
    CHECK(d.arg("turn") == "2");
    CHECK(d.arg("attempt") == small_header().id);

    d = refusal(replaced(good, "\"reply\":\"a\"", "\"reply\":\"z\""));
    CHECK(d.code == "log_mismatch");
    CHECK(d.arg("what") == "reply");
    CHECK(d.arg("turn") == "1");
    CHECK(refusal(replaced(good, "\"line\":\"l1\"", "\"line\":\"l9\"")).arg("what") == "line");
    CHECK(refusal(replaced(good, "{\"ending\":\"resolved\"}", "{\"ending\":\"happy\"}")).arg("what") == "ending");
    CHECK(refusal(replaced(good, "\"ending\":\"resolved\"}}", "\"ending\":\"\"}}")).code == "log_mismatch");
    CHECK(refusal(replaced(good, "\"scenario\":\"small\"", "\"scenario\":\"large\"")).arg("what") == "scenario");
}

TEST_CASE("A damaged log says which part", "[records][attempt]") {
    const auto good = log_json(*small_scenario(), play({"a", "a"}).log);
    const auto damaged = [&](const std::string& from, const std::string& to) {
        const auto d = refusal(replaced(good, from, to));
        CHECK(d.code == "log_damaged");
        return std::string(d.arg("what"));
    };
    CHECK(damaged("\"response_ms\":1750", "\"response_ms\":-1") == "response_ms");
    CHECK(damaged("\"response_ms\":1750", "\"response_ms\":17.5") == "response_ms");
    CHECK(damaged("\"response_ms\":1750", "\"response_ms\":99999999999999999999") == "response_ms");
    CHECK(damaged("\"anger\":70", "\"anger\":170") == "anger");
    CHECK(damaged("\"acknowledge_feeling\":2}", "\"acknowledge_feeling\":3}") == "acknowledge_feeling");
    CHECK(damaged("\"acknowledge_feeling\":2}", "\"mind_reading\":2}") == "labels");
    CHECK(damaged("\"code\":\"shows\"", "\"code\":\"magic\"") == "reasons");
    CHECK(damaged("\"kind\":\"chosen\"", "\"kind\":\"sung\"") == "kind");
    CHECK(damaged("\"seed\":7", "\"seed\":-7") == "seed");
    CHECK(damaged("\"language\":\"en\"", "\"language\":\"fr\"") == "language");
    CHECK(damaged("\"turns\":[", "\"terns\":[") == "turns");
    CHECK(damaged("\"status\":\"finished\"", "\"status\":\"done\"") == "status");
    CHECK(refusal("").code == "log_damaged");
    CHECK(refusal("[]").code == "log_damaged");
    CHECK(refusal("{\"header\":3}").code == "log_damaged");
    CHECK(refusal(std::string(100'000, '[')).code == "log_damaged");
}

TEST_CASE("Every prefix and every changed byte of a log is refused or read, never more", "[records][attempt]") {
    const auto good = log_json(*small_scenario(), play({"b", "a"}).log);
    for (std::size_t n = 0; n < good.size(); ++n) CHECK_FALSE(parse_log(good.substr(0, n), *small_scenario()));
    std::size_t refused = 0;
    for (std::size_t n = 0; n < good.size(); ++n)
        for (const char c : {'"', '9', '\xFF'}) {
            auto bad = good;
            bad[n] = c;
            refused += parse_log(bad, *small_scenario()) ? 0U : 1U;
        }
    CHECK(refused > good.size()); // most structure is checked; a changed name or digit may read
}

TEST_CASE("A log of a newer engine is not guessed at", "[records][attempt]") {
    const auto d = refusal(
        replaced(log_json(*small_scenario(), play({"a"}).log), "\"engine_version\":1", "\"engine_version\":99"));
    CHECK(d.code == "log_newer");
    CHECK(d.arg("version") == "99");
    CHECK(d.arg("ours") == std::to_string(dialogue::engine_version));
}

TEST_CASE("A name in a broken encoding does not stop the attempt from being kept", "[records][attempt]") {
    auto header = small_header();
    header.trainee = "L\xE9 \x80";
    const auto back = parse_header(header_json(header));
    REQUIRE(back.has_value());
    CHECK(back->trainee == "L\xEF\xBF\xBD \xEF\xBF\xBD");
}

namespace {

dialogue::TypedReply small_typed() {
    dialogue::TypedReply typed;
    typed.text = "\"三天\" is long,\nI know.";
    typed.labels.set(scoring::Behaviour::acknowledge_feeling, 1);
    typed.evidence.push_back({scoring::Behaviour::acknowledge_feeling, 1, "is long", 5, 7, "feeling.bare", "cause"});
    typed.unsure.add(scoring::Behaviour::restate);
    typed.branch = 0;
    typed.matched = dialogue::Matched::by_trainee;
    return typed;
}

AttemptLog typed_log() {
    auto session = small_session();
    REQUIRE(session.say(small_typed(), 9000));
    auto nothing = small_typed();
    nothing.branch = dialogue::otherwise_branch;
    nothing.labels = {};
    nothing.evidence.clear();
    nothing.not_scorable = "keywords";
    REQUIRE(session.say(nothing, 4000));
    auto header = small_header();
    header.input_mode = input_free_text;
    header.grader = "1-abc-def";
    return {.header = header, .turns = session.log().records(), .end = {}};
}

} // namespace

TEST_CASE("A typed turn is written with its words and how they were read, and back", "[records][attempt][typed]") {
    const auto log = typed_log();
    const auto json = log_json(*small_scenario(), log);
    CHECK(json.find("\"kind\":\"typed\",\"reply\":\"a\"") != std::string::npos);
    CHECK(json.find("\"typed\":{\"text\":\"\\\"三天\\\" is long,\\nI know.\",\"labels\":{\"acknowledge_feeling\":1},"
                    "\"evidence\":[{\"behaviour\":\"acknowledge_feeling\",\"level\":1,\"start\":5,\"length\":7,"
                    "\"reason\":\"feeling.bare\",\"missing\":\"cause\"}],\"unsure\":[\"restate\"],"
                    "\"matched\":\"by_trainee\"}") != std::string::npos);
    CHECK(json.find("\"kind\":\"typed\",\"reply\":\"otherwise\"") != std::string::npos);
    CHECK(json.find("\"not_scorable\":\"keywords\"") != std::string::npos);
    CHECK(json.find("\"input_mode\":\"free_text\",\"grader\":\"1-abc-def\"") != std::string::npos);
    const auto back = parse_log(json, *small_scenario());
    REQUIRE(back.has_value());
    CHECK(*back == log);
    CHECK(log_json(*small_scenario(), *back) == json);
    CHECK(log_json(*small_scenario(), play({"a"}).log).find("grader") == std::string::npos);
}

TEST_CASE("A typed turn that does not hang together is refused", "[records][attempt][typed]") {
    const auto json = log_json(*small_scenario(), typed_log());
    const auto what = [&](const std::string& from, const std::string& to) {
        const auto d = refusal(replaced(json, from, to));
        CHECK(d.code == "log_damaged");
        CHECK(d.arg("turn") == "1");
        return std::string(d.arg("what"));
    };
    CHECK(what("\"start\":5", "\"start\":500") == "start");
    CHECK(what("\"length\":7", "\"length\":700") == "length");
    CHECK(what("\"matched\":\"by_trainee\"", "\"matched\":\"by_chance\"") == "matched");
    CHECK(what("\"unsure\":[\"restate\"]", "\"unsure\":[\"nothing\"]") == "unsure");
    CHECK(what("\"unsure\":[\"restate\"]", "\"unsure\":7") == "unsure");
    CHECK(what("\"text\":\"\\\"三天\\\" is long,\\nI know.\"", "\"text\":\"\"") == "start");
    CHECK(what("\"evidence\":[", "\"evidence\":7,\"more\":[") == "evidence");
    CHECK(what("is long,\\nI know.", "is long,\\u001bI know.") == "typed");
    CHECK(refusal(replaced(json, "\"kind\":\"typed\",\"reply\":\"a\"", "\"kind\":\"typed\",\"reply\":\"zz\"")).code ==
          "log_mismatch");
}
