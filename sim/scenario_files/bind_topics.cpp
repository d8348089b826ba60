#include "sim/dialogue/topics.h"
#include "sim/scenario_files/bind.h"

namespace rapport::scenario_files {

void Binder::topics(ValueIndex v) {
    if (v == no_value || !is_list(v)) return;
    IdsSeen seen;
    for (const ValueIndex item : tree.inside(v)) {
        const auto f = object<keys::topic>(item);
        if (!f) continue;
        const auto name = new_id((*f)["id"], seen);
        if (name == dialogue::main_id) findings.at(tree, (*f)["id"], "topic_name_reserved", {{"id", *name}});
        if (name) topics_.emplace(*name, dialogue::main_thread);
        if (f->has("start")) {
            topic(item, name.value_or(std::string_view{}));
            continue;
        }
        (void)text((*f)["title"]);
        for (const auto& [key, name_of] : {std::pair{(*f)["when"], "when"}, std::pair{(*f)["optional"], "optional"}})
            if (key != no_value) findings.at_key(tree, key, "topic_key_without_start", {{"key", name_of}});
    }
    if (s_.topics.size() <= dialogue::most_topics) return;
    findings.at(tree, v, "too_many_topics",
                {{"count", std::to_string(s_.topics.size())}, {"limit", std::to_string(dialogue::most_topics)}});
    lose(v);
    s_.topics.resize(dialogue::most_topics);
    for (auto& [id, place] : topics_)
        if (place > dialogue::most_topics) place = dialogue::main_thread;
    broken();
}

// One that can be taken up.
void Binder::topic(ValueIndex v, std::string_view id) {
    const auto f = object<keys::topic>(v);
    dialogue::Topic topic;
    topic.id = id;
    if (!f->has("title")) findings.at(tree, v, "topic_without_title", {{"id", excerpt(id)}});
    topic.title = text((*f)["title"]);
    topic.when = condition((*f)["when"]);
    boolean_into(topic.optional, (*f)["optional"]);
    const auto start = target((*f)["start"]);
    if (start.kind == dialogue::Target::Kind::node) {
        topic.start = start.index;
    } else {
        if (start.kind != dialogue::Target::Kind::nowhere)
            findings.at(tree, (*f)["start"], "unknown_target", {{"id", tree.text((*f)["start"])}, {"suggestion", ""}});
        broken();
    }
    if (id.empty()) return broken();
    // Beyond the limit a place would not be a number any more; too_many_topics is about to be reported.
    if (s_.topics.size() < 200) topics_[id] = static_cast<dialogue::Place>(s_.topics.size() + 1);
    s_.topics.push_back(topic);
    topic_at.push_back(v);
}

} // namespace rapport::scenario_files
