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
        if (r.in_sentence("sorry.formula", hit.sentence)) continue;
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
        if (scene.chinese || sorry_near(hit.sentence) || scene.fact_in(hit.sentence))
            specific(hit, "accepted");
        else
            found.give(apologise, 1, scene.clause_around(hit), "accepted", "for_what");
    }
    for (const std::string_view id : {"sorry.for", "sorry.regret"})
        for (const SignHit& hit : r.all(id)) {
            if (void_here(hit)) continue;
            if ((scene.fact_in(hit.sentence) && !scene.chinese) || (id == "sorry.regret" && !ours))
                specific(hit, "sorry_for_what");
            else
                found.give(apologise, 1, scene.clause_around(hit), "sorry", "for_what");
        }
    for (const SignHit& hit : r.all("sorry.word")) {
        if (void_here(hit)) continue;
        // In Chinese an accepted failing has its own sign; a fact beside the word is mostly what comes next.
        if (scene.fact_in(hit.sentence) && !scene.chinese && !r.in_sentence("sorry.formula", hit.sentence))
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
