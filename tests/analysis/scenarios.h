// Small scenarios written down in a test, and random ones.
#pragma once

#include "sim/dialogue/session.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace rapport::analysis::test {

using scoring::Behaviour;

struct R {
    std::string id;
    std::vector<std::pair<Behaviour, int>> shows{};
    std::string to{}; // a node, "!" + an ending, or "@return"
    std::string when{};
    std::vector<std::string> effects{};
    bool once = false, solution = false, check = false, model = false, reveals = false;
    int anger = 0, trust = 0;
    std::string then{}; // where `to` is "@topic_done" and nothing else is left to discuss
    std::string call{}; // a passage is named by the node it starts at; `to` is then where it continues
};

struct N {
    std::string id;
    std::vector<Behaviour> calls_for{};
    std::vector<R> replies{};
    std::string silence{}, otherwise{};
    bool urgent = false, asks = false;
    std::string topic{};
};

struct T {
    std::string id, start, when{};
    bool optional = false;
};

struct S {
    std::vector<Behaviour> grades{};
    std::vector<N> nodes{};
    std::vector<std::pair<std::string, scoring::Outcome>> endings{{"resolved", scoring::Outcome::resolved}};
    std::vector<std::string> variables{}; // integers 0–3
    int anger = 80, trust = 30;
    std::vector<T> topics{};
};

std::shared_ptr<const dialogue::Scenario> make(const S& scenario);
std::shared_ptr<const dialogue::MoodTable> mood_table();

// Up to `nodes` nodes with conditions, effects, replies that are offered once, passages, silences and moves of the
// story; in circles only where `circles`; with one or two topics beside the main thread where `topics`.
std::shared_ptr<const dialogue::Scenario> random_scenario(std::uint64_t index, std::uint32_t nodes, bool circles,
                                                          bool topics = false);

// The total of a contact as the grader sees it, hundredths; 0 where nothing is graded.
std::int32_t graded(const dialogue::Session& session);
// Plays reply ids, "silence" and "topic:…" at scripted times.
dialogue::Session played(std::shared_ptr<const dialogue::Scenario> scenario, const dialogue::Settings& settings,
                         const std::vector<std::string>& replies);

} // namespace rapport::analysis::test
