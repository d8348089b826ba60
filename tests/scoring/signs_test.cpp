// The tables of signs (assets/signs): they can be followed, and name the same things in both languages.
#include "scoring/recogniser/phrases.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "scoring/text/fold.h"

using namespace rapport;
using namespace rapport::scoring;

namespace {

struct SignFile {
    std::vector<Phrase> phrases;
    PhraseTable table;

    // The signs found in a reply.
    std::set<std::string> in(std::string_view reply) const {
        std::set<std::string> ids;
        for (const PhraseMatch& match : table.find(folded(reply))) ids.insert(phrases[match.phrase].id);
        return ids;
    }
};

SignFile signs_of(const std::string& language) {
    std::ifstream file(std::string(RAPPORT_SOURCE_DIR) + "/assets/signs/" + language + ".json");
    REQUIRE(file);
    const nlohmann::json document = nlohmann::json::parse(file);
    SignFile signs;
    for (const auto& [id, patterns] : document["signs"].items())
        for (const auto& pattern : patterns) signs.phrases.push_back({id, pattern});
    PhraseClasses classes;
    for (const auto& [name, patterns] : document["classes"].items()) classes[name] = patterns;
    auto table = PhraseTable::compile(signs.phrases, classes);
    if (!table) FAIL(table.error().code << " " << table.error().arg("id") << " " << table.error().arg("pattern"));
    signs.table = std::move(*table);
    return signs;
}

} // namespace

TEST_CASE("Every sign of both languages can be followed, and the families are the same", "[scoring][signs]") {
    std::set<std::string> families[2];
    int i = 0;
    for (const char* language : {"en", "zh"}) {
        const SignFile signs = signs_of(language);
        for (const Phrase& phrase : signs.phrases) families[i].insert(phrase.id.substr(0, phrase.id.find('.')));
        CHECK(signs.in("").empty());
        CHECK(signs.in("👍👍").empty());
        ++i;
    }
    for (const char* family :
         {"greet", "invite", "understood", "ask", "feeling", "sympathy", "sorry", "own", "choice", "steps", "plain",
          "satisfied", "contact", "handover", "limit", "self", "dismiss", "promise", "policy"})
        for (const auto& known : families) CHECK(known.contains(family));
}

TEST_CASE("Signs are found in replies nobody tuned them on", "[scoring][signs]") {
    const SignFile english = signs_of("en");
    CHECK(english.in("Hello, I'm really sorry, that was our mistake.").contains("sorry.accept"));
    CHECK(english.in("We apologise for any inconvenience caused.").contains("sorry.formula"));
    CHECK(english.in("You must be really frustrated after all that.").contains("feeling.frustration"));
    CHECK(english.in("Please, go on, I'm listening.").contains("invite.strong"));
    CHECK(english.in("Does that settle it for you?").contains("satisfied.this"));
    CHECK(english.in("Calm down please.").contains("dismiss.calm_down"));
    CHECK(english.in("The parcel left on Monday.").count("sorry.word") == 0);

    const SignFile chinese = signs_of("zh");
    CHECK(chinese.in("您好，真的很抱歉，是我们的失误。").contains("sorry.accept"));
    CHECK(chinese.in("您好，真的很抱歉，是我們的失誤。").contains("sorry.accept")); // folded to simplified characters
    CHECK(chinese.in("给您带来不便，敬请谅解。").contains("sorry.formula"));
    CHECK(chinese.in("您慢慢说，我在听。").contains("invite.strong"));
    CHECK(chinese.in("这样处理您满意吗？").contains("satisfied.this"));
    CHECK(chinese.in("请您冷静一下。").contains("dismiss.calm_down"));
    CHECK(chinese.in("包裹周一发出。").count("sorry.word") == 0);
}
