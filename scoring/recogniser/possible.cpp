#include "scoring/recogniser/possible.h"

#include <array>
#include <optional>

namespace rapport::scoring {
namespace {

using enum Behaviour;

bool only_news(const Scene& scene, std::size_t s) {
    bool news = false;
    for (const SlotHit& hit : scene.hits) {
        if (hit.sentence != s || (hit.kind != SlotKind::fact && hit.kind != SlotKind::told)) continue;
        if (!scene.news(hit)) return false;
        news = true;
    }
    return news;
}

// What a sentence has of the lists of the card; counted once, when first wanted.
class Echoes {
public:
    Echoes(const Scene& scene, std::size_t sentence) : scene_(scene), sentence_(sentence) {}
    bool of(SlotKind kind) {
        if (!counts_) counts_ = scene_.slots.echoes(scene_.reading, sentence_);
        return (*counts_)[static_cast<std::size_t>(kind)] > 0;
    }

private:
    const Scene& scene_;
    const std::size_t sentence_;
    std::optional<std::array<int, 6>> counts_;
};

bool possible(const Scene& scene, std::size_t s, Behaviour b, Echoes& echoes) {
    const Reading& r = scene.reading;
    const auto family = [&](std::string_view of) { return scene.family_in(of, s); };
    switch (b) {
    case restate:
        return tells_back(scene, s) && !only_news(scene, s) &&
               (echoes.of(SlotKind::fact) || echoes.of(SlotKind::told) || echoes.of(SlotKind::want));
    case ask_open:
    case check_satisfaction:
        return r.asks(s) || family("ask.") || family("satisfied.") || family("agree.");
    case offer_options:
        return echoes.of(SlotKind::option) || family("choice.") || family("agree.");
    case explain_steps:
        return scene.time_in(scene.sentence(s)) || r.in_sentence("steps.how", s) || family("contact.");
    case close_with_follow_up:
        return family("contact.") || family("thanks") || family("goodbye") || family("way_back");
    default:
        return true;
    }
}

} // namespace

BehaviourSet possible_in(const Scene& scene, const Findings& found, std::size_t sentence) {
    BehaviourSet all;
    Echoes echoes(scene, sentence);
    for (std::size_t i = 0; i < first_fault; ++i) {
        const Behaviour b = behaviour_at(i);
        if (found.level(b) > 0 || possible(scene, sentence, b, echoes)) all.add(b);
    }
    return all;
}

} // namespace rapport::scoring
