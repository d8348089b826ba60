// What every subcommand needs: words, where things are, and how to say what went wrong.
#pragma once

#include "sim/base/catalogue.h"
#include "sim/base/diagnostic.h"
#include "sim/training/services.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace rapport::cli {

enum Exit : int { fine = 0, findings = 1, trouble = 2 };

struct Context {
    Catalogue catalogue;
    Language language = Language::en; // of messages; the language of a drill may differ
    std::filesystem::path product;
    bool json = false;
    std::optional<std::string> database; // --db
    std::optional<std::string> as;       // --as: who signs in (sign_in.h)
    bool pin_stdin = false;              // --pin-stdin: PINs come from standard input

    std::string_view tr(std::string_view key) const { return catalogue.text(language, key); }
    std::string tr(std::string_view key, const TextArgs& args) const { return catalogue.format(language, key, args); }
};

// "Talk about: The refund"; language: of the drill.
std::string words_of(const Context& context, const dialogue::Session& session, dialogue::Place place,
                     Language language);

// The language of the environment (LC_ALL, LC_MESSAGES, LANG): Chinese if it says so, else English.
Language environment_language();

// Finds the product's files and reads the words. Where there are none, errors are printed by their code alone.
std::expected<Context, Exit> open_context(const std::filesystem::path& program, Language language, bool json);

// The services of the training level, with --db, signed in with --as; prints what went wrong and what is worth knowing
// once.
std::expected<training::Services, Exit> open_services(const Context& context);

// "file:12:5: error: message" and an indented hint, to standard error.
void print(const Context& context, const Diagnostic& diagnostic);
void print(const Context& context, const Diagnostics& diagnostics);
// Without the database's problem: open_services has told it.
void print_new(const Context& context, const training::Services& services, const Diagnostics& diagnostics);
nlohmann::ordered_json to_json(const Context& context, const Diagnostic& diagnostic);

// Prints the trouble (as JSON to standard output with --json, else to standard error) and gives the exit code 2.
Exit fail(const Context& context, const Diagnostics& diagnostics);
Exit fail(const Context& context, const Diagnostic& diagnostic);

// Standard output: words for people, wrapped at the terminal's width and without control characters.
void out(std::string_view text);
void out_line(std::string_view text); // with a line end
void out_json(const nlohmann::ordered_json& json);
void out_json_line(const nlohmann::ordered_json& json); // one of many, without line feeds inside
// Whether everything written so far has arrived; prints what went wrong.
bool output_arrived(const Context& context);
std::string hundredths(std::int32_t value); // 8750 → "87.5", 9000 → "90"

} // namespace rapport::cli
