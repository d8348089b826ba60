#include "scoring/text/fold.h"
#include "scoring/trainer/agreement_text.h"
#include "scoring/trainer/corpus_file.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

using namespace rapport;
using namespace rapport::scoring;
using nlohmann::json;

namespace {

json good_line() {
    return json::parse(R"({"id": "lamp.01", "situation": "lamp", "lang": "en", "channel": "chat", "cause": "company",
        "urgent": false, "card": {"customer": "Ms Roe", "facts": ["a lamp"], "feelings": ["cross"], "wants": ["a lamp"],
        "policy_options": [], "not_allowed": []},
        "history": [{"who": "customer", "text": "hello"}, {"who": "agent", "text": "hi", "labels": {"open_contact": 1}}],
        "customer": "It is broken.", "anger": 70, "calls_for": ["apologise"],
        "reply": "I’m SORRY we broke it!", "labels": {"apologise": 2}, "scorable": true})");
}

Corpus corpus_of_lines(const std::string& lines) {
    CorpusReader reader;
    std::istringstream in(lines);
    reader.read(in, "desk.jsonl");
    return reader.take();
}

// What is said about a corpus whose second line is this one.
std::string complaint(const std::string& line) {
    const Corpus corpus = corpus_of_lines(good_line().dump() + "\n" + line + "\n");
    if (corpus.problems.empty()) return {};
    CHECK(corpus.problems.size() == 1);
    CHECK(corpus.problems[0].file == "desk.jsonl");
    CHECK(corpus.problems[0].line == 2);
    CHECK(corpus.examples.size() == 1); // the good line is there all the same
    return corpus.problems[0].message;
}

std::string complaint_with(const std::string& pointer, const json& value) {
    json line = good_line();
    line["id"] = "lamp.02";
    line[json::json_pointer(pointer)] = value;
    return complaint(line.dump());
}

} // namespace

TEST_CASE("A line of the corpus becomes an example", "[scoring][learning]") {
    const Corpus corpus = corpus_of_lines(good_line().dump() + "\n\n   \n");
    CHECK(corpus.problems.empty());
    REQUIRE(corpus.examples.size() == 1);
    CHECK(corpus.examples[0].situation == "lamp");
    CHECK(corpus.examples[0].language == Language::en);
    CHECK(corpus.examples[0].text == U"i'm sorry we broke it!");
    CHECK(corpus.examples[0].labels[Behaviour::apologise] == 2);
}

TEST_CASE("What is not scorable is counted and left out", "[scoring][learning]") {
    json line = good_line();
    line["scorable"] = false;
    const Corpus corpus = corpus_of_lines(line.dump());
    CHECK(corpus.examples.empty());
    CHECK(corpus.not_scorable == 1);
    CHECK(corpus.problems.empty());
}

TEST_CASE("The locked test is never learned from", "[scoring][learning]") {
    json line = good_line();
    line["split"] = "test";
    const Corpus locked = corpus_of_lines(line.dump());
    CHECK(locked.examples.empty());
    CHECK(locked.locked == 1);
    CHECK(locked.problems.empty());
    line["split"] = "dev";
    CHECK(corpus_of_lines(line.dump()).examples.size() == 1);
}

TEST_CASE("The project's own corpus can be read, and what is locked stays out", "[scoring][learning]") {
    const std::string language = GENERATE("en", "zh");
    std::ifstream in(std::string(RAPPORT_SOURCE_DIR) + "/scoring/corpus/" + language + ".jsonl");
    REQUIRE(in);
    CorpusReader reader;
    reader.read(in, language);
    const Corpus corpus = reader.take();
    CHECK(corpus.problems.empty());
    CHECK(corpus.locked == 480);
    in.clear();
    in.seekg(0);
    const auto lines = std::count(std::istreambuf_iterator<char>(in), {}, '\n');
    CHECK(lines >= 1780);
    CHECK(static_cast<long>(corpus.examples.size()) + corpus.not_scorable == lines - 480);
}

