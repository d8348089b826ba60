#include "scoring/text/clauses.h"

#include "scoring/text/clause_marks.h"
#include "scoring/text/clause_words.h"

#include <algorithm>
#include <span>
#include <utility>

namespace rapport::scoring {
namespace {

// The tokens inside `range`; those of the whole text are ordered.
std::span<const Token> tokens_in(const std::vector<Token>& tokens, TextRange range) {
    const auto start_of = [](const Token& t) { return t.range.start; };
    const auto first = std::ranges::lower_bound(tokens, range.start, {}, start_of);
    const auto last = std::ranges::lower_bound(first, tokens.end(), range.end, {}, start_of);
    return {first, last};
}

bool says_anything(char32_t c) { return is_letter(c) || is_han(c) || is_digit(c); }

// What stands behind the last word of a sentence.
void note_marks(std::u32string_view text, TextSentence& sentence, const TextParts& parts) {
    for (std::size_t at = sentence.range.end; at > sentence.range.start && !says_anything(text[at - 1]); --at) {
        const char32_t c = text[at - 1];
        if (c == U'!') sentence.exclaimed = true;
        if (c != U'?') continue;
        const auto next = std::ranges::upper_bound(parts.quotations, at - 1, {}, &TextRange::start);
        const bool inside = next != parts.quotations.begin() && std::prev(next)->contains(at - 1);
        if (!inside || std::prev(next)->start <= sentence.range.start + 1) sentence.question = true;
    }
}

} // namespace

TextParts parts_of(std::u32string_view text) {
    TextParts parts;
    parts.quotations = quotations_in(text);
    const std::vector<Token> tokens = tokens_of(text);
    for (const TextRange range : sentence_ranges(text, parts.quotations)) {
        TextSentence sentence{.range = range, .clauses = {parts.clauses.size(), parts.clauses.size()}};
        for (const TextRange marked : marked_clauses(text, range, parts.quotations)) {
            const auto inside = tokens_in(tokens, marked);
            std::vector<std::size_t> cuts = connective_starts(text, inside);
            cuts.push_back(marked.end);
            std::size_t start = marked.start;
            for (const std::size_t cut : cuts) {
                std::size_t end = cut;
                while (end > start && !says_anything(text[end - 1]) && text[end - 1] != U'%') --end;
                if (end > start) {
                    TextClause clause{.range = {start, end}, .sentence = parts.sentences.size()};
                    const auto words = tokens_in(tokens, clause.range);
                    clause.opens = opening_connective(text, clause.range);
                    clause.quoted = parts.quoted(clause.range);
                    clause.negations = negations_in(text, words);
                    note_person(text, words, clause);
                    sentence.question = sentence.question || (!clause.quoted && begins_like_question(text, words));
                    parts.clauses.push_back(std::move(clause));
                }
                start = cut;
            }
        }
        sentence.clauses.end = parts.clauses.size();
        note_marks(text, sentence, parts);
        if (!sentence.clauses.empty()) {
            const TextClause& last = parts.clauses.back();
            sentence.question = sentence.question || (!last.quoted && ends_like_question(text, last.range));
        }
        parts.sentences.push_back(sentence);
    }
    return parts;
}

const TextClause* TextParts::clause_at(std::size_t at) const {
    const auto next = std::ranges::upper_bound(clauses, at, {}, [](const TextClause& c) { return c.range.start; });
    if (next == clauses.begin()) return nullptr;
    const auto& last = *std::prev(next);
    return last.range.contains(at) ? &last : nullptr;
}

bool TextParts::quoted(TextRange part) const {
    const auto next = std::ranges::upper_bound(quotations, part.start, {}, &TextRange::start);
    return next != quotations.begin() && std::prev(next)->contains(part);
}

} // namespace rapport::scoring
