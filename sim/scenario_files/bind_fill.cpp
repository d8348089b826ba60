// Words of the card inside other texts: "{order}" becomes the value of the fact `order`, "{customer}" the customer's
// name, "{{" and "}}" a single brace. Done once, here, so that whoever uses the scenario sees plain text. What is put
// in is never looked at again: a value that holds braces keeps them.
#include "sim/base/byte_scan.h"
#include "sim/scenario_files/bind.h"

#include <algorithm>

namespace rapport::scenario_files {
namespace {

constexpr std::string_view wide_open = "｛";
constexpr std::string_view wide_close = "｝";
constexpr std::size_t longest_name = 64;

} // namespace

void Binder::placeholder(std::string_view name, const LocalText& value) { placeholders_.insert_or_assign(name, value); }

// The words with everything put in. What cannot be put in is reported and stays as it stands, so that quotes of the
// same words still match.
std::string_view Binder::filled(ValueIndex at, std::string_view words, Language l) {
    wide_braces(at, words);
    std::size_t brace = find_brace(words);
    if (brace == std::string_view::npos) return words;
    std::string out;
    std::size_t done = 0;
    while (brace != std::string_view::npos) {
        if (!append(at, out, words.substr(done, brace - done))) return words;
        const bool open = words[brace] == '{';
        std::string_view part = words.substr(brace, 1);
        done = brace + 1;
        if (words.substr(done, 1) == part) {
            ++done; // twice means itself
        } else if (!open) {
            findings.inside(tree, at, brace, "placeholder_unopened");
        } else if (const auto end = find_brace(words, done); end == std::string_view::npos || words[end] == '{') {
            findings.inside(tree, at, brace, "placeholder_unclosed");
        } else {
            part = put(at, words, brace, words.substr(done, end - done), l);
            done = end + 1;
        }
        if (!append(at, out, part)) return words;
        brace = find_brace(words, done);
    }
    if (!append(at, out, words.substr(done))) return words;
    return tree.storage()->filled.emplace_back(std::move(out));
}

// What stands for "{name}".
std::string_view Binder::put(ValueIndex at, std::string_view words, std::size_t open, std::string_view name,
                             Language l) {
    const auto as_it_stands = words.substr(open, name.size() + 2);
    if (name.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        findings.inside(tree, at, open, "placeholder_empty");
        return as_it_stands;
    }
    const auto found = placeholders_.find(name);
    if (found == placeholders_.end()) {
        unknown_placeholder(at, open, name);
        return as_it_stands;
    }
    const LocalText& value = found->second;
    if (value[l].empty() && !value.empty() && s_.speaks(l))
        findings.inside(tree, at, open, "placeholder_no_words", {{"id", name}, {"language", rapport::id(l)}});
    return value.best(l); // nothing at all has been reported at the card
}

// False where the texts would grow beyond what a file may hold: a long value asked for very often.
bool Binder::append(ValueIndex at, std::string& out, std::string_view part) {
    if (filled_bytes_ > limits_.bytes) return false; // reported
    filled_bytes_ += part.size();
    if (filled_bytes_ > limits_.bytes) {
        findings.at(tree, at, "placeholder_flood", {{"limit", std::to_string(limits_.bytes)}});
        return false;
    }
    out += part;
    return true;
}

void Binder::unknown_placeholder(ValueIndex at, std::size_t open, std::string_view name) {
    std::vector<std::string_view> known;
    if (!findings.full() && placeholders_.size() <= most_candidates && suggestions_left_-- > 0)
        for (const auto& [id, value] : placeholders_) known.push_back(id);
    std::sort(known.begin(), known.end()); // the same suggestion on every machine
    findings.inside(tree, at, open, "placeholder_unknown",
                    {{"id", excerpt(name)}, {"suggestion", suggestion(name, known)}});
}

// A keyboard set to Chinese types wide braces, which stay as they are.
void Binder::wide_braces(ValueIndex at, std::string_view words) {
    for (auto open = words.find(wide_open); open != std::string_view::npos; open = words.find(wide_open, open)) {
        const std::size_t from = open + wide_open.size();
        const auto close = words.substr(from, longest_name + wide_close.size()).find(wide_close);
        if (close != std::string_view::npos && placeholders_.contains(words.substr(from, close))) {
            const std::string meant = std::string(1, '{').append(words.substr(from, close)).append(1, '}');
            findings.inside(tree, at, open, "placeholder_wide_brace",
                            {{"found", words.substr(open, close + 2 * wide_open.size())}, {"meant", meant}});
        }
        open = from;
    }
}

} // namespace rapport::scenario_files
