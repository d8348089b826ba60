#include "sim/cli/main_entry.h"

#include "sim/cli/analyse.h"
#include "sim/cli/arguments.h"
#include "sim/cli/check.h"
#include "sim/cli/context.h"
#include "sim/cli/demo.h"
#include "sim/cli/export_attempts.h"
#include "sim/cli/grade.h"
#include "sim/cli/packages.h"
#include "sim/cli/people.h"
#include "sim/cli/play.h"
#include "sim/cli/records.h"
#include "sim/cli/records_backup.h"
#include "sim/cli/records_overrule.h"
#include "sim/cli/records_retention.h"
#include "sim/cli/records_verify.h"
#include "sim/cli/scenario_list.h"
#include "sim/cli/team.h"
#include "sim/cli/team_admin.h"
#include "sim/cli/test.h"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rapport::cli {
namespace {

// The window is a program of its own beside this one, so that the command line links neither OpenGL nor SDL.
Exit open_window(const Context& context, const std::filesystem::path& program) {
    std::error_code error;
    auto folder = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    if (error) folder = program.parent_path();
    const std::string window = (folder / "rapport-window").string();
    if (access(window.c_str(), X_OK) != 0)
        return fail(context, Diagnostic::error("window_missing").with("path", window));
    // Waited for rather than put in our place: its answer 3 (no display) is 2 here, and --json is answered as JSON.
    const pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        execl(window.c_str(), window.c_str(), static_cast<char*>(nullptr));
        _exit(126);
    }
    int status = 0;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0) return fine;
    const bool no_display = child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 3;
    if (!context.json) return trouble; // the window has said why
    if (!no_display) return fail(context, Diagnostic::error("window_missing").with("path", window));
    return fail(context, Diagnostic::error("no_display").with("reason", context.tr("cli.no_display_opened")));
}

// "ZH" is taken for zh.
std::string lower(std::string_view word) {
    std::string small(word);
    for (char& c : small)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return small;
}

// The arguments that are needed before the others can be read: the language of messages and how to answer.
std::optional<std::string_view> early_option(int argc, char** argv, std::string_view name) {
    std::optional<std::string_view> value;
    for (int i = 1; i < argc && std::string_view(argv[i]) != "--"; ++i) {
        const std::string_view word(argv[i]);
        if (word == name)
            value = i + 1 < argc ? argv[i + 1] : "";
        else if (word.starts_with(name) && word.substr(name.size()).starts_with('='))
            value = word.substr(name.size() + 1);
    }
    return value;
}

// The library would take −1 for a very large seed.
std::string whole_number(const std::string& value) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    return error == std::errc{} && end == value.data() + value.size() ? std::string() : value;
}

class Arguments {
public:
    Arguments(Context& context, std::filesystem::path program)
        : context_(context), program_(std::move(program)), app_(std::string(context.tr("cli.about"))) {
        app_.name("rapport");
        common_options(app_);
        app_.set_version_flag("--version", std::string(RAPPORT_VERSION), tr("cli.option.version"));
        app_.require_subcommand(0, 1);
        define_check();
        define_play();
        define_grade();
        define_analyse();
        define_test();
        define_demo();
        define_records();
        define_people();
        define_export();
        define_import();
        define_team();
    }

    Exit run(int argc, char** argv) {
        try {
            app_.parse(argc, argv);
        } catch (const CLI::CallForHelp&) {
            const std::string text = help_text(context_, deepest(app_));
            if (context_.json)
                out_json({{"help", text}});
            else
                out(text);
            return fine;
        } catch (const CLI::CallForVersion& version) {
            if (context_.json)
                out_json({{"version", version.what()}});
            else
                out_line(std::string("rapport ").append(version.what()));
            return fine;
        } catch (const CLI::ParseError& error) {
            const Diagnostic problem = usage_problem(context_, app_, error);
            const std::string command = deepest(app_).get_name();
            const bool lacks_scenario =
                problem.code == "usage_missing_argument" && (command == "check" || command == "analyse");
            return lacks_scenario ? fail_listing_scenarios(context_, problem) : fail(context_, problem);
        }
        if (language_) *language_ = lower(*language_);
        if (language_ && !language_from(*language_))
            return fail(context_, Diagnostic::error("language_unknown").with("language", *language_));
        if (action_) return action_();
        return open_window(context_, program_);
    }

private:
    std::string tr(std::string_view key) const { return std::string(context_.tr(key)); }

