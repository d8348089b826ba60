// One's own view, asked for before the figures.
#include "sim/cli/debrief_text.h"
#include "sim/cli/run.h"
#include "sim/cli/scripted.h"
#include "sim/cli/self_rating.h"
#include "sim/scenario_files/catalogue_file.h"
#include "tests/cli/desk.h"

#include <catch2/catch.hpp>

#include <deque>

using namespace rapport;
using namespace rapport::tests::cli;
using cli::SelfRating;

namespace {

cli::Context speaking(Language language) {
    cli::Context context;
    context.product = RAPPORT_SOURCE_DIR;
    context.language = language;
    context.catalogue = scenario_files::read_catalogue(RAPPORT_SOURCE_DIR).catalogue;
    return context;
}

SelfRating typed(std::deque<std::string> lines, std::vector<std::string>* prompts = nullptr) {
    const auto ask = [&](std::string_view prompt) -> std::optional<std::string> {
        if (prompts != nullptr) prompts->emplace_back(prompt);
        if (lines.empty()) return std::nullopt;
        auto line = lines.front();
        lines.pop_front();
        return line;
    };
    return cli::ask_self_rating(speaking(Language::en), ask, [](std::string_view) {});
}

} // namespace

TEST_CASE("Every question is asked; Enter skips one, s and the end of input skip the rest", "[cli][self]") {
    std::vector<std::string> prompts;
    CHECK(typed({"0", "", "100", "55", "7"}, &prompts) == SelfRating{0, std::nullopt, 100, 55, 7});
    CHECK(prompts.size() == scoring::question_count);
    CHECK(prompts.front() == "Did I listen actively? (0–100) > ");
    CHECK(typed({"40", "s"}) == SelfRating{40});
    CHECK(typed({"q"}) == SelfRating{});
    CHECK(typed({}) == SelfRating{});
}

TEST_CASE("What is no number from 0 to 100 is asked again", "[cli][self]") {
    for (const char* odd : {"101", "-1", "3.5", "99999999999999999999", "1e1", "ten", "十"}) {
        INFO(odd);
        std::vector<std::string> prompts;
        CHECK(typed({odd, "10", "s"}, &prompts) == SelfRating{10});
        CHECK(prompts.size() == 3);
        CHECK(prompts[0] == prompts[1]);
    }
}

TEST_CASE("The figures show one's own view beside them, and nothing where there is none", "[cli][self]") {
    auto run = cli::unrecorded_run(RAPPORT_SOURCE_DIR, library(chat), {});
    REQUIRE(run.has_value());
    REQUIRE(cli::play_script(**run, *cli::parse_script("c")).has_value());
    const auto debrief = training::debrief_of(*(*run)->finish());
    const Language language = GENERATE(Language::en, Language::zh);
    const auto context = speaking(language);
    const auto beside = context.tr("cli.self_beside", {{"value", "35"}});
    const auto with = cli::debrief_figures_text(context, debrief, language, {35});
    CHECK(with.find(beside) != std::string::npos);
    CHECK(with.find(beside) == with.rfind(beside));
    const auto whole = cli::debrief_text(context, debrief, language);
    CHECK(whole.find(beside) == std::string::npos);
    CHECK(whole == cli::debrief_opening_text(context, debrief, language) +
                       cli::debrief_figures_text(context, debrief, language, {}));
}
