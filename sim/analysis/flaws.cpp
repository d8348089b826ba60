#include "sim/analysis/flaws.h"

#include "sim/analysis/checklist_use.h"
#include "sim/analysis/clues.h"
#include "sim/analysis/quality.h"

#include <algorithm>
#include <tuple>

namespace rapport::analysis {
namespace {

using dialogue::Node;
using dialogue::none;
using dialogue::Range;
using dialogue::Reply;
using dialogue::Scenario;

constexpr int alike_from = 80; // per cent (likeness)

class NodeFlaws {
public:
    NodeFlaws(const Scenario& scenario, const Reach& reach, FlawList& flaws)
        : s_(scenario), reach_(reach), flaws_(flaws) {}

    void look_at(std::uint32_t index) {
        node_ = index;
        const Node& node = s_.nodes[index];
        replies_ = s_.replies_of(node);
        quality_.clear();
        for (const Reply& reply : replies_) quality_.push_back(quality_of(s_, node, reply));
        if (replies_.size() == 1) report("single_reply", none);
        if (replies_.size() > 1) {
            pairs();
            choice();
            models();
        }
        for (std::uint32_t i = 0; i < replies_.size(); ++i)
            if (reach_.nodes[index] == Reached::yes && reach_.replies[node.replies.first + i] == Reached::no)
                report("reply_out_of_reach", i, {{"reply", replies_[i].id}});
    }

private:
    using Args = std::initializer_list<std::pair<std::string_view, std::string_view>>;
    void report(std::string_view code, std::uint32_t reply, Args args = {}) {
        Diagnostic d = Diagnostic::warning(code);
        d.args.emplace_back("node", s_.nodes[node_].id);
        for (const auto& [name, value] : args) d.args.emplace_back(name, value);
        add(flaws_, {std::move(d), node_, reply});
    }

    // Each reply with the first of those before it, so that three of a kind are two findings.
    void pairs() {
        std::vector<std::array<LetterPairs, 2>> letters(replies_.size());
        for (std::size_t i = 0; i < replies_.size(); ++i)
            for (const Language l : all_languages)
                letters[i][static_cast<std::size_t>(l)] = letter_pairs(replies_[i].text[l]);
        const auto alike = [&](std::uint32_t a, std::uint32_t b, Language l) {
            const auto k = static_cast<std::size_t>(l);
            if (!s_.speaks(l)) return false;
            if (letters[a][k].empty() || letters[b][k].empty()) return replies_[a].text[l] == replies_[b].text[l];
            return likeness(letters[a][k], letters[b][k]) >= alike_from;
        };
        for (std::uint32_t b = 1; b < replies_.size(); ++b) {
            bool found_alike = false, found_equivalent = false;
            for (std::uint32_t a = 0; a < b; ++a) {
                const Reply& first = replies_[a];
                const Reply& second = replies_[b];
                // One for one case, another for another: never beside each other.
                if (!first.when.empty() && !second.when.empty()) continue;
                for (const Language l : all_languages) {
                    if (found_alike || !alike(a, b, l)) continue;
                    report("replies_alike", b, {{"first", first.id}, {"second", second.id}, {"language", id(l)}});
                    found_alike = true;
                }
                if (!found_equivalent && leads_the_same(first, second) && same_code(first.when, second.when) &&
                    shows_the_same(first, second)) {
                    report("replies_equivalent", b, {{"first", first.id}, {"second", second.id}});
                    found_equivalent = true;
                }
            }
        }
    }

    void choice() {
        bool all = true;
        for (std::size_t i = 1; all && i < replies_.size(); ++i)
            all = quality_[i] == quality_[0] && leads_the_same(replies_[0], replies_[i]);
        if (all) report("no_real_choice", none);
    }

    void models() {
        for (std::uint32_t i = 0; i < replies_.size(); ++i) {
            if (!replies_[i].model) continue;
            for (std::size_t k = 0; k < replies_.size(); ++k)
                if (!replies_[k].model && quality_[k].overall > quality_[i].overall) {
                    report("model_not_best", i, {{"model", replies_[i].id}, {"better", replies_[k].id}});
                    break;
                }
        }
    }

