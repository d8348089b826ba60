#include "sim/cli/play.h"

#include "sim/analysis/policy.h"
#include "sim/cli/debrief_text.h"
#include "sim/cli/exam.h"
#include "sim/cli/play_json.h"
#include "sim/cli/resume_version.h"
#include "sim/cli/run.h"
#include "sim/cli/say_file.h"
#include "sim/cli/scenario_list.h"
#include "sim/cli/scripted.h"
#include "sim/cli/sign_in.h"
#include "sim/cli/terminal.h"
#include "sim/cli/what_if.h"
#include "sim/records/content_hash.h"
#include "sim/records/exposure.h"
#include "sim/records/folders.h"
#include "sim/records/identity.h"
#include "sim/scenario_files/read.h"

#include <nlohmann/json.hpp>

#include <functional>
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
    if (options.say) return read_say_file(*options.say);
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

// Whoever names a place, a person or --record means it to be kept.
bool insists(const Context& context, const PlayOptions& options) {
    return options.keep || context.database || context.as || !options.trainee.empty();
}

// The run again, this time with a journal.
using Recorded = std::function<std::expected<std::unique_ptr<Run>, Diagnostics>(const training::Services&)>;

struct Keeping {
    std::optional<std::string> attempt; // kept under this id
    Diagnostics problems;               // what stood in the way
    bool waiting = false;               // in its journal all the same
};

// Plays the script once more, with a journal and the records. Somebody's answers are kept like any attempt; a policy's
// run is nobody's and leaves no trace unless asked to.
Keeping keep(const Context& context, const PlayOptions& options, const Recorded& recorded,
             const std::vector<ScriptedReply>& script) {
    if (options.forget || (options.policy && !insists(context, options))) return {};
    auto services =
        training::open_services({.product = context.product, .data = std::nullopt, .database = context.database});
    if (!services) return {{}, services.error(), false};
    if (!services->database) return {{}, {*services->database_problem}, false};
    print(context, services->notices);
    if (auto signed_in = sign_in(context, *services); !signed_in) return {{}, {signed_in.error()}, false};
    auto run = recorded(*services);
    if (!run) return {{}, run.error(), false};
    std::expected<training::PlayedAttempt, Diagnostic> played = [&] {
        if (auto again = play_script(**run, script); !again)
            return std::expected<training::PlayedAttempt, Diagnostic>(std::unexpected(again.error()));
        return (*run)->finish();
    }();
    if (played) return {played->log.header.id, {}, false};
    const bool waiting = (*run)->waiting();
    if (!waiting) (*run)->forget();
    return {{}, {played.error()}, waiting};
}

// What kept the run out of the records, once and with a way out that is true for a run by script.
Diagnostic not_recorded(const Context& context, const Diagnostics& problems, bool grave) {
    auto d = grave ? Diagnostic::error("not_recorded") : Diagnostic::warning("not_recorded");
    return std::move(d).with("reason", words_of(problems.front(), context.catalogue, context.language).message);
}

// The debrief, whatever became of keeping it; then what became of it, and last what halted the script, where it is
// still seen below a long debrief. 2 where it should have been kept and was not, 1 where it was halted.
Exit tell(const Context& context, const training::Debrief& debrief, Language language, const Keeping& kept,
          const std::optional<Diagnostic>& halted, bool meant_to_be_kept) {
    const bool missing = !kept.problems.empty();
    if (context.json) {
        nlohmann::ordered_json answer = play_json(context, debrief, language);
        if (halted) answer["diagnostics"].push_back(to_json(context, *halted));
        if (missing && meant_to_be_kept) {
            for (const Diagnostic& d : kept.problems) {
                auto item = to_json(context, d);
                if (!kept.waiting)
                    item["hint"] =
                        words_of(not_recorded(context, kept.problems, true), context.catalogue, context.language).hint;
                answer["diagnostics"].push_back(std::move(item));
            }
        }
        out_json(answer);
    } else {
        out(debrief_text(context, debrief, language));
        if (kept.attempt) {
            out_line("");
            out_line(context.tr("cli.kept", {{"attempt", *kept.attempt}}));
        }
        if (kept.waiting) {
            out_line("");
            out_line(context.tr("cli.waiting"));
        }
    }
    if (halted && !context.json) print(context, *halted);
    const Exit good = halted ? findings : fine;
    if (!missing) return good;
    const bool told = context.json && meant_to_be_kept;
    if (!told && kept.waiting) print(context, kept.problems);
    if (!told && !kept.waiting) print(context, not_recorded(context, kept.problems, meant_to_be_kept));
    return meant_to_be_kept ? trouble : good;
}

// Tried without a trace first: a slip in the script leaves no half attempt behind.
Exit play_script_of(const Context& context, const PlayOptions& options, Language language,
                    std::expected<std::unique_ptr<Run>, Diagnostics> run, const Recorded& recorded) {
    if (!run) return fail(context, run.error());
    const auto script = script_of(options, **run);
    if (!script) return fail(context, script.error());
    const auto way = play_script(**run, *script, context.tr("cli.between"));
    if (!way) return fail(context, way.error());
    if (way->used < script->size() && !way->halted)
        print(context, Diagnostic::note("script_too_long")
                           .with("used", std::to_string(way->used))
                           .with("unused", std::to_string(script->size() - way->used)));
    const auto played = (*run)->finish();
    if (!played) return fail(context, played.error());
    const Keeping kept = keep(context, options, recorded, *script);
    return tell(context, training::debrief_of(*played), language, kept, way->halted, insists(context, options));
}