    void common_options(CLI::App& app) {
        app.set_help_flag("-h,--help", tr("cli.option.help"));
        app.add_flag("--json", context_.json, tr("cli.option.json"));
        app.add_option("--lang", language_, tr("cli.option.lang"));
    }

    CLI::App* subcommand(const char* name, CLI::App* parent = nullptr) {
        const std::string prefix = parent != nullptr ? "cli.command." + parent->get_name() + "_" : "cli.command.";
        auto* sub = (parent != nullptr ? parent : &app_)->add_subcommand(name, tr(prefix + name));
        common_options(*sub);
        return sub;
    }

    // For what may store something: a team's server hears of it at once.
    void sending(std::function<Exit()> action) {
        action_ = [this, action = std::move(action)] {
            const Exit exit = action();
            send_quietly(context_);
            return exit;
        };
    }

    void define_check() {
        auto* sub = subcommand("check");
        sub->add_option("PATH", paths_, tr("cli.option.paths"))->required();
        sub->callback([this] { action_ = [this] { return check(context_, paths_); }; });
    }

    void define_play() {
        auto* sub = subcommand("play");
        sub->add_option("FILE", play_.file, tr("cli.option.file"));
        sub->add_option("--seed", play_.seed, tr("cli.option.seed"))->check(whole_number);
        sub->add_option("--choose", play_.choose, tr("cli.option.choose"));
        sub->add_option("--policy", play_.policy, tr("cli.option.policy"));
        sub->add_option("--say", play_.say, tr("cli.option.say"));
        sub->add_option("--mode", play_.mode, tr("cli.option.mode"));
        auto* resume = sub->add_option("--resume", resume_, tr("cli.option.resume"))->expected(0, 1);
        sub->add_option("--under", play_.under, tr("cli.option.under"));
        sub->add_option("--from", play_.from, tr("cli.option.from"));
        sub->add_flag("--record", play_.keep, tr("cli.option.record"));
        sub->add_flag("--no-record", play_.forget, tr("cli.option.no_record"));
        sub->add_flag("--trainer", play_.trainer, tr("cli.option.trainer"));
        sub->add_option("--name", play_.trainee, tr("cli.option.name"));
        signing_in(*sub);
        sub->add_option("--db", context_.database, tr("cli.option.db"));
        sub->callback([this, resume] {
            if (resume->count() > 0) play_.resume = resume_.empty() ? "last" : resume_;
            sending([this] {
                play_.language = language_;
                return play(context_, play_);
            });
        });
    }

    void define_grade() {
        auto* sub = subcommand("grade");
        sub->footer(tr("cli.grade_help"));
        sub->callback([this] {
            action_ = [this] { return grade(context_, language_ ? language_from(*language_) : std::nullopt); };
        });
    }

    void define_test() {
        auto* sub = subcommand("test");
        sub->add_option("PLAN", test_.paths, tr("cli.option.plans"))->required();
        sub->add_flag("--coverage", test_.coverage, tr("cli.option.coverage"));
        sub->add_flag("--trainer", test_.trainer, tr("cli.option.trainer"));
        sub->add_option("--name", test_.name, tr("cli.option.name_logged"));
        sub->callback([this] { action_ = [this] { return test(context_, test_); }; });
    }

