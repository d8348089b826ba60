#include "sim/analysis/best_path.h"

#include "sim/analysis/bounds.h"
#include "sim/analysis/ground.h"
#include "sim/analysis/progress.h"

#include <algorithm>
#include <deque>
#include <unordered_map>

namespace rapport::analysis {
namespace {

using dialogue::none;
using dialogue::Reply;
using dialogue::Scenario;
using dialogue::Session;

constexpr std::size_t beam_width = 48;
constexpr std::size_t beam_turns = 64;
constexpr std::size_t most_compared = 64; // of the states in one place; more would cost more than they save
constexpr std::uint8_t silence = 0xFF, turn_to = 0x80;
static_assert(dialogue::most_replies < turn_to && turn_to + dialogue::most_topics < silence);
constexpr std::size_t fewest_turns = 100, most_turns = 2000; // of an unlimited search, and of any: it recurses

struct State {
    Session session;
    Past past;
    Progress progress;
    Progress unfaced; // before the moment that is faced: turning to another topic leaves it ungraded
    std::int32_t bound = 0;
};

struct Action {
    std::uint8_t reply; // index within the node, silence, or turn_to and a place
    std::uint32_t ms;
};

class Search {
public:
    Search(const Ground& ground, const Bounds& bounds, std::uint64_t seed, Objective objective, const Budget& budget,
           Pace pace)
        : scenario_(*ground.scenario), budget_(budget), objective_(objective), pace_(pace), graph_(ground.graph),
          relevance_(ground.relevance), times_(ground.times), effort_(ground.effort),
          bounds_(bounds), root_{ground.begin(seed), relevance_.start(), Progress(scenario_.grades),
                                 Progress(scenario_.grades)} {}

    Path run() {
        limit_turns();
        if (arrive(root_)) {
            note_if_better(root_);
        } else {
            beam();
            if (!settled(root_.bound)) explore(root_);
        }
        Path path;
        if (found_) path = *found_;
        path.states = states_;
        path.proven = !incomplete_ || settled(left_open_);
        path.bound_hundredths = path.proven ? path.total_hundredths : left_open_;
        if (pace_ == Pace::any && !times_.complete() && !settled(root_.bound)) {
            path.proven = false;
            path.bound_hundredths = root_.bound;
        }
        return path;
    }

private:
    void limit_turns() {
        if (budget_.turns == 0) {
            const std::size_t shortest = graph_.turns_to_ending[scenario_.start];
            budget_.turns = shortest == none ? fewest_turns : std::max(fewest_turns, 4 * shortest);
        }
        budget_.turns = std::min(budget_.turns, most_turns);
    }

    bool better(std::int32_t a, std::int32_t b) const { return objective_ == Objective::best ? a > b : a < b; }
    // Whether what can still be reached within `bound` would be no news.
    bool settled(std::int32_t bound) const {
        if (bound < 0 || bound > 10000) return true; // no ending ahead
        return found_ && !better(bound, found_->total_hundredths);
    }
    bool spent() const { return states_ >= budget_.states; }

    void leave_open(std::int32_t bound) {
        if (settled(bound)) return;
        if (!incomplete_ || better(bound, left_open_)) left_open_ = bound;
        incomplete_ = true;
    }

    // Brings past and progress up to the moment the session faces. True if the contact is over.
    bool arrive(State& state) const {
        relevance_.follow(state.past, state.session);
        if (state.session.over()) {
            state.progress.close();
            return true;
        }
        state.unfaced = state.progress;
        state.progress.face(state.session.node().calls_for);
        const bool turns = !scenario_.topics.empty();
        state.bound = bounds_.total(turns ? state.unfaced : state.progress, state.session.now().node);
        return false;
    }

    // The replies offered and the silence, the promising ones first, other lengths of time last. Independent of the
    // order they are shown in.
    std::vector<Action> actions(const State& state) const {
        const Session& session = state.session;
        const dialogue::Node& node = session.node();
        std::vector<std::uint8_t> found(session.now().replies().begin(), session.now().replies().end());
        std::ranges::sort(found);
        std::array<int, dialogue::most_replies> promise{};
        for (const std::uint8_t i : found) promise[i] = promise_of(node, scenario_.replies_of(node)[i]);
        std::ranges::stable_sort(found, [&](std::uint8_t a, std::uint8_t b) { return promise[a] > promise[b]; });
        const bool silent = node.silence_to.kind != dialogue::Target::Kind::nowhere;
        std::vector<Action> actions;
        for (const std::uint8_t i : found) actions.push_back({i, scripted_response_ms(scenario_)});
        if (silent) actions.push_back({silence, scripted_silence_ms(scenario_, node)});
        for (const dialogue::Place place : dialogue::places_in(session.places()))
            actions.push_back({static_cast<std::uint8_t>(turn_to + place), scripted_response_ms(scenario_)});
        if (pace_ == Pace::scripted || (!times_.read() && !relevance_.mood_counts(session, state.past))) return actions;
        const auto& lengths = times_.replies(session.first_turn());
        for (std::size_t k = 1; k < lengths.size(); ++k)
            for (const std::uint8_t i : found) actions.push_back({i, lengths[k]});
        if (silent) {
            const auto silences = times_.silences(scenario_, node);
            for (std::size_t k = 1; k < silences.size(); ++k) actions.push_back({silence, silences[k]});
        }
        return actions;
    }