// Whoever is named is there and has given her PIN: known before the drill, not after it.
std::expected<void, Diagnostics> may_sign_in(const Context& context) {
    if (!context.as) return {};
    auto services =
        training::open_services({.product = context.product, .data = std::nullopt, .database = context.database});
    if (!services) return std::unexpected(services.error());
    if (auto signed_in = sign_in(context, *services); !signed_in)
        return std::unexpected(Diagnostics{signed_in.error()});
    return {};
}

Exit play_scripted(const Context& context, const PlayOptions& options) {
    const auto read = scenario_files::read_scenario_file(options.file);
    if (!read.scenario) return fail(context, read.errors());
    if (const auto admitted = may_sign_in(context); !admitted) return fail(context, admitted.error());
    if (const auto admitted = may_play(options, read); !admitted) return fail(context, admitted.error());
    const auto language = drill_language(context, options, *read.scenario);
    if (!language) return fail(context, language.error());

    RunSettings settings{.seed = options.seed.value_or(1), .language = *language, .trainee = options.trainee};
    if (options.policy) settings.input_mode = records::input_by_program;
    if (options.say) {
        settings.input_mode = input_mode_from(options.mode.value_or("free")).value_or(records::input_free_text);
        settings.grader = training::grader_in(context.product);
    }
    return play_script_of(
        context, options, *language, unrecorded_run(context.product, options.file, settings),
        [&](const training::Services& services) { return recorded_run(services, options.file, settings); });
}

// By script from a turn of a past attempt on.
Exit play_branch(const Context& context, const PlayOptions& options) {
    auto services = open_services(context);
    if (!services) return services.error();
    const auto branch = attempt_to_branch(*services, *options.from);
    if (!branch) return fail(context, branch.error());
    return play_script_of(context, options, branch->attempt.session.settings().language, unrecorded_run(*branch),
                          [&](const training::Services& opened) { return recorded_run(opened, *branch); });
}

std::optional<Diagnostic> contradiction(const PlayOptions& options) {
    const std::pair<const char*, bool> given[] = {
        {"--choose", options.choose.has_value()}, {"--policy", options.policy.has_value()},
        {"--resume", options.resume.has_value()}, {"--record", options.keep},
        {"--no-record", options.forget},          {"FILE", !options.file.empty()},
        {"--from", options.from.has_value()},     {"--seed", options.seed.has_value()},
        {"--name", !options.trainee.empty()},     {"--say", options.say.has_value()},
        {"--mode", options.mode.has_value()}};
    // A branch keeps the file, the seed and the name of its attempt, and a policy only plays from the start.
    const std::pair<std::size_t, std::size_t> against[] = {{0, 1}, {0, 2}, {1, 2},  {3, 4},  {2, 5},  {6, 1},
                                                           {6, 2}, {6, 5}, {6, 7},  {6, 8},  {0, 9},  {1, 9},
                                                           {2, 9}, {6, 9}, {0, 10}, {1, 10}, {2, 10}, {6, 10}};
    for (const auto& [first, second] : against)
        if (given[first].second && given[second].second)
            return Diagnostic::error("options_conflict")
                .with("first", given[first].first)
                .with("second", given[second].first);
    if (options.mode && !input_mode_from(*options.mode))
        return Diagnostic::error("mode_unknown").with("value", *options.mode);
    if (options.say && options.mode == "choice")
        return Diagnostic::error("options_conflict").with("first", "--say").with("second", "--mode choice");
    for (const std::size_t option : {3, 4})
        if (given[option].second && !options.choose && !options.policy && !options.say)
            return Diagnostic::error("option_needs_script").with("option", given[option].first);
    if (options.under && !options.resume) return Diagnostic::error("option_needs_resume").with("option", "--under");
    if (options.under && !under_from(*options.under))
        return Diagnostic::error("under_unknown").with("value", *options.under);
    return std::nullopt;
}

} // namespace

std::optional<std::string_view> input_mode_from(std::string_view mode) {
    if (mode == "choice") return records::input_by_choice;
    if (mode == "say") return records::input_say_then_choose;
    if (mode == "free") return records::input_free_text;
    return std::nullopt;
}

Exit play(const Context& context, const PlayOptions& options) {
    if (const auto problem = contradiction(options)) return fail(context, *problem);
    if (options.choose || options.policy || options.say) {
        if (options.from) return play_branch(context, options);
        if (options.file.empty()) return fail_listing_scenarios(context, Diagnostic::error("play_needs_file"));
        return play_scripted(context, options);
    }
    if (context.json) {
        const auto problem = Diagnostic::error("json_needs_script");
        return options.file.empty() && !options.resume && !options.from ? fail_listing_scenarios(context, problem)
                                                                        : fail(context, problem);
    }
    if (!options.file.empty()) {
        const auto read = scenario_files::read_scenario_file(options.file);
        if (!read.scenario) return fail(context, read.errors());
        if (const auto admitted = may_play(options, read); !admitted) return fail(context, admitted.error());
        if (const auto language = drill_language(context, options, *read.scenario); !language)
            return fail(context, language.error());
    }
    auto services = open_services(context);
    if (!services) return services.error();
    return play_in_terminal(context, *services, options);
}

} // namespace rapport::cli
