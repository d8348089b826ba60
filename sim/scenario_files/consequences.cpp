#include "sim/scenario_files/consequences.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace rapport::scenario_files {
namespace {

// The first steps of a JSON pointer, numbers included: "/nodes/3/replies".
std::string_view head(std::string_view pointer, int steps) {
    std::size_t at = 0;
    while (steps-- > 0 && at < pointer.size()) at = std::min(pointer.find('/', at + 1), pointer.size());
    return pointer.substr(0, at);
}

std::string replies_of(std::string_view node) { return std::string("replies of ").append(node); }

std::string of_node(std::string_view pointer) { return std::string("feelings").append(head(pointer, 2)); }

// Among which names an id must be the only one; empty: among those that nothing asks for.
std::string space_of_id(const Diagnostic& d) {
    const std::string_view pointer = d.where.pointer;
    if (pointer.starts_with("/endings/")) return "story";
    if (pointer.starts_with("/passages/")) return "passages";
    if (pointer.starts_with("/topics/")) return "topics";
    if (pointer.starts_with("/card/policy/")) return "options";
    if (pointer.starts_with("/card/facts/")) return "facts";
    if (!pointer.starts_with("/nodes/")) return {};
    const std::string_view inside = pointer.substr(head(pointer, 2).size());
    if (inside == "/id") return "story";
    if (inside.starts_with("/replies/")) return replies_of(d.arg("node"));
    return inside.starts_with("/slots/feelings/") ? of_node(pointer) : std::string();
}

// Among which names an unknown one was looked for.
std::string space_asked(const Finding& f, std::string_view bytes) {
    const std::string_view code = f.diagnostic.code;
    if (code == "unknown_target" || code == "start_no_node") return "story";
    if (code == "unknown_passage") return "passages";
    if (code == "unknown_topic") return "topics";
    if (code == "unknown_option") return "options";
    if (code == "placeholder_unknown") return "facts";
    if (code == "unknown_feeling") return of_node(f.diagnostic.where.pointer);
    if (code != "condition_unknown_name") return {};
    const auto before = bytes.substr(0, f.offset);
    const auto last = before.find_last_not_of(' ');
    if (last == std::string_view::npos) return {};
    if (before[last] == '.') {
        const auto node = before.substr(0, before.find_last_not_of(' ', last == 0 ? 0 : last - 1) + 1);
        return replies_of(node.substr(node.find_last_of(" (") + 1));
    }
    const auto asking = before.substr(0, before.find_last_not_of(" (") + 1);
    return before[last] == '(' && (asking.ends_with("seen") || asking.ends_with("chosen")) ? "story" : "";
}

bool digit(char c) { return c >= '0' && c <= '9'; }

// "clsoe" for "close"; but step-3 is no slip for step-2.
bool slip_of(std::string name, std::string known) {
    if (known.empty()) return false;
    std::erase_if(name, digit);
    std::erase_if(known, digit);
    return name != known;
}

struct Space {
    std::size_t nameless = 0;
    // By the name that is missed: the findings. With no more of them than there are nameless, each is explained.
    std::map<std::string, std::vector<std::size_t>> missed{};
};

} // namespace

void leave_out_consequences(std::vector<Finding>& findings, std::string_view bytes) {
    std::map<std::string, Space> spaces;
    for (const Finding& f : findings)
        if (f.diagnostic.code == "duplicate_id" && f.diagnostic.arg("copy").empty())
            ++spaces[space_of_id(f.diagnostic)].nameless;
    spaces.erase("");
    if (spaces.empty()) return;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const Diagnostic& d = findings[i].diagnostic;
        const auto space = spaces.find(space_asked(findings[i], bytes));
        if (space == spaces.end()) continue;
        std::string name(d.arg("id").empty() ? d.arg("found") : d.arg("id"));
        if (!slip_of(name, std::string(d.arg("suggestion")))) space->second.missed[std::move(name)].push_back(i);
    }
    std::vector<bool> follows(findings.size(), false);
    for (const auto& [of, space] : spaces) {
        if (space.missed.size() > space.nameless) continue; // nobody can say which
        for (const auto& [name, uses] : space.missed)
            for (const std::size_t use : uses) follows[use] = findings[use].diagnostic.arg("suggestion").empty();
    }
    std::vector<Finding> kept;
    kept.reserve(findings.size());
    for (std::size_t i = 0; i < findings.size(); ++i)
        if (!follows[i]) kept.push_back(std::move(findings[i]));
    findings = std::move(kept);
}

} // namespace rapport::scenario_files
