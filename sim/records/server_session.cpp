#include "sim/records/server_session.h"

#include "sim/base/text.h"
#include "sim/records/database_address.h"
#include "sim/records/database_engine.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <libpq-fe.h>
#include <map>
#include <mutex>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>

namespace rapport::records {
namespace {

// A stop asked for in the middle of waiting is noticed after this long.
constexpr std::chrono::milliseconds glance{100};

struct Lookup {
    std::mutex mutex;
    std::condition_variable done;
    bool ended = false;
    std::vector<std::string> addresses; // empty: no such name
};

std::vector<std::string> numeric_addresses(const std::string& host) {
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    std::vector<std::string> all;
    if (::getaddrinfo(host.c_str(), nullptr, &wanted, &found) != 0) return all;
    for (const addrinfo* one = found; one != nullptr && all.size() < 8; one = one->ai_next) {
        std::array<char, 128> text{};
        if (::getnameinfo(one->ai_addr, one->ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) == 0)
            all.emplace_back(text.data());
    }
    ::freeaddrinfo(found);
    return all;
}

// One line of UTF-8 of what libpq or the server says.
std::string first_line(const char* said) {
    std::string text = said == nullptr ? "" : said;
    text.erase(std::min(text.find('\n'), text.size()));
    if (!valid_utf8(text))
        for (char& c : text)
            if ((static_cast<unsigned char>(c) & 0x80U) != 0) c = '?';
    return text;
}

// Of several attempts to connect, what became of the last; each begins like this, and may have further lines.
std::string last_attempt(const char* said) {
    std::string_view text = said == nullptr ? "" : said;
    constexpr std::string_view beginning = "connection to ";
    std::string_view last = text;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (text.starts_with(beginning)) last = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return first_line(std::string(last).c_str());
}

std::map<std::string, std::string> options_of(const std::string& url) {
    std::map<std::string, std::string> options;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> list(PQconninfoParse(url.c_str(), nullptr),
                                                                            &PQconninfoFree);
    for (const PQconninfoOption* o = list.get(); o != nullptr && o->keyword != nullptr; ++o)
        if (o->val != nullptr) options[o->keyword] = o->val;
    return options;
}

using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

} // namespace

void ServerSession::Close::operator()(pg_conn* server) const { PQfinish(server); }

Diagnostic ServerSession::unreachable(const std::string& reason) const {
    return Diagnostic::error("server_unreachable").with("server", shown_).with("reason", reason).at({shown_, 0, 0, {}});
}

Diagnostic ServerSession::given_up() const {
    if (patience_.stop.stop_requested())
        return Diagnostic::error("sync_stopped").with("server", shown_).at({shown_, 0, 0, {}});
    return unreachable("no answer in time");
}

std::expected<ServerSession, Diagnostic> ServerSession::open(const std::string& url, Patience patience) {
    const auto address = address_of(url);
    if (!address) return std::unexpected(address.error());
    if (address->engine != Engine::postgresql)
        return std::unexpected(Diagnostic::error("team_needs_server").with("path", address->shown));
    ServerSession session(address->shown, std::move(patience));
    if (auto connected = session.connect(address->options); !connected) return std::unexpected(connected.error());
    return session;
}

bool ServerSession::wait(bool to_write, Clock::time_point until) {
    if (patience_.until) until = std::min(until, *patience_.until);
    while (!patience_.stop.stop_requested()) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
        if (left.count() <= 0) return false;
        pollfd one{PQsocket(server_.get()), static_cast<short>(to_write ? POLLIN | POLLOUT : POLLIN), 0};
        if (::poll(&one, 1, static_cast<int>(std::min(left, glance).count())) > 0) return true;
    }
    return false;
}

