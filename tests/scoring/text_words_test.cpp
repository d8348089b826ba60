// Words of a reply: contractions opened, stems, Chinese characters.
#include "scoring/text/fold.h"
#include "scoring/text/words.h"
#include "tests/scoring/text_samples.h"

#include <catch2/catch.hpp>

using namespace rapport::scoring;

namespace {
std::string words_of_reply(std::string_view typed) {
    std::string out;
    for (const auto& token : tokens_of(folded(typed))) out += (out.empty() ? "" : " ") + token.word;
    return out;
}
} // namespace

TEST_CASE("Contractions are opened", "[scoring][text]") {
    const auto [typed, words] = GENERATE(table<std::string, std::string>({
        {"I'm sorry, we can't", "i am sorry we can not"},
        {"Don’t, won't, shan't, couldn't", "do not will not shall not could not"},
        {"dont cant wont didnt im ive youre thats", "do not can not will not did not i am i have you are that is"},
        {"We'll see; you've, they're, I'd", "we will see you have they are i would"},
        {"It's late. That's it. What's up?", "it is late that is it what is up"},
        {"the customer's parcel, customers' parcels", "the customer parcel customers parcels"},
        {"gonna wanna gotta lemme gimme dunno", "going to want to got to let me give me do not know"},
        {"cannot let's y'all", "can not let us you all"},
        {"wouldn't've", "would not have"},
        {"'quoted' rock'n'roll", "quoted rock'n'roll"},
        {"well were its ill shell id", "well were its ill shell id"}, // words of their own
    }));
    CHECK(words_of_reply(typed) == words);
}

TEST_CASE("The parts of a contraction share its place", "[scoring][text]") {
    const std::string reply = "I can't, don't";
    const auto tokens = tokens_of(folded(reply));
    REQUIRE(tokens.size() == 5);
    CHECK(as_typed(reply, tokens[1].range) == "can");
    CHECK(as_typed(reply, tokens[2].range) == "'t");
    CHECK(as_typed(reply, tokens[3].range) == "do");
    CHECK(as_typed(reply, tokens[4].range) == "n't");
}

TEST_CASE("Chinese characters stand singly, figures whole, marks and emoji not at all", "[scoring][text]") {
    CHECK(words_of_reply("三天沒消息😊,order #8841。") == "三 天 没 消 息 order 8841");
    CHECK(words_of_reply("1,000 4.50 10:30 5. 72小时") == "1,000 4.50 10:30 5 72 小 时");
    CHECK(words_of_reply("café Größe привет مرحبا") == "café größe привет مرحبا");
    const auto tokens = tokens_of(folded("a三3"));
    REQUIRE(tokens.size() == 3);
    CHECK(tokens[0].kind == TokenKind::word);
    CHECK(tokens[1].kind == TokenKind::han);
    CHECK(tokens[2].kind == TokenKind::number);
}

TEST_CASE("Inflected words share a stem", "[scoring][text]") {
    const auto words = GENERATE(values<std::vector<std::string>>({
        {"wait", "waits", "waited", "waiting"},
        {"reply", "replies", "replied", "replying"},
        {"stop", "stops", "stopped", "stopping"},
        {"hope", "hopes", "hoped", "hoping"},
        {"hop", "hopped", "hopping"},
        {"cancel", "cancels", "cancelled", "canceled", "cancelling"},
        {"install", "installs", "installed", "installing"},
        {"refund", "refunds", "refunded", "refunding"},
        {"replace", "replaced", "replacing", "replaces"},
        {"charge", "charged", "charging", "charges"},
        {"arrange", "arranged", "arranging"},
        {"update", "updates", "updated", "updating"},
        {"apologise", "apologize", "apologised", "apologizing", "apologises"},
        {"promise", "promised", "promises", "promising"},
        {"delay", "delays", "delayed"},
        {"handle", "handled", "handling"},
        {"provide", "provided", "providing"},
        {"require", "requires", "required"},
        {"solve", "solved", "solving"},
        {"issue", "issued", "issues"},
        {"box", "boxes"},
        {"watch", "watches", "watched"},
        {"address", "addresses", "addressed"},
        {"box", "boxes"},
        {"send", "sent", "sends", "sending"},
        {"tell", "told", "telling"},
        {"feel", "felt", "feeling", "feelings"},
        {"immediate", "immediately"},
        {"terrible", "terribly"},
        {"happy", "happily"},
        {"real", "really"},
        {"add", "added", "adding"},
        {"use", "used", "using", "uses"},
        {"return", "returned", "returning"},
        {"repair", "repaired", "repairing"},
        {"frustrate", "frustrated", "frustrating"},
        {"person", "people"},
        {"reach", "reaches", "reached"},
        {"manage", "managed", "managing"},
        {"offer", "offered", "offering"},
        {"answer", "answered"},
    }));
    for (const auto& word : words) {
        INFO(word);
        CHECK(stem_of(word) == stem_of(words.front()));
    }
}

