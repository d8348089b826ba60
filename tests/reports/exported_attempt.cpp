#include "tests/reports/exported_attempt.h"

#include "scoring/grader.h"
#include "sim/dialogue/transcript.h"
#include "sim/scenario_files/catalogue_file.h"
#include "tests/records/folder.h"
#include "tests/records/small_attempt.h"

namespace rapport::tests {

Kept kept(const std::vector<std::string>& replies) { return kept(replies, small_header()); }

Kept kept(const std::vector<std::string>& replies, records::AttemptHeader header) {
    const Folder folder(Folder::On::memory);
    auto played = play(replies, std::move(header));
    const bool finished = played.log.end.has_value();
    if (!finished) played.log.end = records::AttemptEnd{"2026-03-02T09:01:00Z", records::Status::abandoned, ""};
    const auto report = scoring::grade(dialogue::transcript(played.session));
    auto database = records::Database::open((folder / "rapport.db").string()).value();
    database.store(*small_scenario(), small_bytes, played.log, finished ? &report : nullptr).value();
    auto stored = database.load(played.log.header.id).value();
    Kept kept{{}, std::move(stored.log), std::move(played.session)};
    kept.exported.row = std::move(stored.row);
    kept.exported.behaviours = std::move(stored.behaviours);
    return kept;
}

const Catalogue& product_words() {
    static const Catalogue words = scenario_files::read_catalogue(RAPPORT_SOURCE_DIR).catalogue;
    return words;
}

std::vector<std::string> cells(std::string_view line) {
    std::vector<std::string> found(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"')
            found.back() += line[i++];
        else if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            found.emplace_back();
        else if ((c != '\r' && c != '\n') || quoted)
            found.back() += c;
    }
    return found;
}

} // namespace rapport::tests
