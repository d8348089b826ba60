#include "sim/cli/context.h"

#include "sim/scenario_files/catalogue_file.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <cstdlib>

namespace rapport::cli {

Language environment_language() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value == nullptr || *value == '\0') continue;
        return std::string_view(value).starts_with("zh") ? Language::zh : Language::en;
    }
    return Language::en;
}

std::expected<Context, Exit> open_context(const std::filesystem::path& program, Language language) {
    Context context;
    context.language = language;
    auto product = training::product_folder(program);
    if (!product) {
        print(context, product.error());
        return std::unexpected(trouble);
    }
    context.product = *product;
    auto words = scenario_files::read_catalogue(*product);
    context.catalogue = std::move(words.catalogue);
    if (!words.diagnostics.empty()) {
        print(context, words.diagnostics);
        return std::unexpected(trouble);
    }
    return context;
}

std::expected<training::Services, Exit> open_services(const Context& context) {
    training::Places places{.product = context.product, .data = std::nullopt, .database = context.database};
    auto services = training::open_services(places);
    if (!services) return std::unexpected(fail(context, services.error()));
    if (!context.json) print(context, services->notices);
    return std::move(*services);
}

void print(const Context& context, const Diagnostic& d) {
    std::string place = d.where.file;
    if (d.where.line > 0) place += fmt::format(":{}:{}", d.where.line, d.where.column);
    if (!place.empty()) place += ": ";
    const auto severity = d.severity == Severity::error     ? "name.severity.error"
                          : d.severity == Severity::warning ? "name.severity.warning"
                                                            : "name.severity.note";
    const DiagnosticWords words = words_of(d, context.catalogue, context.language);
    std::fputs(fmt::format("{}{}: {} [{}]\n", place, context.tr(severity), words.message, d.code).c_str(), stderr);
    if (!words.hint.empty()) std::fputs(fmt::format("  {}\n", words.hint).c_str(), stderr);
}

void print(const Context& context, const Diagnostics& diagnostics) {
    for (const Diagnostic& d : diagnostics) print(context, d);
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
        out_line(nlohmann::ordered_json{{"diagnostics", list}}.dump(2, ' ', false,
                                                                    nlohmann::json::error_handler_t::replace));
    } else {
        print(context, diagnostics);
    }
    return trouble;
}

Exit fail(const Context& context, const Diagnostic& diagnostic) { return fail(context, Diagnostics{diagnostic}); }

void out(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void out_line(std::string_view text) {
    out(text);
    out("\n");
    std::fflush(stdout);
}

std::string hundredths(std::int32_t value) {
    if (value % 100 == 0) return std::to_string(value / 100);
    if (value % 10 == 0) return fmt::format("{}.{}", value / 100, value % 100 / 10);
    return fmt::format("{}.{:02}", value / 100, value % 100);
}

} // namespace rapport::cli
