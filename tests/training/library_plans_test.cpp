// The transcript tests that come with the shipped scenarios: they come true, and nothing of a story is out of reach.
#include "sim/analysis/best_path.h"
#include "sim/analysis/coverage.h"
#include "sim/base/random.h"
#include "sim/scenario_files/files.h"
#include "sim/scenario_files/mood_file.h"
#include "sim/scenario_files/read.h"
#include "sim/training/plan_run.h"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace rapport;

namespace {

std::string joined(const std::vector<std::string>& names) {
    std::string all;
    for (const auto& name : names) all.append(all.empty() ? "" : ", ").append(name);
    return all;
}

// A trainee who says whatever comes to mind, and at times nothing or something else altogether.
void walk(const std::shared_ptr<const dialogue::Scenario>& scenario,
          const std::shared_ptr<const dialogue::MoodTable>& table, std::uint64_t seed, analysis::Coverage& coverage) {
    dialogue::Session session(scenario, table, {.seed = seed});
    for (std::uint64_t turn = 1; !session.over() && turn <= 200; ++turn) {
        Random random(seed, Purpose::policy, turn);
        if (const auto places = dialogue::places_in(session.places()); !places.empty() && random.below(3) == 0) {
            REQUIRE(session.turn_to(places.front(), analysis::scripted_response_ms(*scenario)));
            continue;
        }
        const bool silent = session.node().silence_to.kind != dialogue::Target::Kind::nowhere && random.below(12) == 0;
        const auto waited = random.below(2) == 0 ? std::uint32_t{1000} // says nothing on purpose, at once
                                                 : analysis::scripted_silence_ms(*scenario, session.node());
        const auto moved = silent ? session.keep_silent(waited)
                                  : session.choose_at(random.below(session.now().offered_count),
                                                      analysis::scripted_response_ms(*scenario));
        REQUIRE(moved.has_value());
    }
    coverage.add(session);
}

} // namespace

TEST_CASE("Every plan of the library comes true, and together with a walk they visit all of every scenario",
          "[training][plans][library]") {
    const auto mood = scenario_files::read_mood_file(RAPPORT_SOURCE_DIR);
    REQUIRE(mood.table);
    int scenarios = 0;
    for (const auto& entry : std::filesystem::directory_iterator(RAPPORT_SOURCE_DIR "/scenarios/library")) {
        if (entry.path().extension() != ".json") continue;
        ++scenarios;
        INFO(entry.path().filename().string());
        const auto read = scenario_files::read_scenario_file(entry.path());
        REQUIRE(read.scenario);
        analysis::Coverage coverage(read.scenario);
        auto path = entry.path();
        const auto bytes = scenario_files::read_file(path.replace_extension(".testplan"), 1U << 20U);
        REQUIRE(bytes.has_value()); // every shipped scenario has its plans
        const auto file = scenario_files::read_test_plan(*bytes, path.filename().string());
        CHECK(file.mistakes.empty());
        CHECK(file.plans.size() >= 5);
        for (const auto& plan : file.plans) {
            INFO(plan.name);
            REQUIRE(plan.mistakes.empty());
            for (const auto& d : training::run_plan(plan, read.scenario, mood.table, &coverage).failures) {
                INFO("line " << d.where.line << ": " << d.code << ", found " << d.arg("found"));
                CHECK(d.code.empty());
            }
        }
        for (std::uint64_t seed = 1; seed <= 2000; ++seed) walk(read.scenario, mood.table, seed, coverage);
        const auto all = coverage.covered();
        INFO("endings out of reach: " << joined(all.endings.missing));
        CHECK(all.endings.missing.empty());
        INFO("nodes out of reach: " << joined(all.nodes.missing));
        CHECK(all.nodes.missing.empty());
        INFO("replies out of reach: " << joined(all.replies.missing));
        CHECK(all.replies.missing.empty());
        INFO("silences out of reach: " << joined(all.silences.missing));
        CHECK(all.silences.missing.empty());
        INFO("lines never said: " << joined(all.lines.missing));
        CHECK(all.lines.missing.empty());
    }
    CHECK(scenarios >= 3);
}
