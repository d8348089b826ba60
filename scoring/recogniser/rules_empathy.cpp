#include "scoring/recogniser/scene.h"

#include <algorithm>

namespace rapport::scoring {
namespace {

using enum Behaviour;

bool refuses_after(const Scene& scene, const SignHit& hit) {
    const Reading& r = scene.reading;
    const TextRange sentence = scene.sentence(hit.sentence);
    const auto behind = [&](const SignHit& other) {
        return other.after_contrast && other.range.start >= hit.range.end && other.sentence <= hit.sentence + 1 &&
               (other.sentence == hit.sentence || sentence.end <= other.range.start);
    };
    for (const std::string_view family : {"policy.refusal", "policy.rule", "policy.blunt", "dismiss."})
        if (std::ranges::any_of(r.family(family), behind)) return true;
    return false;
}

bool own_trouble(const Scene& scene, std::size_t s) {
    return std::ranges::any_of(scene.reading.family("self."), [&](const SignHit& h) { return h.sentence == s; });
}

bool scorned(const Scene& scene, std::size_t s) {
    const Reading& r = scene.reading;
    return r.in_sentence("dismiss.sarcasm", s) || r.in_sentence("dismiss.rude", s) ||
           r.in_sentence("dismiss.blame", s) || r.in_sentence("ask.rhetorical", s);
}

// "If you are still unhappy …", "which would you feel happiest with?", "does that take the worry off you?": nobody's
// yet.
bool supposed(const Scene& scene, const SignHit& hit) {
    const Reading& r = scene.reading;
    if (hit.clause != no_clause && r.parts().clauses[hit.clause].opens == Connective::condition) return true;
    return hit.question && (scene.family_in("satisfied.", hit.sentence) || scene.family_in("choice.", hit.sentence) ||
                            scene.family_in("agree.", hit.sentence) || r.in_sentence("ask.probe", hit.sentence));
}

// 我怕您…, 我担心…: the agent's.
bool agents_own(const Scene& scene, const SignHit& hit) {
    if (!scene.chinese) return false;
    const std::u32string& text = scene.reading.text();
    const std::size_t at = hit.range.start;
    const auto mine = [&](std::size_t i) {
        return i < text.size() && text[i] == U'我' && (i == 0 || (text[i - 1] != U'换' && text[i - 1] != U'让'));
    };
    return text[at] != U'我' &&
           ((at > 0 && mine(at - 1)) ||
            (at > 1 && mine(at - 2) && (text[at - 1] == U'就' || text[at - 1] == U'也' || text[at - 1] == U'真')));
}

void read_feeling(const Scene& scene, Findings& found) {
    const Reading& r = scene.reading;
    const auto family_near = [&](std::string_view family, std::size_t s) {
        return std::ranges::any_of(r.family(family),
                                   [&](const SignHit& h) { return h.sentence + 1 >= s && h.sentence <= s + 1; });
    };
    const auto ok = [&](const SignHit& hit) { return !scorned(scene, hit.sentence) && !refuses_after(scene, hit); };
    for (const SignHit& hit : r.family("feeling.")) {
        // "您现在", "您心里": whose feeling a word near by is, and none by itself.
        if (std::ranges::any_of(r.all("feeling.lead"), [&](const SignHit& lead) { return lead.range == hit.range; }))
            continue;
        if (r.overlaps("feeling.frame", hit.range) && hit.range.length() < 3) continue;
        if (!ok(hit) || own_trouble(scene, hit.sentence)) continue;
        // "Sorry for any upset."
        if (std::ranges::any_of(r.all("sorry.formula"), [&](const SignHit& f) {
                return f.clause != no_clause && f.clause == hit.clause && f.range.start <= hit.range.start;
            }))
            continue;
        if (supposed(scene, hit) || agents_own(scene, hit)) continue;
        const bool cause = scene.fact_near(hit.sentence) || family_near("sympathy.image", hit.sentence);
        const TextRange span = scene.clause_around(hit);
        if (cause)
            found.give(acknowledge_feeling, 2, span, "feeling_and_cause");
        else
            found.give(acknowledge_feeling, 1, span, "feeling_only", "cause");
    }
    for (const SignHit& hit : r.all("sympathy.validate")) {
        if (!ok(hit)) continue;
        const bool image = family_near("sympathy.image", hit.sentence);
        const TextRange span = scene.clause_around(hit);
        if (image || (scene.chinese && scene.fact_near(hit.sentence)))
            found.give(acknowledge_feeling, 2, span, "feeling_and_cause");
        else
            found.give(acknowledge_feeling, 1, span, "validated", scene.fact_near(hit.sentence) ? "feeling" : "cause");
    }
    for (const std::string_view id : {"sympathy.stock", "sympathy.judgement", "sympathy.interjection"})
        for (const SignHit& hit : r.all(id))
            if (ok(hit) && !hit.negated)
                found.give(acknowledge_feeling, 1, scene.clause_around(hit),
                           id == "sympathy.stock" ? "stock_sympathy" : "bare_judgement", "feeling");
}

void read_apology(const Scene& scene, Findings& found) {
    const Reading& r = scene.reading;
    const bool ours = scene.moment.cause == Cause::company;
    const auto void_here = [&](const SignHit& hit) {
        return r.in_sentence("sorry.negated", hit.sentence) || r.overlaps("sorry.other", hit.range) ||
               r.overlaps("sorry.but", hit.range) || scorned(scene, hit.sentence) || hit.negated ||
               refuses_after(scene, hit);
    };
    const bool conditional = r.has("sorry.conditional");
    const auto sorry_near = [&](std::size_t s) {
        return std::ranges::any_of(r.all("sorry.word"), [&](const SignHit& h) {
            return h.sentence + 1 >= s && h.sentence <= s + 1 && !void_here(h);
        });
    };
    // What for: here, or just before. "You wrote twice and nobody answered. I'm so sorry!"
    const auto told = [&](std::size_t s) { return scene.fact_in(s) || (s > 0 && scene.fact_in(s - 1)); };
    const auto specific = [&](const SignHit& hit, std::string_view reason) {
        if (conditional)
            found.give(apologise, 1, scene.clause_around(hit), "conditional_apology", "unconditional");
        else
            found.give(apologise, 2, scene.clause_around(hit), reason);
    };
    for (const SignHit& hit : r.all("sorry.accept")) {
        const bool trouble = own_trouble(scene, hit.sentence) || scene.family_in("policy.", hit.sentence);
        const bool denied = hit.negated || r.in_sentence("sorry.negated", hit.sentence);
        if (denied || scorned(scene, hit.sentence) || (trouble && !sorry_near(hit.sentence))) continue;
        if (scene.chinese || sorry_near(hit.sentence) || told(hit.sentence))
            specific(hit, "accepted");
        else
            found.give(apologise, 1, scene.clause_around(hit), "accepted", "for_what");
    }
    for (const std::string_view id : {"sorry.for", "sorry.regret"})
        for (const SignHit& hit : r.all(id)) {
            if (void_here(hit)) continue;
            if ((told(hit.sentence) && !scene.chinese) || (id == "sorry.regret" && !ours))
                specific(hit, "sorry_for_what");
            else
                found.give(apologise, 1, scene.clause_around(hit), "sorry", "for_what");
        }
    for (const SignHit& hit : r.all("sorry.word")) {
        if (void_here(hit)) continue;
        // In Chinese an accepted failing has its own sign; a fact beside the word is mostly what comes next.
        if (told(hit.sentence) && !scene.chinese && !r.in_sentence("sorry.formula", hit.sentence))
            specific(hit, "sorry_for_what");
        else
            found.give(apologise, 1, scene.clause_around(hit), "sorry", "for_what");
    }
    for (const SignHit& hit : r.all("sorry.formula"))
        if (!void_here(hit)) found.give(apologise, 1, scene.clause_around(hit), "formula", "for_what");
    for (const SignHit& hit : r.all("sorry.conditional"))
        if (!void_here(hit)) found.give(apologise, 1, scene.clause_around(hit), "conditional_apology", "unconditional");
}

} // namespace

void read_empathy(const Scene& scene, Findings& found) {
    read_feeling(scene, found);
    read_apology(scene, found);
}

} // namespace rapport::scoring
