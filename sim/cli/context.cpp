#include "sim/cli/context.h"

#include "sim/cli/columns.h"
#include "sim/cli/sign_in.h"
#include "sim/scenario_files/catalogue_file.h"
#include "sim/training/text_keys.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>
#include <unistd.h>

namespace rapport::cli {

std::string words_of(const Context& context, const dialogue::Session& session, dialogue::Place place,
                     Language language) {
    TextArgs args;
    if (place != dialogue::main_thread)
        args.emplace_back("topic", session.scenario().topics[place - 1U].title.best(language));
    return context.tr(training::text_key(session.threads(), place), args);
}

Language environment_language() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value == nullptr || *value == '\0') continue;
        return std::string_view(value).starts_with("zh") ? Language::zh : Language::en;
    }
    return Language::en;
}

std::expected<Context, Exit> open_context(const std::filesystem::path& program, Language language, bool json) {
    Context context;
    context.language = language;
    context.json = json;
    auto product = training::product_folder(program);
    if (!product) {
        return std::unexpected(fail(context, product.error()));
    }
    context.product = *product;
    auto words = scenario_files::read_catalogue(*product);
    context.catalogue = std::move(words.catalogue);
    if (!words.diagnostics.empty()) {
        return std::unexpected(fail(context, words.diagnostics));
    }
    return context;
}

std::expected<training::Services, Exit> open_services(const Context& context) {
    training::Places places{.product = context.product, .data = std::nullopt, .database = context.database};
    auto services = training::open_services(places);
    if (!services) return std::unexpected(fail(context, services.error()));
    if (!context.json) print(context, services->notices);
    if (auto signed_in = sign_in(context, *services); !signed_in)
        return std::unexpected(fail(context, signed_in.error()));
    return std::move(*services);
}

void print(const Context& context, const Diagnostic& d) {
    const DiagnosticWords words = words_of(d, context.catalogue, context.language);
    // Troubles with a whole file name it themselves.
    const bool named = d.where.line == 0 && words.message.find(d.where.file) != std::string::npos;
    std::string place = named ? std::string() : d.where.file;
    if (d.where.line > 0) place += fmt::format(":{}:{}", d.where.line, d.where.column);
    if (!place.empty()) place += ": ";
    const auto severity = d.severity == Severity::error     ? "name.severity.error"
                          : d.severity == Severity::warning ? "name.severity.warning"
                                                            : "name.severity.note";
    // Where even the words are missing, the code and what it is about.
    std::string text = d.code;
    for (const auto& [name, value] : d.args) text.append(" ").append(value);
    if (context.catalogue.has(context.language, "cli.finding"))
        text = context.tr("cli.finding", {{"place", place},
                                          {"severity", std::string(context.tr(severity))},
                                          {"message", words.message},
                                          {"code", d.code}});
    if (!words.hint.empty()) text += "\n  " + words.hint;
    text += '\n';
    // What was said before stands before it.
    std::fflush(stdout);
    std::fputs(wrapped(harmless(text), line_width(STDERR_FILENO)).c_str(), stderr);
}

void print(const Context& context, const Diagnostics& diagnostics) {
    for (const Diagnostic& d : diagnostics) print(context, d);
}

void print_new(const Context& context, const training::Services& services, const Diagnostics& diagnostics) {
    for (const Diagnostic& d : diagnostics)
        if (d != services.database_problem) print(context, d);
}

nlohmann::ordered_json to_json(const Context& context, const Diagnostic& d) {
    const DiagnosticWords words = words_of(d, context.catalogue, context.language);
    const auto severity = d.severity == Severity::error     ? "error"
                          : d.severity == Severity::warning ? "warning"
                                                            : "note";
    return {{"code", d.code},           {"severity", severity},     {"file", d.where.file},
            {"line", d.where.line},     {"column", d.where.column}, {"pointer", d.where.pointer},
            {"message", words.message}, {"hint", words.hint}};
}

Exit fail(const Context& context, const Diagnostics& diagnostics) {
    if (context.json) {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const Diagnostic& d : diagnostics) list.push_back(to_json(context, d));
        out_json({{"diagnostics", list}});
    } else {
        print(context, diagnostics);
    }
    return trouble;
}

Exit fail(const Context& context, const Diagnostic& diagnostic) { return fail(context, Diagnostics{diagnostic}); }

void out(std::string_view text) {
    const std::string shown = wrapped(harmless(text), line_width(STDOUT_FILENO));
    std::fwrite(shown.data(), 1, shown.size(), stdout);
}

void out_line(std::string_view text) {
    out(std::string(text) + "\n");
    std::fflush(stdout);
}

void out_json(const nlohmann::ordered_json& json) {
    std::string text = json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
    text += '\n';
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

void out_json_line(const nlohmann::ordered_json& json) {
    std::string text = json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    text += '\n';
    std::fwrite(text.data(), 1, text.size(), stdout);
}

bool output_arrived(const Context& context) {
    const bool flushed = std::fflush(stdout) == 0;
    if (flushed && std::ferror(stdout) == 0) return true;
    const std::string reason = std::generic_category().message(errno != 0 ? errno : EIO);
    print(context, Diagnostic::error("output_failed").with("reason", reason));
    return false;
}

std::string hundredths(std::int32_t value) {
    if (value % 100 == 0) return std::to_string(value / 100);
    if (value % 10 == 0) return fmt::format("{}.{}", value / 100, value % 100 / 10);
    return fmt::format("{}.{:02}", value / 100, value % 100);
}

} // namespace rapport::cli
