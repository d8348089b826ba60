#include "sim/scenario_files/bind.h"

#include <chrono>

namespace rapport::scenario_files {
namespace {

constexpr std::array<std::string_view, 2> genders{"f", "m"};
constexpr std::string_view customer_placeholder = "customer"; // in texts: her name

// YYYY, YYYY-MM or YYYY-MM-DD, with a time of day or not: enough to sort and to show.
bool iso_date(std::string_view s) {
    const auto digits = [&](std::size_t from, std::size_t count) {
        if (s.size() < from + count) return false;
        for (std::size_t i = from; i < from + count; ++i)
            if (s[i] < '0' || s[i] > '9') return false;
        return true;
    };
    const auto number = [&](std::size_t from, std::size_t count) {
        int n = 0;
        for (const char c : s.substr(from, count)) n = n * 10 + (c - '0');
        return n;
    };
    const auto between = [&](std::size_t from, int least, int most) {
        return number(from, 2) >= least && number(from, 2) <= most;
    };
    if (!digits(0, 4)) return false;
    if (s.size() == 4) return true;
    if (s[4] != '-' || !digits(5, 2) || !between(5, 1, 12)) return false;
    if (s.size() == 7) return true;
    if (s[7] != '-' || !digits(8, 2) || !between(8, 1, 31)) return false;
    const std::chrono::year_month_day day{std::chrono::year(number(0, 4)),
                                          std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                          std::chrono::day(static_cast<unsigned>(number(8, 2)))};
    if (!day.ok()) return false;
    if (s.size() == 10) return true;
    return s.size() == 16 && (s[10] == 'T' || s[10] == ' ') && digits(11, 2) && between(11, 0, 23) && s[13] == ':' &&
           digits(14, 2) && between(14, 0, 59);
}

} // namespace

void Binder::card(ValueIndex v) {
    if (v == no_value) return;
    const auto f = object<keys::card>(v);
    if (!f) return;
    if (f->has("cause"))
        if (const auto i = choice((*f)["cause"], dialogue::cause_ids)) s_.cause = static_cast<dialogue::Cause>(*i);
    facts((*f)["facts"]);
    card_customer((*f)["customer"]);
    policy((*f)["policy"]);
}

void Binder::card_customer(ValueIndex v) {
    if (v == no_value) return;
    const auto f = object<keys::card_customer>(v);
    if (!f) return;
    s_.customer_name = text((*f)["name"], Braces::keep);
    if (f->has("name")) placeholder(customer_placeholder, s_.customer_name);
    string_into(s_.tier, (*f)["tier"]);
    history((*f)["history"]);
}

void Binder::history(ValueIndex v) {
    if (v == no_value || !is_list(v)) return;
    for (const ValueIndex item : tree.inside(v)) {
        const auto f = object<keys::history>(item);
        if (!f) continue;
        dialogue::HistoryEntry entry;
        if (f->has("date")) {
            string_into(entry.date, (*f)["date"]);
            if (!entry.date.empty() && !iso_date(entry.date))
                findings.at(tree, (*f)["date"], "date_invalid", {{"found", excerpt(entry.date)}});
        }
        entry.text = text((*f)["text"]);
        s_.history.push_back(entry);
    }
}

void Binder::facts(ValueIndex v) {
    if (v == no_value || !is_list(v)) return;
    IdsSeen seen;
    for (const ValueIndex item : tree.inside(v)) {
        const auto f = object<keys::fact>(item);
        if (!f) continue;
        dialogue::Fact fact;
        if (const auto name = new_id((*f)["id"], seen)) fact.id = *name;
        fact.label = text((*f)["label"], Braces::keep);
        fact.value = text((*f)["value"], Braces::keep);
        s_.facts.push_back(fact);
        if (fact.id == customer_placeholder)
            findings.at(tree, (*f)["id"], "fact_named_customer");
        else if (!fact.id.empty())
            placeholder(fact.id, fact.value);
    }
}

void Binder::policy(ValueIndex v) {
    if (v == no_value) return;
    const auto f = object<keys::policy>(v);
    if (!f) return;
    IdsSeen seen; // what is allowed and what is not share one set of names
    const std::size_t before = s_.phrases.size();
    options<keys::option>((*f)["options"], s_.options, seen);
    options<keys::not_allowed>((*f)["not_allowed"], s_.not_allowed, seen);
    // Every reply with a solution is searched for every phrase.
    constexpr std::size_t most_phrases = 500;
    if (s_.phrases.size() - before > most_phrases) {
        findings.at(tree, v, "list_length",
                    {{"found", std::to_string(s_.phrases.size() - before)},
                     {"least", "0"},
                     {"most", std::to_string(most_phrases)}});
        return;
    }
    wordings_of_options();
}

template <const auto& Table>
void Binder::options(ValueIndex list, std::vector<dialogue::Option>& out, IdsSeen& seen) {
    if (list == no_value || !is_list(list)) return;
    for (const ValueIndex item : tree.inside(list)) {
        const auto f = object<Table>(item);
        if (!f) continue;
        dialogue::Option option;
        if (const auto name = new_id((*f)["id"], seen)) option.id = *name;
        option.text = text((*f)["text"]);
        option.phrases = phrases(item, (*f)["en"], (*f)["zh"]);
        if constexpr (Table.size() == keys::option.size()) whole_into(option.fits, (*f)["fits"], ranges::fits);
        const bool allowed = &out == &s_.options;
        options_.try_emplace(option.id, allowed ? static_cast<std::uint32_t>(out.size()) : not_allowed);
        out.push_back(option);
    }
}

void Binder::customer(ValueIndex v) {
    const auto f = object<keys::customer>(v);
    if (!f) return;
    if (f->has("state"))
        if (const auto i = choice((*f)["state"], dialogue::upset_ids)) s_.upset = static_cast<dialogue::Upset>(*i);
    if (f->has("mood")) {
        if (const auto mood = object<keys::mood>((*f)["mood"])) {
            whole_into(s_.anger, (*mood)["anger"], ranges::mood);
            whole_into(s_.trust, (*mood)["trust"], ranges::mood);
        }
    }
    whole_into(s_.temper, (*f)["temper"], ranges::temper);
    whole_into(s_.patience_s, (*f)["patience_s"], ranges::seconds);
    personas((*f)["personas"]);
    voice((*f)["voice"]);
    if (f->has("hidden_need")) {
        if (const auto need = object<keys::hidden_need>((*f)["hidden_need"])) {
            if (const auto name = id((*need)["id"])) s_.need_id = *name;
            s_.need_text = text((*need)["text"]);
        }
    }
}

void Binder::personas(ValueIndex v) {
    if (v == no_value || !is_list(v)) return;
    personas_at = v;
    IdsSeen seen;
    for (const ValueIndex item : tree.inside(v)) {
        const auto f = object<keys::persona>(item);
        if (!f) continue;
        dialogue::Persona persona;
        if (const auto name = new_id((*f)["id"], seen)) persona.id = *name;
        if (f->has("temper"))
            if (const auto n = whole((*f)["temper"], ranges::temper)) persona.temper = static_cast<std::int16_t>(*n);
        if (f->has("mood")) {
            if (const auto mood = object<keys::mood>((*f)["mood"])) {
                if (mood->has("anger"))
                    if (const auto n = whole((*mood)["anger"], ranges::mood))
                        persona.anger = static_cast<std::int16_t>(*n);
                if (mood->has("trust"))
                    if (const auto n = whole((*mood)["trust"], ranges::mood))
                        persona.trust = static_cast<std::int16_t>(*n);
            }
        }
        s_.personas.push_back(persona);
    }
}

void Binder::voice(ValueIndex v) {
    if (v == no_value) return;
    const auto f = object<keys::voice>(v);
    if (!f) return;
    if (f->has("gender"))
        if (const auto i = choice((*f)["gender"], genders)) s_.female_voice = *i == 0;
    whole_into(s_.voice_pitch, (*f)["pitch"], ranges::voice);
    whole_into(s_.voice_rate, (*f)["rate"], ranges::voice);
}

} // namespace rapport::scenario_files
