// Saved attempts: any bytes are an attempt or are refused; what is accepted is written back as it was read, and replays
// or says why it cannot.
#include "sim/records/attempt.h"
#include "sim/scenario_files/read.h"
#include "tests/fuzz/json_mutator.h"
#include "tests/fuzz/walk.h"

#include <array>
#include <cstring>

using namespace rapport;

namespace {

constexpr std::array<std::string_view, 43> words{"header",
                                                 "turns",
                                                 "end",
                                                 "attempt",
                                                 "started_at",
                                                 "engine_version",
                                                 "scorer_version",
                                                 "mood_hash",
                                                 "scenario",
                                                 "persona",
                                                 "seed",
                                                 "language",
                                                 "input_mode",
                                                 "leniency",
                                                 "trainee",
                                                 "node",
                                                 "line",
                                                 "offered",
                                                 "kind",
                                                 "chosen",
                                                 "silence",
                                                 "none",
                                                 "reply",
                                                 "response_ms",
                                                 "labels",
                                                 "restate",
                                                 "dismiss_or_blame",
                                                 "branch",
                                                 "mood",
                                                 "anger",
                                                 "trust",
                                                 "ready",
                                                 "reasons",
                                                 "code",
                                                 "shows",
                                                 "behaviour",
                                                 "level",
                                                 "status",
                                                 "finished",
                                                 "zh",
                                                 "turned",
                                                 "topic:fitting",
                                                 "topic:main"};

const std::shared_ptr<const dialogue::Scenario>& scenario() {
    static const auto read = scenario_files::read_scenario_file(std::filesystem::path(RAPPORT_SOURCE_DIR) /
                                                                "scenarios/library/late-order-chat.json");
    fuzz::must(read.scenario != nullptr, "the scenario of the attempts cannot be read");
    return read.scenario;
}

std::string saved_attempt(unsigned seed) {
    const auto session = fuzz::walked(scenario(), seed, static_cast<int>(seed % 20));
    records::AttemptLog log;
    log.header.id = "01234567-89ab-4cde-8f01-23456789abcd";
    log.header.started_at = "2026-01-01T00:00:00Z";
    log.header.scenario_id = scenario()->id;
    log.header.seed = seed;
    log.header.persona = session.persona().id;
    log.turns.assign(session.log().begin(), session.log().end());
    return records::log_json(*scenario(), log);
}

} // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
    if (size < 16) { // from nothing, a real one
        const std::string fresh = saved_attempt(seed);
        if (fresh.size() > most) return 0;
        std::memcpy(data, fresh.data(), fresh.size());
        return fresh.size();
    }
    return fuzz::mutate_json(data, size, most, seed, words);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    (void)records::header_of_log(bytes);
    (void)records::parse_header(bytes);
    records::AttemptLog step;
    (void)records::parse_step(bytes, *scenario(), step);
    const auto log = records::parse_log(bytes, *scenario());
    if (!log) {
        fuzz::must(!log.error().code.empty(), "refused without a code");
        return 0;
    }
    const std::string written = records::log_json(*scenario(), *log);
    const auto again = records::parse_log(written, *scenario());
    fuzz::must(again.has_value() && *again == *log, "what was written is not what was read");
    const auto replayed =
        dialogue::Session::replay(scenario(), fuzz::mood_table(), records::settings_of(log->header), log->turns);
    fuzz::must(replayed.has_value() || replayed.error().code == "log_mismatch", "a replay fails without saying why");
    return 0;
}
