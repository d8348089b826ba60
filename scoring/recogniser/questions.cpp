#include "scoring/recogniser/questions.h"

#include <algorithm>
#include <vector>

namespace rapport::scoring {

std::u32string_view words_in(const Reading& r, TextRange range) {
    return std::u32string_view(r.text()).substr(range.start, range.length());
}

bool has_any(std::u32string_view words, std::initializer_list<std::u32string_view> list) {
    return std::ranges::any_of(list, [&](std::u32string_view w) { return words.contains(w); });
}

namespace {

using Words = std::vector<std::string_view>;

bool any_word(const Words& words, std::size_t from, std::size_t to, std::initializer_list<std::string_view> list) {
    for (std::size_t i = from; i < std::min(to, words.size()); ++i)
        if (std::ranges::find(list, words[i]) != list.end()) return true;
    return false;
}

} // namespace

Level asks_by_head(const Reading& r, TextRange clause) {
    Words words;
    for (const Token& t : r.tokens())
        if (clause.contains(t.range)) words.push_back(t.word);
    const std::size_t all = words.size();
    for (std::size_t i = 0; i < all; ++i) {
        if (!any_word(words, i, i + 1, {"what", "what's", "how", "why"})) continue;
        const bool head =
            std::ranges::all_of(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(i), [](std::string_view w) {
                return w == "so" || w == "and" || w == "but" || w == "well" || w == "ok" || w == "okay" || w == "now" ||
                       w == "then" || w == "or" || w == "first" || w == "just" || w == "tell" || w == "me";
            });
        if (!head && !any_word(words, i - 1, i, {"ask", "know", "tell", "wonder", "hear", "me"})) continue;
        const bool scorn = any_word(words, i, all, {"dare", "should", "shouting", "yelling", "screaming", "whining"}) ||
                           any_word(words, i + 1, i + 2, {"about", "come", "if"});
        if (scorn || i + 1 == all) return 0;
        const bool short_answer =
            any_word(words, i + 1, i + 5,
                     {"many", "much", "long",   "often",  "old",  "far",   "soon", "quickly", "big",   "time", "date",
                      "day",  "size", "number", "colour", "make", "model", "name", "address", "floor", "today"});
        // What the customer went through, wants, plans or feels is told at length.
        const bool at_length = any_word(
            words, i, all,
            {"happened", "happen", "happens",   "need",     "like",    "liked",  "want",   "wanted",  "hope",
             "hoping",   "plan",   "planned",   "planning", "feel",    "felt",   "use",    "using",   "matter",
             "matters",  "mean",   "worry",     "worries",  "worried", "went",   "notice", "noticed", "bother",
             "bothers",  "expect", "expecting", "help",     "look",    "looked", "sound",  "sounded", "see",
             "saw",      "say",    "said",      "told",     "mind",    "for",    "think",  "tried",   "important",
             "hear",     "heard",  "ask",       "asked",    "weighing"});
        return short_answer || !at_length ? 1 : 2;
    }
    return 0;
}

Level asks_by_word(std::u32string_view words) {
    if (has_any(words, {U"没什么", U"没啥",     U"什么都",   U"啥都",       U"什么也",   U"不管",     U"无论",
                        U"怎么会", U"怎么能",   U"怎么就",   U"怎么不",     U"怎么没",   U"算什么",   U"什么时候",
                        U"啥时候", U"什么时间", U"说什么说", U"有什么可以", U"叫什么",   U"急什么",   U"懂什么",
                        U"喊什么", U"吼什么",   U"凶什么",   U"闹什么",     U"吵什么",   U"哭什么",   U"横什么",
                        U"慌什么", U"气什么",   U"凭什么",   U"了不起",     U"什么态度", U"什么意思", U"怎么着",
                        U"怎么样", U"有什么用", U"电话",     U"地址",       U"号码",     U"单号"}) ||
        (words.contains(U'我') && !words.contains(U'您') && !words.contains(U'你')) || words.starts_with(U'我'))
        return 0;
    if (!has_any(words, {U"什么", U"啥", U"怎么", U"咋", U"为何", U"如何", U"怎样", U"哪里", U"哪儿", U"哪些", U"哪块",
                         U"哪一块", U"哪方面", U"哪件事"}))
        return 0;
    // What the customer went through, wants, plans or feels is told at length.
    return has_any(words, {U"打算", U"准备", U"想",   U"希望", U"用",   U"觉得", U"担心", U"最",   U"当时", U"当初",
                           U"经过", U"后来", U"发生", U"情况", U"原因", U"需要", U"平时", U"场合", U"出了", U"事",
                           U"要紧", U"顾虑", U"感觉", U"问过", U"说过", U"遇到", U"碰到", U"现象", U"之前", U"安排"})
               ? 2
               : 1;
}

} // namespace rapport::scoring
