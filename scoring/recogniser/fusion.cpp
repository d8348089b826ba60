#include "scoring/recogniser/fusion.h"

#include "scoring/learning/agreement.h"

#include <algorithm>
#include <set>
#include <vector>

namespace rapport::scoring {
namespace {

constexpr std::uint16_t cut_step = 50;
constexpr double least_gain = 0.02;
constexpr double severe_precision = 0.95;
constexpr int severe_given = 10;

bool fault_sign_in(const Reading& reading, std::size_t s) {
    for (const std::string_view family : {"dismiss.", "self.", "policy.re", "policy.ru", "policy.b", "policy.aw",
                                          "promise.", "ask.rhetorical", "ask.known"})
        for (const SignHit& hit : reading.family(family))
            if (hit.sentence == s) return true;
    return false;
}

double kappa_of(std::span<const FusionExample> examples, const FusionCuts& cuts) {
    LevelTable table;
    for (const FusionExample& e : examples) table.add(e.truth, cuts.level(e.rules, e.chance));
    return table.quadratic_kappa().value_or(0);
}

bool severe_enough(std::span<const FusionExample> examples, const FusionCuts& cuts) {
    LevelTable table;
    for (const FusionExample& e : examples) table.add(e.truth, cuts.level(e.rules, e.chance));
    return table.given(2) == 0 ||
           (table.given(2) >= severe_given && table.precision_of_2().value_or(0) >= severe_precision);
}

std::vector<std::uint16_t> steps() {
    std::vector<std::uint16_t> out;
    for (std::uint16_t at = 0; at <= 950; at = static_cast<std::uint16_t>(at + cut_step)) out.push_back(at);
    out.push_back(never);
    return out;
}

} // namespace

Level FusionCuts::level(Level rules, const std::array<std::uint16_t, 2>& chance) const {
    if (chance[1] >= two[rules]) return 2;
    return chance[0] >= one[rules] ? 1 : 0;
}

bool FusionCuts::monotone() const {
    return one[0] >= one[1] && one[1] >= one[2] && two[0] >= two[1] && two[1] >= two[2];
}

std::u32string learnable(const Reading& reading, bool without_faults) {
    std::set<std::u32string_view> sentences;
    const auto& parts = reading.parts().sentences;
    for (std::size_t s = 0; s < parts.size(); ++s)
        if (!reading.grader_talk(s) && !(without_faults && fault_sign_in(reading, s)))
            sentences.insert(std::u32string_view(reading.text()).substr(parts[s].range.start, parts[s].range.length()));
    std::u32string out;
    for (const std::u32string_view sentence : sentences) {
        out += sentence;
        out += U'\n';
    }
    return out;
}

Chances chances_of(const LinearModel& model, Language language, const Reading& reading) {
    Chances out{};
    const auto behaviours = model.grade(language, features_of(learnable(reading, true)));
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

FusionCuts fit_cuts(std::span<const FusionExample> examples, bool severe_proven) {
    const std::vector<std::uint16_t> grid = steps();
    FusionCuts plain;
    if (severe_proven && !severe_enough(examples, plain)) plain.two = {never, never, never};
    if (severe_proven) return plain;
    FusionCuts best = plain;
    double best_kappa = kappa_of(examples, best);
    const double least = best_kappa + least_gain;
    for (int round = 0; round < 2; ++round)
        for (std::size_t rules = 0; rules < 3; ++rules) {
            const FusionCuts from = best;
            for (const std::uint16_t one : grid)
                for (const std::uint16_t two : grid) {
                    FusionCuts tried = from;
                    for (std::size_t r = 0; r < 3; ++r) { // the others give way
                        const auto bound = [&](std::uint16_t old, std::uint16_t now) {
                            return r == rules ? now : r > rules ? std::min(old, now) : std::max(old, now);
                        };
                        tried.one[r] = bound(from.one[r], one);
                        tried.two[r] = bound(from.two[r], two);
                    }
                    const double kappa = kappa_of(examples, tried);
                    if (kappa <= best_kappa) continue;
                    best = tried;
                    best_kappa = kappa;
                }
        }
    return best_kappa >= least ? best : plain;
}

} // namespace rapport::scoring
