// The scenarios a person can play: what the cards of the library show. Texts are copies; the scenario itself is read
// again when it is played.
#pragma once

#include "scoring/checklist.h"
#include "sim/base/diagnostic.h"
#include "sim/base/language.h"
#include "sim/dialogue/scenario.h"
#include "sim/records/database.h"
#include "sim/scenario_files/file_stamp.h"
#include "sim/training/services.h"

#include <array>
#include <filesystem>
#include <map>
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
    scenario_files::FileStamp stamp;         // of the file when it was read
};

struct Library {
    // Usable ones first, by module, difficulty and id; then broken ones by path.
    std::vector<LibraryEntry> entries;
    Diagnostics diagnostics; // library_folder_unreadable, library_id_twice (id, first, second), database trouble
    const LibraryEntry* find(std::string_view id) const; // usable ones only
    // The same; else, since what a broken file holds cannot be told, a broken one that is named after the id.
    const LibraryEntry* file_of(std::string_view id) const;
};

// Every *.json below `folder`. Reads every file: some milliseconds each.
Library read_library(const Services& services, const std::filesystem::path& folder);

// Brings a library up to date with its folder while the program runs, reading only what has changed.
class LibraryWatch {
public:
    // What the last call has found, by path.
    struct Changes {
        std::vector<std::filesystem::path> added, changed, broken, gone;
        bool any() const { return !added.empty() || !changed.empty() || !broken.empty() || !gone.empty(); }
    };
    // A file counts once two calls have found it alike: what is just being written is left alone. Pointers into
    // `library` are no good after changes. `library.diagnostics` are then those of the folder as it is now.
    Changes poll(const Services& services, Library& library, const std::filesystem::path& folder);
    // Something was still moving: call again soon.
    bool unsettled() const { return !moving_.empty(); }

private:
    std::map<std::filesystem::path, scenario_files::FileStamp> moving_;
};
// Only the best results anew, after a drill.
void refresh_best(const Services& services, Library& library);

} // namespace rapport::training
