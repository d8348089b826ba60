#include "sim/training/library.h"

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
    auto read = scenario_files::read_scenario_file(path);
    entry.diagnostics = std::move(read.diagnostics);
    entry.usable = read.scenario != nullptr;
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

} // namespace

const LibraryEntry* Library::find(std::string_view id) const {
    const auto found = std::ranges::find_if(entries, [&](const LibraryEntry& e) { return e.usable && e.id == id; });
    return found == entries.end() ? nullptr : &*found;
}

Library read_library(const Services& services, const fs::path& folder) {
    Library library;
    for (const fs::path& path : scenario_paths(folder, library.diagnostics)) library.entries.push_back(entry_of(path));
    std::ranges::stable_sort(library.entries, [](const LibraryEntry& a, const LibraryEntry& b) {
        return a.usable != b.usable ? a.usable : order(a) < order(b);
    });
    report_twins(library);
    refresh_best(services, library);
    return library;
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
