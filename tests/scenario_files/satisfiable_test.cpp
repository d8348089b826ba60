// What can be said of a condition beforehand, held against trying every value.
#include "sim/base/random.h"
#include "sim/scenario_files/satisfiable.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::scenario_files;
using dialogue::Op;

namespace {

// calls 0–3, tone −2–2, offered yes or no; anger, trust, shown and the rest as everywhere.
struct World {
    World() {
        s.variables = {{"calls", false, 0, 3, 0}, {"tone", false, -2, 2, 0}, {"offered", true, 0, 1, 0}};
        names.declared = &s.variables;
        for (std::uint32_t i = 0; i < 3; ++i) names.variables.emplace(s.variables[i].id, i);
    }
    std::vector<dialogue::Instruction> code(const std::string& text,
                                            dialogue::Type type = dialogue::Type::boolean) const {
        std::vector<dialogue::Instruction> out;
        INFO(text);
        REQUIRE(dialogue::compile(text, type, names, out).has_value());
        return out;
    }
    Bounds bounds() const {
        return [this](Op op, std::int32_t operand) { return bounds_anywhere(s, op, operand); };
    }
    Truth truth(const std::string& text) const { return truth_of(code(text), bounds()); }

    dialogue::Scenario s;
    dialogue::Names names;
};

struct Outcomes {
    bool holds = false, fails = false;
};

Outcomes tried(const std::vector<dialogue::Instruction>& code) {
    Outcomes out;
    std::array<std::int32_t, 3> v{};
    for (v[0] = 0; v[0] <= 3; ++v[0])
        for (v[1] = -2; v[1] <= 2; ++v[1])
            for (v[2] = 0; v[2] <= 1; ++v[2])
                for (std::int32_t anger = 0; anger <= 100; anger += 4) {
                    const dialogue::Facts facts{.anger = anger, .variables = v.data()};
                    (dialogue::evaluate(code, facts) != 0 ? out.holds : out.fails) = true;
                }
    return out;
}

// The parts of a braced list are made from left to right, so that every compiler draws the same.
std::string joined(std::initializer_list<std::string> parts) {
    std::string out;
    for (const std::string& part : parts) out.append(part);
    return out;
}

std::string number(Random& random) {
    switch (random.below(6)) {
    case 0:
        return "calls";
    case 1:
        return "tone";
    case 2:
        return "anger";
    case 3:
        return joined({"(", number(random), " + ", number(random), ")"});
    case 4:
        return joined({"(", std::to_string(random.below(4)), " * ", number(random), " - ", number(random), ")"});
    default:
        return std::to_string(random.below(8));
    }
}

std::string condition(Random& random, int depth) {
    static const std::array<std::string, 6> signs{" == ", " != ", " < ", " <= ", " > ", " >= "};
    switch (depth > 0 ? random.below(5) : 3U + random.below(2)) {
    case 0:
        return joined({"(", condition(random, depth - 1), " and ", condition(random, depth - 1), ")"});
    case 1:
        return joined({"(", condition(random, depth - 1), " or ", condition(random, depth - 1), ")"});
    case 2:
        return joined({"not ", condition(random, depth - 1)});
    case 3:
        return joined({"(", number(random), signs[random.below(6)], number(random), ")"});
    default:
        return "offered";
    }
}

} // namespace

TEST_CASE("conditions that can never hold, and some that always do", "[scenario_files][satisfiable]") {
    const World w;
    for (const std::string never : {"anger > 100",
                                    "trust < 0",
                                    "calls > 3",
                                    "calls + 1 < 1",
                                    "calls * 2 == 3",
                                    "tone < -2",
                                    "shown(restate) > 2",
                                    "offered and not offered",
                                    "anger < 40 and anger > 60",
                                    "not (calls >= 0)",
                                    "turn < 1",
                                    "seconds < 0",
                                    "calls > 1 and calls < 2",
                                    "calls == 1 and (calls == 2 or calls == 3)",
                                    "anger + trust > 200",
                                    "2 * calls > anger + 6",
                                    "calls != 0 and calls != 1 and calls != 2 and calls != 3",
                                    "false",
                                    "offered == true and offered == false",
                                    "tone * 3 > 6 or tone * 3 < -6"}) {
        CAPTURE(never);
        CHECK(w.truth(never) == Truth::never);
    }
    for (const std::string always : {"anger >= 0", "calls <= 3 and calls >= 0", "offered or not offered", "true",
                                     "tone != 3", "anger < 50 or anger >= 50", "turn >= 1"}) {
        CAPTURE(always);
        CHECK(w.truth(always) == Truth::always);
    }
    for (const std::string perhaps :
         {"anger > 99", "trust <= 0", "calls == 3", "ready", "tone == -2", "anger == trust", "calls * calls == 9",
          "seconds > 3600", "shown(restate) == 2", "calls * 2000000000 > 2147483646", "seconds * 1000 > 2147483000"}) {
        CAPTURE(perhaps);
        CHECK(w.truth(perhaps) == Truth::perhaps);
    }
    CHECK(truth_of({}, w.bounds()) == Truth::always);
}

TEST_CASE("what is claimed of a condition is true of every value", "[scenario_files][satisfiable]") {
    const World w;
    Random random(20260311, Purpose::test, 1);
    int never = 0, always = 0;
    for (int i = 0; i < 4'000; ++i) {
        const std::string text = condition(random, 3);
        CAPTURE(text);
        const auto code = w.code(text);
        const Truth truth = truth_of(code, w.bounds());
        if (truth == Truth::perhaps) continue;
        const Outcomes outcomes = tried(code);
        if (truth == Truth::never) {
            ++never;
            REQUIRE_FALSE(outcomes.holds);
        } else {
            ++always;
            REQUIRE_FALSE(outcomes.fails);
        }
    }
    CHECK(never > 100); // and it does claim something
    CHECK(always > 100);
}

TEST_CASE("of a question compared with a number exactly is known whether it can hold",
          "[scenario_files][satisfiable]") {
    const World w;
    for (const std::string asked : {"calls", "tone"})
        for (const std::string sign : {" == ", " != ", " < ", " <= ", " > ", " >= "})
            for (const int to : {-4, -3, -2, -1, 0, 1, 2, 3, 4, 5}) {
                const std::string text = joined({asked, sign, std::to_string(to)});
                CAPTURE(text);
                const Outcomes outcomes = tried(w.code(text));
                const Truth exact = !outcomes.holds ? Truth::never : !outcomes.fails ? Truth::always : Truth::perhaps;
                CHECK(w.truth(text) == exact);
                // The long way round, by an expression, comes to the same.
                CHECK(w.truth(joined({asked, " + 0", sign, std::to_string(to)})) == exact);
            }
}

TEST_CASE("the values of an expression", "[scenario_files][satisfiable]") {
    const World w;
    const auto values = [&](const std::string& text) {
        return values_of(w.code(text, dialogue::Type::integer), w.bounds());
    };
    CHECK(values("calls + 1") == Interval{1, 4});
    CHECK(values("tone") == Interval{-2, 2});
    CHECK(values("tone - 3") == Interval{-5, -1});
    CHECK(values("7") == Interval{7, 7});
    CHECK(values("-7") == Interval{-7, -7});
    CHECK(values("calls + 2147483647") == Interval{2147483647, 2147483647});
    CHECK(values("calls * tone") == Interval{-6, 6});
    CHECK(values("-calls - 1") == Interval{-4, -1});
    CHECK(values("2000000000 * calls").most == 2147483647);
    CHECK(values_of(w.code("calls > 1"), w.bounds()) == Interval{0, 1});
}
