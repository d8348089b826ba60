#include "sim/cli/arguments.h"

#include "sim/base/text.h"
#include "sim/cli/columns.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

namespace rapport::cli {
namespace {

// The word that stands for a positional argument: FILE, 文件.
std::string argument_word(const Context& context, const CLI::Option& option) {
    return std::string(context.tr("cli.word.argument." + option.get_name()));
}

// "--seed NUMBER", "-h, --help"
std::string option_word(const Context& context, const CLI::Option& option) {
    std::string word;
    for (const auto& name : option.get_snames()) word += "-" + name + ", ";
    for (const auto& name : option.get_lnames()) word += "--" + name;
    if (option.get_items_expected_max() > 0)
        word += " " + std::string(context.tr(option.get_type_name() == "TEXT" ? "cli.word.text" : "cli.word.number"));
    return word;
}

using Rows = std::vector<std::pair<std::string, std::string>>;

void append(std::string& text, std::string_view title, const Rows& rows) {
    if (rows.empty()) return;
    text += "\n" + std::string(title) + "\n";
    std::size_t left = 0;
    for (const auto& [name, about] : rows) left = std::max(left, columns(name));
    const std::size_t width = line_width(STDOUT_FILENO);
    const std::size_t start = left + 4;
    for (const auto& [name, about] : rows) {
        text += "  " + name + std::string(left - columns(name) + 2, ' ');
        // Descriptions wrap within their own column.
        for (const char c : wrapped(about, width > start + 20 ? width - start : 0)) {
            text += c;
            if (c == '\n') text.append(start, ' ');
        }
        text += '\n';
    }
}

std::string listed(const Context& context, const std::vector<std::string_view>& words) {
    std::string list;
    for (const auto word : words) list.append(list.empty() ? "" : context.tr("cli.between")).append(word);
    return list;
}

// What would be possible for the option: its range, else where to look.
std::string possible(const Context& context, const CLI::App& app, std::string_view option) {
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    if (option == "--seed") return context.tr("cli.whole_number", {{"least", "0"}, {"most", std::to_string(most)}});
    return context.tr("cli.see_help", {{"command", command_line(app)}});
}

std::vector<std::string> known_words(const CLI::App& app) {
    std::vector<std::string> words;
    for (const auto* sub : app.get_subcommands({})) words.push_back(sub->get_name());
    for (const auto* option : app.get_options())
        for (const auto& name : option->get_lnames()) words.push_back("--" + name);
    return words;
}

// The option the library's sentence is about.
const CLI::Option* option_in(const CLI::App& app, std::string_view sentence) {
    const CLI::Option* found = nullptr;
    for (const auto* option : app.get_options()) {
        const std::string name = option->get_name();
        if (sentence.find(name) == std::string_view::npos) continue;
        if (found == nullptr || name.size() > found->get_name().size()) found = option;
    }
    return found;
}

} // namespace

const CLI::App& deepest(const CLI::App& app) {
    const auto parsed = app.get_subcommands();
    return parsed.empty() ? app : deepest(*parsed.back());
}

std::string command_line(const CLI::App& app) {
    return app.get_parent() == nullptr ? app.get_name() : command_line(*app.get_parent()) + " " + app.get_name();
}

std::string help_text(const Context& context, const CLI::App& app) {
    Rows arguments;
    Rows options;
    Rows commands;
    std::string line = command_line(app);
    for (const auto* option : app.get_options()) {
        if (!option->nonpositional()) {
            const auto word = argument_word(context, *option);
            line += option->get_required() ? " " + word : " [" + word + "]";
            if (option->get_items_expected_max() > 1) line += "…";
            arguments.emplace_back(word, option->get_description());
        } else {
            options.emplace_back(option_word(context, *option), option->get_description());
        }
    }
    for (const auto* sub : app.get_subcommands({})) commands.emplace_back(sub->get_name(), sub->get_description());
    if (!commands.empty()) line += " " + std::string(context.tr("cli.word.command"));
    line += " [" + std::string(context.tr("cli.word.options")) + "]";

    std::string text = app.get_description() + "\n\n" + context.tr("cli.usage", {{"line", line}}) + "\n";
    append(text, context.tr("cli.usage_title.commands"), commands);
    append(text, context.tr("cli.usage_title.arguments"), arguments);
    append(text, context.tr("cli.usage_title.options"), options);
    if (!app.get_footer().empty()) text += "\n" + app.get_footer() + "\n";
    if (!commands.empty()) text += "\n" + context.tr("cli.usage_more", {{"line", command_line(app)}}) + "\n";
    return text;
}

Diagnostic usage_problem(const Context& context, const CLI::App& whole, const CLI::ParseError& error) {
    const CLI::App& app = deepest(whole);
    const auto problem = [&](std::string_view code) {
        return Diagnostic::error(code).with("command", command_line(app));
    };
    // A mistyped command is noticed as a missing one.
    const auto extras = whole.remaining(true);
    if (!extras.empty()) {
        const std::string& what = extras.front();
        Diagnostic d = problem("usage_unknown_argument").with("what", what);
        const auto words = known_words(app);
        if (const auto near = nearest(what, {words.begin(), words.end()}))
            d.args.emplace_back("suggestion", std::string(*near));
        return d;
    }
    if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
        for (const auto* option : app.get_options())
            if (option->get_required() && option->count() == 0)
                return problem("usage_missing_argument")
                    .with("what", option->nonpositional() ? option->get_name() : argument_word(context, *option));
        std::vector<std::string_view> names;
        for (const auto* sub : app.get_subcommands({})) names.push_back(sub->get_name());
        return problem("usage_missing_command").with("what", listed(context, names));
    }
    const CLI::Option* option = option_in(app, error.what());
    const std::string name = option != nullptr ? option->get_name() : std::string();
    if (option == nullptr || option->results().empty()) return problem("usage_value_missing").with("option", name);
    return problem("usage_bad_value")
        .with("option", name)
        .with("value", option->results().back())
        .with("possible", possible(context, app, name));
}

} // namespace rapport::cli
