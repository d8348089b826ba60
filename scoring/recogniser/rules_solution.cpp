#include "scoring/recogniser/scene.h"

#include <algorithm>
#include <array>
#include <optional>

namespace rapport::scoring {
namespace {

using enum Behaviour;

TextRange joined(TextRange a, TextRange b) { return {std::min(a.start, b.start), std::max(a.end, b.end)}; }

bool elsewhere(const Scene& scene, const SignHit& hit) {
    const Reading& r = scene.reading;
    if (scene.not_done(hit)) return true;
    if (hit.clause == no_clause) return false;
    return r.in_clause("limit.consequence", hit.clause) || r.in_clause("limit.condition", hit.clause) ||
           r.in_clause("invite.strong", hit.clause) || r.overlaps("handover.stay", hit.range) ||
           r.in_clause("self.agent", hit.clause) || r.in_clause("self.busy", hit.clause) ||
           r.in_clause("policy.refusal", hit.clause);
}

void read_ownership(const Scene& scene, Findings& found) {
    const Reading& r = scene.reading;
    const auto weak_in = [&](const SignHit& hit) { return r.overlaps("own.weak", hit.range); };
    const auto call_back = [&](const SignHit& hit) {
        return std::ranges::any_of(r.all("contact.promise"), [&](const SignHit& c) {
            if (!overlap(c.range, hit.range)) return false;
            if (!scene.chinese) return true;
            // Somebody else is rung for the customer.
            const std::u32string_view words = std::u32string_view(r.text()).substr(c.range.start, c.range.length());
            return words.contains(U'您') || words.contains(U'你') || words.contains(U'回');
        });
    };
    // In Chinese "done" is said of anything: it is an act only of ours, or for the customer.
    const auto our_act = [&](const SignHit& hit) {
        if (!scene.chinese) return true;
        if (hit.clause == no_clause) return false;
        const TextClause& clause = r.parts().clauses[hit.clause];
        if (clause.first_person()) return true;
        const std::u32string_view words =
            std::u32string_view(r.text()).substr(clause.range.start, clause.range.length());
        for (const std::u32string_view act : {U"已", U"给您", U"给你", U"帮您", U"帮你", U"替您", U"为您"})
            if (words.contains(act)) return true;
        return false;
    };
    const auto one = [&](std::string_view id, std::string_view reason, std::string_view missing) {
        for (const SignHit& hit : r.all(id))
            if (!elsewhere(scene, hit) && our_act(hit) && !r.overlaps("boilerplate", hit.range) &&
                !(scene.chinese && call_back(hit)))
                found.give(take_ownership, 1, scene.clause_around(hit), reason, missing);
    };
    for (const SignHit& hit : r.all("own.i_now"))
        if (!elsewhere(scene, hit) && !(scene.chinese && call_back(hit)))
            found.give(take_ownership, 2, scene.clause_around(hit), "i_act_now");
    for (const SignHit& hit : r.all("own.i_done"))
        if (!elsewhere(scene, hit)) found.give(take_ownership, 2, scene.clause_around(hit), "i_have_acted");
    for (const SignHit& hit : r.all("own.i_will")) {
        if (elsewhere(scene, hit) || call_back(hit)) continue;
        found.give(take_ownership, weak_in(hit) ? 1 : 2, scene.clause_around(hit), "i_will_act", "concrete_action");
    }
    for (const SignHit& hit : r.all("own.mine"))
        if (!elsewhere(scene, hit))
            found.give(take_ownership, r.has_any({"own.i_now", "own.i_will", "own.no_subject"}) ? 2 : 1,
                       scene.clause_around(hit), "mine", "concrete_action");
    for (const SignHit& hit : r.all("own.we_concrete"))
        if (!elsewhere(scene, hit))
            found.give(take_ownership, scene.chinese && scene.time_in(scene.sentence(hit.sentence)) ? 2 : 1,
                       scene.clause_around(hit), "we_act", "first_person");
    one("own.no_subject", "no_subject", "first_person");
    // 我已经…, 我刚…: done, and by me.
    if (scene.chinese)
        for (const SignHit& hit : r.all("own.done")) {
            if (elsewhere(scene, hit) || call_back(hit) || hit.clause == no_clause) continue;
            const TextClause& clause = r.parts().clauses[hit.clause];
            if (clause.says_i && !clause.negated() && !r.overlaps("boilerplate", hit.range))
                found.give(take_ownership, 2, scene.clause_around(hit), "i_have_acted");
        }
    one("own.done", "done", "first_person");
    one("own.can", "could_act", "action_now");
    one("own.weak", "vague_action", "concrete_action");
    for (const SignHit& hit : r.all("ask.consent"))
        if (hit.question && !scene.chinese)
            found.give(take_ownership, 1, scene.clause_around(hit), "asks_consent", "action_now");
}

void read_options(const Scene& scene, Findings& found) {
    const Reading& r = scene.reading;
    std::vector<const SlotHit*> options;
    for (const SlotHit& hit : scene.hits) {
        if (hit.kind != SlotKind::option) continue;
        const bool refused = std::ranges::any_of(r.family("policy.refusal"), [&](const SignHit& h) {
            return h.clause != no_clause && overlap(scene.clause_around(h), hit.range);
        });
        const bool limit = r.in_sentence("limit.consequence", hit.sentence) ||
                           scene.family_in("dismiss.", hit.sentence) || scene.family_in("self.", hit.sentence);
        const bool past = r.in_sentence("understood.check", hit.sentence);
        if (!refused && !limit && !past) options.push_back(&hit);
    }
    if (options.empty()) return;
    TextRange span = options[0]->range;
    std::vector<std::size_t> entries;
    for (const SlotHit* hit : options) {
        if (std::ranges::find(entries, hit->entry) == entries.end()) entries.push_back(hit->entry);
        span = joined(span, hit->range);
    }
    const SignHit* handed = r.first("choice.handed");
    // Just what the customer wants (rule 8).
    const auto wanted = [&](const SlotHit& option) {
        return std::ranges::any_of(scene.hits, [&](const SlotHit& hit) {
            return hit.kind == SlotKind::want && overlap(hit.range, option.range);
        });
    };
    const bool settled = std::ranges::any_of(
        scene.moment.history, [](const EarlierTurn& turn) { return turn.agent && turn.labels[offer_options] > 0; });
    const bool several = entries.size() > 1 || r.has("choice.several");
    const bool sought = r.has("agree.asked") || r.has("satisfied.this") || handed != nullptr;
    if (several && handed != nullptr)
        found.give(offer_options, 2, joined(span, handed->range), "choice_handed_over");
    else if (sought &&
             (scene.slots.count(SlotKind::option) == 1 || (!settled && entries.size() == 1 && wanted(*options[0]))))
        found.give(offer_options, 2, span, "only_option_agreed");
    const bool put_forward = r.has_any({"choice.one", "policy.alternative", "own.can"}) || handed != nullptr;
    // Who will decide, or what was agreed, names an option without putting it forward.
    const bool handing_over = r.has_any({"handover.transfer", "handover.briefed"});
    const bool offered = (put_forward && !handing_over) || handed != nullptr || (!settled && !handing_over);
    if (offered)
        found.give(offer_options, 1, span, several ? "several_options" : "one_option",
                   several ? "hand_over_choice" : "second_option");
}

// The first exact time of a sentence that is not the length of a test: "run for two hours", 连跑两小时.
std::optional<TextRange> time_of_plan(const Scene& scene, std::size_t s) {
    const Reading& r = scene.reading;
    const auto tested = [&](const Quantity& q) {
        if (q.kind != QuantityKind::duration) return false;
        const std::size_t from = q.range.start - std::min<std::size_t>(q.range.start, scene.chinese ? 4 : 16);
        const std::u32string_view before = std::u32string_view(r.text()).substr(from, q.range.start - from);
        const std::u32string_view after = std::u32string_view(r.text()).substr(q.range.end, 8);
        const auto any = [](std::u32string_view words, std::initializer_list<std::u32string_view> list) {
            return std::ranges::any_of(list, [&](std::u32string_view w) { return words.contains(w); });
        };
        return scene.chinese
                   ? any(before, {U"跑", U"测", U"开满", U"连开", U"试"}) || after.starts_with(U"测")
                   : any(before, {U"run for", U"runs for", U"ran for", U"tested", U" runs", U" ran ", U"has run"}) ||
                         any(after, {U"test", U" run"});
    };
    TextRange left = scene.sentence(s);
    while (const auto time = scene.time_in(left)) {
        const auto q = std::ranges::find(r.quantities(), *time, &Quantity::range);
        if (q == r.quantities().end() || !tested(*q)) return time;
        left.start = time->end;
    }
    return std::nullopt;
}

// Those that stand in the sentence that has most of them.
TextRange most_together(const Scene& scene, const std::array<std::optional<TextRange>, 3>& parts) {
    TextRange best;
    std::size_t most = 0;
    for (const auto& first : parts) {
        if (!first) continue;
        const std::size_t s = scene.reading.sentence_of(first->start);
        TextRange span = *first;
        std::size_t here = 0;
        for (const auto& part : parts)
            if (part && scene.reading.sentence_of(part->start) == s) span = joined(span, *part), ++here;
        if (here > most) best = span, most = here;
    }
    return best;
}

void read_steps(const Scene& scene, Findings& found) {
    const Reading& r = scene.reading;
    std::optional<TextRange> what, how, when;
    const auto no_plan = [&](std::size_t s) {
        // "So the courier comes on Thursday" opens like a summary.
        const bool told_back =
            scene.family_in("understood.", s) &&
            (scene.chinese || r.in_sentence("understood.check", s) || r.in_sentence("understood.want", s) ||
             !(r.in_sentence("steps.what", s) || scene.family_in("contact.", s)));
        return told_back || scene.family_in("dismiss.", s) || scene.family_in("limit.", s) ||
               r.in_sentence("ask.rhetorical", s) || scene.family_in("self.", s) || scene.family_in("promise.", s) ||
               r.in_sentence("invite.strong", s);
    };
    for (const std::string_view id :
         {"steps.what", "own.i_now", "own.i_will", "own.we_concrete", "own.no_subject", "own.i_done"})
        for (const SignHit& hit : r.all(id))
            if (!what && !no_plan(hit.sentence) && !r.overlaps("contact.promise", hit.range)) what = hit.range;
    for (const SlotHit& hit : scene.hits)
        if (!what && hit.kind == SlotKind::option) what = hit.range;
    for (const std::string_view id : {"steps.how", "contact.promise", "contact.other", "contact.auto"})
        for (const SignHit& hit : r.all(id))
            if (!how && !hit.negated && !no_plan(hit.sentence)) how = hit.range;
    // Times of what has happened are facts; those in a sentence with a step say when.
    for (std::size_t s = 0; s < r.parts().sentences.size(); ++s) {
        const auto here = [&](std::string_view family) { return scene.family_in(family, s); };
        if (when || here("sympathy.") || no_plan(s) || here("sorry.")) continue;
        if (here("steps.") || here("own.") || here("contact.") || scene.slot_in(SlotKind::option, s))
            when = time_of_plan(scene, s);
    }
    const int parts = (what ? 1 : 0) + (how ? 1 : 0) + (when ? 1 : 0);
    if (parts < 2) return;
    const TextRange span = most_together(scene, {what, how, when});
    if (parts == 3) found.give(explain_steps, 2, span, "what_when_how");
    if (what && parts == 2 && when) found.give(explain_steps, 1, span, "what_when", "how");
    if (what && parts == 2 && how) found.give(explain_steps, 1, span, "what_how", "when");
}

} // namespace

void read_solution(const Scene& scene, Findings& found) {
    read_ownership(scene, found);
    read_options(scene, found);
    read_steps(scene, found);
}

void read_plainness(const Scene& scene, Findings& found) {
    const Reading& r = scene.reading;
    const bool answer =
        found.level(offer_options) > 0 || found.level(explain_steps) > 0 || found.level(hand_over) > 0 ||
        found.level(hide_behind_policy) > 0 || found.level(over_promise) > 0 || r.has("policy.alternative") ||
        (r.has("plain.decision") && (found.level(take_ownership) > 1 || (scene.asked_directly && !scene.chinese)));
    if (!answer || r.parts().sentences.empty()) return;
    std::size_t jargon = 0;
    for (const SignHit& hit : r.all("plain.jargon"))
        if (!scene.slots.known_words(r, hit.range)) ++jargon;
    if (jargon > 1) return;
    std::size_t longest = 0;
    for (const TextSentence& s : r.parts().sentences) {
        std::size_t words = 0;
        for (const Token& t : r.tokens()) words += s.range.contains(t.range) ? 1U : 0U;
        longest = std::max(longest, words);
    }
    const TextRange span = found.of(offer_options)    ? found.of(offer_options)->span
                           : found.of(take_ownership) ? found.of(take_ownership)->span
                                                      : scene.sentence(0);
    bool curt = false; // a refusal, or an answer that a fault goes with
    for (std::size_t i = first_fault; i < behaviour_count; ++i) curt |= found.level(behaviour_at(i)) > 0;
    const bool long_winded = longest > (scene.chinese ? 70U : 35U);
    if (jargon > 0 || curt || long_winded || r.has("plain.legalese"))
        found.give(speak_plainly, 1, span,
                   jargon > 0 ? "some_jargon"
                   : curt     ? "curt"
                              : "long_sentences",
                   "plain_words");
    else
        found.give(speak_plainly, 2, span, "plain_answer");
}

} // namespace rapport::scoring
