// Sentences and clauses of a reply, and what is said about each.
#include "scoring/text/clauses.h"
#include "scoring/text/fold.h"
#include "tests/scoring/text_samples.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rapport::scoring;

namespace {

using Pieces = std::vector<std::string>;

Pieces sentences_in(std::string_view typed) {
    Pieces out;
    for (const auto& sentence : parts_of(folded(typed)).sentences) out.emplace_back(as_typed(typed, sentence.range));
    return out;
}
Pieces clauses_in(std::string_view typed) {
    Pieces out;
    for (const auto& clause : parts_of(folded(typed)).clauses) out.emplace_back(as_typed(typed, clause.range));
    return out;
}
bool asks(std::string_view typed) { return parts_of(folded(typed)).sentences.back().question; }
bool denies(std::string_view typed) {
    return std::ranges::any_of(parts_of(folded(typed)).clauses, [](const TextClause& c) { return c.negated(); });
}
Connective last_opens(std::string_view typed) { return parts_of(folded(typed)).clauses.back().opens; }

} // namespace

TEST_CASE("Sentences end at the marks of both scripts, line feeds and emoji", "[scoring][text]") {
    CHECK(sentences_in("Hello. I'm Li! How are you?") == Pieces{"Hello.", "I'm Li!", "How are you?"});
    CHECK(sentences_in("您好。我是小李!请问有什么事?") == Pieces{"您好。", "我是小李!", "请问有什么事?"});
    CHECK(sentences_in("First line\nsecond line\r\n\r\nthird") == Pieces{"First line", "second line", "third"});
    CHECK(sentences_in("Done 😊 I'll call") == Pieces{"Done 😊", "I'll call"});
    CHECK(sentences_in("Thanks! 😊👍 Bye") == Pieces{"Thanks! 😊👍", "Bye"});
    CHECK(sentences_in("好的~我马上查") == Pieces{"好的~", "我马上查"});
    CHECK(sentences_in("Well… I see... OK") == Pieces{"Well…", "I see...", "OK"});
    CHECK(sentences_in("What?! Really?!") == Pieces{"What?!", "Really?!"});
    CHECK(sentences_in("Sorry.I will check.请稍等") == Pieces{"Sorry.", "I will check.", "请稍等"});
    CHECK(sentences_in("She said \"never again.\" I see.") == Pieces{"She said \"never again.\"", "I see."});
    CHECK(sentences_in("他说“不要了。”我明白。") == Pieces{"他说“不要了。”", "我明白。"});
}

TEST_CASE("Sentences do not end inside what a dot belongs to", "[scoring][text]") {
    for (const std::string one :
         {"Mr. Zhang and Dr. Li are here", "By 10.30 a.m. tomorrow", "It costs 4.50 or 1.5k", "Use e.g. the app",
          "Write to help@rapport.example.com today", "See www.x.com/a.html now", "Order no. 8841 is late",
          "The U.S. office", "1. Refund the order", "version 1.2.3 of it", "“Where is it? Where?” you said",
          "You asked “where is it?” and I looked"}) {
        INFO(one);
        if (one.front() != "“"[0]) CHECK(sentences_in(one).size() == 1);
    }
    CHECK(sentences_in("I'll call at 10 a.m. You will hear then.") ==
          Pieces{"I'll call at 10 a.m.", "You will hear then."});
    CHECK(sentences_in("Is it I. No").size() == 2);
}

TEST_CASE("Blanks divide Chinese that is typed without marks", "[scoring][text]") {
    const Pieces pieces{"周日那条我都翻到了", "两条都没人回", "真的对不起"};
    CHECK(sentences_in("周日那条我都翻到了 两条都没人回 真的对不起") == pieces);
    CHECK(sentences_in("周日那条我都翻到了   两条都没人回  真的对不起") == pieces);
    // A mark at the end, or in another line, changes nothing before it.
    CHECK(sentences_in("周日那条我都翻到了 两条都没人回 真的对不起。") ==
          Pieces{"周日那条我都翻到了", "两条都没人回", "真的对不起。"});
    CHECK(sentences_in("周日那条我都翻到了 两条都没人回\n谢谢您。").size() == 3);
    CHECK(sentences_in("您 可以 退款").size() == 1);                  // words set apart
    CHECK(sentences_in("您好，两条都没人回 真的对不起").size() == 1); // with commas they divide clauses
}

