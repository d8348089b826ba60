// Reading a typed reply: which of the twenty observations it shows, at which level, and in which words.
//
//   whether it can be graded at all     nothing, marks or emoji only, another language, keywords piled up, words to a
//                                       grader only: no behaviour, but faults in it still count (CHECKLIST rule 20)
//   rules                               signs in scope, the card, the moment (rules_*.cpp)
//   the learned layer, where given      chances per mille beside the rules' levels (fusion.h, cuts.h)
//
// Pure and deterministic: the same reply, moment, signs and model give the same result on every machine. Any bytes are
// accepted; of a reply longer than `longest_reply` code points only that much is read.
#pragma once

#include "scoring/learning/cuts.h"
#include "scoring/learning/linear_model.h"
#include "scoring/learning/train.h"
#include "scoring/recogniser/moment.h"
#include "scoring/recogniser/signs.h"
#include "scoring/transcript.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace rapport::scoring {

inline constexpr std::size_t longest_reply = 8000;

enum class NotScorable : std::uint8_t { scorable, empty, symbols_only, other_language, keywords, grader_talk };
std::string_view id(NotScorable reason); // "" where it is scorable

struct Observation {
    Behaviour behaviour{};
    Level level = 0;
    TextRange span; // of the reply as typed, in code points; never empty
    std::string quote;
    std::string reason;  // stable code
    std::string missing; // behaviours below 2: what would have made it one; otherwise empty
};

struct Recognition {
    Labels labels;
    std::vector<Observation> observations; // one per level above 0, in the order of the checklist
    BehaviourSet unsure; // not judged: rules say 0, the learned layer thinks it likely, or the reverse
    NotScorable not_scorable = NotScorable::scorable;
    int overall = 1; // 1–5
};

class Recogniser {
public:
    // What is given must outlive it. With these the rules decide alone.
    Recogniser(const SignTable& english, const SignTable& chinese) : tables_{&english, &chinese} {}
    // Rules and learned layer, by the cuts that were fitted for this model.
    Recogniser(const SignTable& english, const SignTable& chinese, const LinearModel& model, const FusionTable& fusion)
        : tables_{&english, &chinese}, model_(&model), fusion_(&fusion) {}

    Recognition read(std::string_view reply, const Moment& moment) const;
    // What the learned layer learns from; no `situation` and no labels. faults: those that the reply has.
    Example example(std::string_view reply, const Moment& moment, BehaviourSet faults) const;

private:
    class Weighed;
    std::array<const SignTable*, 2> tables_;
    const LinearModel* model_ = nullptr;
    const FusionTable* fusion_ = nullptr;
};

// The language the words are in: Chinese where a third of the letters are Chinese characters, otherwise the declared
// one, and English where Chinese was declared and there is hardly any.
Language language_of_words(std::u32string_view folded, Language declared);

// CHECKLIST, "The five questions": 1 + the two best levels among what was called for (a lone one counts twice) − the
// fault levels, clamped to 1–5.
int overall_of(const Labels& labels, BehaviourSet calls_for);

} // namespace rapport::scoring
