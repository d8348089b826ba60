#include "sim/cli/team.h"

#include "sim/cli/records.h"
#include "sim/cli/what_if.h"
#include "sim/records/folders.h"
#include "sim/records/identity.h"
#include "sim/records/team.h"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <thread>

namespace rapport::cli {
namespace {

// Ctrl-C, and an end that is asked for, stop in good order what the token is given to.
class Interruption {
public:
    Interruption() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGINT);
        sigaddset(&signals_, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &signals_, &before_); // and of all threads from here on
        listener_ = std::jthread([this](const std::stop_token& over) {
            constexpr timespec glance{0, 50'000'000};
            while (!over.stop_requested())
                if (sigtimedwait(&signals_, nullptr, &glance) > 0) work_.request_stop();
        });
    }
    ~Interruption() {
        listener_.request_stop();
        listener_.join();
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;
    std::stop_token token() const { return work_.get_token(); }

private:
    sigset_t signals_{}, before_{};
    std::stop_source work_;
    std::jthread listener_;
};

std::expected<std::filesystem::path, Diagnostic> usable_data() {
    auto data = records::data_folder();
    if (!data) return data;
    if (auto made = records::make_folder(*data); !made) return std::unexpected(made.error());
    return data;
}

// What no waiting mends.
bool for_good(const Diagnostic& problem) {
    return problem.code != "server_unreachable" && problem.code != "sync_stopped" && problem.code != "database_busy";
}

nlohmann::ordered_json text_or_null(const std::string& text) {
    return text.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(text);
}

} // namespace

Exit team_join(const Context& context, const std::string& server, bool even_so) {
    const auto data = usable_data();
    if (!data) return fail(context, data.error());
    const std::string database = records::default_database(*data).string();
    if (auto may = records::may_join(*data, server, even_so); !may) return fail(context, may.error());
    // Nothing is sent yet, but whether it could be is known now.
    const auto tried = records::push(database, server, {.items = 0, .at_most = std::chrono::seconds(10)});
    if (!tried && for_good(tried.error())) return fail(context, tried.error());
    if (auto joined = records::join_team(*data, server); !joined) return fail(context, joined.error());
    records::note_sync(*data, tried, records::utc_now());
    const auto desk = records::Database::open(database);
    if (!desk) return fail(context, desk.error());
    const auto waiting = desk->waiting();
    if (!waiting) return fail(context, waiting.error());
    if (context.json) {
        nlohmann::ordered_json json{{"server", server}, {"reachable", tried.has_value()}, {"waiting", *waiting}};
        if (!tried) json["diagnostics"] = nlohmann::ordered_json::array({to_json(context, tried.error())});
        out_json(json);
    } else {
        out_line(context.tr(tried ? "cli.team_joined" : "cli.team_joined_unchecked", {{"server", server}}));
        if (*waiting > 0) out_line(context.tr("cli.team_joined_waiting", {{"count", std::to_string(*waiting)}}));
        if (!tried) print(context, tried.error());
    }
    return tried ? fine : findings;
}

Exit team_leave(const Context& context) {
    const auto data = records::data_folder();
    if (!data) return fail(context, data.error());
    if (auto left = records::leave_team(*data); !left) return fail(context, left.error());
    if (context.json)
        out_json({{"server", nullptr}});
    else
        out_line(context.tr("cli.team_left"));
    return fine;
}

Exit team_sync(const Context& context) {
    const auto data = usable_data();
    if (!data) return fail(context, data.error());
    records::PushOptions options;
    const Interruption interruption;
    options.stop = interruption.token();
    const bool shown = !context.json;
    if (shown)
        options.progress = [&](const records::Pushed& so_far) {
            if (so_far.left > 0)
                out_line(context.tr("cli.team_progress",
                                    {{"sent", std::to_string(so_far.sent)}, {"left", std::to_string(so_far.left)}}));
        };
    const auto done =
        records::sync_team(*data, records::default_database(*data).string(), records::utc_now(), options, true);
    if (!done) return fail(context, done.error());
    if (done->left > 0) { // stopped between two batches
        const auto server = records::team_server(*data);
        return fail(context, Diagnostic::error("sync_stopped").with("server", server && *server ? **server : ""));
    }
    if (context.json)
        out_json({{"sent", done->sent}, {"waiting", done->left}});
    else
        out_line(context.tr("cli.team_sync_done", {{"count", std::to_string(done->sent)}}));
    return fine;
}

