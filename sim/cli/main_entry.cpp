#include "sim/cli/main_entry.h"

#include "sim/cli/check.h"
#include "sim/cli/context.h"
#include "sim/cli/demo.h"
#include "sim/cli/play.h"
#include "sim/cli/records.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <unistd.h>

namespace rapport::cli {
namespace {

// The window is a program of its own beside this one, so that the command line links neither OpenGL nor SDL.
Exit open_window(const Context& context, const std::filesystem::path& program) {
    std::error_code error;
    auto folder = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    if (error) folder = program.parent_path();
    const std::string window = (folder / "rapport-window").string();
    execl(window.c_str(), window.c_str(), static_cast<char*>(nullptr));
    return fail(context, Diagnostic::error("window_missing").with("path", window));
}

// CLI11 has only English sentences: what was wrong is taken from the kind of error.
Diagnostic usage_problem(const CLI::ParseError& error) {
    const auto what = [&](const char* code) { return Diagnostic::error(code).with("what", error.what()); };
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) return what("usage_unknown_argument");
    if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) return what("usage_missing_argument");
    return what("usage_bad_value");
}

std::optional<Language> language_argument(int argc, char** argv) {
    for (int i = 1; i + 1 < argc; ++i)
        if (std::string_view(argv[i]) == "--lang") return language_from(argv[i + 1]);
    for (int i = 1; i < argc; ++i)
        if (std::string_view(argv[i]).starts_with("--lang=")) return language_from(std::string_view(argv[i]).substr(7));
    return std::nullopt;
}

class Arguments {
public:
    Arguments(Context& context, std::filesystem::path program)
        : context_(context), program_(std::move(program)), app_(std::string(context.tr("cli.about"))) {
        app_.name("rapport");
        app_.set_help_flag("-h,--help", std::string(tr("cli.option.help")));
        app_.require_subcommand(0, 1);
        define_check();
        define_play();
        define_demo();
        define_records();
    }

    int run(int argc, char** argv) {
        try {
            app_.parse(argc, argv);
        } catch (const CLI::CallForHelp&) {
            out(app_.help());
            for (const CLI::App* sub : app_.get_subcommands()) out(sub->help());
            return fine;
        } catch (const CLI::ParseError& error) {
            return fail(context_, usage_problem(error));
        }
        if (action_) return action_();
        return open_window(context_, program_);
    }

private:
    std::string tr(std::string_view key) const { return std::string(context_.tr(key)); }

    CLI::App* subcommand(const char* name, CLI::App* parent = nullptr) {
        const std::string prefix = parent != nullptr ? "cli.command." + parent->get_name() + "_" : "cli.command.";
        auto* sub = (parent != nullptr ? parent : &app_)->add_subcommand(name, tr(prefix + name));
        sub->set_help_flag("-h,--help", tr("cli.option.help"));
        sub->add_flag("--json", context_.json, tr("cli.option.json"));
        sub->add_option("--lang", language_, tr("cli.option.lang"));
        return sub;
    }

    void define_check() {
        auto* sub = subcommand("check");
        sub->add_option("PATH", paths_, tr("cli.option.paths"))->required();
        sub->callback([this] { action_ = [this] { return check(context_, paths_); }; });
    }

    void define_play() {
        auto* sub = subcommand("play");
        sub->add_option("FILE", play_.file, tr("cli.option.file"));
        sub->add_option("--seed", play_.seed, tr("cli.option.seed"));
        sub->add_option("--choose", play_.choose, tr("cli.option.choose"));
        sub->add_option("--policy", play_.policy, tr("cli.option.policy"));
        sub->add_option("--resume", play_.resume, tr("cli.option.resume"));
        sub->add_flag("--record", play_.keep, tr("cli.option.record"));
        sub->add_flag("--no-record", play_.forget, tr("cli.option.no_record"));
        sub->add_flag("--trainer", play_.trainer, tr("cli.option.trainer"));
        sub->add_option("--name", play_.trainee, tr("cli.option.name"));
        sub->add_option("--db", context_.database, tr("cli.option.db"));
        sub->callback([this] {
            action_ = [this] {
                play_.language = language_;
                return play(context_, play_);
            };
        });
    }

    void define_demo() {
        auto* sub = subcommand("demo");
        sub->add_option("--seed", demo_seed_, tr("cli.option.seed"));
        sub->callback([this] { action_ = [this] { return demo(context_, demo_seed_); }; });
    }

    void define_records() {
        auto* group = app_.add_subcommand("records", tr("cli.command.records"));
        group->set_help_flag("-h,--help", tr("cli.option.help"));
        group->require_subcommand(1);
        auto* list = subcommand("list", group);
        list->add_option("--scenario", records_.scenario, tr("cli.option.scenario"));
        list->add_option("--limit", records_.limit, tr("cli.option.limit"))->check(CLI::NonNegativeNumber);
        list->callback([this] { action_ = [this] { return records_list(context_, records_); }; });
        auto* show = subcommand("show", group);
        show->add_option("ATTEMPT", attempt_, tr("cli.option.attempt"))->required();
        show->callback([this] { action_ = [this] { return records_show(context_, attempt_); }; });
        auto* remove = subcommand("delete", group);
        remove->add_option("ATTEMPT", attempt_, tr("cli.option.attempt"))->required();
        remove->add_flag("--yes", confirmed_, tr("cli.option.yes"));
        remove->callback([this] { action_ = [this] { return records_delete(context_, attempt_, confirmed_); }; });
        for (auto* sub : {list, show, remove}) sub->add_option("--db", context_.database, tr("cli.option.db"));
    }

    Context& context_;
    std::filesystem::path program_;
    CLI::App app_;
    std::function<Exit()> action_;
    std::optional<std::string> language_;
    std::vector<std::string> paths_;
    PlayOptions play_;
    RecordsOptions records_;
    std::string attempt_;
    std::uint64_t demo_seed_ = 1;
    bool confirmed_ = false;
};

} // namespace

int run(int argc, char** argv) {
    const Language language = language_argument(argc, argv).value_or(environment_language());
    auto context = open_context(argv[0], language);
    if (!context) return context.error();
    return Arguments(*context, argv[0]).run(argc, argv);
}

} // namespace rapport::cli
