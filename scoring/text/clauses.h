// A folded reply cut into sentences and clauses, with what a rule needs to know about each.
//
// Sentences end at . ! ? 。 … ~ and line feeds, and behind emoji; in Chinese typed without any mark at blanks; not at
// "Mr.", "e.g.", "a.m.", 10.30, 1.5, the dot of an address, nor at the marks inside a quotation that is part of a
// longer sentence. What trails a sentence (further marks, closing quotes and brackets, emoji) belongs to it. Together
// they hold everything that is no space.
//
// Clauses lie within one sentence. They end at commas (not 1,000; not 、), blanks between Chinese words, semicolons,
// colons, dashes with space around or doubled, brackets, at quotations of three words or more, and before a connective
// in mid-sentence ("I understand but …", …但是…). "so", "and", "yet" divide only before a pronoun; "if" not where it
// means whether ("let me know if").
//
// Negation. `negations` are the words of a clause that deny: not, n't, never, no, none, nobody, nothing, nor, neither,
// without, cannot; 不 没 未 并非 绝非 无法 毫无 勿 甭, and 别 before a verb. Each denies what follows it in its clause,
// no further ("I'm not saying sorry" | "but here is your refund"). No negations, because they deny nothing:
//   no problem, no worries, no doubt, no wonder, no matter, "no. 5"; not only, not just; or not, why not, why don't we;
//   don't hesitate, can't thank/apologise … enough, couldn't agree more; inverted questions (didn't you …?, isn't it?)
//   不好意思 不仅 不但 不光 不只 不止 不论 不管 不过 不错 不断 不少 不久 不客气 不用谢 不得不 不妨 对不起 对不住 差不多
//   受不了 没问题 没关系 没事 没错 没准 未来; X不X and 有没有 (好不好, 能不能), 要不 要不是 不然
#pragma once

#include "scoring/text/characters.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace rapport::scoring {

// What a clause opens with; fillers before it (and, oh, well, 嗯) are skipped.
enum class Connective : std::uint8_t {
    none,
    contrast,    // but however though yet still, that said · 但 但是 可是 不过 只是 然而
    concession,  // although, even though, while I · 虽然 尽管 虽说 即使
    condition,   // if unless as long as in case · 如果 要是 若 假如 除非 只要 万一
    cause,       // because since (we) as (a result of) due to · 因为 由于 既然 毕竟
    consequence, // so therefore otherwise that's why · 所以 因此 于是 那么 否则
    addition,    // and also plus besides · 而且 并且 另外 此外 还有 同时
};

struct TextClause {
    TextRange range; // without the spaces and marks around it
    std::size_t sentence = 0;
    Connective opens = Connective::none;
    bool quoted = false;  // somebody else's words, or a wording shown: inside a pair of quotation marks
    bool says_i = false;  // I, me, my · 我
    bool says_we = false; // we, us, our · 我们 咱们 这边
    std::vector<TextRange> negations = {};

    bool negated() const { return !negations.empty(); }
    bool first_person() const { return says_i || says_we; }
    // Whether what stands at `part` is denied: a negation of this clause comes before it.
    bool negates(TextRange part) const {
        return range.contains(part) && !negations.empty() && negations.front().start < part.start;
    }
};

struct TextSentence {
    TextRange range;   // with its marks, without spaces around it
    TextRange clauses; // places in TextParts::clauses; empty for a sentence of marks or emoji only
    // Ends with a question mark; or with 吗 呢 么 好不好 行不行 是不是 …; or a clause of it begins with an English
    // inversion ("can I", "what happened", "is that right"); or, in Chinese, asks the customer something in its last
    // clause without any of these (您方不方便). A mark inside an embedded quotation asks nothing.
    bool question = false;
    bool exclaimed = false;
};

struct TextParts {
    std::vector<TextSentence> sentences;
    std::vector<TextClause> clauses;
    std::vector<TextRange> quotations; // what stands between paired marks, outermost only, in order

    const TextClause* clause_at(std::size_t at) const; // null in the marks between clauses
    bool quoted(TextRange part) const;                 // wholly inside one quotation
};

TextParts parts_of(std::u32string_view folded);

} // namespace rapport::scoring
