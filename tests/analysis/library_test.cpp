// The scenarios that come with the product: what they can lead to is known, not estimated.
#include "sim/analysis/analysis.h"
#include "sim/analysis/best_path.h"
#include "sim/scenario_files/mood_file.h"
#include "sim/scenario_files/read.h"
#include "sim/scenario_files/word_list_file.h"
#include "tests/analysis/scenarios.h"

#include "scoring/grader.h"
#include "sim/dialogue/transcript.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

using namespace rapport;
using namespace rapport::analysis;

namespace {

std::vector<std::filesystem::path> library() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(RAPPORT_SOURCE_DIR "/scenarios/library"))
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

dialogue::Session replayed(const std::shared_ptr<const dialogue::Scenario>& scenario,
                           const std::shared_ptr<const dialogue::MoodTable>& table, const dialogue::Settings& settings,
                           const Path& path) {
    dialogue::Session session(scenario, table, settings);
    for (const std::string& id : path.replies) {
        const std::string_view place = id.starts_with(dialogue::turn_prefix)
                                           ? std::string_view(id).substr(dialogue::turn_prefix.size())
                                           : std::string_view();
        const bool moved = !place.empty() ? session.turn_to(place, scripted_response_ms(*scenario)).has_value()
                           : id == "silence"
                               ? session.keep_silent(scripted_silence_ms(*scenario, session.node())).has_value()
                               : session.choose(id, scripted_response_ms(*scenario)).has_value();
        REQUIRE(moved);
    }
    return session;
}

} // namespace

TEST_CASE("Every scenario of the library can be mastered and failed, proven for every persona", "[analysis][library]") {
    const auto mood = scenario_files::read_mood_file(RAPPORT_SOURCE_DIR);
    REQUIRE(mood.table != nullptr);
    REQUIRE_FALSE(library().empty());
    for (const auto& file : library()) {
        const auto read = scenario_files::read_scenario_file(file);
        INFO(file.filename().string());
        REQUIRE(read.scenario != nullptr);
        for (std::uint64_t seed = 1; seed <= 8; ++seed) {
            const dialogue::Settings settings{.seed = seed};
            const Path best = find_path(read.scenario, mood.table, settings, Objective::best);
            const Path worst = find_path(read.scenario, mood.table, settings, Objective::worst);
            INFO("seed " << seed << ", best " << best.total_hundredths << " in " << best.states << " states, worst "
                         << worst.total_hundredths << " in " << worst.states);
            CHECK(best.proven);
            CHECK(worst.proven);
            CHECK(best.total_hundredths >= 9000);
            CHECK(worst.total_hundredths <= 2000);
            for (const Path* path : {&best, &worst}) {
                const auto session = replayed(read.scenario, mood.table, settings, *path);
                REQUIRE(session.over());
                const auto report = scoring::grade(dialogue::transcript(session));
                CHECK(report.total == path->total_hundredths);
                if (path == &best) CHECK(session.ending()->outcome == scoring::Outcome::resolved);
            }
        }
    }
}

TEST_CASE("The analysis of every scenario of the library leaves nothing open", "[analysis][library]") {
    const auto mood = scenario_files::read_mood_file(RAPPORT_SOURCE_DIR);
    const auto kind = scenario_files::read_kind_words(RAPPORT_SOURCE_DIR);
    REQUIRE(kind.diagnostics.empty());
    for (const auto& file : library()) {
        const auto read = scenario_files::read_scenario_file(file);
        INFO(file.filename().string());
        REQUIRE(read.scenario != nullptr);
        const Analysis found = analyse(read.scenario, mood.table, kind.words);
        CHECK(found.reach.exact);
        CHECK(std::ranges::count(found.reach.nodes, Reached::yes) == std::ssize(read.scenario->nodes));
        CHECK(std::ranges::count(found.reach.endings, Reached::yes) == std::ssize(read.scenario->endings));
        CHECK(std::ranges::count(found.reach.replies, Reached::yes) == std::ssize(read.scenario->replies));
        CHECK(std::ranges::count(found.reach.dead_ends, true) == 0);
        CHECK(found.range.max.path.total_hundredths == 10000);
        CHECK(found.range.min.path.proven);
        for (const Trainee other :
             {Trainee::novice, Trainee::script_reader, Trainee::warm_but_vague, Trainee::random}) {
            INFO(id(other));
            CHECK(expert_above(found.trainees, other) >= least_difference);
        }
    }
}

TEST_CASE("A list of kind words that cannot be read says why, and is empty", "[analysis][library]") {
    const auto code = [](std::string text) {
        const auto result = scenario_files::read_word_list(std::move(text), "kind_words.json");
        CHECK(result.words[0].empty());
        CHECK(result.words[1].empty());
        return result.diagnostics.empty() ? std::string() : result.diagnostics[0].code;
    };
    CHECK(code("{") == "json_unfinished");
    CHECK(code(R"({"version": 1, "en": ["sorry"]})") == "missing_key");
    CHECK(code(R"({"version": 1, "en": [], "zh": ["抱歉"]})") == "list_empty");
    CHECK(code(R"({"version": 1, "en": [1], "zh": ["抱歉"]})") == "not_string");
    CHECK(scenario_files::read_kind_words("/nonexistent").diagnostics.at(0).code == "file_missing");
}