TEST_CASE("A question has a mark, a Chinese ending or an English inversion", "[scoring][text]") {
    const std::string reply = GENERATE(values<std::string>({"Is that right?",
                                                            "Right?",
                                                            "is that right",
                                                            "Could you tell me more",
                                                            "what happened",
                                                            "how can I help",
                                                            "So would Friday suit you",
                                                            "Which one works best for you",
                                                            "How long have you been waiting",
                                                            "What time is good",
                                                            "why don't we start over",
                                                            "You want a refund, is that correct",
                                                            "Have I understood you",
                                                            "您好吗",
                                                            "这样可以吗",
                                                            "您看好不好",
                                                            "这样行不行",
                                                            "是不是",
                                                            "您需要什么呢",
                                                            "订单号呢",
                                                            "您能不能提供照片。",
                                                            "收到了没有",
                                                            "您看怎么样",
                                                            "“Is it late?”",
                                                            "真的么"}));
    INFO(reply);
    CHECK(asks(reply));
}

TEST_CASE("What only looks like one is none", "[scoring][text]") {
    const std::string reply = GENERATE(values<std::string>({"I'll check.",
                                                            "What I can do is send a new one.",
                                                            "How frustrating that must be.",
                                                            "When you called, nobody came.",
                                                            "Should you need anything, call me.",
                                                            "Do this first.",
                                                            "Had I known, I would have called.",
                                                            "I do that.",
                                                            "我正在查呢",
                                                            "还没到呢",
                                                            "我在听着呢",
                                                            "就是这么",
                                                            "我马上查。",
                                                            "You asked me “where is my parcel?”",
                                                            "Let me know if that works.",
                                                            "Will do.",
                                                            "Which is why I called.",
                                                            "May 3rd works.",
                                                            "!",
                                                            "😊"}));
    INFO(reply);
    CHECK_FALSE(asks(reply));
}

TEST_CASE("Clauses end at marks inside a sentence, not inside numbers, names and lists", "[scoring][text]") {
    CHECK(clauses_in("Two things: first, a refund; second — a call (today).") ==
          Pieces{"Two things", "first", "a refund", "second", "a call", "today"});
    CHECK(clauses_in("You paid 1,000 at 10:30, parcel(s) included") ==
          Pieces{"You paid 1,000 at 10:30", "parcel(s) included"});
    CHECK(clauses_in("更换、退款或折扣,您看哪种") == Pieces{"更换、退款或折扣", "您看哪种"});
    CHECK(clauses_in("See http://x.com: it helps 20 %") == Pieces{"See http://x.com", "it helps 20 %"});
}

TEST_CASE("Clauses end before a connective in mid-sentence", "[scoring][text]") {
    CHECK(clauses_in("I understand but we can't") == Pieces{"I understand", "but we can't"});
    CHECK(clauses_in("It is late because of snow and I will call so you know") ==
          Pieces{"It is late", "because of snow", "and I will call", "so you know"});
    CHECK(clauses_in("我理解但是没办法") == Pieces{"我理解", "但是没办法"});
    CHECK(clauses_in("您先用着如果还坏我来换") == Pieces{"您先用着", "如果还坏我来换"});
    // … and not where it is none
    CHECK(clauses_in("Nothing but trouble and delays").size() == 1);
    CHECK(clauses_in("Let me know if it works").size() == 1);
    CHECK(clauses_in("I am so sorry").size() == 1);
    CHECK(clauses_in("不但补发也退款").size() == 1);
    CHECK(clauses_in("这可是我们的错").size() == 1);
    CHECK(clauses_in("It has not arrived yet").size() == 1);
}

