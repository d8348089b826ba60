// The reader: any bytes end in a scenario or in diagnostics with their place; what is read can be played and replayed.
#include "sim/base/text.h"
#include "sim/scenario_files/read.h"
#include "tests/fuzz/json_mutator.h"
#include "tests/fuzz/walk.h"

#include <algorithm>
#include <array>

using namespace rapport;

namespace {

constexpr std::array<std::string_view, 78> words{
    "format",  "id",        "version",  "languages",  "en",        "zh",       "title",     "summary", "industry",
    "channel", "phone",     "chat",     "difficulty", "minutes",   "module",   "family",    "use",     "practice",
    "exam",    "grades",    "norms",    "card",       "cause",     "customer", "name",      "tier",    "history",
    "facts",   "label",     "value",    "policy",     "options",   "fits",     "state",     "angry",   "mood",
    "anger",   "trust",     "temper",   "patience_s", "personas",  "voice",    "variables", "type",    "int",
    "bool",    "min",       "max",      "start",      "nodes",     "topic",    "urgent",    "asks",    "says",
    "when",    "feeling",   "slots",    "wants",      "calls_for", "replies",  "once",      "text",    "shows",
    "restate", "apologise", "solution", "reveals",    "do",        "to",       "why",       "model",   "silence",
    "after_s", "otherwise", "passages", "call",       "then",      "endings"};

} // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
    return fuzz::mutate_json(data, size, most, seed, words);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto read = scenario_files::read_scenario(bytes, "fuzzed.json");
    const bool errors =
        std::ranges::any_of(read.diagnostics, [](const Diagnostic& d) { return d.severity == Severity::error; });
    fuzz::must(errors == (read.scenario == nullptr), "a scenario with errors, or neither scenario nor error");
    const auto lines = 1 + std::ranges::count(bytes, '\n');
    for (const auto& d : read.diagnostics) {
        fuzz::must(!d.code.empty() && d.where.file == "fuzzed.json", "a finding without code or file");
        fuzz::must(d.where.line >= 0 && d.where.line <= lines, "a finding outside the file");
    }
    if (!read.scenario) return 0;
    for (const std::uint64_t seed : {1U, 2U}) {
        const auto played = fuzz::walked(read.scenario, seed, 60);
        const auto again =
            dialogue::Session::replay(read.scenario, fuzz::mood_table(), played.settings(), played.log());
        fuzz::must(again.has_value() && again->state_bytes() == played.state_bytes(),
                   "a replay differs from the original");
    }
    return 0;
}
