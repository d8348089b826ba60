#include "sim/records/team.h"

#include "sim/records/database.h"
#include "sim/records/database_address.h"
#include "sim/records/system_file.h"

#include <cerrno>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace rapport::records {
namespace {

using TeamJson = nlohmann::ordered_json;

std::filesystem::path team_file(const std::filesystem::path& data) { return data / "team.json"; }
std::filesystem::path status_file(const std::filesystem::path& data) { return data / "team-status.json"; }

std::string text_of(const TeamJson& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<TeamJson> read_object(const std::filesystem::path& path) {
    std::string text;
    if (read_file(path, text) != 0) return std::nullopt;
    auto json = TeamJson::parse(text, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    return json;
}

void write_status(const std::filesystem::path& data, const TeamStatus& status) {
    TeamJson json{{"last_success", status.last_success}, {"trouble_since", status.trouble_since}};
    if (status.problem) {
        TeamJson args = TeamJson::object();
        for (const auto& [name, value] : status.problem->args) args[name] = value;
        json["problem"] = {{"code", status.problem->code}, {"args", args}};
    }
    // Where it cannot be written, nothing is lost but this note.
    (void)save_atomically(status_file(data), json.dump(2, ' ', false, TeamJson::error_handler_t::replace) + "\n",
                          "folder_unwritable");
}

// Nothing of an address is kept that may not be shown.
std::expected<void, Diagnostic> address_of_server(const std::string& server) {
    const auto address = address_of(server);
    if (!address) return std::unexpected(address.error());
    if (address->engine != Engine::postgresql)
        return std::unexpected(Diagnostic::error("team_needs_server").with("path", address->shown));
    return {};
}

} // namespace

std::expected<std::optional<std::string>, Diagnostic> team_server(const std::filesystem::path& data) {
    const auto path = team_file(data);
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return std::nullopt;
    const auto json = read_object(path);
    const std::string server = json ? text_of(*json, "server") : std::string();
    if (server.empty())
        return std::unexpected(
            Diagnostic::error("team_file_damaged").with("path", path.string()).at({path.string(), 0, 0, {}}));
    return server;
}

std::expected<void, Diagnostic> may_join(const std::filesystem::path& data, const std::string& server, bool even_so) {
    if (auto valid = address_of_server(server); !valid) return valid;
    const auto before = team_server(data); // one that cannot be read is mended by joining
    if (even_so || !before || !*before || **before == server) return {};
    return std::unexpected(Diagnostic::error("team_joined_elsewhere").with("joined", **before).with("server", server));
}

std::expected<void, Diagnostic> join_team(const std::filesystem::path& data, const std::string& server) {
    if (auto valid = address_of_server(server); !valid) return valid;
    const auto before = team_server(data);
    const TeamJson json{{"server", server}};
    if (auto saved = save_atomically(team_file(data), json.dump(2) + "\n", "folder_unwritable"); !saved) return saved;
    if (!before || *before != server) ::unlink(status_file(data).c_str()); // it was about another server
    return {};
}

std::expected<void, Diagnostic> leave_team(const std::filesystem::path& data) {
    for (const auto& path : {team_file(data), status_file(data)})
        if (::unlink(path.c_str()) != 0 && errno != ENOENT)
            return std::unexpected(system_trouble(errno, path, "folder_unwritable"));
    return {};
}

TeamStatus team_status(const std::filesystem::path& data) {
    TeamStatus status;
    const auto json = read_object(status_file(data));
    if (!json) return status;
    status.last_success = text_of(*json, "last_success");
    status.trouble_since = text_of(*json, "trouble_since");
    const auto problem = json->find("problem");
    if (problem == json->end() || !problem->is_object()) return status;
    Diagnostic told = Diagnostic::error(text_of(*problem, "code"));
    if (const auto args = problem->find("args"); args != problem->end() && args->is_object())
        for (const auto& [name, value] : args->items())
            if (value.is_string()) told.args.emplace_back(name, value.get<std::string>());
    status.problem = std::move(told);
    return status;
}

void note_sync(const std::filesystem::path& data, const std::expected<Pushed, Diagnostic>& done,
               const std::string& now) {
    const auto before = team_status(data);
    if (done) {
        // A part is a success, too: it gets through.
        write_status(data, {done->left == 0 ? now : before.last_success, "", std::nullopt});
    } else if (done.error().code != "sync_stopped") {
        write_status(data,
                     {before.last_success, before.trouble_since.empty() ? now : before.trouble_since, done.error()});
    }
}

std::expected<Pushed, Diagnostic> sync_team(const std::filesystem::path& data, const std::string& database,
                                            const std::string& now, const PushOptions& options, bool even_so) {
    const auto server = team_server(data);
    if (!server) return std::unexpected(server.error());
    if (!*server) return std::unexpected(Diagnostic::error("team_not_joined"));
    if (!even_so) {
        const auto desk = Database::open(database);
        if (!desk) return std::unexpected(desk.error());
        const auto waiting = desk->waiting();
        if (!waiting) return std::unexpected(waiting.error());
        if (*waiting == 0) return Pushed{};
    }
    auto done = push(database, **server, options);
    note_sync(data, done, now);
    return done;
}

} // namespace rapport::records
