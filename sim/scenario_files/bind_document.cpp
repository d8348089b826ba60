#include "sim/scenario_files/bind.h"

#include <algorithm>

namespace rapport::scenario_files {
namespace {

constexpr std::array<std::string_view, 2> variable_types{"int", "bool"};
constexpr std::array<std::string_view, 5> outcomes{"resolved", "partial", "unresolved", "escalated", "lost"};
// Words a condition already understands.
constexpr std::array<std::string_view, 13> taken{"anger", "trust", "ready", "turn", "seconds", "seen", "chosen",
                                                 "shown", "and",   "or",    "not",  "true",    "false"};

bool valid_variable(std::string_view name) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    if (name.empty() || name.size() > 64 || !letter(name.front())) return false;
    return std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

} // namespace

void Binder::document() {
    const auto root = object<keys::scenario>(0);
    if (!root) return broken();
    const auto& f = *root;
    if (f.has("format")) {
        const ValueIndex v = f["format"];
        if (tree.kind(v) != Kind::number) {
            findings.at(tree, v, "not_whole_number");
        } else if (tree.text(v) != "1") {
            findings.at(tree, v, "format_unknown", {{"found", excerpt(tree.text(v))}});
            return broken(); // another format's other keys would only bring a flood
        }
    }
    if (f.has("$schema")) (void)string(f["$schema"]);
    if (const auto name = id(f["id"])) s_.id = *name;
    whole_into(s_.version, f["version"], ranges::version);
    if (f.has("languages") && !languages(f["languages"])) s_.languages = {};
    const std::size_t before_card = slips();
    card(f["card"]); // first: every other text may take words from it
    sound_.people = slips() == before_card;
    s_.title = text(f["title"]);
    s_.summary = text(f["summary"]);
    s_.note = text(f["note"]);
    string_into(s_.industry, f["industry"]);
    string_into(s_.module, f["module"]);
    string_into(s_.family, f["family"]);
    whole_into(s_.difficulty, f["difficulty"], ranges::difficulty);
    whole_into(s_.minutes, f["minutes"], ranges::minutes);
    if (f.has("channel"))
        if (const auto i = choice(f["channel"], dialogue::channel_ids)) s_.channel = static_cast<dialogue::Channel>(*i);
    if (f.has("use"))
        if (const auto i = choice(f["use"], dialogue::use_ids)) s_.use = static_cast<dialogue::Use>(*i);
    grades_at = f["grades"];
    const std::size_t before_grades = slips();
    s_.grades = behaviours(grades_at);
    sound_.grades = slips() == before_grades && grades_at != no_value;
    norms(f["norms"]);
    s_.personas.push_back({});
    const std::size_t before_customer = slips();
    if (f.has("customer")) customer(f["customer"]);
    sound_.people = sound_.people && slips() == before_customer;
    variables(f["variables"]);
    endings(f["endings"]);
    if (!index_nodes(f["nodes"])) return broken(); // without nodes no name can be resolved
    passages(f["passages"]);
    topics(f["topics"]);
    nodes(f["nodes"]);
    // Only now is every node known.
    if (f.has("start")) start(f["start"]);
    if (s_.start == dialogue::none) broken();
}

// Not any target: nothing but a node has words to begin with.
void Binder::start(ValueIndex v) {
    const auto name = string(v);
    if (!name) return;
    if (const auto node = names_.nodes.find(*name)) {
        s_.start = *node;
        return;
    }
    if (!follows_from_lost(*name))
        findings.at(tree, v, "start_no_node", {{"id", excerpt(*name)}, {"suggestion", near_name(*name, Near::node)}});
}

bool Binder::languages(ValueIndex v) {
    if (!is_list(v)) return false;
    bool any = false;
    bool good = true;
    constexpr std::array<std::string_view, 2> known{"en", "zh"};
    for (const ValueIndex item : tree.inside(v)) {
        any = true;
        const auto i = choice(item, known);
        if (!i) {
            good = false;
            continue;
        }
        if (s_.languages[*i]) findings.at(tree, item, "listed_twice", {{"id", known[*i]}});
        s_.languages[*i] = true;
    }
    if (!any) findings.at(tree, v, "list_empty");
    return any && good;
}

void Binder::norms(ValueIndex v) {
    if (v == no_value) return;
    const auto f = object<keys::norms>(v);
    if (!f) return;
    whole_into(s_.first_response_s, (*f)["first_response_s"], ranges::seconds);
    whole_into(s_.response_s, (*f)["response_s"], ranges::seconds);
    string_into(s_.register_norm, (*f)["register"]);
}

void Binder::variables(ValueIndex v) {
    if (v == no_value || !is_object(v)) return;
    for (const ValueIndex member : tree.inside(v)) {
        dialogue::Variable var;
        var.id = tree.key(member);
        if (std::find(taken.begin(), taken.end(), var.id) != taken.end()) {
            lose(member);
            findings.at_key(tree, member, "variable_name_reserved", {{"name", var.id}});
            continue;
        }
        if (!valid_variable(var.id)) {
            lose(member);
            findings.at_key(tree, member, "variable_name_invalid", {{"name", excerpt(var.id)}});
            continue;
        }
        const std::size_t before = slips();
        variable(member, var);
        // A name that came before has been reported as a duplicate key.
        if (!names_.variables.emplace(var.id, static_cast<std::uint32_t>(s_.variables.size())).second) continue;
        s_.variables.push_back(var);
        variable_sound.push_back(slips() == before);
    }
}

void Binder::variable(ValueIndex v, dialogue::Variable& var) {
    const auto f = object<keys::variable>(v);
    if (!f || !f->has("type")) return;
    const auto type = choice((*f)["type"], variable_types);
    if (!type) return;
    var.boolean = *type == 1;
    if (var.boolean) {
        for (const ValueIndex bound : {(*f)["min"], (*f)["max"]})
            if (bound != no_value) findings.at_key(tree, bound, "variable_range_on_bool");
        bool start = false;
        boolean_into(start, (*f)["start"]);
        var.start = start ? 1 : 0;
        return;
    }
    for (const std::string_view bound : {"min", "max"})
        if (tree.member(v, bound) == no_value) findings.at(tree, v, "missing_key", {{"key", bound}});
    whole_into(var.min, (*f)["min"], ranges::variable);
    whole_into(var.max, (*f)["max"], ranges::variable);
    if (var.min > var.max) {
        findings.at(tree, v, "variable_range_reversed",
                    {{"least", std::to_string(var.min)}, {"most", std::to_string(var.max)}});
        return;
    }
    var.start = std::clamp(0, var.min, var.max);
    if (f->has("start")) whole_into(var.start, (*f)["start"], {var.min, var.max});
}

void Binder::endings(ValueIndex v) {
    if (v == no_value) return broken();
    endings_at = v;
    if (!is_list(v)) return broken();
    IdsSeen seen;
    for (const ValueIndex item : tree.inside(v)) {
        dialogue::Ending ending;
        const auto f = object<keys::ending>(item);
        if (!f) {
            broken();
            continue;
        }
        if (const auto name = new_id((*f)["id"], seen)) {
            ending.id = *name;
            endings_.emplace(*name, static_cast<std::uint32_t>(s_.endings.size()));
        } else {
            broken();
        }
        if (f->has("outcome")) {
            if (const auto i = choice((*f)["outcome"], outcomes))
                ending.outcome = static_cast<scoring::Outcome>(*i);
            else
                sound_.outcomes = false;
        } else {
            sound_.outcomes = false;
        }
        ending.text = text((*f)["text"]);
        s_.endings.push_back(ending);
        ending_at.push_back(item);
    }
    if (s_.endings.empty()) {
        findings.at(tree, v, "list_empty");
        broken();
    }
}

void Binder::passages(ValueIndex v) {
    if (v == no_value || !is_list(v)) return;
    constexpr std::size_t most_passages = 100; // following calls through calls takes time
    if (const std::size_t count = tree.children(v); count > most_passages) {
        findings.at(tree, v, "list_length",
                    {{"found", std::to_string(count)}, {"least", "0"}, {"most", std::to_string(most_passages)}});
        lose(v);
        return broken();
    }
    IdsSeen seen;
    for (const ValueIndex item : tree.inside(v)) {
        const auto f = object<keys::passage>(item);
        if (!f) {
            broken();
            continue;
        }
        dialogue::Passage passage;
        if (const auto name = new_id((*f)["id"], seen)) {
            passage.id = *name;
            passages_.emplace(*name, static_cast<std::uint32_t>(s_.passages.size()));
        } else {
            broken();
        }
        const auto start = target((*f)["start"]);
        if (start.kind == dialogue::Target::Kind::node) {
            passage.start = start.index;
        } else {
            if (start.kind != dialogue::Target::Kind::nowhere)
                findings.at(tree, (*f)["start"], "unknown_target",
                            {{"id", tree.text((*f)["start"])}, {"suggestion", ""}});
            broken();
        }
        s_.passages.push_back(passage);
        passage_at.push_back(item);
    }
}

// The names of all nodes and where their replies will stand, before any node is read: references go both ways.
bool Binder::index_nodes(ValueIndex v) {
    if (v == no_value || !is_list(v)) return false;
    std::uint32_t replies_so_far = 0;
    const std::size_t count = tree.children(v);
    if (count == 0) {
        findings.at(tree, v, "list_empty");
        return false;
    }
    if (count > limits_.nodes) {
        findings.at(tree, v, "too_many_nodes",
                    {{"count", std::to_string(count)}, {"limit", std::to_string(limits_.nodes)}});
        return false;
    }
    node_at.reserve(count);
    first_reply_.reserve(count);
    names_.nodes.reserve(count);
    for (const ValueIndex item : tree.inside(v)) {
        node_at.push_back(item);
        first_reply_.push_back(replies_so_far);
        const ValueIndex list = tree.member(item, "replies");
        if (list != no_value && tree.kind(list) == Kind::list)
            replies_so_far +=
                static_cast<std::uint32_t>(std::min<std::size_t>(tree.children(list), dialogue::most_replies));
        const ValueIndex name = tree.member(item, "id");
        if (name == no_value || tree.kind(name) != Kind::string) continue; // reported when the node is read
        const auto id = this->id(name);
        if (!id) {
            broken();
            continue;
        }
        const auto [first, fresh] = names_.nodes.emplace(*id, static_cast<std::uint32_t>(node_at.size() - 1));
        if (!fresh) {
            duplicate(name, *id, tree.member(node_at[first], "id"), tree.same(node_at[first], item));
            broken();
            continue;
        }
        // Replies lead to nodes and endings by the same kind of name.
        if (const auto ending = endings_.find(*id)) {
            const ValueIndex at = ending_at[*ending];
            duplicate(name, *id, at);
            broken();
        }
    }
    s_.nodes.reserve(count);
    s_.replies.reserve(replies_so_far);
    s_.lines.reserve(count);
    reply_at.reserve(replies_so_far);
    line_at.reserve(count);
    names_.suggest = count <= most_candidates;
    return true;
}

} // namespace rapport::scenario_files
