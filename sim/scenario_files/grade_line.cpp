#include "sim/scenario_files/grade_line.h"

#include "scoring/recogniser/recogniser.h"
#include "sim/dialogue/scenario.h"
#include "sim/scenario_files/document.h"
#include "sim/scenario_files/fields.h"

namespace rapport::scenario_files {
namespace {

using scoring::CardEntry;

constexpr std::array<std::string_view, 2> language_names{"en", "zh"};
constexpr std::array<std::string_view, 2> speakers{"customer", "agent"};

class LineReader : public Values {
public:
    using Values::Values;

    void line(GradeLine& result, std::optional<Language> fallback) {
        if (!is_object(0)) return;
        if (const ValueIndex v = needed(0, "id"); v != no_value) result.id = id_of(v);
        GradeTask task;
        scoring::Moment& moment = task.moment;
        moment.language = fallback.value_or(Language::en);
        const ValueIndex lang = fallback ? optional(0, "lang") : needed(0, "lang");
        if (lang != no_value)
            if (const auto i = choice(lang, language_names)) moment.language = static_cast<Language>(*i);
        if (const ValueIndex v = needed(0, "channel"); v != no_value)
            if (const auto i = choice(v, dialogue::channel_ids)) moment.channel = static_cast<scoring::Channel>(*i);
        cause(optional(0, "cause"), moment);
        boolean_into(moment.urgent, optional(0, "urgent"));
        language_ = moment.language;
        if (const ValueIndex v = needed(0, "card"); v != no_value && is_object(v)) card(v, moment);
        if (const ValueIndex v = optional(0, "slots"); v != no_value && is_object(v)) {
            task.slots_given = true;
            entries(tree.member(v, "facts"), moment.card.facts);
            entries(tree.member(v, "feelings"), moment.card.feelings);
            entries(tree.member(v, "wants"), moment.card.wants);
        }
        if (const ValueIndex v = needed(0, "history"); v != no_value) history(v, task);
        if (const ValueIndex v = needed(0, "customer"); v != no_value) moment.customer = words(v);
        if (const ValueIndex v = needed(0, "anger"); v != no_value) whole_into(moment.anger, v, {0, 100});
        if (const ValueIndex v = needed(0, "calls_for"); v != no_value && short_list(v))
            for (const ValueIndex item : tree.inside(v))
                if (const auto name = string(item))
                    if (const auto b = behaviour(*name, item)) moment.calls_for.add(*b);
        if (const ValueIndex v = needed(0, "reply"); v != no_value) task.reply = words(v);
        result.task = std::move(task);
    }

private:
    ValueIndex needed(ValueIndex object, std::string_view key) {
        const ValueIndex v = tree.member(object, key);
        if (v == no_value) findings.at(tree, object, Diagnostic::error("grade_key_missing").with("key", key));
        return v;
    }
    // What need not be there, and may be null as well.
    ValueIndex optional(ValueIndex object, std::string_view key) const {
        const ValueIndex v = tree.member(object, key);
        return v != no_value && tree.kind(v) == Kind::null ? no_value : v;
    }
    bool short_list(ValueIndex v) {
        if (!is_list(v)) return false;
        const std::size_t count = tree.children(v);
        if (count <= most_grade_entries) return true;
        findings.at(tree, v, "list_length",
                    {{"found", std::to_string(count)}, {"least", "0"}, {"most", std::to_string(most_grade_entries)}});
        return false;
    }
    static std::string cut(std::string_view text) {
        return std::string(code_point_slice(text, 0, scoring::longest_reply));
    }
    // A text that may be empty.
    std::string words(ValueIndex v) {
        if (tree.kind(v) == Kind::string) return cut(tree.text(v));
        findings.at(tree, v, "not_string");
        return {};
    }
    // The number or the text as it stands in the line.
    std::string id_of(ValueIndex v) {
        if (tree.kind(v) == Kind::string)
            return std::string(tree.bytes().substr(tree.offset(v), tree.values[v].extent + 2));
        if (tree.kind(v) == Kind::number && tree.text(v).find_first_of(".eE") == std::string_view::npos)
            return std::string(tree.text(v));
        findings.at(tree, v, "not_string");
        return {};
    }
    std::optional<scoring::Behaviour> behaviour(std::string_view name, ValueIndex at) {
        if (const auto b = scoring::behaviour_from(name)) return b;
        findings.at(tree, at, "unknown_behaviour",
                    {{"id", excerpt(name)}, {"suggestion", suggestion(name, scoring::behaviour_ids())}});
        return std::nullopt;
    }
    void cause(ValueIndex v, scoring::Moment& moment) {
        if (v == no_value) return;
        if (const auto i = choice(v, dialogue::cause_ids)) moment.cause = static_cast<scoring::Cause>(*i);
    }

