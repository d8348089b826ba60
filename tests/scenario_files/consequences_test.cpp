// Two things with one id: the name that is missed for it is not reported again wherever it is used; what has another
// cause is.
#include "tests/scenario_files/support.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::scenario_files::test;

namespace {

using Changes = std::vector<std::pair<std::string_view, std::string_view>>;

// "code argument line" of every finding.
std::vector<std::string> found(const Changes& changes) {
    std::string text(small_scenario);
    for (const auto& [from, to] : changes) text = with(text, from, to);
    std::vector<std::string> list;
    for (const Diagnostic& d : scenario_files::read_scenario(text, "f").diagnostics)
        list.push_back(d.code + " " + std::string(d.arg(d.arg("id").empty() ? "found" : "id")));
    return list;
}

using Found = std::vector<std::string>;

const std::pair<std::string_view, std::string_view> close_is_opening{R"("id": "close")", R"("id": "opening")"};

} // namespace

TEST_CASE("the name a second node of one id should have is not missed again", "[scenario_files][consequences]") {
    // Two replies and a condition ask for it.
    const std::pair<std::string_view, std::string_view> asked{R"("when": "tries > 0")", R"x("when": "seen(close)")x"};
    CHECK(found({close_is_opening, asked}) == Found{"duplicate_id opening"});
    // The start is the one that is missed.
    CHECK(found({{R"("id": "opening")", R"("id": "verify-1")"}}) == Found{"duplicate_id verify-1"});
    // An ending, or a node by the name of an ending.
    CHECK(found({{R"("id": "lost")", R"("id": "done")"}}) == Found{"duplicate_id done"});
    CHECK(found({{R"("id": "close")", R"("id": "lost")"}}) == Found{"duplicate_id lost"});
    // Three of one name: two are missed.
    CHECK(found({close_is_opening, {R"("id": "verify-1")", R"("id": "opening")"}}) ==
          Found{"duplicate_id opening", "duplicate_id opening"});
}

TEST_CASE("where both are, is told", "[scenario_files][consequences]") {
    const auto text = with(small_scenario, close_is_opening.first, close_is_opening.second);
    const auto result = scenario_files::read_scenario(text, "f");
    REQUIRE(result.diagnostics.size() == 1);
    CHECK(result.diagnostics[0].where.pointer == "/nodes/1/id");
    CHECK(result.diagnostics[0].arg("line") == "31");
}

TEST_CASE("what has another cause is told beside a duplicate", "[scenario_files][consequences]") {
    // A slip in another name, used once and near a known one.
    CHECK(found({close_is_opening, {R"(, "to": "done")", R"(, "to": "doen")"}}) ==
          Found{"duplicate_id opening", "unknown_target doen"});
    // More names than lack an owner, used as often or not: nobody can say which.
    CHECK(found({close_is_opening, {R"(, "to": "done")", R"(, "to": "nowhere-here")"}}) ==
          Found{"unknown_target close", "unknown_target close", "duplicate_id opening", "unknown_target nowhere-here"});
    CHECK(found({{R"("id": "verify-1")", R"("id": "close")"}, {R"(, "to": "done")", R"(, "to": "nowhere-here")"}}) ==
          Found{"unknown_target nowhere-here", "duplicate_id close", "unknown_target verify-1"});
    // A slip that is made twice.
    CHECK(found({close_is_opening,
                 {R"("call": "verify", "then": "close")", R"("to": "doen")"},
                 {R"("to": "close")", R"("to": "doen")"}}) ==
          Found{"unknown_target doen", "unknown_target doen", "duplicate_id opening"});
    // A reply of another node, and one of this node beside it.
    const std::pair<std::string_view, std::string_view> b_is_a{R"({"id": "b", "call")", R"({"id": "a", "call")"};
    CHECK(found({b_is_a, {R"("when": "tries > 0")", R"x("when": "chosen(close.zzz)")x"}}) ==
          Found{"condition_unknown_name zzz", "duplicate_id a"});
    CHECK(
        found({b_is_a,
               {R"("when": "tries > 0")", R"x("when": "chosen(opening.b) or tries > 0")x"},
               {R"("when": "not offered and tries < 3")", R"x("when": "not offered and chosen( opening . zzz )")x"}}) ==
        Found{"condition_unknown_name b", "duplicate_id a", "condition_unknown_name zzz"});
    // A node pasted twice lacks no name.
    const std::string_view node = R"({"id": "last", "says": [{"id": "l1", "text": {"en": "So?"}}],
        "replies": [{"id": "a", "text": {"en": "Goodbye."}, "to": "elsewhere"}]},)";
    const std::string twice = std::string(R"("nodes": [)").append(node).append(node);
    CHECK(found({{R"("nodes": [)", twice}}) ==
          Found{"unknown_target elsewhere", "duplicate_id last", "unknown_target elsewhere"});
    // Other names than those of nodes, and what is wrong elsewhere.
    CHECK(found({close_is_opening, {R"("when": "tries > 0")", R"("when": "calls > 0")"}}) ==
          Found{"condition_unknown_name calls", "duplicate_id opening"});
    CHECK(found({close_is_opening, {R"("outcome": "lost")", R"("outcome": "sad")"}}) ==
          Found{"duplicate_id opening", "unknown_value sad"});
}

TEST_CASE("a name near a known one is always told, and step-2 that became step-1 explains no other",
          "[scenario_files][consequences]") {
    const Changes step{{R"("id": "close")", R"("id": "verify-1")"},
                       {R"("to": "close")", R"("to": "verify-2")"},
                       {R"("then": "close")", R"("then": "done")"}};
    CHECK(found(step) == Found{"unknown_target verify-2", "duplicate_id verify-1"});
    Changes more = step;
    more.emplace_back(R"("otherwise": "lost")", R"("otherwise": "nowhere-here")");
    CHECK(found(more) == Found{"unknown_target verify-2", "unknown_target nowhere-here", "duplicate_id verify-1"});
}

TEST_CASE("the same holds for replies, passages, topics, feelings, options and facts",
          "[scenario_files][consequences]") {
    CHECK(found({{R"({"id": "b", "call")", R"({"id": "a", "call")"},
                 {R"("when": "tries > 0")", R"x("when": "chosen(opening.b)")x"}}) == Found{"duplicate_id a"});
    CHECK(found({{R"("passages": [)", R"("passages": [{"id": "id-check", "start": "verify-1"}, )"},
                 {R"({"id": "verify", "start")", R"({"id": "id-check", "start")"}}) == Found{"duplicate_id id-check"});
    CHECK(found({{R"("topics": [{"id": "delay"})", R"("topics": [{"id": "refund"}, {"id": "refund"})"}}) ==
          Found{"duplicate_id refund"});
    CHECK(found({{R"([{"id": "angry", "en": ["angry"]})",
                  R"([{"id": "sad", "en": ["sad"]}, {"id": "sad", "en": ["angry"]})"}}) == Found{"duplicate_id sad"});
    CHECK(found({{R"([{"id": "refund", "text": {"en": "Refund"}, "en": ["a refund"], "fits": 3})",
                  R"([{"id": "gift", "text": {"en": "Refund"}, "en": ["a refund"], "fits": 3})"}}) ==
          Found{"duplicate_id gift"});
    CHECK(found({{R"("value": {"en": "60418"}})",
                  R"("value": {"en": "60418"}}, {"id": "order", "label": {"en": "Due"}, "value": {"en": "Monday"}})"},
                 {R"("en": "Wait.")", R"("en": "Wait until {due}.")"}}) == Found{"duplicate_id order"});
}
