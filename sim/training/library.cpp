#include "sim/training/library.h"

#include "sim/scenario_files/file_stamp.h"
#include "sim/scenario_files/read.h"

#include <algorithm>
#include <map>
#include <system_error>
#include <tuple>

namespace rapport::training {
namespace {

namespace fs = std::filesystem;

Words words(const LocalText& text) { return {{std::string(text[Language::en]), std::string(text[Language::zh])}}; }

LibraryEntry entry_of(const fs::path& path) {
    LibraryEntry entry;
    entry.path = path;
    entry.stamp = scenario_files::stamp_of(path); // before the reading: what comes between is noticed later
    auto read = scenario_files::read_scenario_file(path);
    entry.usable = read.scenario != nullptr;
    entry.diagnostics = entry.usable ? std::move(read.diagnostics) : read.errors();
    if (!entry.usable) return entry;
    const dialogue::Scenario& s = *read.scenario;
    entry.id = s.id;
    entry.version = s.version;
    entry.title = words(s.title);
    entry.summary = words(s.summary);
    entry.note = words(s.note);
    entry.channel = s.channel;
    entry.use = s.use;
    entry.industry = s.industry;
    entry.module = s.module;
    entry.family = s.family;
    entry.difficulty = s.difficulty;
    entry.minutes = s.minutes;
    entry.grades = s.grades;
    entry.languages = s.languages;
    return entry;
}

std::vector<fs::path> scenario_paths(const fs::path& folder, Diagnostics& diagnostics) {
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::recursive_directory_iterator i(folder, error), end; !error && i != end; i.increment(error)) {
        std::error_code ignored;
        if (i->path().extension() == ".json" && !i->path().filename().string().starts_with('.') &&
            i->is_regular_file(ignored))
            found.push_back(i->path());
    }
    if (error)
        diagnostics.push_back(Diagnostic::error("library_folder_unreadable")
                                  .with("path", folder.string())
                                  .with("reason", error.message())
                                  .at({folder.string(), 0, 0, {}}));
    std::ranges::sort(found);
    return found;
}

auto order(const LibraryEntry& e) { return std::tie(e.module, e.difficulty, e.id, e.path); }

void report_twins(Library& library) {
    std::map<std::string_view, const LibraryEntry*> seen;
    for (const LibraryEntry& e : library.entries) {
        if (!e.usable) continue;
        const auto [first, fresh] = seen.emplace(e.id, &e);
        if (!fresh)
            library.diagnostics.push_back(Diagnostic::warning("library_id_twice")
                                              .with("id", e.id)
                                              .with("first", first->second->path.string())
                                              .with("second", e.path.string())
                                              .at({e.path.string(), 0, 0, "/id"}));
    }
}

void put_in_order(Library& library) {
    std::ranges::stable_sort(library.entries, [](const LibraryEntry& a, const LibraryEntry& b) {
        return a.usable != b.usable ? a.usable : order(a) < order(b);
    });
    report_twins(library);
}

} // namespace

const LibraryEntry* Library::find(std::string_view id) const {
    const auto found = std::ranges::find_if(entries, [&](const LibraryEntry& e) { return e.usable && e.id == id; });
    return found == entries.end() ? nullptr : &*found;
}

const LibraryEntry* Library::file_of(std::string_view id) const {
    if (const LibraryEntry* usable = find(id)) return usable;
    const auto named =
        std::ranges::find_if(entries, [&](const LibraryEntry& e) { return e.path.stem() == fs::path(id); });
    return named == entries.end() || named->usable ? nullptr : &*named;
}

Library read_library(const Services& services, const fs::path& folder) {
    Library library;
    for (const fs::path& path : scenario_paths(folder, library.diagnostics)) library.entries.push_back(entry_of(path));
    put_in_order(library);
    refresh_best(services, library);
    return library;
}

LibraryWatch::Changes LibraryWatch::poll(const Services& services, Library& library, const fs::path& folder) {
    Changes changes;
    Diagnostics trouble;
    const auto paths = scenario_paths(folder, trouble);
    // A folder that cannot be read just now has not lost its files.
    if (!trouble.empty()) return changes;
    std::map<fs::path, scenario_files::FileStamp> moving;
    const auto at_rest = [&](const fs::path& path, const scenario_files::FileStamp& stamp) {
        const auto before = moving_.find(path);
        if (before != moving_.end() && before->second == stamp) return true;
        moving.emplace(path, stamp);
        return false;
    };
    std::map<fs::path, std::size_t> known;
    for (std::size_t i = 0; i < library.entries.size(); ++i) known.emplace(library.entries[i].path, i);
    std::vector<fs::path> to_read;
    for (const fs::path& path : paths) {
        const auto entry = known.find(path);
        const auto stamp = scenario_files::stamp_of(path);
        if (entry != known.end() && library.entries[entry->second].stamp == stamp) continue;
        if (at_rest(path, stamp)) to_read.push_back(path);
    }
    for (const LibraryEntry& entry : library.entries)
        if (!std::ranges::binary_search(paths, entry.path) && at_rest(entry.path, {}))
            changes.gone.push_back(entry.path);
    moving_ = std::move(moving);
    for (const fs::path& path : to_read) {
        LibraryEntry read = entry_of(path);
        const auto entry = known.find(path);
        (!read.usable ? changes.broken : entry == known.end() ? changes.added : changes.changed).push_back(path);
        if (entry != known.end())
            library.entries[entry->second] = std::move(read);
        else
            library.entries.push_back(std::move(read));
    }
    std::erase_if(library.entries,
                  [&](const LibraryEntry& e) { return std::ranges::find(changes.gone, e.path) != changes.gone.end(); });
    if (!changes.any()) return changes;
    library.diagnostics.clear();
    put_in_order(library);
    refresh_best(services, library);
    return changes;
}

void refresh_best(const Services& services, Library& library) {
    if (!services.database) return; // why not is in services.notices
    auto results = services.database->best_results();
    if (!results) {
        library.diagnostics.push_back(results.error());
        return;
    }
    for (LibraryEntry& entry : library.entries) {
        const auto found = std::ranges::find(*results, entry.id, &records::BestResult::scenario_id);
        entry.best = found == results->end() ? std::nullopt : std::optional(*found);
    }
}

} // namespace rapport::training
