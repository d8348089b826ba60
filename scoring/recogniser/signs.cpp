#include "scoring/recogniser/signs.h"

#include "scoring/text/fold.h"

#include <algorithm>
#include <array>

namespace rapport::scoring {
namespace {

// The first takes precedence over the second where they overlap; a trailing dot names a family.
struct Precedence {
    std::string_view winner, loser;
};
constexpr auto precedences = std::to_array<Precedence>({
    {"feeling.frame", "own.can"},
    {"feeling.frame", "own.weak"},
    {"act.not", "own."},
    {"understood.check", "satisfied."},
    {"understood.check", "sympathy."},
    {"dismiss.calm_down", "satisfied."},
    {"sorry.negated", "sorry.word"},
    {"sorry.negated", "sorry.accept"},
    {"sorry.negated", "sorry.for"},
    {"sorry.negated", "sorry.formula"},
    {"dismiss.no_apology", "sorry.word"},
    {"dismiss.no_apology", "sorry.accept"},
    {"dismiss.no_apology", "sorry.for"},
    {"dismiss.no_apology", "sorry.formula"},
    {"sorry.conditional", "sorry.accept"},
    {"sorry.conditional", "sorry.for"},
    {"sorry.other", "sorry.word"},
    {"sorry.formula", "sorry.for"},
    {"sorry.formula", "feeling."},
    {"self.", "sympathy.validate"},
    {"promise.guess", "promise.guarantee"},
    {"limit.", "dismiss.calm_down"},
    {"limit.", "feeling.anger"},
    {"limit.", "own."},
    {"limit.", "policy.refusal"},
    {"understood.check", "ask.closed"},
    {"understood.check", "agree.asked"},
    {"satisfied.", "ask.closed"},
    {"satisfied.", "ask.probe"},
    {"satisfied.", "agree.asked"},
    {"satisfied.", "ask.open"},
    {"satisfied.", "feeling."},
    {"invite.", "ask.rhetorical"},
    {"ask.whether", "ask.rhetorical"},
    {"dismiss.soft", "feeling."},
    {"dismiss.soft", "dismiss.calm_down"},
    {"dismiss.sarcasm", "sympathy."},
    {"dismiss.sarcasm", "feeling."},
    {"dismiss.rude", "feeling."},
    {"policy.refusal", "own.can"},
    {"policy.nothing", "own."},
    {"policy.nothing", "choice."},
    {"policy.refusal", "choice.one"},
    {"policy.away", "choice.one"},
    {"policy.away", "own.can"},
    {"invite.strong", "own."},
    {"handover.stay", "own."},
    {"choice.handed", "agree.asked"},
    {"dismiss.calm_down", "feeling."},
});

constexpr std::array<std::string_view, 5> deniable = {"promise.", "feeling.", "satisfied.", "own.", "handover."};

bool of_family(std::string_view id, std::string_view name) {
    return name.ends_with('.') ? id.starts_with(name) : id == name;
}

// At most so many words (or characters of Chinese) may stand between a negation and what it denies.
constexpr std::ptrdiff_t negation_reach = 3;

// Where a negation must end, at the earliest, to reach `at`.
std::size_t reached_from(const std::vector<Token>& tokens, std::size_t at) {
    const auto here = std::ranges::lower_bound(tokens, at, {}, [](const Token& token) { return token.range.start; });
    const auto before = here - tokens.begin();
    return before <= negation_reach ? 0 : tokens[static_cast<std::size_t>(before - negation_reach) - 1].range.start + 1;
}

// One end inside a quotation: words of the agent's and of somebody else's make no phrase together.
bool partly_quoted(const TextParts& parts, TextRange range) {
    return std::ranges::any_of(parts.quotations, [&](const TextRange& quoted) {
        return quoted.contains(range.start) || (range.end > range.start && quoted.contains(range.end - 1));
    });
}

} // namespace

bool overlap(TextRange a, TextRange b) { return a.start < b.end && b.start < a.end; }

std::expected<SignTable, Diagnostic> SignTable::compile(const std::vector<Phrase>& phrases,
                                                        const PhraseClasses& classes) {
    auto compiled = PhraseTable::compile(phrases, classes);
    if (!compiled) return std::unexpected(compiled.error());
    SignTable table;
    table.table_ = std::move(*compiled);
    table.ids_.reserve(phrases.size());
    for (const Phrase& phrase : phrases) table.ids_.push_back(phrase.id);
    return table;
}

Reading::Reading(const SignTable& table, std::string_view reply)
    : text_(folded(reply)), parts_(parts_of(text_)), tokens_(tokens_of(text_)), quantities_(quantities_of(text_)),
      grader_(parts_.sentences.size(), false) {
    find(table);
    drop_overruled();
}

namespace {

// In Chinese a denial reaches a few characters, and not over 是 or a new subject: 没吭声是我不该 accepts.
bool denies(const TextClause& clause, TextRange words, std::u32string_view text) {
    words.end = std::min(words.end, std::max(clause.range.end, words.start + 1)); // without the mark behind it
    if (!is_han(text[words.start])) return clause.negates(words);
    constexpr std::size_t reach = 8;
    return clause.range.contains(words) && std::ranges::any_of(clause.negations, [&](TextRange denial) {
               if (denial.start >= words.start) return false;
               if (denial.end >= words.start) return true;
               const std::u32string_view between = text.substr(denial.end, words.start - denial.end);
               return between.size() <= reach && between.find_first_of(U"是我您你") == between.npos;
           });
}

} // namespace

void Reading::find(const SignTable& table) {
    const std::vector<PhraseMatch> matches = table.phrases().find(text_);
    for (const PhraseMatch& match : matches)
        if (table.id_of(match) == "grader.talk" && !grader_.empty()) grader_[sentence_of(match.begin)] = true;
    for (const PhraseMatch& match : matches) {
        const std::string_view id = table.id_of(match);
        SignHit hit{.range = {match.begin, match.end}};
        if (parts_.sentences.empty()) continue;
        hit.sentence = sentence_of(match.begin);
        hit.clause = clause_of(match.begin);
        if (grader_[hit.sentence]) continue;
        if (partly_quoted(parts_, hit.range) && !id.starts_with("quote.")) continue;
        hit.question = asks(hit.sentence);
        const TextSentence& sentence = parts_.sentences[hit.sentence];
        for (std::size_t c = sentence.clauses.start; c < sentence.clauses.end; ++c) {
            const TextClause& clause = parts_.clauses[c];
            if (clause.range.start > match.begin) break;
            if (clause.opens == Connective::contrast) hit.after_contrast = true;
        }
        bool denied = false;
        if (hit.clause != no_clause) {
            const TextClause& clause = parts_.clauses[hit.clause];
            hit.negated = denies(clause, hit.range, text_);
            const std::size_t from = reached_from(tokens_, hit.range.start);
            for (const TextRange& negation : clause.negations)
                denied |= negation.end >= from && negation.end <= hit.range.start;
        }
        if (denied && std::ranges::any_of(deniable, [&](std::string_view f) { return id.starts_with(f); })) continue;
        hits_[std::string(id)].push_back(hit);
    }
}

void Reading::drop_overruled() {
    // Precedence is decided on what was found, not on what is left, so that its order does not matter.
    const auto found = hits_;
    for (auto& [id, hits] : hits_) {
        std::erase_if(hits, [&](const SignHit& hit) {
            return std::ranges::any_of(precedences, [&](const Precedence& p) {
                if (!of_family(id, p.loser)) return false;
                for (auto at = found.lower_bound(p.winner);
                     at != found.end() && std::string_view(at->first).starts_with(p.winner); ++at)
                    if (of_family(at->first, p.winner) && std::ranges::any_of(at->second, [&](const SignHit& winner) {
                            return overlap(winner.range, hit.range);
                        }))
                        return true;
                return false;
            });
        });
        std::ranges::stable_sort(hits, {}, [](const SignHit& hit) { return hit.range.start; });
    }
    std::erase_if(hits_, [](const auto& entry) { return entry.second.empty(); });
}

bool Reading::any_grader_talk() const { return std::ranges::find(grader_, true) != grader_.end(); }

std::span<const SignHit> Reading::all(std::string_view id) const {
    const auto at = hits_.find(id);
    return at == hits_.end() ? std::span<const SignHit>{} : std::span(at->second);
}

std::vector<SignHit> Reading::family(std::string_view family) const {
    std::vector<SignHit> out;
    for (auto at = hits_.lower_bound(family); at != hits_.end() && at->first.starts_with(family); ++at)
        out.insert(out.end(), at->second.begin(), at->second.end());
    return out;
}

bool Reading::has_any(std::initializer_list<std::string_view> ids) const {
    return std::ranges::any_of(ids, [&](std::string_view id) { return has(id); });
}

const SignHit* Reading::first(std::string_view id) const {
    const auto hits = all(id);
    return hits.empty() ? nullptr : &hits.front();
}

bool Reading::in_sentence(std::string_view id, std::size_t sentence) const {
    return std::ranges::any_of(all(id), [&](const SignHit& hit) { return hit.sentence == sentence; });
}

bool Reading::in_clause(std::string_view id, std::size_t clause) const {
    return std::ranges::any_of(all(id), [&](const SignHit& hit) { return hit.clause == clause; });
}

bool Reading::overlaps(std::string_view id, TextRange range) const {
    return std::ranges::any_of(all(id), [&](const SignHit& hit) { return overlap(hit.range, range); });
}

std::size_t Reading::sentence_of(std::size_t at) const {
    const auto after =
        std::ranges::upper_bound(parts_.sentences, at, {}, [](const TextSentence& s) { return s.range.start; });
    return after == parts_.sentences.begin()
               ? 0
               : static_cast<std::size_t>(std::distance(parts_.sentences.begin(), after)) - 1;
}

std::size_t Reading::clause_of(std::size_t at) const {
    const auto after =
        std::ranges::upper_bound(parts_.clauses, at, {}, [](const TextClause& c) { return c.range.start; });
    if (after == parts_.clauses.begin() || !std::prev(after)->range.contains(at)) return no_clause;
    return static_cast<std::size_t>(std::distance(parts_.clauses.begin(), after)) - 1;
}

std::size_t Reading::word_count() const { return tokens_.size(); }

} // namespace rapport::scoring
