#include "sim/scenario_files/bind.h"
#include "sim/scenario_files/package_path.h"

#include <algorithm>

namespace rapport::scenario_files {

using dialogue::Range;

void Binder::nodes(ValueIndex v) {
    if (node_at.empty()) return;
    for (const ValueIndex item : tree.inside(v)) {
        s_.nodes.emplace_back();
        node_sound.push_back(true);
        ways_known.push_back(true);
        in_node_ = true;
        if (!s_.topics.empty()) s_.places.push_back(dialogue::main_thread);
        node(item, s_.nodes.back());
        in_node_ = false;
    }
}

void Binder::node(ValueIndex v, dialogue::Node& node) {
    const std::size_t before = lost();
    const auto fields = object<keys::node>(v);
    node.says.first = static_cast<std::uint32_t>(s_.lines.size());
    node.replies.first = static_cast<std::uint32_t>(s_.replies.size());
    if (!fields || lost() != before) { // whatever an unknown key was meant to be
        node_sound.back() = false;
        sound_.calls_for = sound_.models = sound_.offers = sound_.reveals = false;
        broken();
    }
    if (!fields) return;
    const auto& f = *fields;
    // Whether the name is good was seen when the nodes were indexed; what is no string at all is reported here.
    if (f.has("id")) {
        if (tree.kind(f["id"]) == Kind::string)
            node.id = tree.text(f["id"]);
        else
            (void)string(f["id"]);
    }
    if (node.id.empty()) sound_.names = false;
    dialogue::Place place = dialogue::main_thread;
    if (f.has("topic")) {
        string_into(node.topic, f["topic"]);
        const auto topic = topics_.find(node.topic);
        if (topic != topics_.end()) place = topic->second;
        if (!node.topic.empty() && topic == topics_.end()) {
            std::vector<std::string_view> known;
            if (!findings.full() && topics_.size() < 1000)
                for (const auto& [id, index] : topics_) known.push_back(id);
            std::sort(known.begin(), known.end());
            sound_.names = false; // of which topic the node is nobody knows
            if (!follows_from_lost(node.topic))
                findings.at(tree, f["topic"], "unknown_topic",
                            {{"id", excerpt(node.topic)}, {"suggestion", suggestion(node.topic, known)}});
        }
    }
    if (!s_.topics.empty()) s_.places.back() = place;
    boolean_into(node.urgent, f["urgent"]);
    if (f.has("asks")) node.asks = question(f["asks"], node);
    if (f.has("slots")) {
        if (const auto kinds = object<keys::slots>(f["slots"])) {
            node.facts = slots((*kinds)["facts"]);
            node.feelings = slots((*kinds)["feelings"]);
            node.wants = slots((*kinds)["wants"]);
        }
    }
    const std::size_t before_calls = slips();
    node.calls_for = behaviours(f["calls_for"]);
    sound_.calls_for = sound_.calls_for && slips() == before_calls;
    lines(f["says"], node);
    replies(f["replies"], node);
    silence(f["silence"], node);
    node.otherwise = onward(f["otherwise"]);
}

void Binder::lines(ValueIndex v, dialogue::Node& node) {
    if (v == no_value || !is_list(v)) return;
    constexpr std::size_t most_lines = 1'000;
    const std::size_t count = tree.children(v);
    if (count > most_lines) {
        findings.at(tree, v, "list_length",
                    {{"found", std::to_string(count)}, {"least", "1"}, {"most", std::to_string(most_lines)}});
        lose(v);
        return;
    }
    IdsSeen seen;
    for (const ValueIndex item : tree.inside(v)) {
        dialogue::Line line;
        if (const auto f = object<keys::line>(item)) {
            if (const auto name = new_id((*f)["id"], seen)) line.id = *name;
            line.text = text((*f)["text"]);
            line.when = condition((*f)["when"]);
            if (f->has("feeling")) {
                std::string_view feeling;
                string_into(feeling, (*f)["feeling"]);
                std::vector<std::string_view> known;
                std::uint32_t position = 0;
                for (const auto& slot : s_.slots_of(node.feelings)) {
                    if (slot.id == feeling) line.feeling = position;
                    known.push_back(slot.id);
                    ++position;
                }
                if (!feeling.empty() && line.feeling == dialogue::none && !follows_from_lost(feeling))
                    findings.at(tree, (*f)["feeling"], "unknown_feeling",
                                {{"id", excerpt(feeling)},
                                 {"suggestion", findings.full() ? std::string_view{} : suggestion(feeling, known)}});
            }
            if (f->has("media")) line.media = media((*f)["media"]);
        }
        s_.lines.push_back(line);
        line_at.push_back(item);
    }
    node.says.count = static_cast<std::uint32_t>(s_.lines.size()) - node.says.first;
}

// The audio is one path for all languages or one for each.
LocalText Binder::media(ValueIndex v) {
    LocalText out;
    const auto f = object<keys::media>(v);
    if (!f || !f->has("audio")) return out;
    const ValueIndex audio = (*f)["audio"];
    if (tree.kind(audio) != Kind::object) {
        out[Language::en] = out[Language::zh] = media_path(audio);
        return out;
    }
    const auto in = object<keys::text>(audio);
    if (in->has("en")) out[Language::en] = media_path((*in)["en"]);
    if (in->has("zh")) out[Language::zh] = media_path((*in)["zh"]);
    return out;
}

std::string_view Binder::media_path(ValueIndex v) {
    const auto path = string(v);
    if (!path) return {};
    if (inside_package(*path)) return *path;
    findings.at(tree, v, "media_path_unsafe", {{"path", excerpt(*path)}});
    return {};
}

Range Binder::slots(ValueIndex list) {
    Range range{static_cast<std::uint32_t>(s_.slots.size()), 0};
    if (list == no_value || !is_list(list)) return range;
    IdsSeen seen;
    for (const ValueIndex item : tree.inside(list)) {
        const auto f = object<keys::slot>(item);
        if (!f) continue;
        dialogue::Slot slot;
        if (const auto name = new_id((*f)["id"], seen)) slot.id = *name;
        slot.phrases = phrases(item, (*f)["en"], (*f)["zh"]);
        s_.slots.push_back(slot);
    }
    range.count = static_cast<std::uint32_t>(s_.slots.size()) - range.first;
    return range;
}

std::uint32_t Binder::question(ValueIndex v, dialogue::Node& node) {
    const auto f = object<keys::question>(v);
    if (!f) return dialogue::none;
    dialogue::Slot slot;
    if (const auto name = id((*f)["id"])) slot.id = *name;
    slot.phrases = phrases(v, (*f)["en"], (*f)["zh"]);
    boolean_into(node.asks_action, (*f)["action"]);
    s_.slots.push_back(slot);
    return static_cast<std::uint32_t>(s_.slots.size() - 1);
}

void Binder::silence(ValueIndex v, dialogue::Node& node) {
    if (v == no_value) return;
    const auto f = object<keys::silence>(v);
    if (!f) return;
    whole_into(node.silence_after_s, (*f)["after_s"], ranges::seconds);
    node.silence_to = onward((*f)["to"]);
}

} // namespace rapport::scenario_files
