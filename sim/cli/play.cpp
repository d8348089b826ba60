#include "sim/cli/play.h"

#include "sim/analysis/policy.h"
#include "sim/cli/debrief_text.h"
#include "sim/cli/play_json.h"
#include "sim/cli/run.h"
#include "sim/cli/scripted.h"
#include "sim/cli/terminal.h"
#include "sim/scenario_files/read.h"

#include <nlohmann/json.hpp>

namespace rapport::cli {
namespace {

// The drill's language: the one asked for, if the scenario speaks it.
std::expected<Language, Diagnostic> drill_language(const Context& context, const PlayOptions& options,
                                                   const dialogue::Scenario& scenario) {
    if (!options.language)
        return scenario.speaks(context.language) || !scenario.speaks(Language::en) ? context.language : Language::en;
    const auto wanted = language_from(*options.language);
    if (!wanted) return std::unexpected(Diagnostic::error("language_unknown").with("language", *options.language));
    if (!scenario.speaks(*wanted))
        return std::unexpected(Diagnostic::error("language_not_in_scenario")
                                   .with("language", *options.language)
                                   .with("scenario", scenario.id));
    return *wanted;
}

std::expected<std::vector<ScriptedReply>, Diagnostic> script_of(const PlayOptions& options, const Run& run) {
    if (options.choose) return parse_script(*options.choose);
    const auto policy = analysis::policy_from(*options.policy);
    if (!policy) return std::unexpected(Diagnostic::error("policy_unknown").with("policy", *options.policy));
    std::vector<ScriptedReply> script;
    const auto& session = run.session();
    for (auto& reply :
         analysis::scripted_replies(session.scenario_ptr(), session.mood_table(), session.settings(), *policy))
        script.push_back({std::move(reply), std::nullopt});
    return script;
}

Exit play_scripted(const Context& context, const PlayOptions& options) {
    auto read = scenario_files::read_scenario_file(options.file);
    if (!read.scenario) return fail(context, read.diagnostics);
    if (read.scenario->use == dialogue::Use::exam && !options.trainer)
        return fail(context, Diagnostic::error("exam_needs_trainer").with("scenario", read.scenario->id));
    const auto language = drill_language(context, options, *read.scenario);
    if (!language) return fail(context, language.error());

    const RunSettings settings{.seed = options.seed.value_or(1), .language = *language, .trainee = options.trainee};
    // Somebody's answers are kept like any attempt; a policy's run is nobody's and leaves no trace unless asked to.
    const bool keep = !options.forget && (options.choose || options.keep || context.database);
    std::optional<training::Services> services;
    if (keep) {
        auto opened = open_services(context);
        if (!opened) return opened.error();
        services = std::move(*opened);
    }
    auto run = keep ? recorded_run(*services, options.file, settings)
                    : unrecorded_run(context.product, options.file, settings);
    if (!run) return fail(context, run.error());
    const auto script = script_of(options, **run);
    if (!script) return fail(context, script.error());
    const auto used = play_script(**run, *script);
    auto played = (*run)->finish();
    if (!used) return fail(context, used.error());
    if (!played) return fail(context, played.error());
    const training::Debrief debrief = training::debrief_of(*played);
    if (context.json)
        out_line(play_json(context, debrief, *language).dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
    else
        out(debrief_text(context, debrief, *language));
    return fine;
}

} // namespace

Exit play(const Context& context, const PlayOptions& options) {
    if (options.choose && options.policy) return fail(context, Diagnostic::error("choose_or_policy"));
    if (options.choose || options.policy) {
        if (options.file.empty()) return fail(context, Diagnostic::error("play_needs_file"));
        return play_scripted(context, options);
    }
    if (context.json) return fail(context, Diagnostic::error("json_needs_script"));
    auto services = open_services(context);
    if (!services) return services.error();
    return play_in_terminal(context, *services, options);
}

} // namespace rapport::cli
