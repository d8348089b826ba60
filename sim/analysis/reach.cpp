#include "sim/analysis/reach.h"

#include "sim/analysis/ground.h"
#include "sim/analysis/open_ways.h"

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <set>
#include <unordered_map>

namespace rapport::analysis {
namespace {

using dialogue::none;
using dialogue::Scenario;
using dialogue::Session;

constexpr std::size_t longest_way = 2000;
constexpr std::size_t most_records = 400'000; // waiting to be followed, so that memory stays within bounds

struct Found {
    std::vector<bool> nodes, endings, replies, dead_ends;
};

// Every state of the contact with one persona.
class Exploration {
public:
    Exploration(const Ground& ground, const Budget& budget)
        : scenario_(*ground.scenario), relevance_(ground.relevance), times_(ground.times), effort_(ground.effort),
          budget_(budget) {}

    // wanted: how much there is still to find; 0: stop. Counted down.
    void run(Session session, Found& found, std::optional<std::size_t>& wanted) {
        found_ = &found;
        wanted_ = &wanted;
        Past past = relevance_.start();
        arrive(none, std::move(session), std::move(past));
        while (!ready_.empty() && !spent() && wanted != 0) follow(take_next());
        if (wanted == 0) return;
        for (const auto& [node, queue] : waiting_)
            for (const Waiting& left : queue) leave_open(left.state);
        mark_dead_ends();
    }

    bool exact() const { return exact_; }
    std::uint64_t states() const { return moves_; }

private:
    struct Waiting {
        Session session;
        Past past;
        std::uint32_t state;
    };

    void mark(std::vector<bool>& list, std::size_t index) const {
        if (list[index]) return;
        list[index] = true;
        if (*wanted_) --**wanted_;
    }
    std::size_t kept(const Session& session) const { return session.log().size() + effort_.kept_records(); }
    bool spent() const { return moves_ >= budget_.states; }
    void leave_open(std::uint32_t state) {
        can_end_[state] = true; // nobody knows
        exact_ = false;
    }

    // Every node gets the same share of the work, so that what lies deep is not left to the end.
    Waiting take_next() {
        const auto [followed, node] = *ready_.begin();
        ready_.erase(ready_.begin());
        auto& queue = waiting_[node];
        Waiting next = std::move(queue.front());
        queue.pop_front();
        records_ -= kept(next.session);
        followed_[node] = followed + 1;
        if (!queue.empty()) ready_.emplace(followed + 1, node);
        return next;
    }

    void follow(const Waiting& from) {
        const dialogue::Node& node = from.session.node();
        const std::size_t turns = from.session.log().size();
        if (turns >= longest_way) return leave_open(from.state);
        const bool any_pace = times_.read() || relevance_.mood_counts(from.session, from.past);
        const auto attempt = [&](auto&& answer) {
            if (spent()) return leave_open(from.state);
            moves_ += effort_.of_copy(turns, from.past.returns.size());
            Session to = from.session;
            answer(to);
            moves_ += effort_.since(to, turns);
            arrive(from.state, std::move(to), from.past);
        };
        const auto& lengths = times_.replies(from.session.first_turn());
        for (std::size_t i = 0; i < from.session.now().offered_count; ++i) {
            mark(found_->replies, node.replies.first + from.session.now().offered[i]);
            for (std::size_t k = 0; k < (any_pace ? lengths.size() : 1); ++k)
                attempt([&](Session& to) { (void)to.choose_at(i, lengths[k]); });
        }
        // How long turning to another topic takes is nobody's wait.
        for (const dialogue::Place place : dialogue::places_in(from.session.places()))
            attempt([&](Session& to) { (void)to.turn_to(place, lengths.front()); });
        if (node.silence_to.kind == dialogue::Target::Kind::nowhere) return;
        for (const std::uint32_t ms : times_.silences(scenario_, node))
            attempt([&](Session& to) { (void)to.keep_silent(ms); });
    }

    void arrive(std::uint32_t from, Session session, Past past) {
        for (std::size_t i = past.followed; i < session.log().size(); ++i)
            mark(found_->nodes, session.log()[i].node); // those the story only passed through, too
        relevance_.follow(past, session);
        if (session.over()) {
            mark(found_->endings, static_cast<std::size_t>(session.ending() - scenario_.endings.data()));
            if (from != none) can_end_[from] = true;
            return;
        }
        mark(found_->nodes, session.now().node);
        const auto [place, fresh] =
            states_.try_emplace(relevance_.key(session, past), static_cast<std::uint32_t>(node_of_.size()));
        const std::uint32_t state = place->second;
        if (from != none) steps_.emplace_back(from, state);
        if (!fresh) return;
        node_of_.push_back(session.now().node);
        can_end_.push_back(false);
        records_ += kept(session);
        if (records_ > most_records) {
            records_ -= kept(session);
            return leave_open(state);
        }
        const std::uint32_t node = node_of_.back();
        auto& queue = waiting_[node];
        if (queue.empty()) ready_.emplace(followed_[node], node);
        queue.push_back({std::move(session), std::move(past), state});
    }

    // Backwards from the endings.
    void mark_dead_ends() {
        std::ranges::sort(steps_, {}, [](const auto& step) { return std::pair(step.second, step.first); });
        std::vector<std::uint32_t> open;
        for (std::uint32_t i = 0; i < can_end_.size(); ++i)
            if (can_end_[i]) open.push_back(i);
        while (!open.empty()) {
            const std::uint32_t state = open.back();
            open.pop_back();
            for (const auto& [from, to] : std::ranges::equal_range(steps_, state, {}, &Step::second)) {
                if (can_end_[from]) continue;
                can_end_[from] = true;
                open.push_back(from);
            }
        }
        for (std::uint32_t i = 0; i < can_end_.size(); ++i)
            if (!can_end_[i]) found_->dead_ends[node_of_[i]] = true;
    }

