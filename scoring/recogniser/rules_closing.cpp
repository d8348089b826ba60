#include "scoring/recogniser/scene.h"

#include <algorithm>

namespace rapport::scoring {
namespace {

using enum Behaviour;

void read_satisfaction(const Scene& scene, Findings& found) {
    const Reading& r = scene.reading;
    const bool typed_marks = r.text().find(U'?') != std::u32string::npos;
    // Which of several suits is a choice; what else is wrong is not asked of a solution.
    const auto other_question = [&](const SignHit& hit) {
        if (!scene.chinese) return false;
        return r.overlaps("choice.handed", hit.range) || r.in_sentence("invite.strong", hit.sentence) ||
               scene.family_in("dismiss.", hit.sentence);
    };
    for (const SignHit& hit : r.all("satisfied.this"))
        if ((hit.question || !typed_marks || scene.chinese) && !other_question(hit))
            found.give(check_satisfaction, 2, scene.clause_around(hit), "asks_whether_settled");
    for (const SignHit& hit : r.all("satisfied.general"))
        found.give(check_satisfaction, 1, scene.clause_around(hit), "general_check", "this_solution");
    if (!r.has("choice.handed") && !r.has("understood.check"))
        for (const SignHit& hit : r.all("agree.asked"))
            if (hit.question && scene.in_last_part(hit) && found.level(offer_options) > 0 &&
                !r.in_sentence("ask.consent", hit.sentence))
                found.give(check_satisfaction, 1, scene.clause_around(hit), "general_check", "this_solution");
}

void read_follow_up(const Scene& scene, Findings& found) {
    const Reading& r = scene.reading;
    const bool open = std::ranges::any_of(r.parts().sentences, [&](const TextSentence& s) {
        const auto i = static_cast<std::size_t>(&s - r.parts().sentences.data());
        return s.question && !r.in_sentence("satisfied.this", i) && !r.in_sentence("satisfied.general", i);
    });
    for (const SignHit& hit : r.all("contact.promise")) {
        if (hit.negated || scene.not_done(hit)) continue;
        const bool dated = scene.time_in(scene.sentence(hit.sentence)).has_value();
        if (dated && scene.in_last_part(hit) && !open)
            found.give(close_with_follow_up, 2, scene.sentence(hit.sentence), "dated_contact");
        else if (dated || (scene.in_last_part(hit) && (!scene.chinese || !open)))
            found.give(close_with_follow_up, 1, scene.clause_around(hit), "contact_promised", dated ? "close" : "when");
    }
    const bool polite = r.has("thanks") || r.has("goodbye");
    for (const SignHit& hit : r.all("way_back"))
        if (scene.in_last_part(hit) && r.family("limit.").empty() && !r.in_sentence("invite.strong", hit.sentence) &&
            !scene.family_in("dismiss.", hit.sentence))
            if (polite || !scene.chinese)
                found.give(close_with_follow_up, polite && !open ? 2 : 1, scene.clause_around(hit), "way_back",
                           "thanks");
    for (const std::string_view id : {"thanks", "goodbye"})
        for (const SignHit& hit : r.all(id)) {
            if (hit.negated || !scene.in_last_part(hit)) continue;
            if (id == "thanks" && (r.overlaps("thanks.routine", hit.range) || open)) continue;
            if (r.in_sentence("limit.consequence", hit.sentence)) continue;
            found.give(close_with_follow_up, 1, hit.range, "polite_close", "next_contact");
        }
}

void read_handover(const Scene& scene, Findings& found) {
    if (!scene.moment.calls_for.has(hand_over)) return;
    const Reading& r = scene.reading;
    std::optional<TextRange> who;
    for (const std::string_view id : {"handover.transfer", "handover.authority", "handover.briefed"})
        for (const SignHit& hit : r.all(id))
            if (!who) who = scene.clause_around(hit);
    for (const SignHit& hit : r.all("handover.why"))
        if (!who && r.has("handover.who")) who = scene.clause_around(hit);
    if (!who) return;
    if (const SignHit* briefed = r.first("handover.briefed"))
        found.give(hand_over, 2, scene.clause_around(*briefed), "briefed");
    else
        found.give(hand_over, 1, *who, "handed_over", "briefing");
}

void read_limit(const Scene& scene, Findings& found) {
    const Reading& r = scene.reading;
    if (!scene.moment.calls_for.has(set_limit)) return;
    const bool willing = r.has("limit.willing") || found.level(take_ownership) > 0;
    const bool scorn = r.has("dismiss.sarcasm");
    for (const SignHit& hit : r.all("limit.consequence")) {
        const bool named = r.has("limit.limit") || r.has("limit.condition");
        if (!named && !willing) continue;
        const TextRange span = scene.clause_around(hit);
        if (named && willing && !scorn)
            found.give(set_limit, 2, span, "limit_and_consequence");
        else
            found.give(set_limit, 1, span, "consequence", willing ? "limit" : "willingness");
    }
    for (const SignHit& hit : r.all("limit.limit"))
        found.give(set_limit, 1, scene.clause_around(hit), "limit", "consequence");
}

} // namespace

void read_closing(const Scene& scene, Findings& found) {
    read_satisfaction(scene, found);
    read_follow_up(scene, found);
    read_handover(scene, found);
    read_limit(scene, found);
}

} // namespace rapport::scoring
