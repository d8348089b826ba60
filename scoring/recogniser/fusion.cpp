#include "scoring/recogniser/fusion.h"

#include <algorithm>

namespace rapport::scoring {

Chances chances_of(const LinearModel& model, Language language, const LearnedEvidence& evidence,
                   const Reading& reading) {
    Chances out{};
    auto features = features_of(evidence.words);
    if (!features.empty())
        for (const std::uint16_t mark : evidence.marks) features.push_back({mark, 0, 0});
    const auto behaviours = model.grade(language, features);
    for (std::size_t i = 0; i < first_fault; ++i) out[i] = behaviours[i].chance;
    const auto& parts = reading.parts().sentences;
    for (std::size_t s = 0; s < parts.size(); ++s) {
        if (reading.grader_talk(s)) continue;
        const auto faults = model.grade(
            language,
            features_of(std::u32string_view(reading.text()).substr(parts[s].range.start, parts[s].range.length())));
        for (std::size_t i = first_fault; i < behaviour_count; ++i)
            for (std::size_t k = 0; k < 2; ++k) out[i][k] = std::max(out[i][k], faults[i].chance[k]);
    }
    return out;
}

TextRange strongest_words(const LinearModel& model, Language language, const Reading& reading, Behaviour b,
                          Level level) {
    const auto& parts = reading.parts().sentences;
    TextRange best;
    std::int32_t most = 0;
    for (std::size_t s = 0; s < parts.size(); ++s) {
        if (reading.grader_talk(s)) continue;
        if (best.empty()) best = parts[s].range;
        const std::u32string_view sentence =
            std::u32string_view(reading.text()).substr(parts[s].range.start, parts[s].range.length());
        for (const Contribution& c : model.strongest(language, features_of(sentence), b, level, 1))
            if (c.score > most && c.length > 0) {
                most = c.score;
                best = {parts[s].range.start + c.start, parts[s].range.start + c.start + c.length};
            }
    }
    return best;
}

} // namespace rapport::scoring