    using Step = std::pair<std::uint32_t, std::uint32_t>; // from state to state

    const Scenario& scenario_;
    const Relevance& relevance_;
    const Times& times_;
    const Effort& effort_;
    Budget budget_;
    Found* found_ = nullptr;
    std::optional<std::size_t>* wanted_ = nullptr;
    std::unordered_map<std::string, std::uint32_t> states_;
    std::vector<std::uint32_t> node_of_; // of each state
    std::vector<bool> can_end_;
    std::vector<Step> steps_;
    std::unordered_map<std::uint32_t, std::deque<Waiting>> waiting_; // by node, first come first served
    std::unordered_map<std::uint32_t, std::uint64_t> followed_;      // how many states of each node
    std::set<std::pair<std::uint64_t, std::uint32_t>> ready_;        // followed, node: those with any waiting
    std::size_t records_ = 0;
    std::uint64_t moves_ = 0;
    bool exact_ = true;
};

// What is on no way at all, whatever the conditions.
Found possible(const Scenario& scenario, const Graph& graph) {
    Found found{.nodes = std::vector<bool>(scenario.nodes.size(), false),
                .endings = std::vector<bool>(scenario.endings.size(), false),
                .replies = std::vector<bool>(scenario.replies.size(), false),
                .dead_ends = {}};
    std::vector<std::uint32_t> open{scenario.start};
    found.nodes[scenario.start] = true;
    const auto end = [&](const dialogue::Target& to) {
        if (to.kind == dialogue::Target::Kind::ending) found.endings[to.index] = true;
    };
    while (!open.empty()) {
        const std::uint32_t index = open.back();
        open.pop_back();
        const dialogue::Node& node = scenario.nodes[index];
        end(node.silence_to);
        end(node.otherwise);
        for (std::uint32_t i = 0; i < node.replies.count; ++i) {
            const dialogue::Reply& reply = scenario.replies[node.replies.first + i];
            found.replies[node.replies.first + i] = true;
            end(reply.to);
            end(reply.then);
        }
        for (const Graph::Exit& exit : graph.exits[index]) {
            // What is turned back to was entered before.
            if (exit.to == none || exit.back || found.nodes[exit.to]) continue;
            found.nodes[exit.to] = true;
            open.push_back(exit.to);
        }
    }
    return found;
}

std::vector<Reached> decided(const std::vector<bool>& found, const std::vector<bool>& open_way,
                             const std::vector<bool>& possible, bool exact) {
    std::vector<Reached> out;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const bool yes = found[i] || (i < open_way.size() && open_way[i]);
        out.push_back(yes ? Reached::yes : exact || !possible[i] ? Reached::no : Reached::unknown);
    }
    return out;
}

} // namespace

Reach reach_of(const std::shared_ptr<const Scenario>& scenario, const std::shared_ptr<const dialogue::MoodTable>& table,
               const dialogue::Settings& settings, const Budget& budget) {
    return reach_of(Ground(scenario, table, settings), budget);
}

Reach reach_of(const Ground& ground, const Budget& budget) {
    const auto& scenario = ground.scenario;
    const Personas& personas = ground.personas;
    Found found{.nodes = std::vector<bool>(scenario->nodes.size(), false),
                .endings = std::vector<bool>(scenario->endings.size(), false),
                .replies = std::vector<bool>(scenario->replies.size(), false),
                .dead_ends = std::vector<bool>(scenario->nodes.size(), false)};
    const Found ways = possible(*scenario, ground.graph);
    std::optional<std::size_t> wanted; // where dead ends have to be looked for, everything has to be tried
    if (always_ends(*scenario)) {
        wanted = 0;
        for (const auto* list : {&ways.nodes, &ways.endings, &ways.replies})
            *wanted += static_cast<std::size_t>(std::count(list->begin(), list->end(), true));
    }
    Reach reach;
    reach.exact = personas.all && ground.times.complete();
    for (const auto& [persona, seed] : personas.seeds) {
        Exploration exploration(ground, budget);
        exploration.run(ground.begin(seed), found, wanted);
        reach.exact = reach.exact && exploration.exact();
        reach.states += exploration.states();
        if (wanted == 0) break;
    }
    const OpenWays open = open_ways(*scenario);
    std::vector<bool> offered(scenario->replies.size(), false);
    for (std::size_t i = 0; i < scenario->nodes.size(); ++i)
        for (std::uint32_t k = 0; open.nodes[i] && k < scenario->nodes[i].replies.count; ++k) {
            const std::size_t reply = scenario->nodes[i].replies.first + k;
            offered[reply] = scenario->replies[reply].when.empty() && !scenario->replies[reply].once;
        }
    reach.nodes = decided(found.nodes, open.nodes, ways.nodes, reach.exact);
    reach.endings = decided(found.endings, open.endings, ways.endings, reach.exact);
    reach.replies = decided(found.replies, offered, ways.replies, reach.exact);
    reach.dead_ends = std::move(found.dead_ends);
    if (wanted)
        reach.exact =
            std::ranges::none_of(std::array{&reach.nodes, &reach.endings, &reach.replies}, [](const auto* list) {
                return std::ranges::find(*list, Reached::unknown) != list->end();
            });
    return reach;
}

} // namespace rapport::analysis
