#include "scoring/trainer/corpus_file.h"

#include "scoring/text/fold.h"
#include "sim/base/text.h"

#include <algorithm>
#include <istream>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <utility>

namespace rapport::scoring {
namespace {

using nlohmann::json;

struct BadLine : std::runtime_error {
    using std::runtime_error::runtime_error;
};

[[noreturn]] void refuse(const std::string& where, const std::string& why) { throw BadLine(where + ": " + why); }

const json& member(const json& object, const std::string& key, json::value_t type, const std::string& what) {
    const auto found = object.find(key);
    if (found == object.end()) refuse(key, "is missing");
    if (found->type() != type) refuse(key, "must be " + what);
    return *found;
}

std::string text_of(const json& object, const std::string& key) {
    return member(object, key, json::value_t::string, "a text").get<std::string>();
}

std::string one_of(const json& object, const std::string& key, const std::set<std::string>& allowed) {
    std::string value = text_of(object, key);
    if (!allowed.contains(value)) refuse(key, "cannot be \"" + value + "\"");
    return value;
}

void only(const json& object, const std::set<std::string>& known, const std::string& where) {
    for (const auto& [key, value] : object.items())
        if (!known.contains(key)) refuse(where, "has an unknown key \"" + key + "\"");
}

Behaviour behaviour_named(const std::string& name, const std::string& where) {
    const auto behaviour = behaviour_from(name);
    if (!behaviour) refuse(where, "\"" + name + "\" is no id of the checklist");
    return *behaviour;
}

Labels labels_of(const json& object, int least, const std::string& where) {
    Labels labels;
    for (const auto& [name, level] : object.items()) {
        const Behaviour behaviour = behaviour_named(name, where);
        if (!level.is_number_integer() || level < least || level > 2)
            refuse(where, name + " must be " + (least == 0 ? "0, 1 or 2" : "1 or 2"));
        labels.set(behaviour, level.get<Level>());
    }
    return labels;
}

void check_card(const json& card) {
    const std::set<std::string> lists{"facts", "feelings", "wants", "policy_options", "not_allowed"};
    std::set<std::string> known = lists;
    known.insert("customer");
    only(card, known, "card");
    text_of(card, "customer");
    for (const std::string& key : lists)
        for (const json& item : member(card, key, json::value_t::array, "a list"))
            if (!item.is_string()) refuse("card." + key, "must be a list of texts");
}

void check_moment(const json& record) {
    one_of(record, "channel", {"phone", "chat", "email", "in_person", "social"});
    one_of(record, "cause", {"company", "third_party", "customer", "unknown"});
    member(record, "urgent", json::value_t::boolean, "true or false");
    check_card(member(record, "card", json::value_t::object, "an object"));
    for (const json& turn : member(record, "history", json::value_t::array, "a list")) {
        if (!turn.is_object()) refuse("history", "must be a list of turns");
        only(turn, {"who", "text", "labels"}, "history");
        one_of(turn, "who", {"customer", "agent"});
        text_of(turn, "text");
        if (turn.contains("labels"))
            labels_of(member(turn, "labels", json::value_t::object, "an object"), 0, "history.labels");
    }
    text_of(record, "customer");
    const auto anger = record.find("anger");
    if (anger == record.end() || !anger->is_number_integer() || *anger < 0 || *anger > 100)
        refuse("anger", "must be a whole number from 0 to 100");
    for (const json& name : member(record, "calls_for", json::value_t::array, "a list")) {
        if (!name.is_string()) refuse("calls_for", "must be a list of ids");
        behaviour_named(name.get<std::string>(), "calls_for");
    }
}

struct CorpusLine {
    std::string id;
    Example example;
    bool scorable = true;
    bool locked = false;
};

CorpusLine line_of(const std::string& text) {
    if (!valid_utf8(text)) refuse("the line", "is not UTF-8");
    const json record = json::parse(text);
    if (!record.is_object()) refuse("the line", "must be an object");
    only(record, {"id",      "situation", "lang",  "channel",   "cause",   "urgent", "card",
                  "history", "customer",  "anger", "calls_for", "reply",   "labels", "scorable",
                  "split",   "industry",  "first", "second",    "quality", "hard",   "fresh"},
         "the line");
    CorpusLine line;
    line.id = text_of(record, "id");
    line.example.situation = text_of(record, "situation");
    if (line.id.empty()) refuse("id", "is empty");
    if (line.example.situation.empty()) refuse("situation", "is empty");
    check_moment(record);
    const Language declared = *language_from(one_of(record, "lang", {"en", "zh"}));
    line.example.text = folded(text_of(record, "reply"));
    line.example.language = language_of(line.example.text, declared);
    line.example.labels = labels_of(member(record, "labels", json::value_t::object, "an object"), 1, "labels");
    line.scorable = member(record, "scorable", json::value_t::boolean, "true or false").get<bool>();
    if (record.contains("fresh"))
        line.example.fresh = member(record, "fresh", json::value_t::boolean, "true or false").get<bool>();
    line.locked = record.contains("split") && one_of(record, "split", {"dev", "test"}) == "test";
    return line;
}

} // namespace

void CorpusReader::read(std::istream& in, const std::string& file) {
    int number = 0;
    for (std::string text; std::getline(in, text);) {
        ++number;
        if (text.find_first_not_of(" \t\r") == std::string::npos) continue;
        try {
            CorpusLine line = line_of(text);
            if (!ids_.insert(line.id).second) refuse("id", "\"" + line.id + "\" was used before");
            if (line.locked)
                ++corpus_.locked;
            else if (line.scorable)
                corpus_.examples.push_back(std::move(line.example));
            else
                ++corpus_.not_scorable;
        } catch (const BadLine& e) {
            corpus_.problems.push_back({file, number, e.what()});
        } catch (const json::exception&) {
            corpus_.problems.push_back({file, number, "is no JSON"});
        }
    }
    if (number == 0) corpus_.problems.push_back({file, 0, "is empty"});
}

Corpus CorpusReader::take() {
    ids_.clear();
    return std::exchange(corpus_, {});
}

Language language_of(std::u32string_view folded, Language declared) {
    const auto han = std::ranges::count_if(folded, is_han);
    const auto latin = std::ranges::count_if(folded, is_latin);
    if (han + latin == 0) return declared;
    if (3 * han >= han + latin) return Language::zh;
    return declared == Language::zh && 10 * han < han + latin ? Language::en : declared;
}

} // namespace rapport::scoring