TEST_CASE("A clause is known by the connective it opens with", "[scoring][text]") {
    const auto [reply, opens] = GENERATE(table<std::string, Connective>({
        {"I see, but no", Connective::contrast},
        {"I see. However, we can't", Connective::none},
        {"However", Connective::contrast},
        {"though we tried", Connective::contrast},
        {"yet it is late", Connective::contrast},
        {"That said", Connective::contrast},
        {"although it is late", Connective::concession},
        {"while I understand", Connective::concession},
        {"if you like", Connective::condition},
        {"unless it rains", Connective::condition},
        {"and if you like", Connective::condition},
        {"because it broke", Connective::cause},
        {"since you called", Connective::cause},
        {"since Monday", Connective::none},
        {"so I called", Connective::consequence},
        {"otherwise I'll call", Connective::consequence},
        {"and I'll call", Connective::addition},
        {"also a voucher", Connective::addition},
        {"但我们没办法", Connective::contrast},
        {"但是不行", Connective::contrast},
        {"可是已经晚了", Connective::contrast},
        {"不过可以换", Connective::contrast},
        {"只是小事", Connective::contrast},
        {"但凡有办法", Connective::none},
        {"不过分", Connective::none},
        {"虽然晚了", Connective::concession},
        {"如果您愿意", Connective::condition},
        {"要是不行", Connective::condition},
        {"若您同意", Connective::condition},
        {"那如果不行", Connective::condition},
        {"因为下雪", Connective::cause},
        {"所以晚了", Connective::consequence},
        {"因此补发", Connective::consequence},
        {"而且送券", Connective::addition},
        {"我马上查", Connective::none},
        {"I called", Connective::none},
        {"若干问题", Connective::none},
    }));
    INFO(reply);
    CHECK(last_opens(reply) == opens);
}

TEST_CASE("Negation", "[scoring][text]") {
    const std::string reply = GENERATE(values<std::string>({"I'm not sorry",     "We can't refund it",
                                                            "We cannot",         "dont worry",
                                                            "I never said so",   "No refund",
                                                            "Nobody called",     "There is nothing left",
                                                            "without a receipt", "neither of us",
                                                            "It isn't there",    "I'm not at all sorry",
                                                            "我不能退",          "还没到",
                                                            "尚未发货",          "并非我们的错",
                                                            "无法退款",          "毫无道理",
                                                            "请勿拆封",          "您别着急",
                                                            "没事先通知您",      "我没办法",
                                                            "不是我们的问题",    "受理不了"}));
    INFO(reply);
    CHECK(denies(reply));
}

TEST_CASE("Words of denial that deny nothing", "[scoring][text]") {
    const std::string reply = GENERATE(values<std::string>({"No problem",
                                                            "no worries at all",
                                                            "It is not only late",
                                                            "not just a refund",
                                                            "Why not today",
                                                            "Why don't we start",
                                                            "Didn't you get it?",
                                                            "Isn't it late?",
                                                            "whether it works or not",
                                                            "no doubt",
                                                            "No. 5",
                                                            "order no 8841",
                                                            "Don't hesitate to call",
                                                            "I can't thank you enough",
                                                            "I couldn't agree more",
                                                            "in no time",
                                                            "never mind",
                                                            "without delay",
                                                            "knot nothingness",
                                                            "不好意思",
                                                            "不仅补发",
                                                            "不但如此",
                                                            "这个不错",
                                                            "好不好",
                                                            "能不能",
                                                            "有没有",
                                                            "没问题",
                                                            "没关系",
                                                            "没事的",
                                                            "没错",
                                                            "对不起",
                                                            "差不多",
                                                            "不过可以换",
                                                            "无论如何",
                                                            "特别抱歉",
                                                            "别的办法",
                                                            "分别处理",
                                                            "谁都受不了",
                                                            "不得不说",
                                                            "要不我帮您换",
                                                            "非常抱歉",
                                                            "未来几天",
                                                            "不管怎样",
                                                            "区别"}));
    INFO(reply);
    CHECK_FALSE(denies(reply));
}

TEST_CASE("A negation denies what follows it in its clause, no further", "[scoring][text]") {
    const std::string reply = "I'm not saying sorry, but here is your refund.";
    const auto parts = parts_of(folded(reply));
    REQUIRE(parts.clauses.size() == 2);
    const auto place = [&](std::string_view words) {
        const auto at = reply.find(words);
        return TextRange{at, at + words.size()};
    };
    CHECK(parts.clauses[0].negates(place("sorry")));
    CHECK_FALSE(parts.clauses[0].negates(place("I'm")));
    CHECK_FALSE(parts.clauses[0].negates(place("refund"))); // of another clause
    CHECK_FALSE(parts.clauses[1].negates(place("refund")));
    CHECK(parts.clause_at(reply.find("refund")) == &parts.clauses[1]);
    CHECK(parts.clause_at(reply.find(',')) == nullptr);
}

