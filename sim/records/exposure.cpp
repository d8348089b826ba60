#include "sim/records/exposure.h"

#include "sim/records/folders.h"
#include "sim/records/system_file.h"

#include <cerrno>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rapport::records {
namespace {

std::filesystem::path exposures_in(const std::filesystem::path& data) { return data / "exposures.jsonl"; }

} // namespace

std::expected<void, Diagnostic> log_exposure(const std::filesystem::path& data, const Exposure& e) {
    if (auto made = make_folder(data); !made) return made;
    const auto path = exposures_in(data);
    const auto fail = [&](int error) { return std::unexpected(system_trouble(error, path, "journal_failed")); };
    File file;
    struct stat named {};
    do { // one that lines were just taken out of has been replaced
        file = File(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR));
        if (!file || ::flock(file.get(), LOCK_EX) != 0) return fail(errno);
    } while (::fstat(file.get(), &named) == 0 && named.st_nlink == 0);
    const nlohmann::ordered_json line{{"at", e.at},           {"scenario", e.scenario}, {"hash", e.scenario_hash},
                                      {"command", e.command}, {"trainee", e.trainee},   {"granted", e.granted},
                                      {"user", e.user}};
    std::string text = line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    // A line torn by a full disk must not swallow this one.
    struct stat now {};
    char last = '\n';
    if (::fstat(file.get(), &now) == 0 && now.st_size > 0 && ::pread(file.get(), &last, 1, now.st_size - 1) == 1 &&
        last != '\n')
        text.insert(text.begin(), '\n');
    if (const int error = write_all(file.get(), text)) return fail(error);
    if (const int error = sync_data(file.get())) return fail(error);
    if (const int error = now.st_size == 0 ? sync_folder(data) : 0) return fail(error);
    return {};
}

std::expected<ExposureList, Diagnostic> exposures(const std::filesystem::path& data) {
    ExposureList list;
    std::string text;
    if (const int error = read_file(exposures_in(data), text)) {
        if (error == ENOENT) return list;
        return std::unexpected(system_trouble(error, exposures_in(data), "journal_failed"));
    }
    for (std::size_t pos = 0; pos < text.size();) {
        const std::size_t end = std::min(text.find('\n', pos), text.size());
        const auto line = nlohmann::json::parse(text.substr(pos, end - pos), nullptr, false);
        pos = end + 1;
        try {
            list.entries.push_back({.at = line.at("at"),
                                    .scenario = line.at("scenario"),
                                    .scenario_hash = line.at("hash"),
                                    .command = line.at("command"),
                                    .trainee = line.at("trainee"),
                                    .granted = line.at("granted"),
                                    .user = line.value("user", std::string())});
        } catch (const nlohmann::json::exception&) {
            ++list.unreadable;
        }
    }
    return list;
}

std::expected<int, Diagnostic> erase_exposures(const std::filesystem::path& data, const std::set<std::string>& names) {
    const auto path = exposures_in(data);
    const auto fail = [&](int error) { return std::unexpected(system_trouble(error, path, "journal_failed")); };
    const File file(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    if (!file && errno == ENOENT) return 0;
    if (!file || ::flock(file.get(), LOCK_EX) != 0) return fail(errno);
    std::string text, kept;
    if (const int error = read_all(file.get(), text)) return fail(error);
    int erased = 0;
    for (std::size_t pos = 0; pos < text.size();) {
        const std::size_t end = std::min(text.find('\n', pos), text.size());
        const std::string line = text.substr(pos, end - pos);
        pos = end + 1;
        const auto json = nlohmann::json::parse(line, nullptr, false);
        const auto trainee = json.is_object() ? json.find("trainee") : json.end();
        if (json.is_object() && trainee != json.end() && trainee->is_string() &&
            names.contains(trainee->get<std::string>()))
            ++erased;
        else
            kept.append(line).append("\n");
    }
    if (erased == 0) return 0;
    if (auto saved = save_atomically(path, kept, "journal_failed"); !saved) return std::unexpected(saved.error());
    return erased;
}

} // namespace rapport::records
