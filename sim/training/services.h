// What every use case needs: where things are, where attempts are kept, how customers react, what this person prefers.
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/dialogue/mood.h"
#include "sim/records/database.h"
#include "sim/records/passing_folder.h"
#include "sim/records/preferences.h"
#include "sim/training/typed_moment.h"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace rapport::training {

struct Services {
    std::filesystem::path product; // holds assets/ and scenarios/
    std::filesystem::path data;    // the person's own folder, or the passing one
    // Set where the person's own folder cannot be used, or has no room: what is done is not kept. Without a passing
    // folder no drill can be started either.
    std::optional<Diagnostic> data_problem;
    std::shared_ptr<const records::PassingFolder> passing;
    // Null where it could not be opened (database_problem says why). Drills still run: their journals wait.
    std::shared_ptr<records::Database> database;
    std::optional<Diagnostic> database_problem;
    std::shared_ptr<const dialogue::MoodTable> mood;
    std::string mood_hash;
    // Who is signed in (records/people.h), an id; empty: nobody, and what is played belongs to the desk's own person.
    std::string person;
    records::Preferences preferences;
    Diagnostics notices; // to be shown once at start: preferences that could not be read, the database problem …
    // Chance and the date, replaceable by tests.
    std::function<std::string()> utc_now, new_attempt_id;
    std::function<std::uint64_t()> new_seed;
    // What reads typed replies, made when it is first asked for. Empty: typing is not available.
    std::function<std::expected<ReplyGrader, Diagnostic>()> grader;

    std::filesystem::path library_folder() const { return product / "scenarios" / "library"; }
};

struct Places {
    std::filesystem::path product{};
    std::optional<std::filesystem::path> data{}; // empty: records::data_folder()
    std::optional<std::string> database{};       // URL; empty: <data>/rapport.db
    bool kept_or_not = false; // true: where the data folder cannot be used, go on all the same (data_problem)
};

// What reads typed replies, of the product's files; read when first asked for, and once for all copies. Errors: those
// of scenario_files::load_grader.
std::function<std::expected<ReplyGrader, Diagnostic>()> grader_in(const std::filesystem::path& product);

// Errors: the data folder cannot be used (unless kept_or_not), or the mood table cannot be read. From here on the
// process ignores SIGXFSZ, so that a file-size limit is an error message and not the end.
std::expected<Services, Diagnostics> open_services(const Places& places);

// From now on drills are played without being kept, in a passing folder, because of `problem`. Error: there is no room
// for that either; then only data_problem has changed.
std::expected<void, Diagnostic> play_unkept(Services& services, const Diagnostic& problem);

// The folder with assets/ and scenarios/ (scenario_files/product_folder.h). program: argv[0], for systems that do not
// tell a program where it lies. Error: product_folder_missing.
std::expected<std::filesystem::path, Diagnostic> product_folder(const std::filesystem::path& program);

} // namespace rapport::training
