#include "scoring/recogniser/fusion.h"

#include <algorithm>

namespace rapport::scoring {
Chances behaviour_chances(const LinearModel& model, Language language, const LearnedEvidence& evidence) {
    Chances out{};
    FeatureSums sums;
    model.add(language, features_of(evidence.words), sums);
    model.add(language, evidence.marks, sums);
    const auto grades = model.grade(language, sums);
    const BehaviourSet impossible = evidence.impossible();
    for (std::size_t i = 0; i < first_fault; ++i)
        if (!impossible.has(behaviour_at(i))) out[i] = grades[i].chance;
    return out;
}

Chances fault_chances(const LinearModel& model, Language language, const std::vector<SentenceEvidence>& sentences) {
    Chances out{};
    for (const SentenceEvidence& sentence : sentences) {
        FeatureSums sums;
        model.add(language, features_of(sentence.words), sums);
        model.add(language, sentence.marks, sums);
        const auto alone = model.grade(language, sums);
        model.add(language, sentence.besides, sums);
        const auto in_reply = model.grade(language, sums);
        for (std::size_t i = first_fault; i < behaviour_count; ++i) {
            const LinearGrade& grade = (needs_the_reply(behaviour_at(i)) ? in_reply : alone)[i];
            for (std::size_t k = 0; k < 2; ++k) out[i][k] = std::max(out[i][k], grade.chance[k]);
        }
    }
    return out;
}

TextRange strongest_words(const LinearModel& model, Language language, const LearnedEvidence& evidence, Behaviour b,
                          Level level) {
    const SentenceEvidence* highest = nullptr;
    std::int32_t most = 0;
    for (const SentenceEvidence& sentence : evidence.sentences) {
        if (!is_fault(b) && !(sentence.kept && sentence.possible.has(b))) continue;
        FeatureSums sums;
        model.add(language, features_of(sentence.words), sums);
        if (sums.word_count == 0) continue;
        model.add(language, sentence.marks, sums);
        if (needs_the_reply(b)) model.add(language, sentence.besides, sums);
        const std::int32_t score = model.grade(language, sums)[index(b)].score[level - 1U];
        if (highest != nullptr && score <= most) continue;
        highest = &sentence;
        most = score;
    }
    if (highest == nullptr) return {};
    TextRange best = highest->range;
    for (const Contribution& c : model.strongest(language, features_of(highest->words), b, level, 1))
        if (c.score > 0 && c.length > 0)
            best = {highest->range.start + c.start, highest->range.start + c.start + c.length};
    return best;
}

} // namespace rapport::scoring