    int promise_of(const dialogue::Node& node, const Reply& reply) const {
        int good = reply.model ? 8 : 0, bad = 0;
        for (const dialogue::Shown& s : scenario_.shown_by(reply)) {
            if (scoring::is_fault(s.behaviour))
                bad += 2 * scoring::points_of_fault(s.level);
            else if (node.calls_for.has(s.behaviour) && scenario_.grades.has(s.behaviour))
                good += 4 * s.level + (s.check ? 1 : 0);
        }
        return objective_ == Objective::best ? good - bad : bad - good;
    }

    State after(const State& from, Action action) {
        State to = from;
        const std::size_t answered = to.session.log().size();
        states_ += effort_.of_copy(answered, from.past.returns.size());
        if (action.reply == silence) {
            (void)to.session.keep_silent(action.ms);
        } else if (action.reply >= turn_to) {
            (void)to.session.turn_to(static_cast<dialogue::Place>(action.reply - turn_to), action.ms);
            to.progress = from.unfaced;
            states_ += effort_.since(to.session, answered);
            return to;
        } else {
            const auto shown = to.session.now().replies();
            const auto position = static_cast<std::size_t>(std::ranges::find(shown, action.reply) - shown.begin());
            (void)to.session.choose_at(position, action.ms);
        }
        const dialogue::TurnRecord& record = to.session.log()[answered];
        to.progress.take(record.labels, record.correction_check);
        states_ += effort_.since(to.session, answered);
        return to;
    }

    void note_if_better(const State& state) {
        const auto total = scoring::scores(scenario_.grades, state.progress.tally()).total.value_or(0);
        if (found_ && !better(total, found_->total_hundredths)) return;
        states_ += state.session.log().size() / 8;
        found_.emplace();
        found_->total_hundredths = total;
        found_->ending = static_cast<std::uint32_t>(state.session.ending() - scenario_.endings.data());
        for (const dialogue::TurnRecord& record : state.session.log()) {
            if (const auto place = dialogue::turned_to(record))
                found_->replies.push_back(dialogue::turn_id(scenario_, *place));
            if (record.kind == scoring::ReplyKind::none) continue;
            const dialogue::Node& node = scenario_.nodes[record.node];
            const bool silent = record.kind == scoring::ReplyKind::silence;
            found_->replies.push_back(
                path_item(silent ? "silence" : scenario_.replies_of(node)[record.reply].id, record.response_ms,
                          silent ? scripted_silence_ms(scenario_, node) : scripted_response_ms(scenario_)));
        }
    }

    // A first good contact: turn by turn, the most promising states only.
    void beam() {
        std::vector<State> layer{root_};
        for (std::size_t turn = 0; turn < beam_turns && !layer.empty(); ++turn) {
            std::vector<State> next;
            std::unordered_map<std::string, std::vector<std::size_t>> places;
            for (const State& from : layer) {
                if (settled(from.bound) || from.session.log().size() >= budget_.turns) continue;
                const auto all = actions(from);
                states_ += all.size() / 64;
                for (const Action action : all) {
                    if (states_ >= budget_.states / 4) return;
                    State to = after(from, action);
                    if (arrive(to)) {
                        note_if_better(to);
                        continue;
                    }
                    if (settled(to.bound)) continue;
                    auto& same = places[relevance_.key(to.session, to.past)];
                    if (std::ranges::any_of(same, [&](std::size_t i) { return covers(next[i], to); })) continue;
                    same.push_back(next.size());
                    next.push_back(std::move(to));
                }
            }
            keep_the_best(next);
            layer = std::move(next);
        }
    }

