// The debrief in words, for every drill we ship: nothing unfilled, nothing praised and criticised at once.
#include "sim/analysis/policy.h"
#include "sim/cli/debrief_text.h"
#include "sim/cli/run.h"
#include "sim/cli/scripted.h"
#include "sim/scenario_files/catalogue_file.h"
#include "tests/cli/desk.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::tests::cli;

namespace {

cli::Context context_in(Language language) {
    cli::Context context;
    context.product = RAPPORT_SOURCE_DIR;
    context.language = language;
    context.catalogue = scenario_files::read_catalogue(RAPPORT_SOURCE_DIR).catalogue;
    return context;
}

training::Debrief debrief_of(const std::filesystem::path& file, std::uint64_t seed, analysis::Policy policy) {
    auto run = cli::unrecorded_run(RAPPORT_SOURCE_DIR, file, {.seed = seed});
    REQUIRE(run.has_value());
    std::vector<cli::ScriptedReply> script;
    const auto& s = (*run)->session();
    for (auto& reply : analysis::scripted_replies(s.scenario_ptr(), s.mood_table(), s.settings(), policy))
        script.push_back({std::move(reply), std::nullopt});
    REQUIRE(cli::play_script(**run, script).has_value());
    return training::debrief_of(*(*run)->finish());
}

training::Debrief debrief_of(const std::string& id, const std::string& replies) {
    auto run = cli::unrecorded_run(RAPPORT_SOURCE_DIR, library(id), {});
    REQUIRE(run.has_value());
    REQUIRE(cli::play_script(**run, *cli::parse_script(replies)).has_value());
    return training::debrief_of(*(*run)->finish());
}

} // namespace

TEST_CASE("No debrief of any drill we ship shows an unfilled place or a missing word", "[cli][debrief]") {
    using analysis::Policy;
    const std::array contexts{context_in(Language::en), context_in(Language::zh)};
    std::size_t drills = 0, single_moves = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(RAPPORT_SOURCE_DIR) / "scenarios" / "library")) {
        if (entry.path().extension() != ".json") continue;
        for (const auto policy : {Policy::first, Policy::worst, Policy::random})
            for (std::uint64_t seed = 1; seed <= 6; ++seed) {
                INFO(entry.path() << " seed " << seed << " policy " << int(policy));
                const auto debrief = debrief_of(entry.path(), seed, policy);
                ++drills;
                for (const auto& turn : debrief.turns)
                    for (const auto& r : turn.reasons)
                        single_moves += (r.delta.anger == 0) != (r.delta.trust == 0) ? 1U : 0U;
                for (const auto& context : contexts) {
                    const auto text = cli::debrief_text(context, debrief, context.language);
                    CHECK(text.find('{') == std::string::npos);
                    CHECK(text.find("\u2039") == std::string::npos);
                }
                if (debrief.done_well && debrief.try_again && !debrief.try_again->cost)
                    CHECK_FALSE((debrief.done_well->turn == debrief.try_again->turn &&
                                 debrief.done_well->behaviour == debrief.try_again->behaviour));
            }
    }
    CHECK(drills >= 18);
    CHECK(single_moves > 20); // anger or trust alone: told in words of their own
}

TEST_CASE("A silence that cost is what to avoid, beside what was done well", "[cli][debrief]") {
    const auto d = debrief_of("bank-trust-in-person", "silence");
    REQUIRE(d.turns.size() == 1);
    REQUIRE(d.turns[0].after.anger > d.turns[0].before.anger);
    REQUIRE(d.try_again.has_value());
    CHECK(d.try_again->turn == 1);
    const auto text = cli::debrief_text(context_in(Language::en), d, Language::en);
    CHECK(text.find("You said nothing.") != std::string::npos);
    CHECK(text.find("Try again") == std::string::npos);
}

TEST_CASE("What to mend is named as what it was, with the trainee's own words", "[cli][debrief]") {
    for (const auto& [language, avoid] : {std::pair{Language::en, "\nAvoid\n"}, {Language::zh, "\n避免\n"}}) {
        const auto context = context_in(language);
        const auto d = debrief_of(library("zhang-defect-phone"), 5, analysis::Policy::random);
        REQUIRE(d.try_again.has_value());
        REQUIRE(d.try_again->kind == training::Highlight::Kind::fault);
        const auto text = cli::debrief_text(context, d, language);
        const auto at = text.find(avoid);
        REQUIRE(at != std::string::npos);
        const auto& turn = d.turns[static_cast<std::size_t>(d.try_again->turn - 1)];
        std::string quote(turn.reply_text.best(language));
        for (const auto& e : turn.evidence_in(language))
            if (e.behaviour == d.try_again->behaviour) {
                quote = e.quote;
                break;
            }
        CHECK(text.substr(at, 1000).find(quote) != std::string::npos);
    }
}

TEST_CASE("What the end of a scale took back is said in words, not as a relief", "[cli][debrief]") {
    const dialogue::Mood before{95, 0, false}, after{100, 0, false};
    const std::vector<dialogue::Reason> reasons{{dialogue::ReasonCode::silence, {}, 0, {21, -6}},
                                                {dialogue::ReasonCode::limit, {}, 0, {-16, 6}}};
    const auto english = cli::mood_text(context_in(Language::en), before, after, reasons, "");
    CHECK(english.find("already as angry as can be, so this was not added: 16") != std::string::npos);
    CHECK(english.find("trust is already as low as can be, so this was not taken off: 6") != std::string::npos);
    const auto chinese = cli::mood_text(context_in(Language::zh), before, after, reasons, "");
    CHECK(chinese.find("已经气到顶了，有 16 点没有再加") != std::string::npos);
    CHECK(chinese.find("信任已经降到底了，有 6 点没有再减") != std::string::npos);
}

TEST_CASE("That the figures are simulated stands above them", "[cli][debrief]") {
    for (const Language language : all_languages) {
        const auto context = context_in(language);
        const auto d = debrief_of(library("late-order-chat"), 1, analysis::Policy::first);
        const auto text = cli::debrief_text(context, d, language);
        const auto note = text.find(context.tr("name.kpi.simulated"));
        const auto figure = text.find(context.tr("name.kpi.first_response"));
        REQUIRE(note != std::string::npos);
        REQUIRE(figure != std::string::npos);
        CHECK(note < figure);
    }
}
