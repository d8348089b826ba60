#include "sim/scenario_files/fields.h"

#include <charconv>

namespace rapport::scenario_files {

std::string listed(std::span<const std::string_view> items) {
    std::string out;
    for (const auto item : items) {
        if (!out.empty()) out += ", ";
        out += item;
    }
    return out;
}

std::string_view suggestion(std::string_view word, std::span<const std::string_view> candidates) {
    if (word.size() > 64) return {};
    return nearest(word, {candidates.begin(), candidates.end()}).value_or(std::string_view{});
}

bool Values::is_object(ValueIndex v) {
    if (tree.kind(v) == Kind::object) return true;
    findings.at(tree, v, "not_object");
    return false;
}

bool Values::is_list(ValueIndex v) {
    if (tree.kind(v) == Kind::list) return true;
    findings.at(tree, v, "not_list");
    return false;
}

void Values::gather_names(ValueIndex v) const {
    const auto words_of = [&](std::string_view text) {
        lost_names_.insert(text);
        const auto in_name = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
        };
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t from = at;
            while (at < text.size() && in_name(text[at])) ++at;
            const auto word = text.substr(from, at - from);
            lost_names_.insert(word);
            // A sign of minus or part of a name: either may be meant.
            for (std::size_t dash = word.find('-'), part = 0; part < word.size();) {
                lost_names_.insert(word.substr(part, dash - part));
                if (dash == std::string_view::npos) break;
                part = dash + 1;
                dash = word.find('-', part);
            }
            if (at == from) ++at;
        }
    };
    if (tree.values[v].key_length > 0) words_of(tree.key(v));
    if (tree.kind(v) == Kind::string) words_of(tree.text(v));
    if (tree.kind(v) == Kind::list || tree.kind(v) == Kind::object)
        for (const ValueIndex inside : tree.inside(v)) gather_names(inside); // no deeper than the file may be
}

bool Values::mentioned_in_lost(std::string_view name) const {
    for (; gathered_ < lost_.size(); ++gathered_) gather_names(lost_[gathered_]);
    return lost_names_.contains(name);
}

void Values::match(ValueIndex object, std::span<const Key> table, std::span<ValueIndex> out) {
    std::vector<ValueIndex> unknown;
    std::size_t at = 0; // most files keep to the order of the table: a search begins where the last one ended
    for (const ValueIndex member : tree.inside(object)) {
        const auto key = tree.key(member);
        std::size_t tried = 0;
        for (; tried < table.size() && table[at].name != key; ++tried) at = at + 1 < table.size() ? at + 1 : 0;
        if (tried == table.size())
            unknown.push_back(member);
        else if (out[at] == no_value)
            out[at] = member; // a second one has been reported as a duplicate
    }
    // A key that is there already is a poor suggestion; one that is missing may be missing because of the slip.
    std::vector<std::string_view> names;
    if (!unknown.empty())
        for (std::size_t i = 0; i < table.size(); ++i)
            if (out[i] == no_value) names.push_back(table[i].name);
    std::vector<std::string_view> meant;
    for (const ValueIndex member : unknown) {
        const auto key = tree.key(member);
        const auto near = findings.full() ? std::string_view{} : suggestion(key, names);
        if (!near.empty()) meant.push_back(near);
        lose(member);
        findings.at_key(tree, member, "unknown_key", {{"key", excerpt(key)}, {"suggestion", near}});
    }
    // A key that was only mistyped is there as soon as the slip is cured.
    for (std::size_t i = 0; i < table.size(); ++i)
        if (table[i].required && out[i] == no_value &&
            std::find(meant.begin(), meant.end(), table[i].name) == meant.end())
            findings.at(tree, object, "missing_key", {{"key", table[i].name}});
}

std::optional<std::string_view> Values::string(ValueIndex v) {
    if (tree.kind(v) != Kind::string) {
        findings.at(tree, v, "not_string");
        return std::nullopt;
    }
    const auto text = tree.text(v);
    const bool begins = !text.empty() && static_cast<unsigned char>(text.front()) > ' '; // as nearly all do
    if (!begins && text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        findings.at(tree, v, "text_empty");
        return std::nullopt;
    }
    return text;
}

std::optional<std::int64_t> Values::whole(ValueIndex v, WholeRange range) {
    if (tree.kind(v) != Kind::number) {
        findings.at(tree, v, "not_whole_number");
        return std::nullopt;
    }
    const auto text = tree.text(v);
    if (text.find_first_of(".eE") != std::string_view::npos) {
        findings.at(tree, v, "not_whole_number");
        return std::nullopt;
    }
    std::int64_t value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    if (result.ec == std::errc{} && value >= range.least && value <= range.most) return value;
    findings.at(
        tree, v, "number_out_of_range",
        {{"found", excerpt(text)}, {"least", std::to_string(range.least)}, {"most", std::to_string(range.most)}});
    return std::nullopt;
}

std::optional<bool> Values::boolean(ValueIndex v) {
    if (tree.kind(v) == Kind::yes) return true;
    if (tree.kind(v) == Kind::no) return false;
    findings.at(tree, v, "not_true_false");
    return std::nullopt;
}

std::optional<std::size_t> Values::choice(ValueIndex v, std::span<const std::string_view> allowed) {
    if (tree.kind(v) != Kind::string) {
        findings.at(tree, v, "not_string");
        return std::nullopt;
    }
    const auto text = tree.text(v);
    const auto it = std::find(allowed.begin(), allowed.end(), text);
    if (it != allowed.end()) return static_cast<std::size_t>(it - allowed.begin());
    findings.at(tree, v, "unknown_value",
                {{"found", excerpt(text)}, {"allowed", listed(allowed)}, {"suggestion", suggestion(text, allowed)}});
    return std::nullopt;
}

std::array<ValueIndex, scoring::behaviour_count> Values::by_behaviour(ValueIndex v) {
    std::array<ValueIndex, scoring::behaviour_count> found{};
    found.fill(no_value);
    if (!is_object(v)) return found;
    for (const ValueIndex member : tree.inside(v)) {
        const auto key = tree.key(member);
        if (const auto b = scoring::behaviour_from(key))
            found[scoring::index(*b)] = member;
        else
            findings.at_key(tree, member, "unknown_behaviour",
                            {{"id", key}, {"suggestion", suggestion(key, scoring::behaviour_ids())}});
    }
    for (std::size_t i = 0; i < found.size(); ++i)
        if (found[i] == no_value) findings.at(tree, v, "missing_key", {{"key", scoring::behaviour_ids()[i]}});
    return found;
}

} // namespace rapport::scenario_files
