#include "scoring/text/clause_words.h"

#include "scoring/text/numerals.h"

#include <algorithm>
#include <array>
#include <utility>

namespace rapport::scoring {
namespace {

template <std::size_t N>
bool among_words(const std::array<std::string_view, N>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

constexpr auto subject_pronouns = std::to_array<std::string_view>({"i", "we", "you", "he", "she", "it", "they"});
constexpr auto auxiliaries = std::to_array<std::string_view>(
    {"do",    "does",  "did",    "is",  "are",   "was", "were", "am",  "can",  "could", "will",
     "would", "shall", "should", "may", "might", "has", "have", "had", "must", "be"});
constexpr auto wh_words =
    std::to_array<std::string_view>({"what", "when", "where", "who", "whom", "whose", "why", "which", "how"});
// "let me know if", "check if": whether, no condition.
constexpr auto before_whether = std::to_array<std::string_view>(
    {"know", "see",       "check",    "ask", "wonder", "asked",   "sure", "tell",   "confirm", "me", "find",
     "out",  "wondering", "checking", "as",  "what",   "whether", "only", "asking", "verify",  "us"});

struct ConnectivePhrase {
    std::u32string_view words;
    Connective kind;
};
// Longer ones before those they begin with.
constexpr auto english_connectives = std::to_array<ConnectivePhrase>({
    {U"even though", Connective::concession},
    {U"even if", Connective::concession},
    {U"although", Connective::concession},
    {U"despite", Connective::concession},
    {U"in spite of", Connective::concession},
    {U"having said that", Connective::contrast},
    {U"that said", Connective::contrast},
    {U"that being said", Connective::contrast},
    {U"on the other hand", Connective::contrast},
    {U"at the same time", Connective::contrast},
    {U"but", Connective::contrast},
    {U"however", Connective::contrast},
    {U"though", Connective::contrast},
    {U"nevertheless", Connective::contrast},
    {U"nonetheless", Connective::contrast},
    {U"whereas", Connective::contrast},
    {U"unfortunately", Connective::contrast},
    {U"if", Connective::condition},
    {U"unless", Connective::condition},
    {U"provided", Connective::condition},
    {U"assuming", Connective::condition},
    {U"as long as", Connective::condition},
    {U"in case", Connective::condition},
    {U"should you", Connective::condition},
    {U"because", Connective::cause},
    {U"due to", Connective::cause},
    {U"given that", Connective::cause},
    {U"seeing that", Connective::cause},
    {U"so", Connective::consequence},
    {U"therefore", Connective::consequence},
    {U"thus", Connective::consequence},
    {U"hence", Connective::consequence},
    {U"as a result", Connective::consequence},
    {U"that is why", Connective::consequence},
    {U"which is why", Connective::consequence},
    {U"otherwise", Connective::consequence},
    {U"or else", Connective::consequence},
    {U"in that case", Connective::consequence},
    {U"consequently", Connective::consequence},
    {U"in addition", Connective::addition},
    {U"on top of that", Connective::addition},
    {U"also", Connective::addition},
    {U"besides", Connective::addition},
    {U"moreover", Connective::addition},
    {U"furthermore", Connective::addition},
    {U"plus", Connective::addition},
    {U"additionally", Connective::addition},
});
constexpr auto chinese_connectives = std::to_array<ConnectivePhrase>({
    {U"但", Connective::contrast},        {U"可是", Connective::contrast},    {U"不过", Connective::contrast},
    {U"只是", Connective::contrast},      {U"然而", Connective::contrast},    {U"只不过", Connective::contrast},
    {U"虽然", Connective::concession},    {U"虽说", Connective::concession},  {U"尽管", Connective::concession},
    {U"即使", Connective::concession},    {U"就算", Connective::concession},  {U"如果", Connective::condition},
    {U"要是", Connective::condition},     {U"若", Connective::condition},     {U"如若", Connective::condition},
    {U"假如", Connective::condition},     {U"假设", Connective::condition},   {U"倘若", Connective::condition},
    {U"除非", Connective::condition},     {U"只要", Connective::condition},   {U"万一", Connective::condition},
    {U"如您", Connective::condition},     {U"因为", Connective::cause},       {U"由于", Connective::cause},
    {U"既然", Connective::cause},         {U"毕竟", Connective::cause},       {U"所以", Connective::consequence},
    {U"因此", Connective::consequence},   {U"因而", Connective::consequence}, {U"于是", Connective::consequence},
    {U"那么", Connective::consequence},   {U"从而", Connective::consequence}, {U"否则", Connective::consequence},
    {U"要不然", Connective::consequence}, {U"不然", Connective::consequence}, {U"而且", Connective::addition},
    {U"并且", Connective::addition},      {U"另外", Connective::addition},    {U"此外", Connective::addition},
    {U"还有", Connective::addition},      {U"同时", Connective::addition},    {U"再者", Connective::addition},
    {U"除此之外", Connective::addition},  {U"以及", Connective::addition},
});
// In mid-clause only those that can be nothing else.
constexpr auto dividing_chinese = std::to_array<std::u32string_view>(
    {U"但", U"可是", U"然而", U"因为", U"所以", U"如果", U"要是", U"而且", U"并且", U"因此", U"否则"});
constexpr auto fillers = std::to_array<std::u32string_view>(
    {U"and", U"oh", U"well", U"ok", U"okay", U"yes", U"right", U"sure", U"ah", U"now", U"then"});
constexpr std::u32string_view han_fillers = U"嗯啊哦那而";

char32_t char_at(std::u32string_view text, std::size_t at) { return at < text.size() ? text[at] : U' '; }
bool any_of_chars(std::u32string_view set, char32_t c) { return set.find(c) != set.npos; }

Connective chinese_connective(std::u32string_view text, std::size_t at) {
    for (const auto& phrase : chinese_connectives) {
        if (!says(text, at, phrase.words)) continue;
        const char32_t next = char_at(text, at + phrase.words.size());
        if (phrase.words == U"但" && (next == U'凡' || next == U'愿')) return Connective::none;
        if (phrase.words == U"若" && (next == U'干' || next == U'有'))
            return next == U'有' ? phrase.kind : Connective::none;
        if (phrase.words == U"不过" && (next == U'分' || next == U'来' || next == U'去')) return Connective::none;
        return phrase.kind;
    }
    return Connective::none;
}

// The word at place k of the clause, "" beyond its ends.
std::string_view word_of(std::span<const Token> tokens, std::size_t k) {
    return k < tokens.size() ? std::string_view(tokens[k].word) : std::string_view{};
}

bool denies_english(std::span<const Token> tokens, std::size_t k) {
    const std::string_view word = tokens[k].word;
    const std::string_view before = k > 0 ? word_of(tokens, k - 1) : std::string_view{};
    const std::string_view next = word_of(tokens, k + 1);
    if (word == "not") {
        if (next == "only" || next == "just" || next == "merely" || next == "simply" || next == "least" ||
            next == "hesitate")
            return false;
        if (before == "why" || before == "or" || (before == "if" && next.empty()) ||
            (next == "to" && word_of(tokens, k + 2) == "mention"))
            return false;
        // Inverted: "didn't you", "why don't we", "isn't it". After a subject it denies.
        if (among_words(auxiliaries, before) &&
            (among_words(subject_pronouns, next) || next == "there" || next == "that")) {
            const std::string_view ahead = k > 1 ? word_of(tokens, k - 2) : std::string_view{};
            if (ahead.empty() || among_words(wh_words, ahead) || ahead == "and" || ahead == "so" || ahead == "but")
                return false;
        }
        if (before == "can" || before == "could") {
            const bool thanks = next == "thank" || next == "apologise" || next == "apologize" || next == "stress";
            const auto rest = tokens.subspan(k);
            if (thanks && std::ranges::any_of(rest.first(std::min<std::size_t>(rest.size(), 12)),
                                              [](const Token& t) { return t.word == "enough"; }))
                return false;
            if ((next == "agree" || next == "be") && word_of(tokens, k + 2) == "more") return false;
        }
        return true;
    }
    if (word == "no") {
        constexpr auto harmless = std::to_array<std::string_view>(
            {"problem", "problems", "worries", "worry", "doubt", "wonder", "matter", "trouble", "bother", "sooner"});
        const bool number = k + 1 < tokens.size() && tokens[k + 1].kind == TokenKind::number;
        return !among_words(harmless, next) && !number && !(before == "in" && next == "time");
    }
    if (word == "without") {
        constexpr auto harmless = std::to_array<std::string_view>({"doubt", "delay", "fail", "question"});
        return !among_words(harmless, next) && !among_words(harmless, word_of(tokens, k + 2));
    }
    if (word == "never") return next != "mind";
    constexpr auto plain = std::to_array<std::string_view>({"none", "nobody", "nothing", "nowhere", "nor", "neither"});
    return among_words(plain, word);
}

struct Idiom {
    std::u32string_view words;
    std::size_t at; // where in it the character stands
};
constexpr auto no_denials = std::to_array<Idiom>({
    {U"不好意思", 0}, {U"不太好意思", 0}, {U"不仅", 0},   {U"不但", 0},   {U"不光", 0},   {U"不只", 0},
    {U"不止", 0},     {U"不论", 0},       {U"不管", 0},   {U"不过", 0},   {U"不错", 0},   {U"不断", 0},
    {U"不少", 0},     {U"不久", 0},       {U"不客气", 0}, {U"不用谢", 0}, {U"不得不", 0}, {U"不得不", 2},
    {U"不妨", 0},     {U"不愧", 0},       {U"不同", 0},   {U"不禁", 0},   {U"不由", 0},   {U"不然", 0},
    {U"不如", 0},     {U"要不是", 1},     {U"对不起", 1}, {U"对不住", 1}, {U"差不多", 1}, {U"受不了", 1},
    {U"了不起", 1},   {U"巴不得", 1},     {U"恨不得", 1}, {U"忍不住", 1}, {U"免不了", 1}, {U"少不了", 1},
    {U"说不定", 1},   {U"没问题", 0},     {U"没关系", 0}, {U"没错", 0},   {U"没准", 0},   {U"未来", 0},
});

// The denying words that begin at `at`: how many characters, 0 for none.
std::size_t denies_chinese(std::u32string_view text, std::size_t at, std::size_t clause_start) {
    const char32_t c = text[at];
    const char32_t before = at > clause_start ? text[at - 1] : U' ';
    const char32_t next = char_at(text, at + 1);
    switch (c) {
    case U'不':
    case U'没':
    case U'未':
        for (const Idiom& idiom : no_denials)
            if (at >= clause_start + idiom.at && says(text, at - idiom.at, idiom.words)) return 0;
        if (before == next && is_han(next)) return 0;                                // 好不好, 有没有
        if (c == U'没' && next == U'事' && char_at(text, at + 2) != U'先') return 0; // 没事, not 没事先通知
        if (c == U'不' && before == U'要' && at == clause_start + 1) return 0;       // 要不我帮您…
        return 1;
    case U'无':
        return next == U'法' ? 2 : before == U'毫' ? 1 : 0;
    case U'非':
        return before == U'并' || before == U'绝' || before == U'而' ? 1 : 0;
    case U'勿':
    case U'甭':
        return 1;
    case U'别':
        return is_han(next) && !any_of_chars(U"的人处墅致名", next) &&
                       !any_of_chars(U"特分性级区识类个差告派国辨鉴道离", before)
                   ? 1
                   : 0;
    default:
        return 0;
    }
}

} // namespace

std::vector<std::size_t> connective_starts(std::u32string_view text, std::span<const Token> tokens) {
    std::vector<std::size_t> starts;
    for (std::size_t k = 1; k < tokens.size(); ++k) {
        const std::string_view word = tokens[k].word;
        const std::string_view before = word_of(tokens, k - 1);
        const std::string_view next = word_of(tokens, k + 1);
        bool starts_here = false;
        if (tokens[k].kind == TokenKind::word) {
            if (next.empty()) continue;
            if (word == "but")
                starts_here =
                    before != "nothing" && before != "all" && before != "anything" && before != "help" && next != "not";
            else if (word == "however" || word == "although" || word == "unless" || word == "because" ||
                     word == "whereas")
                starts_here = true;
            else if (word == "though")
                starts_here = before != "even" && before != "as";
            else if (word == "even")
                starts_here = next == "though" || next == "if";
            else if (word == "if")
                starts_here = before != "even" && !among_words(before_whether, before);
            else if (word == "so" || word == "yet")
                starts_here = among_words(subject_pronouns, next);
            else if (word == "and")
                starts_here = among_words(subject_pronouns, next) || next == "then";
        } else if (tokens[k].kind == TokenKind::han) {
            const std::size_t at = tokens[k].range.start;
            const char32_t ahead = text[at - 1];
            for (const auto phrase : dividing_chinese)
                if (says(text, at, phrase)) {
                    const char32_t behind = char_at(text, at + phrase.size());
                    starts_here =
                        phrase == U"但"     ? ahead != U'不' && ahead != U'非' && behind != U'凡' && behind != U'愿'
                        : phrase == U"可是" ? !any_of_chars(U"这那您你我他她它们", ahead)
                        : phrase == U"要是" ? ahead != U'主' && ahead != U'只' && ahead != U'重' && ahead != U'需'
                                            : true;
                }
        }
        // A filler before it ("and if", 那如果) opens the clause together with it.
        if (starts_here &&
            !(k == 1 &&
              std::ranges::any_of(
                  fillers, [&](std::u32string_view f) { return latin_word_at(text, tokens[0].range.start) == f; })) &&
            !(k == 1 && tokens[0].kind == TokenKind::han && any_of_chars(han_fillers, text[tokens[0].range.start])))
            starts.push_back(tokens[k].range.start);
    }
    return starts;
}

Connective opening_connective(std::u32string_view text, TextRange clause) {
    std::size_t at = clause.start;
    bool addition = false;
    for (int skipped = 0; skipped < 3 && at < clause.end; ++skipped) {
        if (is_han(text[at])) {
            if (const Connective c = chinese_connective(text, at); c != Connective::none) return c;
            if (!any_of_chars(han_fillers, text[at])) break;
            ++at;
            continue;
        }
        const std::u32string_view word = latin_word_at(text, at);
        const std::u32string_view second = latin_word_at(text, after_spaces(text, at + word.size()));
        const bool subject = second == U"i" || second == U"we" || second == U"you" || second == U"he" ||
                             second == U"she" || second == U"it" || second == U"they";
        for (const auto& phrase : english_connectives)
            if (const auto end = words_at(text, at, phrase.words); end && *end <= clause.end) return phrase.kind;
        if (word == U"that" && says(text, at + 4, U"'s why")) return Connective::consequence;
        if (word == U"while" && (subject || second == U"the")) return Connective::concession;
        if (word == U"since" && (subject || second == U"the" || second == U"this" || second == U"your"))
            return Connective::cause;
        if ((word == U"yet" || word == U"still") && (subject || at + word.size() == clause.end))
            return Connective::contrast;
        if (std::ranges::find(fillers, word) == fillers.end()) break;
        addition = addition || word == U"and";
        at = after_spaces(text, at + word.size());
    }
    return addition ? Connective::addition : Connective::none;
}

std::vector<TextRange> negations_in(std::u32string_view text, std::span<const Token> tokens) {
    std::vector<TextRange> found;
    for (std::size_t k = 0; k < tokens.size(); ++k) {
        const TextRange range = tokens[k].range;
        if (tokens[k].kind == TokenKind::word) {
            if (denies_english(tokens, k)) found.push_back(range);
        } else if (tokens[k].kind == TokenKind::han) {
            const std::size_t length = denies_chinese(text, range.start, tokens.front().range.start);
            if (length > 0) found.push_back({range.start, std::min(range.start + length, tokens.back().range.end)});
        }
    }
    return found;
}

void note_person(std::u32string_view text, std::span<const Token> tokens, TextClause& clause) {
    constexpr auto i_words = std::to_array<std::string_view>({"i", "me", "my", "mine", "myself"});
    constexpr auto we_words = std::to_array<std::string_view>({"we", "us", "our", "ours", "ourselves"});
    for (const Token& token : tokens) {
        const std::size_t at = token.range.start;
        if (token.kind == TokenKind::word) {
            clause.says_i = clause.says_i || among_words(i_words, token.word);
            clause.says_we = clause.says_we || among_words(we_words, token.word);
        } else if (token.kind == TokenKind::han) {
            const char32_t next = char_at(text, at + 1);
            if (text[at] == U'我' && !(at > 0 && text[at - 1] == U'自')) {
                const bool several = any_of_chars(U"们方司店部", next);
                (several ? clause.says_we : clause.says_i) = true;
            }
            if (text[at] == U'咱' || (text[at] == U'这' && next == U'边')) clause.says_we = true;
            if (text[at] == U'本' && next == U'人') clause.says_i = true;
        }
    }
}

bool begins_like_question(std::u32string_view text, std::span<const Token> tokens) {
    if (tokens.empty()) return false;
    if (tokens[0].kind == TokenKind::han) {
        std::size_t at = tokens[0].range.start;
        if (any_of_chars(U"您你那请", text[at])) ++at;
        constexpr auto heads =
            std::to_array<std::u32string_view>({U"能不能", U"可不可以", U"可否", U"能否", U"是不是", U"有没有",
                                                U"要不要", U"为什么", U"什么时候", U"怎么样"});
        return std::ranges::any_of(heads, [&](std::u32string_view head) { return says(text, at, head); });
    }
    std::size_t k = 0;
    constexpr auto openers = std::to_array<std::string_view>(
        {"so", "and", "but", "well", "ok", "okay", "now", "then", "sorry", "or", "hello", "hi", "please"});
    while (k < 3 && among_words(openers, word_of(tokens, k))) ++k;
    const std::string_view first = word_of(tokens, k);
    std::string_view second = word_of(tokens, k + 1);
    if (second == "not") second = word_of(tokens, k + 2);
    const auto subject = [](std::string_view word) {
        constexpr auto others = std::to_array<std::string_view>(
            {"a",         "an",       "any",    "anybody",  "everyone", "today",  "tomorrow", "monday",  "tuesday",
             "wednesday", "thursday", "friday", "saturday", "sunday",   "there",  "this",     "that",    "these",
             "those",     "the",      "your",   "my",       "our",      "anyone", "anything", "someone", "everything"});
        return among_words(subject_pronouns, word) || among_words(others, word);
    };
    if (among_words(wh_words, first)) {
        const std::string_view third = word_of(tokens, k + 2);
        if (first == "how" && (second == "about" || second == "come")) return true;
        if (first == "what" && (second == "happened" || second == "about" || second == "else" || second == "if"))
            return true;
        if (second == "exactly") return among_words(auxiliaries, third) || third == "happened";
        if (among_words(auxiliaries, second)) {
            // "what is", "which would": asks; "who is …" too. "when is" asks, "what is more" does not.
            return third != "more" && third != "why";
        }
        // "how long have you", "which option works", "what time is"
        if (first == "what" && (second == "time" || second == "kind" || second == "sort" || second == "date") &&
            among_words(auxiliaries, third))
            return true;
        if (first == "how" || first == "which" ||
            (first == "what" && (second == "time" || second == "kind" || second == "sort" || second == "date")))
            for (std::size_t j = k + 2; j < std::min(tokens.size(), k + 5); ++j)
                if (among_words(auxiliaries, tokens[j].word) && subject(word_of(tokens, j + 1)))
                    return !(j > k + 2 && subject(word_of(tokens, j - 1)));
        return first == "which" &&
               (third == "works" || third == "suits" || second == "works" || second == "suits" || second == "one");
    }
    if (!among_words(auxiliaries, first) || first == "be") return false;
    const std::string_view verb = word_of(tokens, k + 2);
    if (first == "do") return second == "you" || second == "we" || second == "they" || second == "i";
    if (first == "had" || first == "were") return second == "you" && first == "were" && tokens.size() > k + 2;
    // "should you need …" is a condition
    if (first == "should")
        return subject(second) && !(second == "you" && (verb == "need" || verb == "have" || verb == "wish" ||
                                                        verb == "want" || verb == "require" || verb == "prefer"));
    return subject(second);
}

namespace {

// Asked of the customer though nothing says so but the words: 这台机器您主要想用来干什么, 您方不方便. What I look into,
// know or do in any case asks nothing.
bool asks_without_mark(std::u32string_view words) {
    const auto has = [&](std::u32string_view w) { return words.find(w) != words.npos; };
    constexpr auto asking = std::to_array<std::u32string_view>(
        {U"什么",     U"啥",       U"怎么",   U"哪",     U"谁",     U"多久",   U"多少",   U"几点",
         U"几号",     U"如何",     U"为何",   U"能不能", U"有没有", U"是不是", U"要不要", U"可不可以",
         U"方不方便", U"愿不愿意", U"会不会", U"想不想", U"行不行", U"好不好", U"急不急"});
    constexpr auto telling = std::to_array<std::u32string_view>(
        {U"我",   U"咱",   U"知道",   U"告诉", U"明白",   U"不管", U"无论",   U"不论",   U"都",
         U"也",   U"随时", U"没什么", U"没啥", U"有什么", U"有啥", U"怎么会", U"怎么能", U"怎么也",
         U"哪怕", U"哪能", U"哪会",   U"哪有", U"看看",   U"查",   U"核实",   U"记",     U"等",
         U"如果", U"要是", U"就",     U"再",   U"多少有", U"不是"});
    const bool customer = has(U"您") || has(U"你");
    return customer && std::ranges::any_of(asking, has) && std::ranges::none_of(telling, has);
}

} // namespace

bool ends_like_question(std::u32string_view text, TextRange clause) {
    const std::u32string_view words = text.substr(clause.start, clause.length());
    constexpr auto tails = std::to_array<std::u32string_view>(
        {U"吗", U"好不好", U"行不行", U"是不是", U"对不对", U"可不可以", U"能不能", U"要不要", U"有没有", U"怎么样",
         U"怎样", U"什么", U"行不", U"可以不", U"了没有", U"了没", U"为什么", U"哪里", U"多少"});
    if (std::ranges::any_of(tails, [&](std::u32string_view tail) { return words.ends_with(tail); })) return true;
    if (words.ends_with(U"么")) {
        const char32_t before = words.size() > 1 ? words[words.size() - 2] : U' ';
        return !any_of_chars(U"这那多要", before);
    }
    const char32_t mark = char_at(text, clause.end);
    if (!words.ends_with(U"呢")) return mark != U'。' && mark != U'.' && mark != U'!' && asks_without_mark(words);
    // 我正在查呢, 还没到呢 tell; 您看怎么处理呢, 订单呢 ask.
    const std::u32string_view last = words.substr(words.size() - std::min<std::size_t>(words.size(), 40));
    constexpr auto asking = std::to_array<std::u32string_view>(
        {U"什么", U"怎么", U"哪", U"谁", U"多少", U"几", U"为何", U"如何", U"是否", U"还是", U"怎样", U"能不能"});
    if (std::ranges::any_of(asking, [&](std::u32string_view w) { return last.find(w) != last.npos; })) return true;
    constexpr auto telling =
        std::to_array<std::u32string_view>({U"正", U"在", U"还没", U"还要", U"才", U"着呢", U"可", U"都"});
    return std::ranges::none_of(telling, [&](std::u32string_view w) { return last.find(w) != last.npos; });
}

} // namespace rapport::scoring
