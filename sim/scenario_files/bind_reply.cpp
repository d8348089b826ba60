#include "sim/scenario_files/bind.h"

#include <utility>

namespace rapport::scenario_files {

using dialogue::Range;
using dialogue::Reply;
using scoring::Behaviour;

void Binder::replies(ValueIndex v, dialogue::Node& node) {
    if (v == no_value || !is_list(v)) {
        sound_.models = sound_.offers = sound_.reveals = false;
        node_sound.back() = false;
        return broken();
    }
    const std::size_t count = tree.children(v);
    if (count > dialogue::most_replies) {
        findings.at(tree, v, "too_many_replies",
                    {{"count", std::to_string(count)}, {"limit", std::to_string(dialogue::most_replies)}});
        lose(v);
        sound_.models = sound_.offers = sound_.reveals = false;
        node_sound.back() = false;
        broken();
    }
    IdsSeen seen(node.id);
    for (const ValueIndex item : tree.inside(v)) {
        if (node.replies.count == dialogue::most_replies) break;
        const std::size_t before = slips();
        reply_sound.push_back(0);
        s_.replies.push_back(reply(item, seen));
        if (slips() == before) reply_sound.back() = itself | shows_part | all_of_it;
        reply_at.push_back(item);
        ++node.replies.count;
    }
}

Reply Binder::reply(ValueIndex v, IdsSeen& seen) {
    Reply reply;
    const std::size_t before = lost();
    const auto fields = object<keys::reply>(v);
    const bool known = fields && lost() == before;
    if (!known) { // whatever an unknown key was meant to be
        sound_.models = sound_.offers = sound_.reveals = false;
        broken();
    } else {
        reply_sound.back() = itself;
    }
    if (!fields) return reply;
    const auto& f = *fields;
    std::size_t before_part = slips();
    // Whether what was just read had no slip in it.
    const auto read_well = [&] { return std::exchange(before_part, slips()) == before_part; };
    if (const auto name = new_id(f["id"], seen)) {
        reply.id = *name;
        if (reply.id == "silence") findings.at(tree, f["id"], "id_reserved", {{"id", reply.id}});
    }
    (void)read_well();
    reply.text = text(f["text"]);
    const bool words_well = read_well() && f.has("text");
    reply.why = text(f["why"]);
    reply.when = condition(f["when"]);
    boolean_into(reply.once, f["once"]);
    boolean_into(reply.solution, f["solution"]);
    (void)read_well();
    boolean_into(reply.model, f["model"]);
    sound_.models = sound_.models && read_well();
    if (f.has("mood")) {
        if (const auto mood = object<keys::mood>(f["mood"])) {
            whole_into(reply.anger, (*mood)["anger"], ranges::mood_change);
            whole_into(reply.trust, (*mood)["trust"], ranges::mood_change);
        }
    }
    if (f.has("reveals")) {
        std::string_view need;
        string_into(need, f["reveals"]);
        reply.reveals = !need.empty() && need == s_.need_id;
        sound_.reveals = sound_.reveals && reply.reveals;
        if (!need.empty() && !reply.reveals && !follows_from_lost(need)) {
            const std::array<std::string_view, 1> known{s_.need_id};
            findings.at(tree, f["reveals"], "unknown_need",
                        {{"id", excerpt(need)},
                         {"suggestion", s_.need_id.empty() ? std::string_view{} : suggestion(need, known)}});
        }
    }
    (void)read_well();
    shows(f["shows"], reply);
    const bool shows_well = read_well();
    if (shows_well && known) reply_sound.back() |= shows_part;
    effects(f["do"], reply);
    (void)read_well();
    if (f.has("offers"))
        offers(f["offers"], reply);
    else
        derive_offers(reply);
    // Which options are meant is read off the words and what they show, too.
    sound_.offers = sound_.offers && read_well() && shows_well && (f.has("offers") || words_well);
    reply.answers = derive_answers(reply);
    boolean_into(reply.answers, f["answers"]);
    reply.solution_first = derive_solution_first(reply);
    where_it_leads(f, v, reply, known);
    return reply;
}

// known: no key is unknown; one that is may be what is missing.
void Binder::where_it_leads(const Fields<keys::reply>& f, ValueIndex v, Reply& reply, bool known_keys) {
    reply.to = target(f["to"]);
    reply.then = onward(f["then"]);
    if (!f.has("call")) {
        const bool of_topic = reply.to.kind == dialogue::Target::Kind::topic_done;
        const bool to_read = !f.has("to") || reply.to.kind != dialogue::Target::Kind::nowhere;
        if (f.has("then") && !of_topic && to_read && known_keys) findings.at_key(tree, f["then"], "then_without_call");
        if (!f.has("to")) {
            if (known_keys) findings.at(tree, v, "reply_leads_nowhere");
            broken();
        }
        return;
    }
    const ValueIndex call = f["call"];
    if (f.has("to")) findings.at_key(tree, f["to"], "call_and_to");
    if (!f.has("then") && known_keys) findings.at_key(tree, call, "call_without_then");
    const auto name = string(call);
    if (const auto passage = name ? passages_.find(*name) : std::nullopt) {
        reply.passage = *passage;
        return;
    }
    broken();
    if (!name) return;
    std::vector<std::string_view> known;
    if (!findings.full() && passages_.size() < 1'000)
        for (const auto& passage : s_.passages) known.push_back(passage.id);
    if (!follows_from_lost(*name))
        findings.at(tree, call, "unknown_passage", {{"id", excerpt(*name)}, {"suggestion", suggestion(*name, known)}});
}

void Binder::shows(ValueIndex v, Reply& reply) {
    reply.shows.first = static_cast<std::uint32_t>(s_.shown.size());
    if (v == no_value || !is_object(v)) return;
    for (const ValueIndex member : tree.inside(v)) shown(member, reply);
    reply.shows.count = static_cast<std::uint32_t>(s_.shown.size()) - reply.shows.first;
}

// 0 is in the checklist's range, but not written: what is absent is left out.
std::optional<std::int64_t> Binder::shown_level(ValueIndex v, ValueIndex member) {
    if (tree.kind(v) == Kind::number && tree.text(v) == "0") {
        findings.at(tree, v, "level_zero", {{"id", excerpt(tree.key(member))}});
        return std::nullopt;
    }
    return whole(v, ranges::level);
}

void Binder::shown(ValueIndex member, const Reply& reply) {
    dialogue::Shown out;
    const auto b = behaviour(member, tree.key(member), true);
    std::optional<std::int64_t> level;
    std::optional<bool> check;
    if (tree.kind(member) == Kind::object) {
        const auto f = object<keys::shown>(member);
        if (f->has("level")) {
            level = shown_level((*f)["level"], member);
        }
        const std::array<ValueIndex, 2> quotes{(*f)["en"], (*f)["zh"]};
        for (const Language l : all_languages) {
            const auto i = static_cast<std::size_t>(l);
            if (quotes[i] == no_value) {
                if (quotes[1 - i] != no_value && !reply.text[l].empty())
                    findings.at(tree, member, "translation_missing", {{"language", rapport::id(l)}});
                continue;
            }
            const auto words = string(quotes[i]);
            if (!words) continue;
            const auto quote = filled(quotes[i], *words, l);
            if (offset_of(reply.text[l], quote) != std::string_view::npos)
                out.quote[l] = quote;
            else
                findings.at(tree, quotes[i], "quote_not_in_text",
                            {{"quote", excerpt(quote)}, {"language", rapport::id(l)}});
        }
        if (f->has("check")) {
            check = boolean((*f)["check"]);
            if (b && *b != Behaviour::restate)
                findings.at_key(tree, (*f)["check"], "check_without_restate", {{"id", tree.key(member)}});
        }
    } else {
        level = shown_level(member, member);
    }
    if (!b || !level) return;
    if (*b == Behaviour::premature_solution) {
        findings.at_key(tree, member, "engine_decides", {{"id", tree.key(member)}});
        return;
    }
    out.behaviour = *b;
    out.level = static_cast<scoring::Level>(*level);
    if (*b == Behaviour::restate) out.check = check.value_or(derive_check(reply));
    s_.shown.push_back(out);
}

void Binder::offers(ValueIndex v, Reply& reply) {
    reply.offers.first = static_cast<std::uint32_t>(s_.offered.size());
    if (!is_list(v)) return;
    for (const ValueIndex item : tree.inside(v)) {
        const auto name = string(item);
        if (!name) continue;
        const auto option = options_.find(*name);
        if (option != options_.end() && option->second == not_allowed) {
            findings.at(tree, item, "option_not_allowed", {{"id", *name}});
        } else if (option != options_.end()) {
            const auto before = std::span(s_.offered).subspan(reply.offers.first);
            if (std::ranges::find(before, option->second) == before.end())
                s_.offered.push_back(option->second);
            else
                findings.at(tree, item, "listed_twice", {{"id", *name}});
        } else {
            std::vector<std::string_view> known;
            if (!findings.full())
                for (const auto& o : s_.options) known.push_back(o.id);
            if (!follows_from_lost(*name))
                findings.at(tree, item, "unknown_option",
                            {{"id", excerpt(*name)}, {"suggestion", suggestion(*name, known)}});
        }
    }
    reply.offers.count = static_cast<std::uint32_t>(s_.offered.size()) - reply.offers.first;
}

void Binder::effects(ValueIndex v, Reply& reply) {
    reply.effects.first = static_cast<std::uint32_t>(s_.effects.size());
    if (v == no_value || !is_list(v)) return;
    for (const ValueIndex item : tree.inside(v)) {
        if (tree.kind(item) != Kind::string) {
            lose(item);
            findings.at(tree, item, "not_string");
            continue;
        }
        const auto effect = dialogue::compile_assignment(tree.text(item), names_, s_.code);
        if (!effect) {
            expression_error(item, effect.error());
            continue;
        }
        s_.effects.push_back(*effect);
        effect_at.push_back(item);
    }
    reply.effects.count = static_cast<std::uint32_t>(s_.effects.size()) - reply.effects.first;
}

} // namespace rapport::scenario_files
