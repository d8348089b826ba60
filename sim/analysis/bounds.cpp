#include "sim/analysis/bounds.h"

#include <algorithm>
#include <span>

namespace rapport::analysis {
namespace {

using dialogue::none;
using dialogue::Reply;
using dialogue::Scenario;
using scoring::behaviour_at;
using scoring::first_fault;

// Larger scenarios are bounded by 0 and 100 alone: the tables would cost more than they save.
constexpr std::size_t most_nodes = 2000;
constexpr std::size_t nothing_open = 5;
constexpr std::int16_t unreachable = -1;
constexpr std::int64_t unit = 1'000'000'000; // one of the hundred points

Level said(const Scenario& scenario, const Reply& reply, Behaviour b) {
    Level level = 0;
    for (const dialogue::Shown& shown : scenario.shown_by(reply))
        if (shown.behaviour == b) level = std::max(level, shown.level);
    return level;
}

// The story moves on by itself, or the trainee turns to another topic: the moment is not graded.
bool without_answer(const Graph::Exit& exit) {
    return exit.reply == Graph::Exit::otherwise || exit.reply == Graph::Exit::turn;
}

// The start, and where one may get to from there without an answer.
std::vector<bool> openings(const Scenario& scenario, const Graph& graph) {
    std::vector<bool> found(scenario.nodes.size(), false);
    std::vector<std::uint32_t> open{scenario.start};
    while (!open.empty()) {
        const std::uint32_t node = open.back();
        open.pop_back();
        if (found[node]) continue;
        found[node] = true;
        for (const Graph::Exit& exit : graph.exits[node])
            if (without_answer(exit) && exit.to != none) open.push_back(exit.to);
    }
    return found;
}

bool checks(const Scenario& scenario, const Reply& reply) {
    return std::ranges::any_of(scenario.shown_by(reply), [](const dialogue::Shown& s) { return s.check; });
}

// Rule 13, where the mood allows it.
Level premature_at_worst(const Scenario& scenario, const dialogue::Node& node, const Reply& reply) {
    if (!reply.solution || node.urgent) return 0;
    return said(scenario, reply, Behaviour::hide_behind_policy) > 0 ? Level{2} : Level{1};
}

// Outwards: up for the best, down for the worst. b > 0.
std::int64_t divide(std::int64_t a, std::int64_t b, bool up) { return up ? (a + b - 1) / b : a / b; }

struct Mean {
    std::int64_t sum = 0, n = 0;
    void add(std::int64_t score) {
        sum += score;
        ++n;
    }
    void add(const Mean& mean, bool up) {
        if (mean.n > 0) add(mean.value(up));
    }
    std::int64_t value(bool up) const { return divide(sum, n, up); }
};

} // namespace

Bounds::Bounds(const Scenario& scenario, const Graph& graph, Objective objective, std::uint64_t work)
    : objective_(objective), work_(work), graph_(&graph), turns_(!scenario.topics.empty()),
      openings_(openings(scenario, graph)) {
    for (std::size_t i = 0; i < first_fault; ++i)
        if (scenario.grades.has(behaviour_at(i))) metrics_.push_back({behaviour_at(i), false, {}, {}});
    if (scenario.grades.has(Behaviour::restate)) metrics_.push_back({Behaviour::restate, true, {}, {}});
    if (objective == Objective::worst) spread_faults(scenario, graph);
    if (scenario.nodes.size() <= most_nodes && !graph.loose)
        for (Metric& metric : metrics_) fill(metric, scenario, graph);
}

Bounds::Sums Bounds::out_of_reach() const {
    Sums sums;
    sums.by_count.fill(unreachable);
    return sums;
}

bool Bounds::improve(Sums& into, const Sums& from, int sum, int opportunities) const {
    bool changed = false;
    const auto offer = [&](std::size_t count, std::int16_t value) {
        if (count > deep) {
            changed = changed || !into.beyond;
            into.beyond = true;
        } else if (into.by_count[count] == unreachable || better(value, into.by_count[count])) {
            into.by_count[count] = value;
            changed = true;
        }
    };
    for (std::size_t k = 0; k <= deep; ++k)
        if (from.by_count[k] != unreachable)
            offer(k + static_cast<std::size_t>(opportunities), static_cast<std::int16_t>(from.by_count[k] + sum));
    if (from.beyond) offer(deep + 1, 0);
    return changed;
}

int Bounds::worth(const Metric& metric, const Scenario& scenario, std::uint32_t node, std::uint32_t reply) const {
    if (reply == Graph::Exit::silence) return 0;
    const dialogue::Node& n = scenario.nodes[node];
    const Reply& r = scenario.replies_of(n)[reply];
    // What the moment takes away (sim/dialogue/moment.h).
    if (metric.behaviour == Behaviour::let_speak && n.asks != none) return 0;
    if (metric.behaviour == Behaviour::open_contact && (!openings_[node] || objective_ == Objective::worst)) return 0;
    const Level level = said(scenario, r, metric.behaviour);
    return metric.understanding ? scoring::understanding_value(level, checks(scenario, r)) / 25 : level;
}

bool Bounds::sweep(Metric& metric, const Scenario& scenario, const Graph& graph, std::uint32_t node) const {
    const Sums ended = [] {
        Sums s;
        s.by_count.fill(unreachable);
        s.by_count[0] = 0;
        return s;
    }();
    const bool calls = scenario.nodes[node].calls_for.has(metric.behaviour);
    auto& facing = metric.facing[node];
    auto& arriving = metric.arriving[node];
    bool changed = false;
    for (const Graph::Exit& exit : graph.exits[node]) {
        const bool by_itself = without_answer(exit);
        const int shown = by_itself ? 0 : worth(metric, scenario, node, exit.reply);
        for (int open = 0; open < 5; ++open) {
            const auto o = static_cast<std::size_t>(open);
            const int after = by_itself ? open : std::max(open, shown);
            const bool still_open = by_itself || calls;
            auto& into = by_itself ? arriving[o] : facing[o];
            if (exit.to == none)
                changed |= improve(into, ended, still_open ? after : 0, 0);
            else
                changed |= improve(
                    into, metric.arriving[exit.to][still_open ? static_cast<std::size_t>(after) : nothing_open], 0, 0);
        }
        if (by_itself)
            changed |=
                improve(arriving[nothing_open], exit.to == none ? ended : metric.arriving[exit.to][nothing_open], 0, 0);
    }
    for (int open = 0; open < 5; ++open) {
        const auto o = static_cast<std::size_t>(open);
        changed |= calls ? improve(arriving[o], facing[o], 0, 0) : improve(arriving[o], facing[0], open, 0);
    }
    changed |= improve(arriving[nothing_open], facing[0], 0, calls ? 1 : 0);
    return changed;
}

void Bounds::fill(Metric& metric, const Scenario& scenario, const Graph& graph) {
    constexpr std::size_t of_exit = 5 * (deep + 2), of_node = 11 * (deep + 2);
    std::array<Sums, 5> facing;
    facing.fill(out_of_reach());
    std::array<Sums, 6> arriving;
    arriving.fill(out_of_reach());
    metric.facing.assign(scenario.nodes.size(), facing);
    metric.arriving.assign(scenario.nodes.size(), arriving);
    for (bool changed = true; changed;) {
        changed = false;
        for (const std::uint32_t node : graph.backwards) {
            if (!work_.steps(of_node + of_exit * graph.exits[node].size())) {
                metric.facing.clear();
                metric.arriving.clear();
                return;
            }
            changed |= sweep(metric, scenario, graph, node);
        }
    }
}

void Bounds::spread_faults(const Scenario& scenario, const Graph& graph) {
    faults_ahead_.resize(scenario.nodes.size());
    for (std::size_t i = 0; i < scenario.nodes.size(); ++i)
        for (const Reply& reply : scenario.replies_of(scenario.nodes[i])) {
            for (std::size_t f = first_fault; f < scoring::behaviour_count; ++f) {
                auto& level = faults_ahead_[i][f - first_fault];
                level = std::max(level, said(scenario, reply, behaviour_at(f)));
            }
            auto& premature = faults_ahead_[i][scoring::index(Behaviour::premature_solution) - first_fault];
            premature = std::max(premature, premature_at_worst(scenario, scenario.nodes[i], reply));
        }
    if (graph.loose) return faults_anywhere();
    for (bool changed = true; changed;) {
        changed = false;
        for (const std::uint32_t node : graph.backwards) {
            if (!work_.steps(1 + 8 * graph.exits[node].size())) return faults_anywhere();
            for (const Graph::Exit& exit : graph.exits[node]) {
                if (exit.to == none) continue;
                for (std::size_t f = 0; f < faults_ahead_[node].size(); ++f)
                    if (faults_ahead_[exit.to][f] > faults_ahead_[node][f]) {
                        faults_ahead_[node][f] = faults_ahead_[exit.to][f];
                        changed = true;
                    }
            }
        }
    }
}

// Wherever one is, everything may be ahead.
void Bounds::faults_anywhere() {
    auto all = faults_ahead_.front();
    for (const auto& here : faults_ahead_)
        for (std::size_t f = 0; f < all.size(); ++f) all[f] = std::max(all[f], here[f]);
    std::ranges::fill(faults_ahead_, all);
}

Bounds::Share Bounds::share(const Metric& metric, const Progress& progress, std::uint32_t node) const {
    const Share outermost = objective_ == Objective::best ? Share{1, 1} : Share{0, 1};
    if (metric.facing.empty()) return outermost;
    const Taken& taken = progress.of(metric.behaviour);
    const std::size_t nothing = turns_ ? nothing_open : 0;
    const std::size_t open = taken.open ? (metric.understanding ? taken.open_value : taken.open_level) : nothing;
    const Sums& ahead = turns_ ? metric.arriving[node][open] : metric.facing[node][open];
    if (ahead.beyond) return outermost;
    const std::int64_t worth_each = metric.understanding ? 4 : 2;
    Share best{0, 0};
    for (std::size_t k = 0; k <= deep; ++k) {
        if (ahead.by_count[k] == unreachable) continue;
        const std::int64_t n = taken.opportunities + static_cast<std::int64_t>(k);
        const std::int64_t closed = metric.understanding ? taken.values : taken.levels;
        const Share one = n == 0 ? Share{0, 1} : Share{closed + ahead.by_count[k], worth_each * n};
        if (best.full == 0 || better(one.sum * best.full, best.sum * one.full)) best = one;
    }
    return best; // full 0: no ending can be reached
}

std::int32_t Bounds::total(const Progress& progress, std::uint32_t node) const {
    const bool up = objective_ == Objective::best;
    const std::int32_t hopeless = up ? -1 : 10001;
    if (graph_->turns_to_ending[node] == none) return hopeless;

    Mean listening, empathy, solution, satisfaction, manner, questions;
    for (const Metric& metric : metrics_) {
        const Share s = share(metric, progress, node);
        if (s.full == 0) return hopeless;
        const std::int64_t score = divide(100 * unit * s.sum, s.full, up);
        if (metric.understanding) {
            questions.add(score);
            continue;
        }
        switch (metric.behaviour) {
            using enum Behaviour;
        case let_speak:
        case restate:
        case ask_open:
            listening.add(score);
            break;
        case acknowledge_feeling:
        case apologise:
            empathy.add(score);
            break;
        case check_satisfaction:
        case close_with_follow_up:
            satisfaction.add(score);
            break;
        case open_contact:
        case speak_plainly:
        case set_limit:
            manner.add(score);
            break;
        default:
            solution.add(score);
            break;
        }
    }
    for (const Mean& mean : {listening, empathy, solution, satisfaction}) questions.add(mean, up);
    std::int64_t before = 0;
    if (questions.n > 0 && manner.n > 0)
        before = divide(95 * questions.value(up) + 5 * manner.value(up), 100, up);
    else if (questions.n > 0 || manner.n > 0)
        before = questions.n > 0 ? questions.value(up) : manner.value(up);

    int points = progress.fault_points();
    bool critical = progress.critical();
    if (!up) {
        points = 0;
        for (std::size_t f = 0; f < faults_ahead_[node].size(); ++f) {
            const Level ahead = faults_ahead_[node][f];
            auto [worst, second] = progress.worst(f);
            second = std::max(second, std::min(ahead, worst));
            if (ahead > worst)
                worst = second = ahead;
            else
                second = std::max(second, ahead);
            points += scoring::points_of_fault(worst) + scoring::points_of_fault(second);
            critical = critical || scoring::is_critical(behaviour_at(first_fault + f), ahead);
        }
        points = std::min(points, scoring::most_fault_points);
    }
    const std::int64_t hundredth = unit / 100;
    const std::int64_t after = std::max<std::int64_t>(0, before - points * unit);
    const auto total = static_cast<std::int32_t>((after + hundredth / 2) / hundredth);
    return critical ? std::min(total, scoring::held_at) : total;
}

} // namespace rapport::analysis
