#include "scoring/recogniser/fusion.h"

#include <algorithm>

namespace rapport::scoring {
namespace {

std::vector<Feature> with_marks(std::vector<Feature> features, const std::vector<std::uint16_t>& marks) {
    if (!features.empty())
        for (const std::uint16_t mark : marks) features.push_back({mark, 0, 0});
    return features;
}

} // namespace

Chances chances_of(const LinearModel& model, Language language, const LearnedEvidence& evidence) {
    Chances out{};
    const auto behaviours = model.grade(language, with_marks(features_of(evidence.words), evidence.marks));
    for (std::size_t i = 0; i < first_fault; ++i) out[i] = behaviours[i].chance;
    for (const SentenceEvidence& sentence : evidence.sentences) {
        const auto words = features_of(sentence.words);
        if (words.empty()) continue;
        const auto alone = model.grade(language, with_marks(words, sentence.marks));
        const auto in_reply = model.grade(language, with_marks(words, sentence.in_reply));
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
        if (!is_fault(b) && !sentence.kept) continue;
        const auto features =
            with_marks(features_of(sentence.words), needs_the_reply(b) ? sentence.in_reply : sentence.marks);
        if (features.empty()) continue;
        const std::int32_t score = model.grade(language, features)[index(b)].score[level - 1U];
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