    bool shows_the_same(const Reply& a, const Reply& b) const {
        for (std::size_t i = 0; i < scoring::behaviour_count; ++i)
            if (level_shown(s_, a, scoring::behaviour_at(i)) != level_shown(s_, b, scoring::behaviour_at(i)))
                return false;
        const auto checks = [&](const Reply& r) {
            return std::ranges::any_of(s_.shown_by(r), [](const dialogue::Shown& shown) { return shown.check; });
        };
        const auto a_offers = s_.offers_of(a), b_offers = s_.offers_of(b);
        return checks(a) == checks(b) && a.solution == b.solution && a.answers == b.answers &&
               std::ranges::equal(a_offers, b_offers);
    }

    bool leads_the_same(const Reply& a, const Reply& b) const {
        const auto a_does = Scenario::slice(s_.effects, a.effects), b_does = Scenario::slice(s_.effects, b.effects);
        return a.to == b.to && a.then == b.then && a.passage == b.passage && a.anger == b.anger && a.trust == b.trust &&
               a.reveals == b.reveals && a.once == b.once &&
               std::ranges::equal(a_does, b_does, [&](const dialogue::Assignment& x, const dialogue::Assignment& y) {
                   return x.variable == y.variable && same_code(x.value, y.value);
               });
    }

    bool same_code(Range a, Range b) const {
        return std::ranges::equal(s_.code_of(a), s_.code_of(b),
                                  [](const auto& x, const auto& y) { return x.op == y.op && x.operand == y.operand; });
    }

    const Scenario& s_;
    const Reach& reach_;
    FlawList& flaws_;
    std::uint32_t node_ = 0;
    std::span<const Reply> replies_;
    std::vector<Quality> quality_; // of each
};

void in_order(std::vector<Flaw>& flaws) {
    const auto place = [](const Flaw& f) {
        const auto from_one = [](std::uint32_t index) { return index == none ? 0U : index + 1; };
        return std::tuple(from_one(f.node), from_one(f.reply));
    };
    std::ranges::stable_sort(flaws, {}, place);
}

} // namespace

std::vector<Flaw> flaws_of(const Scenario& scenario, const Reach& reach, const WordLists& kind_words) {
    FlawList flaws;
    for (const ChecklistUse& use : checklist_use(scenario, reach)) {
        if (!use.graded) continue;
        const char* code = use.called_at == 0       ? "graded_never_called_here"
                           : use.full_marks_at == 0 ? "graded_never_full"
                                                    : nullptr;
        if (code != nullptr) add(flaws, {Diagnostic::warning(code).with("behaviour", id(use.behaviour))});
    }
    find_clues(scenario, kind_words, flaws);
    NodeFlaws nodes(scenario, reach, flaws);
    for (std::uint32_t i = 0; i < scenario.nodes.size(); ++i) nodes.look_at(i);
    in_order(flaws.list);
    if (flaws.left_out > 0)
        flaws.list.push_back({Diagnostic::note("more_findings").with("count", std::to_string(flaws.left_out))});
    return std::move(flaws.list);
}

std::vector<Flaw> score_flaws(const Scenario& scenario, const ScoreRange& range,
                              const std::vector<TraineeResult>& trainees) {
    std::vector<Flaw> flaws;
    if (scenario.grades.empty()) return flaws;
    const auto points = [](std::int32_t hundredths) {
        const int part = hundredths % 100;
        std::string text = std::to_string(hundredths / 100);
        if (part != 0) text.append(part < 10 ? ".0" : ".").append(std::to_string(part));
        return text;
    };
    if (range.max.path.ending && range.max.path.bound_hundredths < 10000)
        flaws.push_back(
            {Diagnostic::warning("full_marks_out_of_reach").with("total", points(range.max.path.bound_hundredths))});
    const auto median = [&](Trainee t) { return trainees[static_cast<std::size_t>(t)].totals->median; };
    for (const Trainee other : {Trainee::novice, Trainee::script_reader, Trainee::warm_but_vague, Trainee::random}) {
        const auto above = expert_above(trainees, other);
        if (!above || *above >= least_difference) continue;
        flaws.push_back({Diagnostic::warning("does_not_tell_apart")
                             .with("trainee", id(other))
                             .with("expert", points(median(Trainee::expert)))
                             .with("other", points(median(other)))});
    }
    return flaws;
}

} // namespace rapport::analysis