Exit team_status(const Context& context) {
    const auto data = records::data_folder();
    if (!data) return fail(context, data.error());
    const auto server = records::team_server(*data);
    if (!server) return fail(context, server.error());
    if (!*server) {
        const auto problem = Diagnostic::error("team_not_joined");
        if (!context.json) return fail(context, problem);
        out_json({{"server", nullptr},
                  {"waiting", 0},
                  {"last_success", nullptr},
                  {"trouble_since", nullptr},
                  {"problem", nullptr}});
        return fine;
    }
    std::int64_t waiting = 0;
    if (!nothing_kept(context)) {
        const auto desk = records::Database::open(records::default_database(*data).string());
        if (!desk) return fail(context, desk.error());
        const auto counted = desk->waiting();
        if (!counted) return fail(context, counted.error());
        waiting = *counted;
    }
    const auto status = records::team_status(*data);
    if (context.json) {
        out_json({{"server", **server},
                  {"waiting", waiting},
                  {"last_success", text_or_null(status.last_success)},
                  {"trouble_since", text_or_null(status.trouble_since)},
                  {"problem", status.problem ? to_json(context, *status.problem) : nlohmann::ordered_json(nullptr)}});
        return status.problem ? findings : fine;
    }
    out_line(context.tr("cli.team_server", {{"server", **server}}));
    out_line(context.tr("cli.team_waiting", {{"count", std::to_string(waiting)}}));
    out_line(status.last_success.empty()
                 ? std::string(context.tr("cli.team_never"))
                 : context.tr("cli.team_last_success", {{"time", local_time(status.last_success)}}));
    if (status.problem) {
        out_line(context.tr("cli.team_trouble_since", {{"time", local_time(status.trouble_since)}}));
        print(context, *status.problem);
    }
    return status.problem ? findings : fine;
}

Exit records_share(const Context& context, const std::string& word, bool shared) {
    if (nothing_kept(context)) return fail(context, Diagnostic::error("attempt_not_found").with("attempt", word));
    auto services = services_with_database(context);
    if (!services) return services.error();
    const auto meant = meant_by(*services, word);
    if (!meant) return fail(context, meant.error());
    if (meant->unfinished)
        return fail(context, Diagnostic::error("attempt_unfinished").with("attempt", meant->attempt));
    auto& database = *services->database;
    if (auto done = shared ? database.share(meant->attempt) : database.unshare(meant->attempt); !done)
        return fail(context, done.error());
    if (context.json) {
        out_json({{"attempt", meant->attempt}, {"shared", shared}});
        return fine;
    }
    out_line(context.tr(shared ? "cli.share_done" : "cli.unshare_done", {{"attempt", meant->attempt}}));
    // Nobody sees it before it has arrived; with --db it is on a server already.
    if (!shared || context.database) return fine;
    const auto data = records::data_folder();
    const auto server = data ? records::team_server(*data) : std::unexpected(data.error());
    out_line(context.tr(server && *server ? "cli.share_once_sent" : "cli.share_once_joined"));
    return fine;
}

void send_quietly(const Context& context) {
    if (context.database) return; // not the desk's own records
    const auto data = records::data_folder();
    if (!data) return;
    const auto server = records::team_server(*data);
    if (!server || !*server) return;
    const std::string database = records::default_database(*data).string();
    std::error_code error;
    if (!std::filesystem::exists(database, error)) return;
    (void)records::sync_team(*data, database, records::utc_now(), {.at_most = std::chrono::seconds(2)}, false);
}

} // namespace rapport::cli
