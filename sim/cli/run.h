// One drill as the command line plays it, kept in the records or not. Time is made up by the caller (scripts) or
// measured (terminal); here it is only handed on.
#pragma once

#include "sim/cli/what_if.h"
#include "sim/training/attempt.h"
#include "sim/training/drill.h"

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rapport::cli {

class Run {
public:
    virtual ~Run() = default;
    virtual const dialogue::Session& session() const = 0;
    // response_ms: of the response clock, after the reading allowance.
    virtual std::expected<void, Diagnostic> choose(std::string_view reply, std::uint32_t response_ms) = 0;
    virtual std::expected<void, Diagnostic> keep_silent(std::uint32_t response_ms) = 0;
    // Typed words; picked: the id of the reply they stand for, else by reading (training/typed_moment.h).
    virtual std::expected<void, Diagnostic> say(std::string_view words, std::optional<std::string_view> picked,
                                                std::uint32_t response_ms) = 0;
    virtual std::expected<void, Diagnostic> turn_to(std::string_view place, std::uint32_t response_ms) = 0;
    // The script is over. Unfinished attempts end as abandoned.
    virtual std::expected<training::PlayedAttempt, Diagnostic> finish() = 0;
    // Whole in its journal, but not yet in the records: stored at the next start.
    virtual bool waiting() const { return false; }
    // Leaves nothing behind. The last thing done with a run.
    virtual void forget() {}
};

struct RunSettings {
    std::uint64_t seed = 1;
    Language language = Language::en;
    std::string trainee = {};
    std::string input_mode = std::string(records::input_by_choice);                // records/attempt.h
    std::function<std::expected<training::ReplyGrader, Diagnostic>()> grader = {}; // where one types
};

// Leaves no trace.
std::expected<std::unique_ptr<Run>, Diagnostics> unrecorded_run(const std::filesystem::path& product,
                                                                const std::filesystem::path& scenario,
                                                                const RunSettings& settings);
// Journal and database, like a drill in the window. `services` must outlive the run.
std::expected<std::unique_ptr<Run>, Diagnostics>
recorded_run(const training::Services& services, const std::filesystem::path& scenario, const RunSettings& settings);

// The same from a turn of a past attempt on.
std::expected<std::unique_ptr<Run>, Diagnostics> unrecorded_run(const Branch& branch);
std::expected<std::unique_ptr<Run>, Diagnostics> recorded_run(const training::Services& services, const Branch& branch);

} // namespace rapport::cli
