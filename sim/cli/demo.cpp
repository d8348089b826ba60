#include "sim/cli/demo.h"

#include "sim/analysis/policy.h"
#include "sim/cli/debrief_text.h"
#include "sim/cli/play_json.h"
#include "sim/cli/run.h"
#include "sim/cli/scripted.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace rapport::cli {

Exit demo(const Context& context, std::uint64_t seed) {
    const auto file = context.product / "scenarios" / "library" / "zhang-defect-phone.json";
    auto run = unrecorded_run(context.product, file, {.seed = seed, .language = context.language});
    if (!run) return fail(context, run.error());
    const auto& session = (*run)->session();
    const auto replies = analysis::scripted_replies(session.scenario_ptr(), session.mood_table(), session.settings(),
                                                    analysis::Policy::best);
    const auto say = [&](std::string_view words) {
        if (!context.json) out_line(words);
    };
    say(context.tr("cli.demo_intro"));
    const auto words = [&](const LocalText& text) { return text.best(context.language); };
    for (const std::string& reply : replies) {
        if (session.over()) break;
        say("");
        say(context.tr("cli.says", {{"name", std::string(words(session.scenario().customer_name))},
                                    {"words", std::string(words(session.line().text))}}));
        for (std::size_t i = 0; i < session.now().offered_count; ++i)
            say(fmt::format("  {}{}. {}", session.offered_reply(i).id == reply ? "▸" : " ", i + 1,
                            words(session.offered_reply(i).text)));
        int number = 0;
        for (const dialogue::Place place : dialogue::places_in(session.places()))
            say(fmt::format("  {}t{}) {}", dialogue::turn_id(session.scenario(), place) == reply ? "▸" : " ", ++number,
                            words_of(context, session, place, context.language)));
        const auto before = session.mood();
        const auto turn = session.log().size();
        const std::uint32_t ms = scripted_ms(session, reply);
        const auto done = take(**run, {.reply = reply, .ms = {}}, ms);
        if (!done) return fail(context, done.error());
        if (context.json || dialogue::turned_to(session.log()[turn])) continue;
        out(mood_text(context, before, session.log()[turn].after, session.log()[turn].reasons.all(), "    "));
    }
    const auto played = (*run)->finish();
    if (!played) return fail(context, played.error());
    const auto debrief = training::debrief_of(*played);
    if (context.json) {
        out_json(play_json(context, debrief, context.language));
        return fine;
    }
    out(debrief_text(context, debrief, context.language));
    out_line("");
    out_line(context.tr("cli.demo_next"));
    return fine;
}

} // namespace rapport::cli
