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

void Values::match(ValueIndex object, std::span<const Key> table, std::span<ValueIndex> out) {
    std::vector<ValueIndex> unknown;
    for (const ValueIndex member : tree.inside(object)) {
        const auto key = tree.key(member);
        std::size_t i = 0;
        while (i < table.size() && table[i].name != key) ++i;
        if (i == table.size())
            unknown.push_back(member);
        else if (out[i] == no_value)
            out[i] = member; // a second one has been reported as a duplicate
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
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
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

} // namespace rapport::scenario_files
