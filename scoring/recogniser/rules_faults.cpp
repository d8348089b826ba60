#include "scoring/recogniser/denial.h"
#include "scoring/recogniser/facts.h"
#include "scoring/recogniser/scene.h"

#include <algorithm>
#include <set>

namespace rapport::scoring {
namespace {

using enum Behaviour;
constexpr int very_angry = 85;

// Whether this reply, or the agent before it, has listened. A fact told back only in passing, and a question whose
// answer was known, are no listening.
bool listened(const Scene& scene, const Findings& found) {
    const Reading& r = scene.reading;
    const bool soft = !r.family("sympathy.").empty() || !r.family("feeling.").empty() || !r.family("sorry.").empty() ||
                      !r.family("understood.").empty() || !r.family("invite.").empty();
    const auto& known = found.of(misinform);
    const bool asked_known = known && known->reason == "asks_what_is_known";
    if (found.level(let_speak) > 0 || found.level(acknowledge_feeling) > 0 || found.level(apologise) > 1 ||
        found.level(restate) > (soft ? 0 : 1) || found.level(ask_open) > (asked_known ? 1 : 0))
        return true;
    return scene.listened_before;
}

void read_prematurity(const Scene& scene, Findings& found) {
    const Reading& r = scene.reading;
    if (scene.moment.anger < 70 || scene.moment.urgent || listened(scene, found)) return;
    if (scene.asked_directly && found.level(offer_options) > 0) return;
    for (const SlotHit& hit : scene.hits)
        if (hit.kind == SlotKind::option) found.give(premature_solution, 1, hit.range, "solution_first");
    for (const Behaviour b : {hide_behind_policy, offer_options, explain_steps, over_promise})
        if (const auto& other = found.of(b))
            found.give(premature_solution, 1, other->span, b == hide_behind_policy ? "rule_first" : "solution_first");
    for (const std::string_view family : {"policy.rule", "policy.refusal", "policy.nothing", "policy.blunt",
                                          "policy.away", "promise.gift", "promise.grand", "choice.one"})
        for (const SignHit& hit : r.family(family))
            found.give(premature_solution, 1, scene.clause_around(hit), "rule_first");
    // An answer of another kind: a decision, or what will be done, but not the plain promise to see to it.
    if (found.level(take_ownership) > 1 || found.level(set_limit) > 0) return;
    for (const SignHit& hit : r.all("plain.decision"))
        if (!hit.question && !scene.family_in("limit.", hit.sentence))
            found.give(premature_solution, 1, scene.clause_around(hit), "solution_first");
}

void read_self(const Scene& scene, Findings& found) {
    const Reading& r = scene.reading;
    std::set<std::size_t> sentences;
    std::optional<TextRange> span;
    std::size_t covered = 0, signs = 0;
    for (const std::string_view id : {"self.busy", "self.company", "self.agent"})
        for (const SignHit& hit : r.all(id)) {
            ++signs;
            if (sentences.insert(hit.sentence).second) covered += scene.sentence(hit.sentence).length();
            if (!span) span = scene.clause_around(hit);
        }
    if (!span) return;
    const bool honest = found.level(hand_over) > 0 && sentences.size() == 1;
    if (honest) return;
    const bool most = 5 * covered >= 3 * r.text().size() && r.word_count() > 8;
    found.give(self_centred, signs > 1 && most ? 2 : 1, *span, "own_difficulty");
    for (const std::size_t s : sentences) found.repeat(self_centred, scene.sentence(s));
}

// "Calm down" is no limit, "stop shouting" may be one.
bool calms(const Reading& r, const SignHit& hit) {
    const std::u32string words = r.text().substr(hit.range.start, hit.range.length());
    return words.contains(U"calm down") || words.contains(U"冷静");
}

// The customer's own words held up to them at the start, with nothing kind around: to argue.
std::optional<TextRange> held_against(const Scene& scene, const KnownFacts& known) {
    const Reading& r = scene.reading;
    const auto kind = [&](std::string_view family) { return !r.family(family).empty(); };
    if (kind("sympathy.") || kind("feeling.") || kind("invite.") || kind("understood.") || r.has("own.i_now") ||
        r.has("sorry.accept"))
        return std::nullopt;
    const std::size_t near = scene.chinese ? 12 : 25;
    for (const TextRange& quoted : r.parts().quotations) {
        if (quoted.start > near) break;
        std::size_t pieces = 0, theirs = 0;
        for (const Token& token : r.tokens()) {
            if (!quoted.contains(token.range)) continue;
            ++pieces;
            theirs += std::ranges::any_of(known.lines(), [&](const KnownLine& line) {
                return line.source == KnownLine::Source::customer &&
                       std::ranges::find(line.tokens, token.word, &Token::word) != line.tokens.end();
            });
        }
        if (pieces > 1 && theirs * 10 >= pieces * 7 && quoted.length() * 2 < r.text().size())
            return TextRange{quoted.start, quoted.end};
    }
    return std::nullopt;
}

// More money than the card knows of, given on top.
bool offered_beyond(const Scene& scene, std::size_t sentence) {
    return scene.family_in("promise.", sentence) || scene.reading.in_sentence("extra.money", sentence);
}

bool only_warm(const Reading& r, const SignHit& hit) {
    const std::u32string_view words = std::u32string_view(r.text()).substr(hit.range.start, hit.range.length());
    return std::ranges::any_of(
        std::initializer_list<std::u32string_view>{U"一定", U"肯定", U"promise", U"for sure", U"definitely"},
        [&](std::u32string_view w) { return words.contains(w); });
}

void read_promises(const Scene& scene, const KnownFacts& known, Findings& found) {
    const Reading& r = scene.reading;
    for (const Contradiction& c : wrong_amounts(scene, known))
        if (c.reason == "unknown_sum" && offered_beyond(scene, c.sentence))
            found.give(over_promise, 2, c.span, "beyond_card");
    const auto own_call = [&](const SignHit& hit) {
        return r.in_sentence("contact.promise", hit.sentence) && !scene.slot_in(SlotKind::forbidden, hit.sentence);
    };
    for (const std::string_view id : {"promise.guarantee", "promise.never"})
        for (const SignHit& hit : r.all(id)) {
            if (own_call(hit)) continue;
            const bool forbidden = scene.slot_in(SlotKind::forbidden, hit.sentence);
            // 最晚周四一定到, "all of it back, I promise", where the card allows it: said with warmth, and no
            // guarantee.
            if (!forbidden && scene.slot_in(SlotKind::option, hit.sentence) && only_warm(r, hit)) continue;
            found.give(over_promise, forbidden ? 2 : 1, scene.clause_around(hit),
                       forbidden ? "forbidden" : "guarantee");
        }
    for (const std::string_view id : {"promise.gift", "promise.grand"})
        for (const SignHit& hit : r.all(id)) {
            // What the card itself says is no promise beyond it.
            const bool forbidden = scene.slot_in(SlotKind::forbidden, hit.sentence);
            if (scene.slot_in(SlotKind::option, hit.sentence) ||
                (!forbidden && scene.slot_in(SlotKind::fact, hit.sentence)))
                continue;
            found.give(over_promise, forbidden ? 2 : 1, scene.clause_around(hit), "beyond_card");
        }
    for (const SlotHit& hit : scene.hits) {
        if (hit.kind != SlotKind::forbidden) continue;
        const TextParts& parts = r.parts();
        const TextSentence& s = parts.sentences[hit.sentence];
        bool denied = s.question;
        for (std::size_t c = s.clauses.start; c < s.clauses.end; ++c)
            denied |= overlap(parts.clauses[c].range, hit.range) && parts.clauses[c].negated();
        for (const std::string_view family : {"policy.", "limit.", "dismiss.", "handover."})
            denied |=
                std::ranges::any_of(r.family(family), [&](const SignHit& h) { return h.sentence == hit.sentence; });
        if (denied) continue;
        bool own = std::ranges::any_of(r.family("own."), [&](const SignHit& h) { return h.sentence == hit.sentence; });
        for (std::size_t c = s.clauses.start; c < s.clauses.end; ++c)
            own |= overlap(parts.clauses[c].range, hit.range) && (parts.clauses[c].says_i || parts.clauses[c].says_we);
        if (own) found.give(over_promise, 2, hit.range, "forbidden");
    }
    // Owning up to a fault nobody has established (rule 6) is left to people: what is owned up to is nearly always
    // another failing that is ours (a wait, a call not returned), and words alone do not tell which.
}

// Something else is given beside the refusal. Words that only introduce an alternative ("but I can …") count where they
// stand outside the refusal itself; in Chinese, where 能 and 可以 are everywhere, only with an option of the card.
bool gives_alternative(const Scene& scene, const Findings& found) {
    const Reading& r = scene.reading;
    if (r.has("choice.handed") || found.level(offer_options) > 0 || found.level(take_ownership) > 1 ||
        found.level(hand_over) > 1 || found.level(let_speak) > 1)
        return true;
    return std::ranges::any_of(r.all("policy.alternative"), [&](const SignHit& hit) {
        if (r.overlaps("policy.refusal", hit.range) || r.overlaps("policy.nothing", hit.range) || hit.negated)
            return false;
        return !scene.chinese || scene.slot_in(SlotKind::option, hit.sentence);
    });
}

void read_policy(const Scene& scene, Findings& found) {
    const Reading& r = scene.reading;
    if (gives_alternative(scene, found)) return;
    const bool harsh = scene.moment.urgent || scene.passed_around;
    // 行不行 asks, 急得不行 says how much: neither refuses.
    const auto complement = [&](const SignHit& hit) {
        const std::u32string& text = r.text();
        for (std::size_t i = hit.range.start; i < hit.range.end; ++i)
            if (i > 0 && text[i] == U'不' && (text[i - 1] == U'得' || text[i - 1] == U'行' || text[i - 1] == U'管'))
                return true;
        return false;
    };
    const bool cold = r.has_any({"policy.refusal", "policy.nothing"}) || !r.family("dismiss.").empty() ||
                      (found.level(acknowledge_feeling) == 0 && found.level(take_ownership) == 0 &&
                       found.level(apologise) == 0 && found.level(ask_open) == 0);
    const auto counts = [&](std::string_view id, const SignHit& hit) {
        if (complement(hit) || scene.family_in("limit.", hit.sentence)) return false;
        if (id == "policy.rule") return cold;
        if (!id.ends_with("away")) return true;
        if (scene.chinese && r.text().substr(hit.range.start, hit.range.length()).contains(U'我')) return false;
        return !hit.question && !scene.family_in("contact.", hit.sentence) && !scene.family_in("invite.", hit.sentence);
    };
    for (const SignHit& hit : r.all("policy.blunt"))
        found.give(hide_behind_policy, harsh ? 2 : 1, scene.clause_around(hit), "refusal_by_rule");
    for (const std::string_view id :
         {"policy.refusal", "policy.nothing", "policy.rule", "policy.away", "handover.away"})
        for (const SignHit& hit : r.all(id))
            if (counts(id, hit))
                found.give(hide_behind_policy, harsh ? 2 : 1, scene.clause_around(hit),
                           id.ends_with("away") ? "sent_away" : "refusal_by_rule");
}

void read_misinformation(const Scene& scene, const KnownFacts& known, Findings& found) {
    for (const Contradiction& c : wrong_amounts(scene, known)) {
        if (c.reason == "unknown_sum" && offered_beyond(scene, c.sentence)) continue; // over_promise
        found.give(misinform, c.to_act_on ? 2 : 1, c.span, c.reason);
    }
    for (const Contradiction& c : denied_options(scene, known)) found.give(misinform, 2, c.span, c.reason);
    // A refusal that keeps back what the card allows.
    if (const auto& refusal = found.of(hide_behind_policy); refusal && scene.slots.count(SlotKind::option) > 0 &&
                                                            scene.distinct(SlotKind::option) == 0 &&
                                                            !scene.moment.calls_for.has(set_limit))
        found.give(misinform, 1, refusal->span, "denies_option");
    for (const Contradiction& c : asked_again(scene, known)) found.give(misinform, 1, c.span, "asks_what_is_known");
}

} // namespace

void read_dismissal(const Scene& scene, Findings& found) {
    const Reading& r = scene.reading;
    const bool raw = scene.moment.anger >= very_angry;
    // What reaches from one Chinese clause into the next is put together by chance as often as not.
    const auto torn = [&](const SignHit& hit) {
        return scene.chinese && r.text().substr(hit.range.start, hit.range.length()).contains(U',');
    };
    const auto denied = [&](std::string_view id, const SignHit& hit) { return denies_it(r, id, hit); };
    for (const std::string_view id : {"dismiss.sarcasm", "dismiss.blame", "dismiss.rude", "ask.rhetorical"})
        for (const SignHit& hit : r.all(id))
            if (!torn(hit) && !denied(id, hit))
                found.give(dismiss_or_blame, 2, scene.clause_around(hit), id == "dismiss.blame" ? "blame" : "scorn");
    if (const auto quoted = held_against(scene, scene.known))
        found.give(dismiss_or_blame, scene.moment.anger >= 50 ? 2 : 1, *quoted, "argues");
    const bool limit = !r.family("limit.").empty();
    for (const std::string_view id : {"dismiss.no_apology", "dismiss.minimise", "dismiss.calm_down", "dismiss.argue"})
        for (const SignHit& hit : r.all(id)) {
            if (torn(hit) || denied(id, hit) || (id == "dismiss.calm_down" && limit && !calms(r, hit))) continue;
            found.give(dismiss_or_blame, raw ? 2 : 1, scene.clause_around(hit),
                       id == "dismiss.minimise"    ? "minimises"
                       : id == "dismiss.calm_down" ? "calm_down"
                                                   : "argues");
        }
}

void read_faults(const Scene& scene, Findings& found) {
    read_self(scene, found);
    const KnownFacts& known = scene.known;
    read_promises(scene, known, found);
    read_policy(scene, found);
    read_misinformation(scene, known, found);
    read_prematurity(scene, found);
}

} // namespace rapport::scoring