std::expected<void, Diagnostic> ServerSession::connect(const std::string& options) {
    auto until = Clock::now() + patience_.connecting;
    if (patience_.until) until = std::min(until, *patience_.until);
    auto given = options_of(options);
    given.erase("connect_timeout"); // ours
    // libpq looks names up without a limit. A single name is looked up beside; whoever waits for it can give up.
    const std::string host = given.contains("hostaddr") ? "" : given["host"];
    if (!host.empty() && host.front() != '/' && host.find(',') == std::string::npos) {
        auto lookup = std::make_shared<Lookup>();
        std::thread([lookup, host] {
            auto found = numeric_addresses(host);
            const std::lock_guard lock(lookup->mutex);
            lookup->addresses = std::move(found);
            lookup->ended = true;
            lookup->done.notify_all();
        }).detach();
        std::unique_lock lock(lookup->mutex);
        while (!lookup->ended && !patience_.stop.stop_requested() && Clock::now() < until)
            lookup->done.wait_for(lock, glance);
        if (!lookup->ended) return std::unexpected(given_up());
        if (lookup->addresses.empty()) return std::unexpected(unreachable("there is no computer called " + host));
        // All of them are tried, each under the one name.
        std::string addresses, names_of_all;
        for (const std::string& address : lookup->addresses) {
            addresses.append(addresses.empty() ? "" : ",").append(address);
            names_of_all.append(names_of_all.empty() ? "" : ",").append(host);
        }
        given["hostaddr"] = addresses;
        given["host"] = names_of_all;
    }
    std::vector<const char*> names, values;
    for (const auto& [name, value] : given) {
        if (value.empty()) continue;
        names.push_back(name.c_str());
        values.push_back(value.c_str());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    server_.reset(PQconnectStartParams(names.data(), values.data(), 0));
    if (!server_) return std::unexpected(unreachable("out of memory"));
    auto state = PGRES_POLLING_WRITING;
    while (PQstatus(server_.get()) != CONNECTION_BAD && state != PGRES_POLLING_OK && state != PGRES_POLLING_FAILED) {
        if (!wait(state == PGRES_POLLING_WRITING, until)) return std::unexpected(given_up());
        state = PQconnectPoll(server_.get());
    }
    if (PQstatus(server_.get()) != CONNECTION_OK) {
        const std::string said = last_attempt(PQerrorMessage(server_.get()));
        const bool wants = PQconnectionNeedsPassword(server_.get()) != 0;
        // libpq has no code for it. Words of the server itself begin with its severity; they are in English only until
        // it knows its language, and its certificate speaks before it does.
        const bool certificate = said.find("certificate") != std::string::npos || said.find("SSL") != std::string::npos;
        const bool answered = wants || PQserverVersion(server_.get()) != 0 || said.find("FATAL") != std::string::npos ||
                              said.find("致命") != std::string::npos;
        if (certificate && !answered)
            return std::unexpected(Diagnostic::error(said.find("server does not support SSL") != std::string::npos
                                                         ? "server_without_tls" // no certificate would help
                                                         : "server_untrusted")
                                       .with("server", shown_)
                                       .with("reason", said)
                                       .at({shown_, 0, 0, {}}));
        const bool busy_starting = said.find("the database system is ") != std::string::npos; // or shutting down …
        if (answered && !busy_starting)
            return std::unexpected(
                Diagnostic::error("server_refused").with("server", shown_).with("reason", said).at({shown_, 0, 0, {}}));
        return std::unexpected(unreachable(said));
    }
    PQsetNoticeProcessor(
        server_.get(), [](void*, const char*) {}, nullptr);
    PQsetnonblocking(server_.get(), 1);
    const char* told = PQparameterStatus(server_.get(), "server_encoding");
    const std::string encoding = told == nullptr ? "" : told;
    if (encoding != "UTF8" && encoding != "SQL_ASCII")
        return std::unexpected(Diagnostic::error("server_encoding")
                                   .with("server", shown_)
                                   .with("encoding", encoding)
                                   .at({shown_, 0, 0, {}}));
    // As Database does; what is acknowledged is on the server's disk.
    return run("SELECT set_config('search_path', 'rapport', false), set_config('lock_timeout', '5s', false),"
               " set_config('standard_conforming_strings', 'on', false),"
               " CASE current_setting('synchronous_commit') WHEN 'off' THEN"
               " set_config('synchronous_commit', 'on', false) END");
}

std::expected<ServerSession::Rows, Diagnostic> ServerSession::ask(const std::string& sql, const Values& values) {
    std::vector<const char*> texts;
    for (const auto& value : values) texts.push_back(value ? value->c_str() : nullptr);
    if (PQsendQueryParams(server_.get(), sql.c_str(), static_cast<int>(texts.size()), nullptr, texts.data(), nullptr,
                          nullptr, 0) == 0)
        return std::unexpected(unreachable(first_line(PQerrorMessage(server_.get()))));
    return answers();
}

std::expected<std::string, Diagnostic> ServerSession::value(const std::string& sql, const Values& values) {
    auto rows = ask(sql, values);
    if (!rows) return std::unexpected(rows.error());
    if (rows->empty() || rows->front().empty()) return std::string();
    return rows->front().front().value_or("");
}

std::expected<void, Diagnostic> ServerSession::run(const std::string& script) {
    if (PQsendQuery(server_.get(), script.c_str()) == 0)
        return std::unexpected(unreachable(first_line(PQerrorMessage(server_.get()))));
    auto done = answers();
    if (!done) return std::unexpected(done.error());
    return {};
}

std::expected<ServerSession::Rows, Diagnostic> ServerSession::answers() {
    const auto until = Clock::now() + patience_.answer;
    std::optional<Diagnostic> refused;
    Rows rows;
    for (int left = PQflush(server_.get()); left != 0; left = PQflush(server_.get())) {
        if (left < 0) return std::unexpected(unreachable(first_line(PQerrorMessage(server_.get()))));
        if (!wait(true, until)) return std::unexpected(given_up());
        if (PQconsumeInput(server_.get()) == 0) // or both sides might wait for the other to read
            return std::unexpected(unreachable(first_line(PQerrorMessage(server_.get()))));
    }
    for (;;) {
        while (PQisBusy(server_.get()) != 0) {
            if (!wait(false, until)) return std::unexpected(given_up());
            if (PQconsumeInput(server_.get()) == 0)
                return std::unexpected(unreachable(first_line(PQerrorMessage(server_.get()))));
        }
        const Answer answer(PQgetResult(server_.get()), &PQclear);
        if (!answer) break;
        const auto status = PQresultStatus(answer.get());
        if (status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY) continue;
        if (status == PGRES_TUPLES_OK) {
            rows.clear();
            const int columns = PQnfields(answer.get());
            for (int i = 0; i < PQntuples(answer.get()); ++i) {
                Values row;
                for (int c = 0; c < columns; ++c)
                    row.push_back(PQgetisnull(answer.get(), i, c) != 0
                                      ? std::nullopt
                                      : std::optional<std::string>(PQgetvalue(answer.get(), i, c)));
                rows.push_back(std::move(row));
            }
            continue;
        }
        const char* state = PQresultErrorField(answer.get(), PG_DIAG_SQLSTATE);
        const std::string reason = first_line(PQresultErrorField(answer.get(), PG_DIAG_MESSAGE_PRIMARY));
        if (PQstatus(server_.get()) != CONNECTION_OK) {
            refused = unreachable(reason.empty() ? first_line(PQerrorMessage(server_.get())) : reason);
            continue;
        }
        const std::string code(code_of_state(state == nullptr ? "" : state, reason));
        refused = Diagnostic::error(code)
                      .with(code.starts_with("server_") ? "server" : "path", shown_)
                      .with("reason", reason)
                      .at({shown_, 0, 0, {}});
    }
    if (refused) return std::unexpected(*refused);
    if (PQstatus(server_.get()) != CONNECTION_OK)
        return std::unexpected(unreachable(first_line(PQerrorMessage(server_.get()))));
    return rows;
}

} // namespace rapport::records