    void keep_the_best(std::vector<State>& layer) const {
        struct Rank {
            std::size_t index;
            std::int32_t bound, now;
            std::uint32_t turns_to_ending;
        };
        std::vector<Rank> ranks;
        for (std::size_t i = 0; i < layer.size(); ++i)
            ranks.push_back({i, layer[i].bound,
                             scoring::scores(scenario_.grades, layer[i].progress.tally()).total.value_or(0),
                             graph_.turns_to_ending[layer[i].session.now().node]});
        std::ranges::stable_sort(ranks, [&](const Rank& a, const Rank& b) {
            if (a.bound != b.bound) return better(a.bound, b.bound);
            if (a.now != b.now) return better(a.now, b.now);
            return a.turns_to_ending < b.turns_to_ending;
        });
        if (ranks.size() > beam_width) ranks.resize(beam_width);
        std::vector<State> kept;
        for (const Rank& r : ranks) kept.push_back(std::move(layer[r.index]));
        layer = std::move(kept);
    }

    struct Visited {
        Progress progress, unfaced;
        std::uint32_t turns = 0;
    };

    bool covers(const Progress& a, const Progress& b) const {
        return objective_ == Objective::best ? a.as_good_as(b) : a.as_bad_as(b);
    }
    // Of two in the same place. Who may turn away must do as well without having faced this moment.
    template <class Earlier>
    bool covers(const Earlier& a, const State& b) const {
        return covers(a.progress, b.progress) && (b.session.places() == 0 || covers(a.unfaced, b.unfaced));
    }

    // Whether a state in the same place, reached in no more turns, has been explored that ends at least as well. If
    // not, this one is remembered.
    bool explored(const State& state) {
        auto& here = visited_[relevance_.key(state.session, state.past)];
        const auto turns = static_cast<std::uint32_t>(state.session.log().size());
        const std::size_t compared = std::min(here.size(), most_compared);
        for (std::size_t i = 0; i < compared; ++i) {
            if (here[i].turns > turns || !covers(here[i], state)) continue;
            if (i > 0) std::swap(here[i], here[i / 2]); // often useful ones drift to the front
            return true;
        }
        here.push_back({state.progress, state.unfaced, turns});
        if (here.size() > most_compared) std::swap(here.back(), here[most_compared - 1]);
        return false;
    }

    void explore(const State& state) {
        if (explored(state)) return;
        if (state.session.log().size() >= budget_.turns) return leave_open(state.bound);
        if (spent()) return leave_open(state.bound);
        const auto all = actions(state);
        states_ += all.size() / 64;
        for (const Action action : all) {
            if (settled(state.bound)) return;
            if (spent()) return leave_open(state.bound);
            State to = after(state, action);
            if (arrive(to))
                note_if_better(to);
            else if (!settled(to.bound))
                explore(to);
        }
    }

    const Scenario& scenario_;
    Budget budget_;
    Objective objective_;
    Pace pace_;
    const Graph& graph_;
    const Relevance& relevance_;
    const Times& times_;
    const Effort& effort_;
    const Bounds& bounds_;
    State root_;
    std::optional<Path> found_;
    std::uint64_t states_ = 0;
    bool incomplete_ = false;
    std::int32_t left_open_ = 0; // the outermost bound of what was left unexplored
    std::unordered_map<std::string, std::vector<Visited>> visited_;
};

} // namespace

Path find_path(std::shared_ptr<const Scenario> scenario, std::shared_ptr<const dialogue::MoodTable> table,
               const dialogue::Settings& settings, Objective objective, const Budget& budget, Pace pace) {
    const Ground ground(std::move(scenario), std::move(table), settings);
    const Bounds bounds(*ground.scenario, ground.graph, objective);
    return find_path(ground, bounds, settings.seed, objective, budget, pace);
}

Path find_path(const Ground& ground, const Bounds& bounds, std::uint64_t seed, Objective objective,
               const Budget& budget, Pace pace) {
    return Search(ground, bounds, seed, objective, budget, pace).run();
}

std::string path_item(std::string_view reply, std::uint32_t ms, std::uint32_t scripted_ms) {
    std::string item(reply);
    if (ms == scripted_ms) return item;
    item.append("@").append(std::to_string(ms / 1000));
    if (ms % 1000 != 0) {
        std::string part = std::to_string(1000 + ms % 1000);
        part[0] = '.';
        item += part.substr(0, part.find_last_not_of('0') + 1);
    }
    return item;
}

std::uint32_t scripted_response_ms(const Scenario& scenario) { return scenario.response_s * 500U; }

std::uint32_t scripted_silence_ms(const Scenario& scenario, const dialogue::Node& node) {
    return (node.silence_after_s > 0 ? node.silence_after_s : scenario.response_s) * 1000U;
}

} // namespace rapport::analysis
