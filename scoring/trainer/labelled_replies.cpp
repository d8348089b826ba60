#include "scoring/trainer/labelled_replies.h"

#include <istream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace rapport::scoring {
namespace {

using nlohmann::json;

Labels levels_in(const json& object) {
    Labels labels;
    for (const auto& [name, level] : object.items())
        if (const auto b = behaviour_from(name)) labels.set(*b, level.get<Level>());
    return labels;
}

std::vector<CardEntry> entries_in(const json& card, const char* key) {
    std::vector<CardEntry> out;
    for (const json& text : card.at(key)) out.push_back({text.get<std::string>()});
    return out;
}

Moment moment_in(const json& record) {
    static constexpr std::array channels = {"phone", "chat", "email", "in_person", "social"};
    static constexpr std::array causes = {"company", "third_party", "customer", "unknown"};
    Moment m;
    m.language = *language_from(record.at("lang").get<std::string>());
    m.channel = static_cast<Channel>(std::ranges::find(channels, record.at("channel")) - channels.begin());
    m.cause = static_cast<Cause>(std::ranges::find(causes, record.at("cause")) - causes.begin());
    m.urgent = record.at("urgent").get<bool>();
    const json& card = record.at("card");
    m.card = {card.at("customer").get<std::string>(), entries_in(card, "facts"),
              entries_in(card, "feelings"),           entries_in(card, "wants"),
              entries_in(card, "policy_options"),     entries_in(card, "not_allowed")};
    for (const json& turn : record.at("history"))
        m.history.push_back({turn.at("who") == "agent", turn.at("text").get<std::string>(),
                             turn.contains("labels") ? levels_in(turn["labels"]) : Labels{}});
    m.customer = record.at("customer").get<std::string>();
    m.anger = record.at("anger").get<int>();
    for (const json& name : record.at("calls_for"))
        if (const auto b = behaviour_from(name.get<std::string>())) m.calls_for.add(*b);
    return m;
}

} // namespace

std::vector<LabelledReply> labelled_replies(std::istream& in, CorpusPart part) {
    std::vector<LabelledReply> out;
    const bool locked = part == CorpusPart::locked;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || (!locked && line.find(R"("split":"test")") != std::string::npos)) continue;
        try {
            const json record = json::parse(line);
            if ((record.value("split", "dev") == "test") != locked) continue;
            const auto labels = levels_in(record.at("labels"));
            const auto said = [&](const char* who) { return record.contains(who) ? levels_in(record[who]) : labels; };
            out.push_back({record.at("id").get<std::string>(), record.at("situation").get<std::string>(),
                           moment_in(record), record.at("reply").get<std::string>(), labels,
                           record.at("scorable").get<bool>(), record.value("quality", 0),
                           record.contains("hard") && record["hard"].is_string() ? record["hard"].get<std::string>()
                                                                                 : std::string{},
                           said("first"), said("second"), record.value("fresh", false)});
        } catch (const json::exception& e) {
            throw std::runtime_error(e.what());
        }
    }
    return out;
}

SignTable sign_table(std::istream& in) {
    try {
        const json file = json::parse(in);
        PhraseClasses classes;
        for (const auto& [name, patterns] : file.at("classes").items())
            classes[name] = patterns.get<std::vector<std::string>>();
        std::vector<Phrase> phrases;
        for (const auto& [sign, patterns] : file.at("signs").items())
            for (const json& pattern : patterns) phrases.push_back({sign, pattern.get<std::string>()});
        auto table = SignTable::compile(phrases, classes);
        if (!table) throw std::runtime_error(table.error().code);
        return std::move(*table);
    } catch (const json::exception& e) {
        throw std::runtime_error(e.what());
    }
}

} // namespace rapport::scoring
