// What reads typed replies, made of the product's files:
//
//   assets/signs/en.json, zh.json        the signs the rules look for
//   assets/models/replies.model          the learned layer (scoring/learning/linear_model.h), and beside it
//   assets/models/replies.cuts.json      what its chances are worth (scoring/recogniser/fusion.h)
//
// Without a model and cuts the rules decide alone; one of the two without the other is an error.
#pragma once

#include "scoring/recogniser/recogniser.h"
#include "sim/base/diagnostic.h"

#include <expected>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace rapport::scenario_files {

class Grader {
public:
    const scoring::Recogniser& recogniser() const;
    // Keeps what it is made of alive, also without the grader.
    std::shared_ptr<const scoring::Recogniser> shared_recogniser() const;
    const std::string& version() const; // scoring/recogniser/grader_version.h
    bool has_model() const;

    struct Parts;
    explicit Grader(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}

private:
    std::shared_ptr<const Parts> parts_; // stays where it is, however the grader is moved or copied
};

// folder: the product folder. Reading and compiling takes some 50 ms: only where something is typed. Error: the first
// finding of the first file that has one; file_missing and the like, those of sign_file.h and cuts_file.h,
// model_damaged, model_newer, model_other_features (with the file as their place).
std::expected<Grader, Diagnostic> load_grader(const std::filesystem::path& folder);

// A grader that is loaded when it is first asked for, and once. May be asked from any thread; a window asks ahead of
// time from one of its own.
class LazyGrader {
public:
    explicit LazyGrader(std::filesystem::path folder) : folder_(std::move(folder)) {}
    const std::expected<Grader, Diagnostic>& get();

private:
    std::filesystem::path folder_;
    std::once_flag once_;
    std::optional<std::expected<Grader, Diagnostic>> grader_;
};

} // namespace rapport::scenario_files
