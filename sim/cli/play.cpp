#include "sim/cli/play.h"

#include "sim/analysis/policy.h"
#include "sim/cli/debrief_text.h"
#include "sim/cli/exam.h"
#include "sim/cli/play_json.h"
#include "sim/cli/run.h"
#include "sim/cli/scripted.h"
#include "sim/cli/terminal.h"
#include "sim/records/content_hash.h"
#include "sim/records/exposure.h"
#include "sim/records/folders.h"
#include "sim/records/identity.h"
#include "sim/scenario_files/read.h"

#include <nlohmann/json.hpp>

#include <utility>

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

std::expected<void, Diagnostics> may_play(const PlayOptions& options, const scenario_files::ReadResult& read) {
    return admit(*read.scenario, records::content_hash(read.bytes()), "play", options.trainee, options.trainer);
}

// The services for keeping the run. Nothing where they cannot be had and nobody insisted: the run itself is not lost.
std::expected<std::optional<training::Services>, Exit> keeper(const Context& context, const PlayOptions& options) {
    // Somebody's answers are kept like any attempt; a policy's run is nobody's and leaves no trace unless asked to.
    const bool insists = options.keep || context.database || !options.trainee.empty();
    if (options.forget || (!options.choose && !insists)) return std::nullopt;
    auto opened =
        training::open_services({.product = context.product, .data = std::nullopt, .database = context.database});
    if (opened && opened->database) {
        print(context, opened->notices);
        return std::move(*opened);
    }
    const Diagnostics problems = opened ? Diagnostics{*opened->database_problem} : opened.error();
    if (insists) return std::unexpected(fail(context, problems));
    print(context, problems);
    print(context, Diagnostic::warning("not_recorded"));
    return std::nullopt;
}

Exit play_scripted(const Context& context, const PlayOptions& options) {
    const auto read = scenario_files::read_scenario_file(options.file);
    if (!read.scenario) return fail(context, read.diagnostics);
    if (const auto admitted = may_play(options, read); !admitted) return fail(context, admitted.error());
    const auto language = drill_language(context, options, *read.scenario);
    if (!language) return fail(context, language.error());

    const RunSettings settings{.seed = options.seed.value_or(1), .language = *language, .trainee = options.trainee};
    // Tried without a trace first: a slip in the script leaves no half attempt behind.
    auto run = unrecorded_run(context.product, options.file, settings);
    if (!run) return fail(context, run.error());
    const auto script = script_of(options, **run);
    if (!script) return fail(context, script.error());
    const auto used = play_script(**run, *script);
    if (!used) return fail(context, used.error());
    if (*used < script->size())
        print(context, Diagnostic::note("script_too_long")
                           .with("used", std::to_string(*used))
                           .with("unused", std::to_string(script->size() - *used)));
    const auto services = keeper(context, options);
    if (!services) return services.error();
    if (*services) {
        run = recorded_run(**services, options.file, settings);
        if (!run) return fail(context, run.error());
        if (const auto again = play_script(**run, *script); !again) return fail(context, again.error());
    }
    const auto played = (*run)->finish();
    if (!played) return fail(context, played.error());
    const training::Debrief debrief = training::debrief_of(*played);
    if (context.json) {
        out_json(play_json(context, debrief, *language));
    } else {
        out(debrief_text(context, debrief, *language));
        if (*services) {
            out_line("");
            out_line(context.tr("cli.kept", {{"attempt", played->log.header.id}}));
        }
    }
    return fine;
}

std::optional<Diagnostic> contradiction(const PlayOptions& options) {
    const std::pair<const char*, bool> given[] = {
        {"--choose", options.choose.has_value()}, {"--policy", options.policy.has_value()},
        {"--resume", options.resume.has_value()}, {"--record", options.keep},
        {"--no-record", options.forget},          {"FILE", !options.file.empty()}};
    const std::pair<std::size_t, std::size_t> against[] = {{0, 1}, {0, 2}, {1, 2}, {3, 4}, {2, 5}};
    for (const auto& [first, second] : against)
        if (given[first].second && given[second].second)
            return Diagnostic::error("options_conflict")
                .with("first", given[first].first)
                .with("second", given[second].first);
    for (const std::size_t option : {3, 4})
        if (given[option].second && !options.choose && !options.policy)
            return Diagnostic::error("option_needs_script").with("option", given[option].first);
    return std::nullopt;
}

} // namespace

Exit play(const Context& context, const PlayOptions& options) {
    if (const auto problem = contradiction(options)) return fail(context, *problem);
    if (options.choose || options.policy) {
        if (options.file.empty()) return fail(context, Diagnostic::error("play_needs_file"));
        return play_scripted(context, options);
    }
    if (context.json) return fail(context, Diagnostic::error("json_needs_script"));
    if (!options.file.empty()) {
        const auto read = scenario_files::read_scenario_file(options.file);
        if (!read.scenario) return fail(context, read.diagnostics);
        if (const auto admitted = may_play(options, read); !admitted) return fail(context, admitted.error());
        if (const auto language = drill_language(context, options, *read.scenario); !language)
            return fail(context, language.error());
    }
    auto services = open_services(context);
    if (!services) return services.error();
    return play_in_terminal(context, *services, options);
}

} // namespace rapport::cli