    void define_analyse() {
        auto* sub = subcommand("analyse");
        sub->add_option("FILE", analyse_.file, tr("cli.option.file_to_analyse"))->required();
        sub->add_option("--graph", analyse_.graph, tr("cli.option.graph"));
        sub->add_option("--runs", analyse_.runs, tr("cli.option.runs"))->check(CLI::Range(0, 100'000));
        sub->add_option("--seed", analyse_.seed, tr("cli.option.seed"))->check(whole_number);
        sub->add_flag("--trainer", analyse_.trainer, tr("cli.option.trainer"));
        sub->add_option("--name", analyse_.trainee, tr("cli.option.name_logged"));
        sub->callback([this] { action_ = [this] { return analyse(context_, analyse_); }; });
    }

    void define_demo() {
        auto* sub = subcommand("demo");
        sub->add_option("--seed", demo_seed_, tr("cli.option.seed"))->check(whole_number);
        sub->callback([this] { action_ = [this] { return demo(context_, demo_seed_); }; });
    }

    void define_records() {
        auto* group = subcommand("records");
        group->require_subcommand(1);
        auto* list = subcommand("list", group);
        list->add_option("--scenario", records_.scenario, tr("cli.option.scenario"));
        list->add_option("--limit", records_.limit, tr("cli.option.limit"))->check(CLI::Range(0, 1'000'000));
        list->add_option("--search", records_.search, tr("cli.option.records_search"));
        list->add_option("--outcome", records_.outcome, tr("cli.option.records_outcome"));
        list->add_option("--mode", records_.mode, tr("cli.option.records_mode"));
        list->add_option("--since", records_.since, tr("cli.option.since"));
        list->add_option("--until", records_.until, tr("cli.option.until"));
        list->callback([this] { action_ = [this] { return records_list(context_, records_); }; });
        auto* show = subcommand("show", group);
        show->add_option("ATTEMPT", attempt_, tr("cli.option.attempt"))->required();
        show->callback([this] { action_ = [this] { return records_show(context_, attempt_, play_.trainer); }; });
        show->add_flag("--trainer", play_.trainer, tr("cli.option.trainer"));
        auto* remove = subcommand("delete", group);
        remove->add_option("ATTEMPT", attempt_, tr("cli.option.attempt"))->required();
        remove->add_flag("--yes", confirmed_, tr("cli.option.yes"));
        remove->callback([this] { sending([this] { return records_delete(context_, attempt_, confirmed_); }); });
        auto* exposures = subcommand("exposures", group);
        exposures->callback([this] { action_ = [this] { return records_exposures(context_); }; });
        auto* change = subcommand("overrule", group);
        change->add_option("ATTEMPT", attempt_, tr("cli.option.attempt"))->required();
        change->add_option("TURN", overrule_.turn, tr("cli.option.overrule_turn"))->required();
        change->add_option("ID", overrule_.behaviour, tr("cli.option.overrule_id"))->required();
        change->add_option("LEVEL", overrule_.level, tr("cli.option.overrule_level"))->required();
        change->add_option("--reason", overrule_.reason, tr("cli.option.overrule_reason"));
        change->add_option("--by", overrule_.by, tr("cli.option.overrule_by"));
        change->callback([this] { sending([this] { return records_overrule(context_, attempt_, overrule_); }); });
        auto* exported = subcommand("export-overruled", group);
        exported->add_flag("--trainer", play_.trainer, tr("cli.option.trainer"));
        exported->callback([this] { action_ = [this] { return records_export_overruled(context_, play_.trainer); }; });
        auto* verify = subcommand("verify", group);
        auto* head = verify->add_option("--head", head_, tr("cli.option.verify_head"));
        verify->callback([this, head] {
            // An empty one was meant to be one: a variable of a script that was never set.
            action_ = [this, given = head->count() > 0] {
                return records_verify(context_, given ? std::optional(head_) : std::nullopt);
            };
        });
        auto* backup = subcommand("backup", group);
        backup->add_option("FILE", backup_.file, tr("cli.option.backup_file"))->required();
        backup->add_flag("--force", backup_.force, tr("cli.option.force"));
        backup->callback([this] { action_ = [this] { return records_backup(context_, backup_); }; });
        auto* restore = subcommand("restore", group);
        restore->add_option("FILE", backup_.file, tr("cli.option.restore_file"))->required();
        restore->add_flag("--yes", backup_.yes, tr("cli.option.restore_yes"));
        restore->add_flag("--force", backup_.force, tr("cli.option.restore_force"));
        restore->callback([this] { action_ = [this] { return records_restore(context_, backup_); }; });
        auto* retention = subcommand("retention", group);
        retention->add_option("--months", retention_.months, tr("cli.option.months"))->required();
        retention->add_flag("--preview", retention_.preview, tr("cli.option.retention_preview"));
        retention->add_flag("--yes", retention_.yes, tr("cli.option.retention_yes"));
        retention->callback([this] { action_ = [this] { return records_retention(context_, retention_); }; });
        auto* share = subcommand("share", group);
        share->add_option("ATTEMPT", attempt_, tr("cli.option.attempt"))->required();
        share->callback([this] { sending([this] { return records_share(context_, attempt_, true); }); });
        auto* unshare = subcommand("unshare", group);
        unshare->add_option("ATTEMPT", attempt_, tr("cli.option.attempt"))->required();
        unshare->callback([this] { sending([this] { return records_share(context_, attempt_, false); }); });
        for (auto* sub : {list, show, remove, change, exported, verify, backup, restore, retention, share, unshare})
            sub->add_option("--db", context_.database, tr("cli.option.db"));
        for (auto* sub : {list, show, remove, change, exported, share, unshare}) signing_in(*sub);
    }

    void signing_in(CLI::App& sub) {
        sub.add_option("--as", context_.as, tr("cli.option.as"));
        sub.add_flag("--pin-stdin", context_.pin_stdin, tr("cli.option.pin_stdin"));
    }

    void define_people() {
        auto* group = subcommand("people");
        group->require_subcommand(1);
        const auto command = [&](const char* name, Exit (*does)(const Context&, const PeopleOptions&)) {
            auto* sub = subcommand(name, group);
            sub->add_option("--db", context_.database, tr("cli.option.db"));
            sub->callback([this, does] { action_ = [this, does] { return does(context_, people_); }; });
            return sub;
        };
        const auto person = [&](CLI::App* sub) {
            sub->add_option("PERSON", people_.name, tr("cli.option.person"))->required();
        };
        command("list", [](const Context& context, const PeopleOptions&) { return people_list(context); });
        auto* add = command("add", people_add);
        add->add_option("NAME", people_.name, tr("cli.option.person_name"))->required();
        add->add_option("--number", people_.number, tr("cli.option.person_number"));
        auto* rename = command("rename", people_rename);
        person(rename);
        rename->add_option("NAME", people_.to, tr("cli.option.person_name"))->required();
        rename->add_option("--number", people_.number, tr("cli.option.person_number"));
        auto* pin = command("pin", people_pin);
        auto* remove_pin = command("remove-pin", people_remove_pin);
        auto* import = command("import", people_import);
        import->add_option("TABLE", people_.file, tr("cli.option.person_table"))->required();
        import->add_flag("--preview", people_.preview, tr("cli.option.import_preview"));
        auto* erase = command("erase", people_erase);
        auto* exported = command("export", people_export);
        for (auto* sub : {pin, remove_pin, erase, exported}) person(sub);
        for (auto* sub : {remove_pin, erase})
            sub->add_flag("--forgotten", people_.forgotten, tr("cli.option.forgotten"));
        erase->add_flag("--yes", people_.yes, tr("cli.option.erase_yes"));
        exported->add_option("--out", people_.out, tr("cli.option.person_out"))->required();
        exported->add_flag("--force", people_.force, tr("cli.option.force"));
        for (auto* sub : {pin, remove_pin, erase, exported})
            sub->add_flag("--pin-stdin", context_.pin_stdin, tr("cli.option.pin_stdin"));
    }

    void define_export() {
        auto* group = subcommand("export");
        group->require_subcommand(1);
        auto* attempts = subcommand("attempts", group);
        attempts->footer(tr("cli.export_attempts_help"));
        attempts->add_option("--format", export_.format, tr("cli.option.export_format"));
        attempts->add_option("--out", export_.out, tr("cli.option.out"));
        attempts->add_flag("--force", export_.force, tr("cli.option.force"));
        attempts->add_option("--since", export_.since, tr("cli.option.since"));
        attempts->add_option("--until", export_.until, tr("cli.option.until"));
        attempts->add_option("--scenario", export_.scenario, tr("cli.option.scenario"));
        attempts->add_option("--attempt", export_.attempts, tr("cli.option.export_attempt"));
        attempts->add_flag("--all", export_.all, tr("cli.option.export_all"));
        attempts->add_flag("--trainer", export_.trainer, tr("cli.option.trainer"));
        attempts->add_option("--grade", export_.grade, tr("cli.option.export_grade"));
        attempts->add_option("--user", export_.user, tr("cli.option.export_user"));
        attempts->add_option("--pass", export_.pass, tr("cli.option.export_pass"))->check(CLI::Range(0, 100));
        attempts->add_option("--home-page", export_.home_page, tr("cli.option.export_home_page"));
        attempts->add_option("--db", context_.database, tr("cli.option.db"));
        signing_in(*attempts);
        attempts->callback([this] { action_ = [this] { return export_attempts(context_, export_); }; });
        auto* scenario = subcommand("scenario", group);
        scenario->add_option("FILE", package_.file, tr("cli.option.file_to_pack"))->required();
        scenario->add_option("--out", package_.out, tr("cli.option.out_package"))->required();
        scenario->add_flag("--force", package_.force, tr("cli.option.force"));
        scenario->add_flag("--trainer", package_.trainer, tr("cli.option.trainer"));
        scenario->callback([this] { action_ = [this] { return export_scenario(context_, package_); }; });
    }

    void define_import() {
        auto* group = subcommand("import");
        group->require_subcommand(1);
        auto* scenario = subcommand("scenario", group);
        scenario->add_option("PACKAGE", package_.file, tr("cli.option.package"))->required();
        scenario->add_option("--into", package_.into, tr("cli.option.into"));
        scenario->add_flag("--force", package_.force, tr("cli.option.force"));
        scenario->callback([this] { action_ = [this] { return import_scenario(context_, package_); }; });
    }

    void define_team() {
        auto* group = subcommand("team");
        group->require_subcommand(1);
        auto* join = subcommand("join", group);
        auto* init = subcommand("init", group);
        for (auto* sub : {join, init}) sub->add_option("URL", team_.server, tr("cli.option.team_url"))->required();
        join->add_flag("--yes", confirmed_, tr("cli.option.team_join_yes"));
        join->callback([this] { action_ = [this] { return team_join(context_, team_.server, confirmed_); }; });
        init->callback([this] { action_ = [this] { return team_init(context_, team_.server); }; });
        subcommand("leave", group)->callback([this] { action_ = [this] { return team_leave(context_); }; });
        subcommand("sync", group)->callback([this] { action_ = [this] { return team_sync(context_); }; });
        subcommand("status", group)->callback([this] { action_ = [this] { return team_status(context_); }; });
        auto* grant = subcommand("grant", group);
        grant->add_option("--person", team_.grant.person, tr("cli.option.team_person"));
        auto* revoke = subcommand("revoke", group);
        for (auto* sub : {grant, revoke}) {
            sub->add_option("ACCOUNT", team_.grant.account, tr("cli.option.team_account"))->required();
            sub->add_option("ROLE", team_.grant.role, tr("cli.option.team_role"))->required();
            sub->add_option("--cohort", team_.grant.cohort, tr("cli.option.team_cohort"));
        }
        grant->callback([this] { action_ = [this] { return team_grant(context_, team_); }; });
        revoke->callback([this] { action_ = [this] { return team_revoke(context_, team_); }; });
        auto* cohorts = subcommand("cohorts", group);
        cohorts->add_option("--add", team_.add, tr("cli.option.team_add_cohort"));
        cohorts->callback([this] { action_ = [this] { return team_cohorts(context_, team_); }; });
        auto* members = subcommand("members", group);
        members->add_option("COHORT", team_.grant.cohort, tr("cli.option.team_cohort"))->required();
        members->add_option("--add", team_.add, tr("cli.option.team_add_member"));
        members->add_option("--remove", team_.remove, tr("cli.option.team_remove_member"));
        members->callback([this] { action_ = [this] { return team_members(context_, team_); }; });
        auto* attempts = subcommand("attempts", group);
        attempts->callback([this] { action_ = [this] { return team_attempts(context_, team_); }; });
        for (auto* sub : {grant, revoke, cohorts, members, attempts})
            sub->add_option("--server", team_.server, tr("cli.option.team_server"));
    }

    Context& context_;
    std::filesystem::path program_;
    CLI::App app_;
    std::function<Exit()> action_;
    std::optional<std::string> language_;
    std::vector<std::string> paths_;
    PlayOptions play_;
    AnalyseOptions analyse_;
    TestOptions test_;
    RecordsOptions records_;
    ExportAttemptsOptions export_;
    PackageOptions package_;
    training::OverruleRequest overrule_;
    std::string attempt_;
    std::string resume_;
    BackupOptions backup_;
    PeopleOptions people_;
    RetentionOptions retention_;
    TeamOptions team_;
    std::string head_;
    std::uint64_t demo_seed_ = 1;
    bool confirmed_ = false;
};

} // namespace

int run(int argc, char** argv) {
    std::signal(SIGXFSZ, SIG_IGN); // a limit on files is an error message and not the end
    const auto asked = early_option(argc, argv, "--lang");
    const Language language =
        asked ? language_from(lower(*asked)).value_or(environment_language()) : environment_language();
    auto context = open_context(argv[0], language, early_option(argc, argv, "--json").has_value());
    if (!context) return context.error();
    const Exit exit = Arguments(*context, argv[0]).run(argc, argv);
    return output_arrived(*context) ? exit : trouble;
}

} // namespace rapport::cli
