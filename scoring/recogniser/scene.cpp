#include "scoring/recogniser/scene.h"

#include "scoring/text/fold.h"

#include <algorithm>
#include <set>

namespace rapport::scoring {
namespace {

bool exact_time(const Quantity& q) {
    switch (q.kind) {
    case QuantityKind::duration:
    case QuantityKind::clock:
    case QuantityKind::date:
    case QuantityKind::weekday:
        return !q.vague;
    case QuantityKind::day:
        return q.value >= 0;
    default:
        return false;
    }
}

} // namespace

Scene::Scene(const Moment& m, const Reading& r, const Slots& s, const KnownFacts& k)
    : moment(m), reading(r), slots(s), known(k), hits(s.find(r)) {
    std::size_t han = 0;
    for (const Token& token : r.tokens()) han += token.kind == TokenKind::han ? 1U : 0U;
    chinese = 3 * han >= r.tokens().size();
    for (const EarlierTurn& turn : m.history) {
        first_turn &= !turn.agent;
        passed_around |= turn.agent && turn.labels[Behaviour::hide_behind_policy] > 0;
        const auto level = [&](Behaviour b) { return turn.labels[b]; };
        listened_before |= turn.agent && (level(Behaviour::let_speak) > 0 || level(Behaviour::restate) > 0 ||
                                          level(Behaviour::ask_open) > 0 || level(Behaviour::acknowledge_feeling) > 0 ||
                                          level(Behaviour::apologise) > 1);
    }
    for (const std::u32string_view word :
         {U"踢皮球", U"推来推去", U"打了三", U"打了四", U"又让我", U"几遍", U"四遍", U"三遍", U"passed around",
          U"pillar to post", U"third person", U"fourth person", U"fifth person", U"transferred", U"passed on to"})
        passed_around |= folded(m.customer).contains(word);
    const TextParts words = parts_of(folded(m.customer));
    asked_directly = !words.sentences.empty() && words.sentences.back().question;
    asked = std::ranges::any_of(words.sentences, &TextSentence::question);
}

bool Scene::slot_in(SlotKind kind, std::size_t sentence) const {
    return std::ranges::any_of(hits, [&](const SlotHit& hit) { return hit.kind == kind && hit.sentence == sentence; });
}

bool Scene::news(const SlotHit& hit) const {
    return hit.kind == SlotKind::fact && asked && slots.told_by_customer(reading, hit.range) < 34;
}

bool Scene::fact_near(std::size_t sentence) const {
    return fact_in(sentence) || (sentence > 0 && fact_in(sentence - 1)) || fact_in(sentence + 1);
}

bool Scene::family_in(std::string_view family, std::size_t sentence) const {
    return std::ranges::any_of(reading.family(family), [&](const SignHit& h) { return h.sentence == sentence; });
}

std::size_t Scene::distinct(SlotKind kind) const {
    std::set<std::size_t> entries;
    for (const SlotHit& hit : hits)
        if (hit.kind == kind) entries.insert(hit.entry);
    return entries.size();
}

std::optional<TextRange> Scene::time_in(TextRange range) const {
    for (const Quantity& q : reading.quantities())
        if (exact_time(q) && range.contains(q.range)) return q.range;
    return std::nullopt;
}

TextRange Scene::clause_around(const SignHit& hit) const {
    if (hit.clause == no_clause) return hit.range;
    const TextRange clause = reading.parts().clauses[hit.clause].range;
    return {std::min(clause.start, hit.range.start), std::max(clause.end, hit.range.end)};
}

bool Scene::not_done(const SignHit& hit) const {
    if (!chinese) return false;
    const std::u32string_view text(reading.text());
    const std::size_t from = hit.range.start - std::min<std::size_t>(hit.range.start, 2);
    const std::u32string_view words = text.substr(from, hit.range.end - from);
    const std::size_t at = words.find(U'没');
    // 没问题, 没关系, 有没有 deny nothing.
    return at != std::u32string_view::npos && !words.substr(at).starts_with(U"没问题") &&
           !words.substr(at).starts_with(U"没关系") && (at == 0 || words[at - 1] != U'有');
}

bool Scene::in_last_part(const SignHit& hit) const {
    const std::size_t sentences = reading.parts().sentences.size();
    return hit.sentence + 2 >= sentences || hit.range.start * 3 >= reading.text().size() * 2;
}

} // namespace rapport::scoring
