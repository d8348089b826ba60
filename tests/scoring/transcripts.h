// Transcripts written as short as a reader can follow:
//   Contact{.grades = {restate, apologise}, .turns = {{.calls_for = {restate}, .shows = {{restate, 2}}, .check =
//   true}}}
#pragma once

#include "scoring/grader.h"

#include <initializer_list>
#include <utility>
#include <vector>

namespace rapport::scoring::test {

struct Said {
    std::vector<Behaviour> calls_for{};
    std::vector<std::pair<Behaviour, int>> shows{};
    bool check = false;
    ReplyKind kind = ReplyKind::chosen;
    std::vector<Behaviour> unsure{};
};

inline BehaviourSet set_of(const std::vector<Behaviour>& behaviours) {
    BehaviourSet set;
    for (const Behaviour b : behaviours) set.add(b);
    return set;
}

inline Transcript contact(const std::vector<Behaviour>& grades, const std::vector<Said>& turns,
                          std::optional<Outcome> outcome = Outcome::resolved) {
    Transcript t;
    t.grades = set_of(grades);
    t.outcome = outcome;
    for (const Said& said : turns) {
        Turn turn;
        turn.number = static_cast<int>(t.turns.size()) + 1;
        turn.kind = said.kind;
        turn.calls_for = set_of(said.calls_for);
        for (const auto& [b, level] : said.shows) turn.labels.set(b, static_cast<Level>(level));
        turn.correction_check = said.check;
        turn.unsure = set_of(said.unsure);
        t.turns.push_back(std::move(turn));
    }
    return t;
}

inline std::optional<std::int32_t> question(const Report& report, Question q) {
    return report.questions[static_cast<std::size_t>(q)];
}

inline const BehaviourResult& result(const Report& report, Behaviour b) { return report.behaviours[index(b)]; }

} // namespace rapport::scoring::test
