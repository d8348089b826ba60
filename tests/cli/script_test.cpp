// rapport play --choose a,b@35,silence
#include "sim/cli/scripted.h"

#include <catch2/catch.hpp>

using namespace rapport;
using cli::parse_script;
using cli::ScriptedReply;
using Script = std::vector<ScriptedReply>;

TEST_CASE("A script names replies with commas between, times after @", "[cli][script]") {
    CHECK(*parse_script("a") == Script{{"a", {}}});
    CHECK(*parse_script("a,b@35,silence") == Script{{"a", {}}, {"b", 35'000}, {"silence", {}}});
    CHECK(*parse_script("silence@0,a@86400") == Script{{"silence", 0}, {"a", 86'400'000}});
    CHECK(*parse_script(" a , b@1 ") == Script{{"a", {}}, {"b", 1'000}});
    CHECK(*parse_script("a-good_1") == Script{{"a-good_1", {}}});
}

TEST_CASE("An empty script plays nothing", "[cli][script]") {
    CHECK(parse_script("")->empty());
    CHECK(parse_script("  ")->empty());
}

TEST_CASE("Empty places are named by their position", "[cli][script]") {
    for (const auto& [text, position] :
         {std::pair{",", "1"}, {"a,", "2"}, {"a,,b", "2"}, {"@5", "1"}, {"a, ,b", "2"}}) {
        INFO(text);
        const auto script = parse_script(text);
        REQUIRE_FALSE(script.has_value());
        CHECK(script.error().code == "script_empty_reply");
        CHECK(script.error().arg("position") == position);
    }
}

TEST_CASE("A time may have three decimals: any pace the analysis finds can be played", "[cli][script]") {
    CHECK(*parse_script("a@60.001,b@1.5,c@0.07") == Script{{"a", 60'001}, {"b", 1'500}, {"c", 70}});
}

TEST_CASE("A time is seconds up to a day", "[cli][script]") {
    for (const char* value :
         {"", "x", "-1", "1.", ".5", "1.2345", "1.5x", "5s", "86401", "86400.001", "99999999999999", "5@6"}) {
        INFO(value);
        const auto script = parse_script(std::string("a,b@").append(value));
        REQUIRE_FALSE(script.has_value());
        CHECK(script.error().code == "script_bad_seconds");
        CHECK(script.error().arg("reply") == "b");
        CHECK(script.error().arg("value") == value);
    }
}
