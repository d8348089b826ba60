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
// A fault is in a sentence, but a label says only that one of the reply's has it: first every sentence of such a reply
// counts as its witness, with an equal share; then, `witness_rounds` times, only the one that scores highest by what
// was learned so far (Andrews, Tsochantaridis and Hofmann, Support vector machines for multiple-instance learning, NIPS
// 15 (2002), mi-SVM's second form). Every sentence of a reply without the fault is an example without. A reply's score
// is that of its highest sentence.
//
// Rules were made from part of the replies and look better there than they are. How faults are weighed against them is
// therefore decided on the fresh ones (Example::fresh), where there are `least_fresh` of them.
//
// An output is left out where fewer than `least_examples` replies reach its level, or where its unseen scores tell
// nothing. No chance is involved and the order of the examples does not matter: the same corpus gives the same bytes.
// (Between machines they may differ in a last place, with their mathematical libraries; grading by one model does not.)
#pragma once

#include "scoring/learning/agreement.h"
#include "scoring/learning/cuts.h"
#include "scoring/learning/linear_model.h"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace rapport::scoring {

// Of a reply, what may be a fault by itself: a sentence.
struct ExamplePart {
    std::u32string text; // folded
    std::vector<std::uint16_t> marks = {};
    std::vector<std::uint16_t> in_reply = {}; // in their place for faults that depend on what else is said
};

struct Example {
    std::string situation; // what is never divided between training and measuring
    Language language = Language::en;
    std::u32string text; // folded; what the behaviours are learned from
    Labels labels;
    std::vector<std::uint16_t> marks = {}; // rising (recogniser/evidence.h); for behaviours
    std::vector<ExamplePart> parts = {};   // what the faults are learned from; text and marks where there are none
    Labels rules = {};                     // what the rules say; weighed against in the cuts
    bool fresh = false;                    // no rule was made from this reply
    BehaviourSet impossible = {};          // not given for its words, whatever they are like
};

// act(0) … act(n − 1), in any order or at once: what one does is no other's business.
using EachOf = std::function<void(std::size_t n, const std::function<void(std::size_t)>& act)>;
inline void one_by_one(std::size_t n, const std::function<void(std::size_t)>& act) {
    for (std::size_t i = 0; i < n; ++i) act(i);
}

struct TrainingSettings {
    EachOf each = one_by_one; // over what can be learned apart
    double cost = 2;          // c of the regression: higher fits closer
    double rare = 0.5;        // c of what has the level: × (without / with)^rare, at most rare_most
    double rare_most = 5;
    std::size_t most_weights = 1000; // of one output
    std::size_t most_fault_weights = 2000;
    double tolerance = 0.1; // of the regression (logistic.h)
    double fault_tolerance = 0.3;
    int least_replies = 3;
    int least_examples = 8;
    std::size_t folds = 5; // at least 2
    bool faults = true;    // learned, too
    int witness_rounds = 2;
    std::size_t least_fresh = 200;
    double foreign = 0.5; // c of a reply in the other language, of which only the marks are read: × this
};

// What the model was trained on: FNV-1a 64 over all of the examples, in an order of their own.
std::uint64_t corpus_hash(std::span<const Example> corpus);

// The model, and how its chances are weighed against the rules, decided on replies that the weights have not seen.
struct LearnedLayer {
    LinearModel model;
    FusionTable fusion;
};

// A language with fewer situations than folds is left out (its outputs are not there).
LearnedLayer train_layer(std::span<const Example> corpus, const TrainingSettings& settings, std::uint32_t version);
LinearModel train(std::span<const Example> corpus, const TrainingSettings& settings, std::uint32_t version);

// The levels of the learned layer alone: of faults the highest of any part.
std::array<Level, behaviour_count> levels_of(const LinearModel& model, const Example& example);

// By language and id.
using AgreementTables = std::array<std::array<LevelTable, behaviour_count>, 2>;

// Each situation graded by a model that was trained, thresholds and all, without its fold.
AgreementTables cross_validate(std::span<const Example> corpus, const TrainingSettings& settings);

} // namespace rapport::scoring
