#include "sim/records/journal.h"

#include "sim/records/content_hash.h"
#include "sim/records/folders.h"
#include "sim/records/identity.h"
#include "sim/records/journal_text.h"
#include "sim/records/system_file.h"

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace rapport::records {
namespace {

Diagnostic trouble(int error, const std::filesystem::path& path) {
    return system_trouble(error, path, "journal_failed");
}

Diagnostic of_attempt(std::string_view code, const std::string& attempt) {
    return Diagnostic::error(code).with("attempt", attempt);
}

Diagnostic damaged(const std::string& attempt, std::string_view what) {
    return Diagnostic::error("log_damaged").with("attempt", attempt).with("what", what).with("turn", "0");
}

bool still_named(int descriptor) {
    struct stat there {};
    return ::fstat(descriptor, &there) == 0 && there.st_nlink > 0;
}

// 0 or an errno. A list that is just looking holds a lock for microseconds: ask a few times.
int lock(int descriptor) {
    for (int tries = 0; ::flock(descriptor, LOCK_EX | LOCK_NB) != 0; ++tries) {
        if (errno == EINTR) continue;
        if (errno != EWOULDBLOCK || tries == 20) return errno;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return 0;
}

} // namespace

std::expected<AttemptLog, Diagnostic> parse(const JournalText& text, const dialogue::Scenario& scenario) {
    AttemptLog log{.header = text.header, .turns = {}, .end = {}};
    if (log.header.scenario_id != scenario.id)
        return std::unexpected(Diagnostic::error("log_mismatch")
                                   .with("attempt", log.header.id)
                                   .with("what", "scenario")
                                   .with("turn", "0")
                                   .with("id", log.header.scenario_id));
    for (const std::string& step : text.steps)
        if (auto read = parse_step(step, scenario, log); !read) return std::unexpected(read.error());
    return log;
}

std::expected<Journal, Diagnostic> Journal::create(const std::filesystem::path& folder, const AttemptHeader& header,
                                                   std::string_view scenario_bytes, const std::string& database) {
    if (auto made = make_folder(folder); !made) return std::unexpected(made.error());
    Journal journal;
    journal.path_ = journal_path(folder, header.id);
    const auto fail = [&](Diagnostic d) {
        ::unlink(kept_scenario_path(journal.path_).c_str());
        ::unlink(journal.path_.c_str());
        return std::unexpected(std::move(d));
    };
    // Locked before anything is in it. A sweep that came between may have taken it for a start that failed: once more.
    for (bool named = false; !named; named = still_named(journal.file_)) {
        journal.close();
        journal.file_ = ::open(journal.path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
        if (journal.file_ < 0) return std::unexpected(trouble(errno, journal.path_));
        if (const int e = lock(journal.file_)) return fail(trouble(e, journal.path_));
    }
    if (auto kept = save_atomically(kept_scenario_path(journal.path_), scenario_bytes, "journal_failed"); !kept)
        return fail(kept.error());
    std::string first = header_json(header);
    if (!database.empty()) {
        first.pop_back();
        first.append(",\"database\":").append(nlohmann::json(database).dump()).append("}");
    }
    if (auto written = journal.append_line(first); !written) return fail(written.error());
    if (const int e = sync_folder(folder)) return fail(trouble(e, folder));
    return journal;
}

std::expected<Journal::Opened, Diagnostic> Journal::open(const std::filesystem::path& folder,
                                                         const std::string& attempt) {
    if (!valid_attempt_id(attempt)) return std::unexpected(of_attempt("attempt_not_found", attempt));
    Journal journal;
    journal.path_ = journal_path(folder, attempt);
    journal.file_ = ::open(journal.path_.c_str(), O_RDWR | O_CLOEXEC);
    if (journal.file_ < 0) {
        if (errno == ENOENT) return std::unexpected(of_attempt("attempt_not_found", attempt));
        return std::unexpected(trouble(errno, journal.path_));
    }
    if (const int e = lock(journal.file_))
        return std::unexpected(e == EWOULDBLOCK ? of_attempt("attempt_in_use", attempt) : trouble(e, journal.path_));
    // Whoever held it may have stored and removed it between our opening and our lock.
    if (!still_named(journal.file_)) return std::unexpected(of_attempt("attempt_not_found", attempt));

    auto read = read_journal(journal.file_, journal.path_);
    if (!read && read.error().code == "journal_empty") return std::unexpected(of_attempt("attempt_not_found", attempt));
    if (!read) return std::unexpected(read.error());
    if (read->text.header.id != attempt) return std::unexpected(damaged(attempt, "attempt"));
    if (const int e = read_file(kept_scenario_path(journal.path_), read->text.scenario_bytes))
        return std::unexpected(trouble(e, kept_scenario_path(journal.path_)));
    if (content_hash(read->text.scenario_bytes) != read->text.header.scenario_hash)
        return std::unexpected(damaged(attempt, "scenario"));
    journal.acknowledged_ = read->acknowledged;
    journal.dirty_ = read->text.torn; // cut off by the next append
    return Opened{std::move(journal), std::move(read->text)};
}

Journal::Journal(Journal&& other) noexcept
    : file_(std::exchange(other.file_, -1)), path_(std::move(other.path_)), acknowledged_(other.acknowledged_),
      dirty_(other.dirty_) {}

Journal& Journal::operator=(Journal&& other) noexcept {
    if (this != &other) {
        close();
        file_ = std::exchange(other.file_, -1);
        path_ = std::move(other.path_);
        acknowledged_ = other.acknowledged_;
        dirty_ = other.dirty_;
    }
    return *this;
}

Journal::~Journal() { close(); }

void Journal::close() noexcept {
    if (file_ >= 0) ::close(std::exchange(file_, -1));
}

std::expected<void, Diagnostic> Journal::append(const dialogue::Scenario& scenario,
                                                std::span<const dialogue::TurnRecord> turns, const AttemptEnd* end) {
    return append_line(step_json(scenario, turns, end));
}

std::expected<void, Diagnostic> Journal::append_line(std::string_view line) {
    // After a refused sync nobody knows what is on disk behind the acknowledged bytes: cut and write afresh.
    if (dirty_ && ::ftruncate(file_, acknowledged_) != 0) return std::unexpected(trouble(errno, path_));
    if (::lseek(file_, acknowledged_, SEEK_SET) < 0) return std::unexpected(trouble(errno, path_));
    dirty_ = true;
    std::string bytes = with_sum(line);
    bytes.push_back('\n');
    int error = write_all(file_, bytes);
    if (error == 0) error = sync_data(file_);
    if (error != 0) {
        // Now rather than at the next append, so that another reader does not meet an unacknowledged step.
        if (::ftruncate(file_, acknowledged_) == 0 && sync_data(file_) == 0) dirty_ = false;
        return std::unexpected(trouble(error, path_));
    }
    acknowledged_ += static_cast<std::int64_t>(bytes.size());
    dirty_ = false;
    return {};
}

std::expected<void, Diagnostic> Journal::remove() {
    // The journal first: a scenario copy without a journal is swept up, a journal without its scenario is lost.
    for (const auto& path : {path_, kept_scenario_path(path_)})
        if (::unlink(path.c_str()) != 0 && errno != ENOENT) return std::unexpected(trouble(errno, path));
    if (const int e = sync_folder(path_.parent_path())) return std::unexpected(trouble(e, path_));
    return {};
}

std::expected<void, Diagnostic> Journal::erase(const std::filesystem::path& folder, const std::string& attempt) {
    if (!valid_attempt_id(attempt)) return std::unexpected(of_attempt("attempt_not_found", attempt));
    Journal journal;
    journal.path_ = journal_path(folder, attempt);
    journal.file_ = ::open(journal.path_.c_str(), O_RDWR | O_CLOEXEC);
    if (journal.file_ < 0)
        return std::unexpected(errno == ENOENT ? of_attempt("attempt_not_found", attempt)
                                               : trouble(errno, journal.path_));
    if (const int e = lock(journal.file_))
        return std::unexpected(e == EWOULDBLOCK ? of_attempt("attempt_in_use", attempt) : trouble(e, journal.path_));
    return journal.remove();
}

} // namespace rapport::records
