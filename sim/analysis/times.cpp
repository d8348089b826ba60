#include "sim/analysis/times.h"

#include "sim/dialogue/condition.h"

#include <algorithm>

namespace rapport::analysis {
namespace {

using dialogue::Op;

constexpr std::size_t most_breaks = 200;        // lengths of time that can be tried at every turn
constexpr std::int64_t longest_ms = 86'400'000; // a day, as in scripts

bool compares(const dialogue::Instruction& instruction) {
    const auto op = static_cast<Op>(instruction.op);
    return op >= Op::equal && op <= Op::greater_equal;
}

// One of each kind: the starts are where a kind begins, the scripted time stands for its own.
std::vector<std::uint32_t> one_of_each(std::vector<std::int64_t> starts, std::uint32_t scripted) {
    starts.push_back(0);
    std::erase_if(starts, [](std::int64_t ms) { return ms < 0 || ms > longest_ms; });
    std::ranges::sort(starts);
    starts.erase(std::ranges::unique(starts).begin(), starts.end());
    std::vector<std::uint32_t> found{scripted};
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const std::int64_t end = i + 1 < starts.size() ? starts[i + 1] : longest_ms + 1;
        if (starts[i] <= scripted && scripted < end) continue;
        const std::int64_t whole = (starts[i] + 999) / 1000 * 1000;
        found.push_back(static_cast<std::uint32_t>(whole < end ? whole : starts[i]));
    }
    return found;
}

} // namespace

Times::Times(const dialogue::Scenario& scenario, const dialogue::MoodTable& table, const dialogue::Settings& settings) {
    find_breaks(scenario);
    for (const bool first : {false, true}) {
        std::vector<std::int64_t> starts(breaks_.begin(), breaks_.end());
        if (settings.leniency > 0) { // as the session counts (sim/dialogue/step.cpp)
            const std::int64_t norm =
                std::int64_t{first ? scenario.first_response_s : scenario.response_s} * 10 * settings.leniency;
            const std::int64_t patience =
                std::max<std::int64_t>(1, std::int64_t{scenario.patience_s} * 10 * settings.leniency);
            for (std::int64_t step = 1; step <= table.most_waiting_steps; ++step)
                starts.push_back(step == 1 ? norm + 1 : norm + (step - 1) * patience);
        }
        replies_[first ? 1 : 0] = one_of_each(std::move(starts), scripted_response_ms(scenario));
    }
}

void Times::find_breaks(const dialogue::Scenario& scenario) {
    const auto& code = scenario.code;
    const auto number_at = [&](std::size_t i) { return i < code.size() && static_cast<Op>(code[i].op) == Op::number; };
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (static_cast<Op>(code[i].op) != Op::seconds) continue;
        read_ = true;
        std::size_t number = code.size();
        if (number_at(i + 1) && i + 2 < code.size() && compares(code[i + 2])) number = i + 1;
        if (i > 0 && number_at(i - 1) && i + 1 < code.size() && compares(code[i + 1])) number = i - 1;
        if (number == code.size()) {
            complete_ = false;
            continue;
        }
        for (const std::int64_t second : {std::int64_t{code[number].operand}, std::int64_t{code[number].operand} + 1})
            if (second >= 0 && second * 1000 <= longest_ms)
                breaks_.push_back(static_cast<std::uint32_t>(second * 1000));
    }
    std::ranges::sort(breaks_);
    breaks_.erase(std::ranges::unique(breaks_).begin(), breaks_.end());
    if (breaks_.size() <= most_breaks) return;
    breaks_.resize(most_breaks);
    complete_ = false;
}

std::vector<std::uint32_t> Times::silences(const dialogue::Scenario& scenario, const dialogue::Node& node) const {
    const std::uint32_t scripted = scripted_silence_ms(scenario, node);
    if (!read_) return {scripted};
    return one_of_each({breaks_.begin(), breaks_.end()}, scripted);
}

} // namespace rapport::analysis