    // A text, or one in two languages: the one of the line, else the other.
    std::string best(ValueIndex v) {
        if (v == no_value) return {};
        if (tree.kind(v) != Kind::object) return words(v);
        for (const std::string_view name : {id(language_), id(language_ == Language::en ? Language::zh : Language::en)})
            if (const ValueIndex text = tree.member(v, name); text != no_value) return words(text);
        return {};
    }
    // "text", {"label", "value"}, or {"text"?, "en": [wordings], "zh": [wordings]}.
    CardEntry entry(ValueIndex v) {
        CardEntry out;
        if (tree.kind(v) != Kind::object) {
            out.text = words(v);
            return out;
        }
        const ValueIndex value = tree.member(v, "value");
        if (value != no_value) {
            out.text = best(tree.member(v, "label"));
            if (!out.text.empty()) out.text += language_ == Language::zh ? "：" : ": ";
            out.text += best(value);
        } else {
            out.text = best(tree.member(v, "text"));
        }
        for (const std::string_view language : language_names)
            if (const ValueIndex list = tree.member(v, language); list != no_value && short_list(list))
                for (const ValueIndex item : tree.inside(list)) out.paraphrases.push_back(words(item));
        if (out.text.empty() && !out.paraphrases.empty()) out.text = out.paraphrases.front();
        return out;
    }
    void entries(ValueIndex v, std::vector<CardEntry>& out) {
        if (v == no_value || !short_list(v)) return;
        for (const ValueIndex item : tree.inside(v))
            if (CardEntry one = entry(item); !one.text.empty()) out.push_back(std::move(one));
    }

    void card(ValueIndex v, scoring::Moment& moment) {
        cause(optional(v, "cause"), moment);
        const ValueIndex customer = tree.member(v, "customer");
        if (customer != no_value)
            moment.card.customer =
                tree.kind(customer) == Kind::object ? best(tree.member(customer, "name")) : words(customer);
        entries(tree.member(v, "facts"), moment.card.facts);
        entries(tree.member(v, "feelings"), moment.card.feelings);
        entries(tree.member(v, "wants"), moment.card.wants);
        entries(tree.member(v, "policy_options"), moment.card.options);
        entries(tree.member(v, "not_allowed"), moment.card.not_allowed);
        const ValueIndex policy = tree.member(v, "policy");
        if (policy == no_value || !is_object(policy)) return;
        entries(tree.member(policy, "options"), moment.card.options);
        entries(tree.member(policy, "not_allowed"), moment.card.not_allowed);
    }

    void history(ValueIndex v, GradeTask& task) {
        if (!short_list(v)) return;
        for (const ValueIndex item : tree.inside(v)) {
            if (!is_object(item)) continue;
            scoring::EarlierTurn turn;
            if (const ValueIndex who = needed(item, "who"); who != no_value)
                if (const auto i = choice(who, speakers)) turn.agent = *i == 1;
            if (const ValueIndex text = needed(item, "text"); text != no_value) turn.text = words(text);
            const ValueIndex labels = optional(item, "labels");
            if (labels != no_value)
                levels(labels, turn.labels);
            else if (turn.agent)
                task.unlabelled.push_back(task.moment.history.size());
            task.moment.history.push_back(std::move(turn));
        }
    }
    void levels(ValueIndex v, scoring::Labels& labels) {
        if (!is_object(v)) return;
        for (const ValueIndex member : tree.inside(v))
            if (const auto b = behaviour(tree.key(member), member))
                if (const auto level = whole(member, {0, 2})) labels.set(*b, static_cast<scoring::Level>(*level));
    }

    Language language_ = Language::en;
};

} // namespace

GradeLine read_grade_line(std::string bytes, std::optional<Language> fallback) {
    GradeLine result;
    Document document(std::move(bytes), {}, Characters::any);
    if (!document.tree.empty()) LineReader(document.tree, document.findings).line(result, fallback);
    result.diagnostics = document.finish();
    if (!result.diagnostics.empty()) result.task.reset();
    return result;
}

} // namespace rapport::scenario_files
