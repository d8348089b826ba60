// Reading journals: one as text, all of a folder as a list, and what is left over.
#include "sim/records/content_hash.h"
#include "sim/records/identity.h"
#include "sim/records/journal_text.h"
#include "sim/records/system_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

namespace rapport::records {
namespace {

constexpr std::size_t id_length = 36;
constexpr std::string_view sum_key = ",\"sum\":\"";
constexpr std::size_t sum_digits = 16;

std::string sum_of(std::string_view bytes) { return content_hash(bytes).substr(0, sum_digits); }

Diagnostic damaged_step(const ReadJournal& read, const std::filesystem::path& path) {
    return Diagnostic::error("log_damaged")
        .with("attempt", read.text.header.id)
        .with("what", "step")
        .with("turn", std::to_string(read.turns + 1))
        .at({path.string(), static_cast<int>(read.text.steps.size()) + 2, 0, {}});
}

// The attempt a file of the journal folder belongs to; empty for anything else.
std::string attempt_of(const std::filesystem::path& path, std::string_view suffix) {
    const std::string name = path.filename().string();
    if (name.size() < id_length || name.substr(id_length) != suffix) return {};
    std::string attempt = name.substr(0, id_length);
    return valid_attempt_id(attempt) ? attempt : std::string();
}

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> found;
    std::error_code error;
    for (std::filesystem::directory_iterator i(folder, error), end; !error && i != end; i.increment(error))
        found.push_back(i->path());
    std::ranges::sort(found);
    return found;
}

// Held by somebody? Asks for a shared lock and lets go at once.
bool held(int descriptor) {
    if (::flock(descriptor, LOCK_SH | LOCK_NB) != 0) return errno == EWOULDBLOCK;
    ::flock(descriptor, LOCK_UN);
    return false;
}

} // namespace

std::string with_sum(std::string_view line) {
    std::string whole(line.substr(0, line.size() - 1)); // without the closing brace
    const std::string sum = sum_of(whole);
    return whole.append(sum_key).append(sum).append("\"}");
}

Sum take_sum(std::string_view line, std::string& object) {
    constexpr std::size_t length = sum_key.size() + sum_digits + 2;
    object = line;
    if (line.size() < length || !line.substr(line.size() - length).starts_with(sum_key) || !line.ends_with("\"}"))
        return Sum::none;
    object.resize(line.size() - length);
    const bool right = line.substr(line.size() - sum_digits - 2, sum_digits) == sum_of(object);
    object.push_back('}');
    return right ? Sum::right : Sum::wrong;
}

std::filesystem::path journal_path(const std::filesystem::path& folder, const std::string& attempt) {
    return folder / (attempt + std::string(journal_suffix));
}

std::filesystem::path kept_scenario_path(const std::filesystem::path& journal) {
    auto path = journal;
    return path.replace_extension(scenario_suffix);
}

std::expected<ReadJournal, Diagnostic> read_journal(int descriptor, const std::filesystem::path& path) {
    std::string bytes;
    if (const int e = read_all(descriptor, bytes)) return std::unexpected(system_trouble(e, path, "journal_failed"));
    ReadJournal read;
    std::string_view rest = bytes;
    bool summed = false; // an attempt begun before lines had sums may go on with lines that have
    for (bool first = true;; first = false) {
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos) break;
        const std::string_view line = rest.substr(0, end);
        // A file that grew before its content arrived has zeros where the content should be; only the last line can.
        if (line.find('\0') != std::string_view::npos && end + 1 == rest.size()) break;
        std::string object;
        const Sum sum = take_sum(line, object);
        const bool whole = sum == Sum::right || (sum == Sum::none && !summed);
        summed = summed || sum == Sum::right;
        if (first) {
            auto header = parse_header(whole ? object : std::string_view());
            if (!header) return std::unexpected(std::move(header.error()).at({path.string(), 1, 0, {}}));
            read.text.header = std::move(*header);
            const auto whole = nlohmann::json::parse(line, nullptr, false);
            if (const auto named = whole.find("database"); named != whole.end() && named->is_string())
                read.database = named->get<std::string>();
        } else {
            const auto j = nlohmann::json::parse(object, nullptr, false);
            if (!whole || !j.is_object() || !j.contains("turns") || !j["turns"].is_array())
                return std::unexpected(damaged_step(read, path));
            read.turns += j["turns"].size();
            read.text.ended = read.text.ended || j.contains("end");
            read.text.steps.push_back(std::move(object));
        }
        rest.remove_prefix(end + 1);
        read.acknowledged += static_cast<std::int64_t>(end + 1);
    }
    read.text.torn = !rest.empty();
    if (read.acknowledged == 0) return std::unexpected(Diagnostic::error("journal_empty").with("path", path.string()));
    return read;
}

bool has_journal(const std::filesystem::path& folder, const std::string& attempt) {
    std::error_code error;
    return valid_attempt_id(attempt) && std::filesystem::exists(journal_path(folder, attempt), error);
}

JournalList list_journals(const std::filesystem::path& folder) {
    JournalList list;
    for (const auto& path : files_in(folder)) {
        if (attempt_of(path, journal_suffix).empty()) continue;
        const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        if (!file) {
            if (errno != ENOENT) list.diagnostics.push_back(system_trouble(errno, path, "journal_failed"));
            continue;
        }
        const bool in_use = held(file.get());
        auto read = read_journal(file.get(), path);
        if (read)
            list.entries.push_back(
                {std::move(read->text.header), std::move(read->database), read->turns, read->text.ended, in_use});
        else if (read.error().code != "journal_empty")
            list.diagnostics.push_back(std::move(read.error()));
    }
    std::ranges::sort(list.entries, [](const JournalEntry& a, const JournalEntry& b) {
        if (a.header.started_at != b.header.started_at) return a.header.started_at > b.header.started_at;
        return a.header.id < b.header.id;
    });
    return list;
}

std::size_t sweep_journals(const std::filesystem::path& folder) {
    std::size_t swept = 0;
    const auto sweep = [&](const std::filesystem::path& path) { swept += ::unlink(path.c_str()) == 0 ? 1U : 0U; };
    for (const auto& path : files_in(folder)) {
        if (attempt_of(path, journal_suffix).empty()) continue;
        const File file(::open(path.c_str(), O_RDWR | O_CLOEXEC));
        if (!file || ::flock(file.get(), LOCK_EX | LOCK_NB) != 0) continue;
        if (auto read = read_journal(file.get(), path); !read && read.error().code == "journal_empty") sweep(path);
    }
    // A journal is made before its scenario copy: a copy, whole or half-made, without one belongs to nobody.
    for (const auto& path : files_in(folder)) {
        const std::string name = path.filename().string();
        if (name.size() < id_length || !name.substr(id_length).starts_with(scenario_suffix)) continue;
        const std::string attempt = name.substr(0, id_length);
        std::error_code error;
        if (valid_attempt_id(attempt) && !std::filesystem::exists(journal_path(folder, attempt), error) && !error)
            sweep(path);
    }
    return swept;
}

} // namespace rapport::records