TEST_CASE("A bad line is named with file, line and what is wrong", "[scoring][learning]") {
    CHECK(complaint("{") == "is no JSON");
    CHECK(complaint("[]") == "the line: must be an object");
    CHECK(complaint("\xFF") == "the line: is not UTF-8");
    CHECK(complaint(good_line().dump()) == "id: \"lamp.01\" was used before");
    for (const std::string key : {"id", "situation", "lang", "channel", "cause", "urgent", "card", "history",
                                  "customer", "anger", "calls_for", "reply", "labels", "scorable"}) {
        json line = good_line();
        line["id"] = "lamp.02";
        line.erase(key);
        CHECK_THAT(complaint(line.dump()), Catch::StartsWith(key + ": "));
    }
    CHECK(complaint_with("/intent", "x") == "the line: has an unknown key \"intent\"");
    CHECK(complaint_with("/id", "") == "id: is empty");
    CHECK(complaint_with("/reply", 7) == "reply: must be a text");
    CHECK(complaint_with("/lang", "fr") == "lang: cannot be \"fr\"");
    CHECK(complaint_with("/channel", "fax") == "channel: cannot be \"fax\"");
    CHECK(complaint_with("/anger", 101) == "anger: must be a whole number from 0 to 100");
    CHECK(complaint_with("/anger", 7.5) == "anger: must be a whole number from 0 to 100");
    CHECK(complaint_with("/labels/sorry", 1) == "labels: \"sorry\" is no id of the checklist");
    CHECK(complaint_with("/labels/restate", 0) == "labels: restate must be 1 or 2");
    CHECK(complaint_with("/labels/restate", 3) == "labels: restate must be 1 or 2");
    CHECK(complaint_with("/labels/restate", "2") == "labels: restate must be 1 or 2");
    CHECK(complaint_with("/calls_for", {"sorry"}) == "calls_for: \"sorry\" is no id of the checklist");
    CHECK(complaint_with("/card/facts", "one") == "facts: must be a list");
    CHECK(complaint_with("/card/facts/0", 1) == "card.facts: must be a list of texts");
    CHECK(complaint_with("/card/policy", 1) == "card: has an unknown key \"policy\"");
    CHECK(complaint_with("/history/0", "hi") == "history: must be a list of turns");
    CHECK(complaint_with("/history/0/who", "bot") == "who: cannot be \"bot\"");
    CHECK(complaint_with("/history/1/labels/restate", 9) == "history.labels: restate must be 0, 1 or 2");
    CHECK(complaint_with("/split", "train") == "split: cannot be \"train\"");
    CHECK(complaint_with("/scorable", 1) == "scorable: must be true or false");
}

TEST_CASE("Ids are unique over all files, and an empty file is a mistake", "[scoring][learning]") {
    CorpusReader reader;
    std::istringstream first(good_line().dump());
    std::istringstream second(good_line().dump());
    std::istringstream empty;
    reader.read(first, "a.jsonl");
    reader.read(second, "b.jsonl");
    reader.read(empty, "c.jsonl");
    const Corpus corpus = reader.take();
    CHECK(corpus.examples.size() == 1);
    REQUIRE(corpus.problems.size() == 2);
    CHECK(corpus.problems[0].file == "b.jsonl");
    CHECK(corpus.problems[1].message == "is empty");
}

TEST_CASE("A reply is learned in the language it is written in", "[scoring][learning]") {
    CHECK(language_of(U"抱歉,我马上查询 order 8841", Language::en) == Language::zh);
    CHECK(language_of(U"i'm sorry, mr 张", Language::en) == Language::en);
    CHECK(language_of(U"i'm so sorry about the parcel", Language::zh) == Language::en);
    CHECK(language_of(U"ok", Language::zh) == Language::en);
    CHECK(language_of(U"……", Language::zh) == Language::zh); // nothing to tell by
}

TEST_CASE("A reply is learned in the form it is graded in", "[scoring][learning]") {
    json line = good_line();
    line["lang"] = "zh";
    line["reply"] = "非常抱歉，讓您久等了！ＯＫ"; // traditional characters, full width, capitals
    const Corpus corpus = corpus_of_lines(line.dump() + "\n");
    REQUIRE(corpus.examples.size() == 1);
    CHECK(corpus.examples[0].text == U"非常抱歉,让您久等了!ok");
    CHECK(corpus.examples[0].text == folded(line["reply"].get<std::string>()));
}

TEST_CASE("The table names every id and leaves out a language without replies", "[scoring][learning]") {
    AgreementTables tables{};
    tables[0][index(Behaviour::apologise)].add(2, 2);
    for (std::size_t i = 0; i < behaviour_count; ++i) tables[0][i].add(0, 0);
    const std::string text = agreement_text(Language::en, tables);
    for (const auto name : behaviour_ids()) CHECK_THAT(text, Catch::Contains(std::string(name)));
    CHECK_THAT(text, Catch::Contains("1.00 of 1"));
    CHECK(agreement_text(Language::zh, tables).empty());
}
