// Which questions are open by their form alone, and which words in the form of one are none.
#include "scoring/recogniser/questions.h"
#include "tests/scoring/recogniser_samples.h"

#include <catch2/catch.hpp>

using namespace rapport;
using namespace rapport::scoring;

namespace {

int asked(Language language, std::string_view reply) {
    const Reading reading(signs_of(language), reply);
    Level most = 0;
    for (const TextClause& clause : reading.parts().clauses)
        most = std::max(most, language == Language::zh ? asks_by_word(words_in(reading, clause.range))
                                                       : asks_by_head(reading, clause.range));
    return most;
}

} // namespace

TEST_CASE("What the customer went through, wants or feels is asked for at length", "[recogniser][questions]") {
    CHECK(asked(Language::en, "What happened then?") == 2);
    CHECK(asked(Language::en, "So what were you hoping to use it for?") == 2);
    CHECK(asked(Language::en, "May I ask what bothers you most?") == 2);
    CHECK(asked(Language::en, "How did it look when it went dark?") == 2);
    CHECK(asked(Language::zh, "您买这台投影仪主要是打算用来做什么的") == 2);
    CHECK(asked(Language::zh, "您最怕它在什么节骨眼上出问题？") == 2);
    CHECK(asked(Language::zh, "当时是怎么个情况") == 2);
}

TEST_CASE("What has a short answer is a closed question", "[recogniser][questions]") {
    CHECK(asked(Language::en, "What's the best number to reach you on?") == 1);
    CHECK(asked(Language::en, "How many people are coming?") == 1);
    CHECK(asked(Language::en, "What floor are you on?") == 1);
    CHECK(asked(Language::en, "How are you today?") == 1);
    CHECK(asked(Language::zh, "您住哪里") == 1);
}

TEST_CASE("Scorn, reproach and what is only mentioned ask nothing", "[recogniser][questions]") {
    for (const std::string_view reply :
         {"How dare you?", "Why should I care?", "Why are you shouting?", "How about a refund?"})
        CHECK(asked(Language::en, reply) == 0);
    for (const std::string_view reply :
         {"您急什么", "您懂什么", "您凭什么这么说", "这算什么", "我哪儿也不去", "没什么问题", "您的电话是什么"}) {
        INFO(reply);
        CHECK(asked(Language::zh, reply) == 0);
    }
    CHECK(read(Language::en, "I don't know yet what happened.").labels[Behaviour::ask_open] == 0);
    CHECK(read(Language::en, "How dare you?").labels[Behaviour::ask_open] == 0);
}
