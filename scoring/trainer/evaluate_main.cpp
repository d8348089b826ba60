// rapport-evaluate [--rules | --errors ID] SIGNS_FOLDER CORPUS…: how well the recogniser grades the development part of
// a corpus (labelled_replies.h; what is locked is never read), per language and id. With --rules only these are
// measured (seconds instead of minutes); with --errors it lists the replies an id is graded differently in (rules
// only).
//
// Three tables: the rules; the learned layer by itself, five-fold by situation; both, with the learned layer and the
// cuts of each fold from the other four. Exit 0; 2 where the arguments or a file are at fault.
#include "scoring/learning/train.h"
#include "scoring/recogniser/recogniser.h"
#include "scoring/text/fold.h"
#include "scoring/trainer/agreement_text.h"
#include "scoring/trainer/examples.h"
#include "scoring/trainer/processors.h"

#include <fstream>
#include <iostream>
#include <map>
#include <stdexcept>

using namespace rapport;
using namespace rapport::scoring;

namespace {

std::ifstream opened(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error(path + ": cannot be read");
    return in;
}

void print_errors(const LabelledReply& line, const Recognition& given, Behaviour b) {
    if (line.labels[b] == given.labels[b]) return;
    std::cout << line.id << "  true " << int{line.labels[b]} << " given " << int{given.labels[b]};
    for (const Observation& o : given.observations)
        if (o.behaviour == b) std::cout << " [" << o.reason << ": " << o.quote << ']';
    std::cout << "\n    " << line.reply << '\n';
}

constexpr std::size_t folds = 5;

// Situations of a language dealt in the order of their names.
std::map<std::string, std::size_t> deal(const std::vector<LabelledReply>& lines) {
    std::map<std::string, std::size_t> fold;
    for (const LabelledReply& line : lines) fold[line.situation] = 0;
    std::size_t nth = 0;
    for (auto& [situation, f] : fold) f = nth++ % folds;
    return fold;
}

// What is measured of the learned layer and of both.
struct FusedTables {
    AgreementTables linear, both;
    std::array<LevelTable, 2> overall; // 3 levels: worse than 3, 3, better
    int near = 0, unsure = 0, replies = 0;

    void add(const LabelledReply& line, const Example& example, const LinearModel& model, const Recogniser& fused) {
        const auto l = static_cast<std::size_t>(line.moment.language);
        const auto alone = levels_of(model, example);
        const Recognition given = fused.read(line.reply, line.moment);
        for (std::size_t b = 0; b < behaviour_count; ++b) {
            linear[l][b].add(line.labels[behaviour_at(b)], alone[b]);
            both[l][b].add(line.labels[behaviour_at(b)], given.labels[behaviour_at(b)]);
            unsure += given.unsure.has(behaviour_at(b)) ? 1 : 0;
        }
        const int truth = overall_of(line.labels, line.moment.calls_for);
        const auto third = [](int v) { return static_cast<Level>(v < 3 ? 0 : v == 3 ? 1 : 2); };
        overall[l].add(third(truth), third(given.overall));
        near += std::abs(truth - given.overall) <= 1 ? 1 : 0;
        ++replies;
    }
    void print() const {
        std::cout << "the learned layer alone\n";
        for (const Language l : all_languages) std::cout << agreement_text(l, linear);
        std::cout << "both\n";
        for (const Language l : all_languages) std::cout << agreement_text(l, both);
        std::cout << "overall within 1: " << near << " of " << replies
                  << "; kappa of its thirds: " << overall[0].quadratic_kappa().value_or(0) << ", "
                  << overall[1].quadratic_kappa().value_or(0) << "; unsure: " << unsure << " of "
                  << replies * static_cast<int>(behaviour_count) << '\n';
    }
};

// Learned from those of `lines` that `learned` says, tried on those that `tried` says.
template <class Learned, class Tried>
void evaluate_part(const std::vector<LabelledReply>& lines, const std::vector<Example>& examples, const SignTable& en,
                   const SignTable& zh, const TrainingSettings& settings, FusedTables& tables, Learned learned,
                   Tried tried) {
    std::vector<Example> seen;
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (lines[i].scorable && learned(i)) seen.push_back(examples[i]);
    const auto [model, fusion] = train_layer(seen, settings, 1);
    const Recogniser fused(en, zh, model, fusion);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (tried(i)) tables.add(lines[i], examples[i], model, fused);
    }
}