TEST_CASE("Words that only look alike do not", "[scoring][text]") {
    const auto [a, b] = GENERATE(table<std::string, std::string>({
        {"news", "new"},      {"hope", "hop"},    {"this", "thi"},      {"thing", "th"},     {"need", "ne"},
        {"hardly", "hard"},   {"lately", "late"}, {"planes", "plan"},   {"during", "dure"},  {"only", "on"},
        {"family", "fami"},   {"means", "mean"},  {"business", "busy"}, {"evening", "even"}, {"shortly", "short"},
        {"noted", "not"},     {"caring", "car"},  {"rated", "rat"},     {"us", "use"},       {"his", "hi"},
        {"hundred", "hundr"}, {"bring", "br"},    {"always", "alway"},  {"staring", "star"}, {"biting", "bit"},
    }));
    INFO(a << " and " << b);
    CHECK(stem_of(a) != stem_of(b));
}

TEST_CASE("A stem is its own stem; what is no lower-case ASCII stays", "[scoring][text]") {
    for (const std::string word :
         {"wait", "reply", "cancel", "apologise", "terrible", "issue", "address", "be", "x", ""})
        CHECK(stem_of(word) == word);
    for (const std::string word : {"café", "三天", "rock'n'roll", "8841"}) CHECK(stem_of(word) == word);
}

TEST_CASE("Chinese n-grams do not reach across anything else", "[scoring][text]") {
    const std::string reply = "没消息,三 天a吧";
    std::vector<std::string> pairs;
    for (const auto range : han_ngrams(tokens_of(folded(reply)), 2)) pairs.emplace_back(as_typed(reply, range));
    CHECK(pairs == std::vector<std::string>{"没消", "消息"});
    CHECK(han_ngrams(tokens_of(folded(reply)), 1).size() == 6);
    CHECK(han_ngrams(tokens_of(folded(reply)), 4).empty());
    CHECK(han_ngrams({}, 2).empty());
}

TEST_CASE("The hash is FNV-1a", "[scoring][text]") {
    CHECK(fnv1a(std::string_view("")) == 0xCBF29CE484222325U); // published test vectors
    CHECK(fnv1a(std::string_view("a")) == 0xAF63DC4C8601EC8CU);
    CHECK(fnv1a(std::string_view("foobar")) == 0x85944171F73967E8U);
    CHECK(fnv1a(U"三天") == fnv1a(std::string_view("三天")));
    CHECK(fnv1a(std::string_view("bar"), fnv1a(std::string_view("foo"))) == fnv1a(std::string_view("foobar")));
}

TEST_CASE("Words of any text are inside it, ordered and apart", "[scoring][text]") {
    auto texts = text_samples::any();
    for (auto& text : text_samples::large()) texts.push_back(std::move(text));
    for (const auto& typed : texts) {
        const auto text = folded(typed);
        std::size_t last = 0;
        bool fine = true;
        for (const auto& token : tokens_of(text)) {
            fine = fine && token.range.start >= last && token.range.end > token.range.start && !token.word.empty();
            last = token.range.end;
        }
        CHECK(fine);
        CHECK(last <= text.size());
    }
}
