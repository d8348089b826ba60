// The scenarios a person can play: what the cards of the library show. Texts are copies; the scenario itself is read
// again when it is played.
#pragma once

#include "scoring/checklist.h"
#include "sim/base/diagnostic.h"
#include "sim/base/language.h"
#include "sim/dialogue/scenario.h"
#include "sim/records/database.h"
#include "sim/training/services.h"

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::training {

// A text of one's own in up to both languages.
struct Words {
    std::array<std::string, 2> in;
    std::string_view best(Language l) const {
        const auto& text = in[static_cast<std::size_t>(l)];
        return text.empty() ? in[1 - static_cast<std::size_t>(l)] : text;
    }
    bool empty() const { return in[0].empty() && in[1].empty(); }
};

struct LibraryEntry {
    std::filesystem::path path;
    // False: the file cannot be played; `diagnostics` has the errors and the fields below may be empty.
    bool usable = false;
    Diagnostics diagnostics; // errors of broken files, warnings of usable ones
    std::string id;
    int version = 1;
    Words title, summary, note; // note: to be shown before the start (abuse, bereavement)
    dialogue::Channel channel = dialogue::Channel::chat;
    dialogue::Use use = dialogue::Use::practice;
    std::string industry, module, family;
    int difficulty = 1, minutes = 1;
    scoring::BehaviourSet grades;
    std::array<bool, 2> languages{};
    std::optional<records::BestResult> best; // empty: never finished
};

struct Library {
    // Usable ones first, by module, difficulty and id; then broken ones by path.
    std::vector<LibraryEntry> entries;
    Diagnostics diagnostics; // library_folder_unreadable, library_id_twice (id, first, second), database trouble
    const LibraryEntry* find(std::string_view id) const; // usable ones only
};

// Every *.json below `folder`. Reads every file: some milliseconds each.
Library read_library(const Services& services, const std::filesystem::path& folder);
// Only the best results anew, after a drill.
void refresh_best(const Services& services, Library& library);

} // namespace rapport::training
