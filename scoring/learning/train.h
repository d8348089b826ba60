// Training the learned layer (linear_model.h) from labelled replies, and measuring it on situations it has not seen.
//
// For each language, id and level (1 or more; 2) one logistic regression over the hashed n-grams (logistic.h), examples
// with the level counting more where they are rare. Buckets that fewer than `least_replies` replies use are left out;
// of the weights only the largest are kept, as int16. Thresholds and chances come from replies the weights have not
// seen: the situations are dealt into five folds, each graded by what the other four teach.
//
//   chance       Platt's sigmoid over the unseen scores, as a table
//   threshold 1  where F1 of "level > 0" is highest on them (of equal ones the highest)
//   threshold 2  of behaviours, where the quadratic weighted kappa of the levels is highest; of faults, the lowest with
//                a precision of at least .95 on at least 10 given (a severe fault is not said on suspicion), or none
//
// An output is left out where fewer than `least_examples` replies reach its level, or where its unseen scores tell
// nothing. No chance is involved and the order of the examples does not matter: the same corpus gives the same bytes.
// (Between machines they may differ in a last place, with their mathematical libraries; grading by one model does not.)
#pragma once

#include "scoring/learning/agreement.h"
#include "scoring/learning/cuts.h"
#include "scoring/learning/linear_model.h"

#include <span>
#include <string>
#include <vector>

namespace rapport::scoring {

struct Example {
    std::string situation; // what is never divided between training and measuring
    Language language = Language::en;
    std::u32string text; // folded; what the behaviours are learned from
    Labels labels;
    std::vector<std::uint16_t> marks = {}; // rising (recogniser/evidence.h); for behaviours only
    std::u32string whole = {};             // what the faults are learned from; `text` where it is empty
    Labels rules = {};                     // what the rules say; weighed against in the cuts
};

struct TrainingSettings {
    double cost = 2;   // c of the regression: higher fits closer
    double rare = 0.5; // c of what has the level: × (without / with)^rare, at most rare_most
    double rare_most = 5;
    std::size_t most_weights = 1000; // of one output
    int least_replies = 3;
    int least_examples = 8;
    std::size_t folds = 5; // at least 2
    bool faults = true;    // learned, too
    double foreign = 0.5;  // c of a reply in the other language, of which only the marks are read: × this
};

// What the model was trained on: FNV-1a 64 over situation, language, text, labels, marks and the rules' levels of the
// examples, in an order of their own.
std::uint64_t corpus_hash(std::span<const Example> corpus);

// The model, and how its chances are weighed against the rules, decided on replies that the weights have not seen.
struct LearnedLayer {
    LinearModel model;
    FusionTable fusion;
};

// A language with fewer situations than folds is left out (its outputs are not there).
LearnedLayer train_layer(std::span<const Example> corpus, const TrainingSettings& settings, std::uint32_t version);
LinearModel train(std::span<const Example> corpus, const TrainingSettings& settings, std::uint32_t version);

// By language and id.
using AgreementTables = std::array<std::array<LevelTable, behaviour_count>, 2>;

// Each situation graded by a model that was trained, thresholds and all, without its fold.
AgreementTables cross_validate(std::span<const Example> corpus, const TrainingSettings& settings);

} // namespace rapport::scoring