int evaluate(const std::vector<std::string>& args) {
    std::size_t at = 0;
    bool rules_only = false;
    std::optional<Behaviour> errors;
    if (!args.empty() && args[0] == "--rules") {
        rules_only = true;
        at = 1;
    }
    if (args.size() > 1 && args[0] == "--errors") {
        errors = behaviour_from(args[1]);
        if (!errors) throw std::runtime_error(args[1] + ": no id of the checklist");
        at = 2;
    }
    if (args.size() < at + 2)
        throw std::runtime_error("usage: rapport-evaluate [--rules | --errors ID] SIGNS_FOLDER CORPUS...");
    auto english = opened(args[at] + "/en.json"), chinese = opened(args[at] + "/zh.json");
    const SignTable en = sign_table(english), zh = sign_table(chinese);
    const Recogniser recogniser(en, zh);
    AgreementTables tables;
    std::vector<LabelledReply> lines;
    std::optional<std::size_t> unseen_from;
    std::array<std::array<int, 2>, 2> scorable{}; // [truth][given]
    for (++at; at < args.size(); ++at) {
        if (args[at] == "--unseen") {
            unseen_from = lines.size();
            tables = {};
            scorable = {};
            continue;
        }
        auto file = opened(args[at]);
        for (LabelledReply& line : labelled_replies(file)) {
            const Recognition given = recogniser.read(line.reply, line.moment);
            const bool as_scorable = given.not_scorable == NotScorable::scorable;
            ++scorable[line.scorable ? 1 : 0][as_scorable ? 1 : 0];
            if (errors) print_errors(line, given, *errors);
            if (line.scorable != as_scorable && !errors)
                std::cout << line.id << (as_scorable ? " taken as scorable: " : " not taken as scorable: ")
                          << id(given.not_scorable) << ' ' << line.reply << '\n';
            for (std::size_t i = 0; i < behaviour_count; ++i)
                tables[static_cast<std::size_t>(line.moment.language)][i].add(line.labels[behaviour_at(i)],
                                                                              given.labels[behaviour_at(i)]);
            lines.push_back(std::move(line));
        }
    }
    if (errors) return 0;
    std::cout << "the rules alone\n";
    for (const Language language : all_languages) std::cout << agreement_text(language, tables);
    std::cout << "not scorable: " << scorable[0][0] << " found, " << scorable[0][1] << " missed, " << scorable[1][0]
              << " wrongly so\n";
    if (rules_only) return 0;
    const TrainingSettings settings = on_all_processors();
    FusedTables fused;
    std::vector<Example> examples;
    for (const LabelledReply& line : lines) examples.push_back(example_of(line, recogniser));
    if (unseen_from) {
        evaluate_part(
            lines, examples, en, zh, settings, fused, [&](std::size_t i) { return i < *unseen_from; },
            [&](std::size_t i) { return i >= *unseen_from; });
    } else {
        const auto fold = deal(lines);
        for (std::size_t f = 0; f < folds; ++f)
            evaluate_part(
                lines, examples, en, zh, settings, fused,
                [&](std::size_t i) { return fold.at(lines[i].situation) != f; },
                [&](std::size_t i) { return fold.at(lines[i].situation) == f; });
    }
    fused.print();
    return 0;
}

} // namespace

int main(int argc, char** argv) try { return evaluate({argv + 1, argv + argc}); } catch (const std::runtime_error& e) {
    std::cerr << e.what() << '\n';
    return 2;
}
