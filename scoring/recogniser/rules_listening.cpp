#include "scoring/recogniser/questions.h"
#include "scoring/recogniser/scene.h"

#include "scoring/text/fold.h"

#include <algorithm>

namespace rapport::scoring {
namespace {

using enum Behaviour;

// The customer's name, or a part of it, as it stands on the card and at the beginning of the reply.
std::optional<TextRange> customer_named(const Scene& scene) {
    const std::u32string name = folded(scene.moment.card.customer);
    const std::u32string_view head = std::u32string_view(scene.reading.text()).substr(0, 24);
    for (const Token& part : tokens_of(name)) {
        std::u32string word = folded(part.word);
        if (part.kind == TokenKind::han) word = name.substr(part.range.start, 2); // surname and what follows it
        if (word.size() < 2 || word == U"the" || word == U"mr" || word == U"mrs" || word == U"ms" || word == U"dr")
            continue;
        const std::size_t at = head.find(word);
        if (at != std::u32string_view::npos && at <= (part.kind == TokenKind::han ? 3U : 6U))
            return TextRange{at, at + word.size()};
    }
    return std::nullopt;
}

// A short last line of a letter, or after its sign-off: who wrote it.
std::optional<TextRange> signature(const Scene& scene) {
    const std::u32string& text = scene.reading.text();
    std::size_t end = text.size();
    while (end > 0 && is_space(text[end - 1])) --end;
    const std::size_t line = text.rfind(U'\n', end);
    if (end == 0 || line == std::u32string::npos || line + 1 >= end) return std::nullopt;
    std::size_t words = 0, han = 0;
    for (const Token& t : scene.reading.tokens()) {
        if (t.range.start <= line) continue;
        ++words;
        han += t.kind == TokenKind::han ? 1U : 0U;
    }
    const bool asks = text[end - 1] == U'?' || text[end - 1] == U'。' || text[end - 1] == U'.' || text[end - 1] == U'!';
    if (words == 0 || asks || words > (han > 0 ? 8U : 4U)) return std::nullopt;
    if (scene.reading.overlaps("signoff", {line + 1, end}) && words < 2) return std::nullopt;
    return TextRange{line + 1, end};
}

void read_opening(const Scene& scene, Findings& found) {
    if (!scene.first_turn) return;
    const Reading& r = scene.reading;
    std::optional<TextRange> greeting, name;
    const auto early = [&](const SignHit& hit, std::size_t within) {
        return hit.sentence == 0 || hit.range.start < within;
    };
    for (const std::string_view id : {"greet", "greet.formula"})
        for (const SignHit& hit : r.all(id))
            if (early(hit, 40) && !greeting) greeting = hit.range;
    for (const std::string_view id : {"own_name", "own_role"})
        for (const SignHit& hit : r.all(id))
            if (!name && early(hit, scene.chinese ? 45 : 120)) name = hit.range;
    for (const SignHit& hit : r.all("own_name.weak"))
        if (!name && hit.range.start < 25) name = hit.range;
    if (!name) name = signature(scene);
    const bool formula_only = !r.has("greet") && r.has("greet.formula");
    if (!greeting) greeting = customer_named(scene);
    if (greeting && name)
        found.give(open_contact, formula_only ? 1 : 2,
                   {std::min(greeting->start, name->start), std::max(greeting->end, name->end)}, "greeting_and_name",
                   "customer_name");
    else if (greeting)
        found.give(open_contact, 1, *greeting, "greeting_only", "own_name");
    else if (name)
        found.give(open_contact, 1, *name, "name_only", "greeting");
}

void read_room(const Scene& scene, Findings& found) {
    const Reading& r = scene.reading;
    for (const SignHit& hit : r.all("invite.strong")) {
        if (r.overlaps("invite.not", hit.range)) continue;
        const bool strings = r.in_sentence("invite.limited", hit.sentence);
        found.give(let_speak, strings ? 1 : 2, hit.range, strings ? "invitation_with_strings" : "invitation",
                   "no_strings");
    }
    for (const SignHit& hit : r.all("invite.listen"))
        if (!r.overlaps("invite.not", hit.range)) found.give(let_speak, 1, hit.range, "listening", "invitation");
    const bool little = r.word_count() < 12 && r.family("own.").empty();
    for (const SignHit& hit : r.all("invite.noise"))
        if (little) found.give(let_speak, 1, hit.range, "listening", "invitation");
}

void read_restatement(const Scene& scene, Findings& found) {
    const Reading& r = scene.reading;
    const SlotHit* fact = nullptr;
    for (const SlotHit& hit : scene.hits) {
        if (hit.kind != SlotKind::fact && hit.kind != SlotKind::told) continue;
        if (!tells_back(scene, hit.sentence) || scene.news(hit)) continue;
        if (fact == nullptr || hit.weight > fact->weight) fact = &hit;
    }
    if (fact == nullptr) return;
    found.give(restate, 1, fact->range, "fact_told_back", "want_told_back");
    if (scene.slots.parroted(r) >= 80) return;
    for (std::size_t s = 0; s < r.parts().sentences.size(); ++s) {
        // "So I'll book …" opens a plan.
        const bool plan = scene.family_in("own.", s) || scene.family_in("steps.", s) || scene.family_in("choice.", s) ||
                          scene.family_in("contact.", s);
        const bool framed = (r.in_sentence("understood.opener", s) && !plan) || r.in_sentence("understood.want", s) ||
                            r.in_sentence("understood.check", s);
        const bool want = scene.slot_in(SlotKind::want, s) || r.in_sentence("understood.want", s);
        if (framed && want) {
            const TextRange other = scene.sentence(s);
            found.give(restate, 2, {std::min(fact->range.start, other.start), std::max(fact->range.end, other.end)},
                       "fact_and_want");
        }
    }
    if (const SignHit* check = r.first("understood.check"); check != nullptr && scene.distinct(SlotKind::want) > 0)
        found.give(restate, 2,
                   {std::min(fact->range.start, check->range.start), std::max(fact->range.end, check->range.end)},
                   "fact_and_want");
}

// Questions that are of another kind: known, scornful, about the solution, for a paper.
bool other_question(const Scene& scene, const Findings& found, std::size_t s) {
    const Reading& r = scene.reading;
    return r.in_sentence("ask.known", s) || r.in_sentence("ask.rhetorical", s) || r.in_sentence("satisfied.this", s) ||
           r.in_sentence("satisfied.rating", s) || r.in_sentence("ask.document", s) ||
           std::ranges::any_of(found.faulty(), [&](const auto& f) { return overlap(f.words, scene.sentence(s)); });
}

// A question by its form, where it is of no other kind.
void read_asking(const Scene& scene, Findings& found) {
    const Reading& r = scene.reading;
    for (std::size_t s = 0; s < r.parts().sentences.size(); ++s) {
        if (!r.asks(s) || r.grader_talk(s) || other_question(scene, found, s) || scene.family_in("satisfied.", s) ||
            scene.family_in("agree.", s) || scene.family_in("choice.", s) || scene.family_in("limit.", s) ||
            scene.family_in("dismiss.", s) || scene.family_in("self.", s) || scene.family_in("policy.", s) ||
            r.in_sentence("understood.check", s))
            continue;
        const TextParts& parts = r.parts();
        const auto [from, to] = parts.sentences[s].clauses;
        for (std::size_t c = from; c < to; ++c) {
            const TextClause& clause = parts.clauses[c];
            if (clause.quoted) continue;
            const Level level = scene.chinese ? asks_by_word(words_in(r, clause.range)) : asks_by_head(r, clause.range);
            found.give(ask_open, level, clause.range, level == 2 ? "open_question" : "closed_question",
                       "open_question");
        }
    }
}

// "I don't know yet what happened": the words of an English question in a sentence that asks nothing.
bool only_mentioned(const Reading& r, const SignHit& hit) {
    const std::u32string_view words = words_in(r, hit.range);
    return !hit.question &&
           std::ranges::any_of(std::initializer_list<std::u32string_view>{U"what", U"how", U"why", U"where", U"when"},
                               [&](std::u32string_view w) { return words.starts_with(w); });
}

void read_questions(const Scene& scene, Findings& found) {
    const Reading& r = scene.reading;
    // In Chinese the words of an open question also tell what somebody said, did or need not say.
    const auto only_told = [&](const SignHit& hit) {
        if (!scene.chinese || hit.question || hit.clause == no_clause) return false;
        const std::u32string_view words = words_in(r, r.parts().clauses[hit.clause].range);
        if (has_any(words, {U"不必", U"不用", U"不知道", U"替您", U"替你", U"刚", U"已", U"说下去", U"说全了", U"说了",
                            U"免得", U"省得", U"用不着", U"跟他", U"跟她", U"都没"}))
            return true;
        return !has_any(words, {U"说说", U"讲讲", U"聊聊", U"说一", U"讲一", U"聊",   U"告诉我", U"跟我", U"给我",
                                U"描述", U"形容", U"讲给", U"您说", U"你说", U"您讲", U"你讲",   U"从头", U"尽管",
                                U"细",   U"想",   U"呢",   U"吗",   U"说",   U"讲",   U"写"});
    };
    for (const std::string_view id : {"ask.open", "ask.probe"})
        for (const SignHit& hit : r.all(id)) {
            if (other_question(scene, found, hit.sentence) || only_told(hit) || only_mentioned(r, hit)) continue;
            if (r.overlaps("choice.handed", hit.range) && scene.distinct(SlotKind::option) > 0) continue;
            found.give(ask_open, 2, scene.clause_around(hit), "open_question");
        }
    // 除了…还有什么…？ asks for more than is known.
    if (scene.chinese)
        for (std::size_t s = 0; s < r.parts().sentences.size(); ++s) {
            const TextRange range = scene.sentence(s);
            const std::u32string_view words = std::u32string_view(r.text()).substr(range.start, range.length());
            if (!r.asks(s) || r.grader_talk(s) || !words.contains(U"除了") || other_question(scene, found, s)) continue;
            for (const std::u32string_view what : {U"什么", U"啥", U"哪里", U"哪儿", U"别的", U"其他"})
                if (words.contains(what)) found.give(ask_open, 2, range, "open_question");
        }
    for (const SignHit& hit : r.all("ask.closed")) {
        if (!hit.question || r.in_sentence("ask.document", hit.sentence) ||
            r.in_sentence("ask.consent", hit.sentence) || r.in_sentence("understood.check", hit.sentence) ||
            r.in_sentence("ask.rhetorical", hit.sentence) || r.in_sentence("choice.handed", hit.sentence) ||
            r.in_sentence("agree.asked", hit.sentence) || !r.family("limit.").empty() ||
            (scene.chinese &&
             (r.in_sentence("ask.known", hit.sentence) || scene.family_in("satisfied.", hit.sentence))))
            continue;
        found.give(ask_open, 1, scene.clause_around(hit), "closed_question", "open_question");
    }
    read_asking(scene, found);
    if (scene.chinese) return;
    for (const SignHit& hit : r.all("ask.known"))
        found.give(ask_open, 1, scene.clause_around(hit), "closed_question", "not_on_card");
}

} // namespace

bool tells_back(const Scene& scene, std::size_t s) {
    const Reading& r = scene.reading;
    const auto family_in = [&](std::string_view family) { return scene.family_in(family, s); };
    if (r.in_sentence("quote.you_said", s) && (family_in("dismiss.") || r.in_sentence("policy.rule", s))) return false;
    if (family_in("understood.")) return true;
    if (family_in("dismiss.") || family_in("promise.") || family_in("policy.")) return false;
    if (family_in("sorry.") || family_in("sympathy.") || family_in("feeling.")) return true;
    if (family_in("own.") || family_in("choice.") || family_in("contact.") || family_in("ask.") ||
        family_in("satisfied.") || family_in("agree.") || family_in("handover.") || family_in("limit."))
        return false;
    return !scene.slot_in(SlotKind::option, s) && !family_in("steps.");
}

void read_listening(const Scene& scene, Findings& found) {
    read_opening(scene, found);
    read_room(scene, found);
    read_restatement(scene, found);
    read_questions(scene, found);
}

} // namespace rapport::scoring
