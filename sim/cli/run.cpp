#include "sim/cli/run.h"

#include "sim/base/text.h"
#include "sim/records/folders.h"
#include "sim/records/journal.h"
#include "sim/scenario_files/files.h"
#include "sim/scenario_files/mood_file.h"
#include "sim/scenario_files/read.h"

namespace rapport::cli {
namespace {

class UnrecordedRun final : public Run {
public:
    UnrecordedRun(dialogue::Session session, std::shared_ptr<const std::string> bytes,
                  std::optional<records::BranchedFrom> from = std::nullopt, RunSettings settings = {})
        : session_(std::move(session)), bytes_(std::move(bytes)), from_(std::move(from)),
          settings_(std::move(settings)) {}

    const dialogue::Session& session() const override { return session_; }
    std::expected<void, Diagnostic> choose(std::string_view reply, std::uint32_t response_ms) override {
        const auto done = session_.choose(reply, response_ms);
        if (!done) return std::unexpected(done.error());
        return {};
    }
    std::expected<void, Diagnostic> keep_silent(std::uint32_t response_ms) override {
        const auto done = session_.keep_silent(response_ms);
        if (!done) return std::unexpected(done.error());
        return {};
    }
    std::expected<void, Diagnostic> say(std::string_view words, std::optional<std::string_view> picked,
                                        std::uint32_t response_ms) override {
        if (!settings_.grader) return std::unexpected(Diagnostic::error("typing_unavailable"));
        const auto grader = settings_.grader();
        if (!grader) return std::unexpected(grader.error());
        version_ = grader->version;
        auto reading = training::read_typed(session_, *grader->recogniser, words, picked);
        if (!reading) return std::unexpected(reading.error());
        const auto done = session_.say(std::move(reading->reply), response_ms);
        if (!done) return std::unexpected(done.error());
        return {};
    }
    std::expected<void, Diagnostic> turn_to(std::string_view place, std::uint32_t response_ms) override {
        const auto done = session_.turn_to(place, response_ms);
        if (!done) return std::unexpected(done.error());
        return {};
    }
    std::expected<training::PlayedAttempt, Diagnostic> finish() override {
        records::AttemptLog log;
        const auto& s = session_.scenario();
        log.header.scenario_id = s.id;
        log.header.scenario_version = s.version;
        log.header.persona = session_.persona().id;
        log.header.seed = session_.settings().seed;
        log.header.language = session_.settings().language;
        log.header.branched_from = from_;
        log.header.input_mode = settings_.input_mode;
        log.header.grader = version_;
        log.turns.assign(session_.log().begin(), session_.log().end());
        log.end =
            records::AttemptEnd{.ended_at = {},
                                .status = session_.over() ? records::Status::finished : records::Status::abandoned,
                                .ending = session_.over() ? std::string(session_.ending()->id) : std::string()};
        return training::PlayedAttempt{std::move(log), session_, bytes_};
    }

private:
    dialogue::Session session_;
    std::shared_ptr<const std::string> bytes_;
    std::optional<records::BranchedFrom> from_;
    RunSettings settings_;
    std::string version_; // of what read the words, once there were any
};

// A clock of its own: each line is read in exactly its allowance, then answered after the time given.
class RecordedRun final : public Run {
public:
    RecordedRun(training::Drill drill, std::filesystem::path journals)
        : drill_(std::move(drill)), journals_(std::move(journals)) {}

    const dialogue::Session& session() const override { return drill_->session(); }
    std::expected<void, Diagnostic> choose(std::string_view reply, std::uint32_t response_ms) override {
        return drill_->choose(reply, pass(response_ms));
    }
    std::expected<void, Diagnostic> keep_silent(std::uint32_t response_ms) override {
        return drill_->keep_silent(pass(response_ms));
    }
    std::expected<void, Diagnostic> say(std::string_view words, std::optional<std::string_view> picked,
                                        std::uint32_t response_ms) override {
        return drill_->say(words, picked, pass(response_ms));
    }
    std::expected<void, Diagnostic> turn_to(std::string_view place, std::uint32_t response_ms) override {
        return drill_->turn_to(place, pass(response_ms));
    }
    std::expected<training::PlayedAttempt, Diagnostic> finish() override {
        if (drill_->stage() == training::Stage::talking)
            if (auto ended = drill_->abandon(now_); !ended) return std::unexpected(ended.error());
        if (drill_->problem()) return std::unexpected(*drill_->problem());
        return drill_->attempt();
    }
    bool waiting() const override { return drill_->stage() != training::Stage::talking && drill_->problem(); }
    void forget() override {
        const std::string attempt = drill_->header().id;
        drill_.reset(); // lets go of the journal
        if (auto opened = records::Journal::open(journals_, attempt)) (void)opened->journal.remove();
    }

private:
    std::int64_t pass(std::uint32_t response_ms) {
        const auto& s = drill_->session();
        if (s.over()) return now_;
        const std::int64_t allowance = reading_time_ms(s.line().text.best(drill_->language()));
        return now_ += allowance * drill_->header().reading_percent / 100 + std::int64_t{response_ms};
    }
    std::optional<training::Drill> drill_;
    std::filesystem::path journals_;
    std::int64_t now_ = 0;
};

} // namespace

std::expected<std::unique_ptr<Run>, Diagnostics>
unrecorded_run(const std::filesystem::path& product, const std::filesystem::path& path, const RunSettings& settings) {
    auto read = scenario_files::read_scenario_file(path);
    if (!read.scenario) return std::unexpected(read.errors());
    const auto mood = scenario_files::read_mood_file(product);
    if (!mood.table) return std::unexpected(mood.diagnostics);
    dialogue::Session session(read.scenario, mood.table, {.seed = settings.seed, .language = settings.language});
    return std::make_unique<UnrecordedRun>(std::move(session), std::make_shared<const std::string>(read.bytes()),
                                           std::nullopt, settings);
}

std::expected<std::unique_ptr<Run>, Diagnostics> unrecorded_run(const Branch& branch) {
    auto session = training::session_before(branch.attempt, branch.turn);
    if (!session) return std::unexpected(Diagnostics{session.error()});
    return std::make_unique<UnrecordedRun>(std::move(*session), branch.attempt.scenario_bytes,
                                           records::BranchedFrom{branch.attempt.log.header.id, branch.turn});
}

std::expected<std::unique_ptr<Run>, Diagnostics> recorded_run(const training::Services& services,
                                                              const Branch& branch) {
    auto drill = training::Drill::again_from(services, branch.attempt, branch.turn, 0);
    if (!drill) return std::unexpected(drill.error());
    return std::make_unique<RecordedRun>(std::move(*drill), records::journal_folder(services.data));
}

std::expected<std::unique_ptr<Run>, Diagnostics>
recorded_run(const training::Services& services, const std::filesystem::path& scenario, const RunSettings& settings) {
    training::DrillSettings drill{.seed = settings.seed, .language = settings.language};
    // Who is signed in plays under her name, unless another is given.
    drill.trainee =
        settings.trainee.empty() && !services.person.empty() ? services.preferences.trainee : settings.trainee;
    drill.input_mode = settings.input_mode;
    auto started = training::Drill::start(services, scenario, drill, 0);
    if (!started) return std::unexpected(started.error());
    return std::make_unique<RecordedRun>(std::move(*started), records::journal_folder(services.data));
}

} // namespace rapport::cli
