#include "sim/scenario_files/bind.h"

#include "sim/base/byte_scan.h"

#include <algorithm>

namespace rapport::scenario_files {

using dialogue::Range;
using dialogue::Target;
using scoring::Behaviour;

namespace {

constexpr std::size_t longest_id = 64;

bool valid_id(std::string_view id) {
    const auto letter_or_digit = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    if (id.empty() || id.size() > longest_id || !letter_or_digit(id.front())) return false;
    return std::all_of(id.begin(), id.end(), [&](char c) { return letter_or_digit(c) || c == '-' || c == '_'; });
}

} // namespace

ValueIndex IdsSeen::add(std::string_view id, ValueIndex v) {
    if (count_ < short_list) {
        for (std::size_t i = 0; i < count_; ++i)
            if (few_[i] == id) return few_at_[i];
        few_[count_] = id;
        few_at_[count_++] = v;
        return no_value;
    }
    if (many_.empty())
        for (std::size_t i = 0; i < count_; ++i) many_.emplace(few_[i], few_at_[i]);
    const auto [at, fresh] = many_.emplace(id, v);
    return fresh ? no_value : at;
}

Binder::Binder(const Tree& tree, Findings& findings, const Limits& limits, dialogue::Scenario& scenario)
    : Values(tree, findings), limits_(limits), s_(scenario) {
    names_.reply = &Binder::reply_named;
    names_.context = this;
    names_.declared = &s_.variables;
}

std::optional<std::string_view> Binder::id(ValueIndex v) {
    if (v == no_value) return std::nullopt;
    const auto id = string(v);
    if (!id) return std::nullopt;
    if (valid_id(*id)) return id;
    lose(v);
    findings.at(tree, v, "id_invalid", {{"id", excerpt(*id)}});
    return std::nullopt;
}

std::optional<std::string_view> Binder::new_id(ValueIndex v, IdsSeen& seen) {
    const auto name = id(v);
    if (!name) return std::nullopt;
    const ValueIndex before = seen.add(*name, v);
    if (before == no_value) return name;
    duplicate(v, *name, before, false, seen.of_node);
    return std::nullopt;
}

void Binder::duplicate(ValueIndex v, std::string_view id, ValueIndex before, bool copy, std::string_view node) {
    findings.at(tree, v, "duplicate_id",
                {{"id", id}, {"line", std::to_string(line_of(before))}, {"copy", copy ? "copy" : ""}, {"node", node}});
}

int Binder::line_of(ValueIndex v) {
    const auto bytes = tree.bytes();
    if (line_starts_.empty()) {
        line_starts_.push_back(0);
        for (std::size_t i = bytes.find('\n'); i != std::string_view::npos; i = bytes.find('\n', i + 1))
            line_starts_.push_back(i + 1);
    }
    return static_cast<int>(std::ranges::upper_bound(line_starts_, tree.offset(v)) - line_starts_.begin());
}

LocalText Binder::text(ValueIndex v, Braces braces) {
    LocalText out;
    if (v == no_value) return out;
    if (tree.kind(v) != Kind::object) {
        findings.at(tree, v, "not_text");
        return out;
    }
    const auto f = object<keys::text>(v);
    const std::array<ValueIndex, 2> in{(*f)["en"], (*f)["zh"]};
    if (in[0] == no_value && in[1] == no_value) {
        findings.at(tree, v, "text_empty");
        return out;
    }
    for (const Language l : all_languages) {
        const ValueIndex at = in[static_cast<std::size_t>(l)];
        if (at == no_value) {
            if (s_.speaks(l)) findings.at(tree, v, "translation_missing", {{"language", rapport::id(l)}});
            continue;
        }
        if (undeclared(l)) findings.at_key(tree, at, "language_not_declared", {{"language", rapport::id(l)}});
        const auto words = string(at);
        if (!words) continue;
        if (braces == Braces::fill) {
            out[l] = filled(at, *words, l);
            continue;
        }
        out[l] = *words;
        const auto brace = find_brace(*words);
        if (brace != std::string_view::npos) findings.inside(tree, at, brace, "text_braces");
    }
    return out;
}

dialogue::Range Binder::phrase_list(ValueIndex list, Language l) {
    Range range{static_cast<std::uint32_t>(s_.phrases.size()), 0};
    if (list == no_value || !is_list(list)) return range;
    for (const ValueIndex item : tree.inside(list))
        if (const auto phrase = string(item)) s_.phrases.push_back(filled(item, *phrase, l));
    range.count = static_cast<std::uint32_t>(s_.phrases.size()) - range.first;
    return range;
}

dialogue::Phrases Binder::phrases(ValueIndex owner, ValueIndex en, ValueIndex zh) {
    const std::array<ValueIndex, 2> in{en, zh};
    dialogue::Phrases out;
    for (const Language l : all_languages) {
        const auto i = static_cast<std::size_t>(l);
        if (in[i] != no_value && undeclared(l))
            findings.at_key(tree, in[i], "language_not_declared", {{"language", rapport::id(l)}});
        if (in[i] == no_value && in[1 - i] != no_value && s_.speaks(l))
            findings.at(tree, owner, "translation_missing", {{"language", rapport::id(l)}});
        out.in[i] = phrase_list(in[i], l);
        if (in[i] != no_value && tree.kind(in[i]) == Kind::list && tree.children(in[i]) == 0 && s_.speaks(l))
            findings.at(tree, in[i], "wording_missing");
    }
    if (in[0] == no_value && in[1] == no_value) findings.at(tree, owner, "wording_missing");
    return out;
}

Target Binder::target(ValueIndex v) {
    if (v == no_value) return {};
    const auto name = string(v);
    if (!name) {
        broken();
        return {};
    }
    if (*name == "@return") return {Target::Kind::back, dialogue::none};
    if (*name == "@topic_done") return {Target::Kind::topic_done, dialogue::none};
    if (const auto node = names_.nodes.find(*name)) return {Target::Kind::node, *node};
    if (const auto ending = endings_.find(*name)) return {Target::Kind::ending, *ending};
    broken();
    if (!follows_from_lost(*name))
        findings.at(tree, v, "unknown_target",
                    {{"id", excerpt(*name)}, {"suggestion", near_name(*name, Near::target)}});
    return {};
}

Target Binder::onward(ValueIndex v) {
    const Target to = target(v);
    if (to.kind != Target::Kind::back && to.kind != Target::Kind::topic_done) return to;
    findings.at(tree, v, to.kind == Target::Kind::back ? Code("return_not_here") : Code("topic_done_not_here"));
    broken();
    return {};
}

std::string_view Binder::near_name(std::string_view id, Near which) {
    if (suggestions_left_ <= 0 || names_.nodes.size() > most_candidates || id.size() > longest_id) return {};
    --suggestions_left_;
    std::vector<std::string_view> candidates;
    if (which == Near::target) {
        candidates = {"@return", "@topic_done"};
        for (const auto& [name, index] : endings_) candidates.push_back(name);
    }
    for (const auto& [name, index] : names_.nodes) candidates.push_back(name);
    std::sort(candidates.begin(), candidates.end()); // the same suggestion on every machine
    return suggestion(id, candidates);
}

std::optional<Behaviour> Binder::behaviour(ValueIndex at, std::string_view id, bool key) {
    if (const auto b = scoring::behaviour_from(id)) return b;
    const auto& ids = scoring::behaviour_ids();
    const auto near = findings.full() ? std::string_view{} : suggestion(id, ids);
    const Findings::Args args{{"id", excerpt(id)}, {"suggestion", near}};
    if (key)
        findings.at_key(tree, at, "unknown_behaviour", args);
    else
        findings.at(tree, at, "unknown_behaviour", args);
    return std::nullopt;
}

scoring::BehaviourSet Binder::behaviours(ValueIndex list) {
    scoring::BehaviourSet set;
    if (list == no_value || !is_list(list)) return set;
    for (const ValueIndex item : tree.inside(list)) {
        const auto name = string(item);
        if (!name) continue;
        const auto b = behaviour(item, *name, false);
        if (!b) continue;
        if (scoring::is_fault(*b))
            findings.at(tree, item, "fault_not_gradable", {{"id", *name}});
        else if (set.has(*b))
            findings.at(tree, item, "listed_twice", {{"id", *name}});
        else
            set.add(*b);
    }
    return set;
}

Range Binder::condition(ValueIndex v) {
    if (v == no_value) return {};
    if (tree.kind(v) != Kind::string) {
        lose(v);
        findings.at(tree, v, "not_string");
        return {};
    }
    const auto range = dialogue::compile(tree.text(v), dialogue::Type::boolean, names_, s_.code);
    if (range) return *range;
    expression_error(v, range.error());
    return {};
}

void Binder::expression_error(ValueIndex v, const dialogue::ExpressionError& error) {
    const bool follows = error.code == "condition_unknown_name" && follows_from_lost(error.found);
    lose(v);
    if (follows) return;
    // Many slips in a large file: the near names would cost more than they help.
    if (--suggestions_left_ <= 0) names_.suggest = false;
    const bool end = error.found.empty();
    Diagnostic d = [&] {
        if (error.code == "condition_unknown_name") return diagnostic("condition_unknown_name");
        if (error.code == "condition_number_range") return diagnostic("condition_number_range");
        if (error.code == "condition_too_deep") return diagnostic("condition_too_deep");
        if (error.code == "condition_type")
            return error.expected == "boolean" ? diagnostic("condition_not_boolean")
                                               : diagnostic("condition_not_number");
        if (error.expected == "assignment") return diagnostic("assignment_expected");
        if (end) return diagnostic("condition_unfinished");
        if (error.expected == "operand") return diagnostic("condition_operand_missing");
        if (error.expected == "name") return diagnostic("condition_name_missing");
        if (error.expected == "end") return diagnostic("condition_chained");
        return diagnostic("condition_operator_missing");
    }();
    d.args.emplace_back("found", std::string(excerpt(error.found)));
    d.args.emplace_back("suggestion", error.suggestion);
    findings.inside(tree, v, error.offset, std::move(d));
}

// Called while conditions are compiled, possibly before the node it asks for is bound: so it looks into the tree.
std::uint32_t Binder::reply_named(const void* binder, std::uint32_t node, std::string_view id) {
    const auto& self = *static_cast<const Binder*>(binder);
    const auto [known, first_asked] = self.reply_names_.try_emplace(node);
    auto& names = known->second;
    const ValueIndex list = first_asked ? self.tree.member(self.node_at[node], "replies") : no_value;
    if (list != no_value && self.tree.kind(list) == Kind::list)
        for (const ValueIndex reply : self.tree.inside(list)) {
            if (names.size() == dialogue::most_replies) break;
            const ValueIndex name = self.tree.member(reply, "id");
            const bool named = name != no_value && self.tree.kind(name) == Kind::string;
            names.push_back(named ? self.tree.text(name) : std::string_view());
        }
    const auto found = std::ranges::find(names, id);
    return found == names.end() ? dialogue::none
                                : self.first_reply_[node] + static_cast<std::uint32_t>(found - names.begin());
}

} // namespace rapport::scenario_files