TEST_CASE("Quotations: other people's words", "[scoring][text]") {
    const std::string reply = "You said “I will call you back” and nobody did.";
    const auto parts = parts_of(folded(reply));
    REQUIRE(parts.clauses.size() == 3);
    CHECK_FALSE(parts.clauses[0].quoted);
    CHECK(parts.clauses[1].quoted);
    CHECK_FALSE(parts.clauses[2].quoted);

    const auto quotes = [](std::string_view typed) { return parts_of(folded(typed)).quotations.size(); };
    CHECK(quotes("\"a b\" and 'c d' and 「e」 and «f»") == 4);
    CHECK(quotes("“outer ‘inner’ words”") == 1);
    CHECK(quotes("I don't think the customers' parcels aren't late, 'cause it's 5\" long") == 0);
    CHECK(quotes("“never closed") == 0);
    CHECK(quotes("never opened” here") == 0);
    CHECK(quotes("“over\nlines”") == 0);
    CHECK(clauses_in("Press the “Return” button").size() == 1); // a name in marks divides nothing
}

TEST_CASE("Who speaks", "[scoring][text]") {
    struct Person {
        std::string reply;
        bool i, we;
    };
    const auto person = GENERATE(values<Person>({{"I'll check", true, false},
                                                 {"let me check", true, false},
                                                 {"We will check", false, true},
                                                 {"Let's see", false, true},
                                                 {"my colleague and our team", true, true},
                                                 {"You called", false, false},
                                                 {"it is in stock, ill", false, false},
                                                 {"我马上查", true, false},
                                                 {"我们会查", false, true},
                                                 {"咱们看看", false, true},
                                                 {"这边帮您查", false, true},
                                                 {"自我介绍", false, false},
                                                 {"您放心", false, false}}));
    INFO(person.reply);
    const auto parts = parts_of(folded(person.reply));
    CHECK(parts.clauses.front().says_i == person.i);
    CHECK(parts.clauses.front().says_we == person.we);
    CHECK(parts.clauses.front().first_person() == (person.i || person.we));
}

TEST_CASE("Any text: sentences hold all that is no space, clauses lie inside them", "[scoring][text]") {
    auto texts = text_samples::any();
    for (auto& text : text_samples::large()) texts.push_back(std::move(text));
    for (std::size_t t = 0; t < texts.size(); ++t) {
        INFO("text " << t);
        const auto text = folded(texts[t]);
        const auto parts = parts_of(text);
        std::size_t last = 0;
        std::size_t lost = 0;
        bool fine = true;
        for (std::size_t s = 0; s < parts.sentences.size(); ++s) {
            const auto& sentence = parts.sentences[s];
            fine = fine && sentence.range.start >= last && !sentence.range.empty() && sentence.range.end <= text.size();
            for (; last < sentence.range.start; ++last) lost += is_space(text[last]) ? 0U : 1U;
            last = sentence.range.end;
            std::size_t clause_end = sentence.range.start;
            for (std::size_t c = sentence.clauses.start; c < sentence.clauses.end; ++c) {
                const auto& clause = parts.clauses[c];
                fine = fine && clause.sentence == s && clause.range.start >= clause_end && !clause.range.empty() &&
                       sentence.range.contains(clause.range);
                clause_end = clause.range.end;
                for (const auto& negation : clause.negations) fine = fine && clause.range.contains(negation);
            }
        }
        for (; last < text.size(); ++last) lost += is_space(text[last]) ? 0U : 1U;
        CHECK(fine);
        CHECK(lost == 0);
        CHECK((parts.sentences.empty() || parts.sentences.back().clauses.end == parts.clauses.size()));
        std::size_t quote_end = 0;
        for (const auto& quotation : parts.quotations) {
            fine = fine && quotation.start >= quote_end && quotation.end <= text.size();
            quote_end = quotation.end;
        }
        CHECK(fine);
    }
}
