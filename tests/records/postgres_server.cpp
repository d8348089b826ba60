#include "tests/records/postgres_server.h"

#include "tests/records/folder.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <memory>
#include <netinet/in.h>
#include <optional>
#include <pwd.h>
#include <random>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace rapport::tests {
namespace {

namespace fs = std::filesystem;

bool for_a_team = false;

// The newest of Debian's folders, else what is on the PATH.
fs::path server_programs() {
    std::vector<std::pair<int, fs::path>> found;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", none))
        if (fs::exists(entry.path() / "bin" / "initdb"))
            found.emplace_back(std::atoi(entry.path().filename().c_str()), entry.path() / "bin");
    if (!found.empty()) return std::ranges::max(found).second;
    const std::string path = std::getenv("PATH") == nullptr ? "" : std::getenv("PATH");
    for (std::size_t at = 0; at < path.size();) {
        const std::size_t end = std::min(path.find(':', at), path.size());
        if (const fs::path folder = path.substr(at, end - at); fs::exists(folder / "initdb")) return folder;
        at = end + 1;
    }
    throw std::runtime_error("PostgreSQL's server is not installed (package postgresql), so nothing could be tested "
                             "with it; tests/run installs it");
}

struct Account {
    uid_t user;
    gid_t group;
};

// The server refuses to run as root; then it runs as somebody who may do little.
std::optional<Account> somebody() {
    if (::geteuid() != 0) return std::nullopt;
    for (const char* name : {"postgres", "nobody"})
        if (const passwd* entry = ::getpwnam(name); entry != nullptr) return Account{entry->pw_uid, entry->pw_gid};
    throw std::runtime_error("PostgreSQL's server does not run as root, and there is no account \"nobody\"");
}

int free_port() {
    const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool bound = ::bind(probe, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                       ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    ::close(probe);
    if (!bound) throw std::runtime_error("no free port on loopback");
    return ntohs(address.sin_port);
}

std::string random_word() {
    std::random_device chance;
    std::string word;
    for (int i = 0; i < 24; ++i) word += static_cast<char>('a' + chance() % 26);
    return word;
}

// What it says goes into `log`. The child hears of nobody's Ctrl-C: the keeper ends it.
pid_t started(const fs::path& program, const std::vector<std::string>& arguments, const fs::path& log, int input) {
    const auto account = somebody();
    std::vector<std::string> words{program.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    std::vector<std::string> settings{"LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin", "TZ=UTC"};
    std::vector<char*> environment;
    for (auto& setting : settings) environment.push_back(setting.data());
    environment.push_back(nullptr);
    const int output = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
    const pid_t child = ::fork();
    if (child != 0) {
        ::close(output);
        return child;
    }
    ::setsid();
    ::dup2(input, STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
    if (::chdir("/") != 0) ::_exit(126);
    if (account && (::setgroups(0, nullptr) != 0 || ::setgid(account->group) != 0 || ::setuid(account->user) != 0))
        ::_exit(126);
    ::execve(program.c_str(), argv.data(), environment.data());
    ::_exit(127);
}

int ended(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

Result asked(PGconn* server, const std::string& sql) {
    Result result(PQexec(server, sql.c_str()), &PQclear);
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        throw std::runtime_error(sql + ": " + PQerrorMessage(server));
    return result;
}

Connection connected(const std::string& url) {
    Connection server(PQconnectdb(url.c_str()), &PQfinish);
    if (PQstatus(server.get()) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(server.get()));
    PQsetNoticeProcessor(
        server.get(), [](void*, const char*) {}, nullptr);
    return server;
}

} // namespace

PostgresServer& PostgresServer::instance() {
    static std::string trouble;
    if (!trouble.empty()) throw std::runtime_error(trouble);
    try {
        static PostgresServer server;
        return server;
    } catch (const std::exception& e) {
        trouble = e.what();
        throw;
    }
}

void PostgresServer::as_for_a_team() { for_a_team = true; }

void PostgresServer::give_up(const std::string& what) const {
    throw std::runtime_error("PostgreSQL for the tests: " + what + "\n" + contents(folder_ / "log"));
}

PostgresServer::PostgresServer() : programs_(server_programs()) {
    std::string name = (fs::temp_directory_path() / "rapport-postgres-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder for PostgreSQL");
    folder_ = name;
    start_keeper();
    try {
        make_cluster();
        start();
        for (const std::string role : {"desk", "guest", "stranger"})
            run("postgres", "CREATE ROLE " + role + " LOGIN PASSWORD '" + password_ + "'");
    } catch (...) {
        if (server_ > 0) crash();
        ::close(lifeline_);
        ended(keeper_);
        throw;
    }
}

PostgresServer::~PostgresServer() {
    if (server_ > 0) crash();
    ::close(lifeline_);
    ended(keeper_);
}

// A shell that outlives us. It is told by the end of its input that we are gone: also where we were killed.
void PostgresServer::start_keeper() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    const std::string work = "trap '' INT TERM HUP; cat >/dev/null; f=" + folder_.string() +
                             "; pid=$(head -n 1 $f/data/postmaster.pid 2>/dev/null) && kill -QUIT $pid;"
                             " for i in $(seq 100); do kill -0 $pid 2>/dev/null || break; sleep 0.05; done;"
                             " rm -rf $f";
    keeper_ = ::fork();
    if (keeper_ == 0) {
        ::setsid();
        ::dup2(ends[0], STDIN_FILENO);
        const int nowhere = ::open("/dev/null", O_WRONLY);
        ::dup2(nowhere, STDOUT_FILENO); // or whoever reads what we say waits for it, too
        ::dup2(nowhere, STDERR_FILENO);
        ::execl("/bin/sh", "sh", "-c", work.c_str(), nullptr);
        ::_exit(127);
    }
    ::close(ends[0]);
    lifeline_ = ends[1];
}

void PostgresServer::make_cluster() {
    password_ = random_word();
    put(folder_ / "password", password_);
    password_file_ = folder_ / "pgpass";
    put(password_file_, "*:*:*:stranger:not" + password_ + "\n*:*:*:*:" + password_ + "\n");
    ::chmod(password_file_.c_str(), S_IRUSR | S_IWUSR);
    ::setenv("PGPASSFILE", password_file_.c_str(), 1);
    put(folder_ / "log", "");
    if (const auto account = somebody())
        for (const fs::path& path : {folder_, folder_ / "password", folder_ / "log"})
            if (::chown(path.c_str(), account->user, account->group) != 0) give_up("no folder of its own");
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    const pid_t made = started(programs_ / "initdb",
                               {"--pgdata=" + (folder_ / "data").string(), "--username=admin", "--encoding=UTF8",
                                "--locale=C.UTF-8", "--auth=scram-sha-256",
                                "--pwfile=" + (folder_ / "password").string(), "--no-sync", "--no-instructions"},
                               folder_ / "log", nothing);
    ::close(nothing);
    if (ended(made) != 0) give_up("initdb failed");
}

void PostgresServer::start() {
    // Somebody else may take the port between finding and using it.
    for (int attempt = 0; attempt < 5; ++attempt) {
        const bool again = port_ != 0 && databases_ > 0;
        if (!again) port_ = free_port();
        const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
        std::vector<std::string> words{"-D", (folder_ / "data").string(), "-p", std::to_string(port_)};
        std::vector<std::string> settings{"listen_addresses=127.0.0.1", "unix_socket_directories=" + folder_.string(),
                                          "jit=off", "autovacuum=off"};
        if (for_a_team)
            settings.insert(settings.end(), {"shared_buffers=512MB", "max_connections=700", "max_wal_size=4GB"});
        else
            settings.insert(settings.end(), {"fsync=off", "full_page_writes=off", "shared_buffers=32MB"});
        for (const std::string& setting : settings) words.insert(words.end(), {"-c", setting});
        server_ = started(programs_ / "postgres", words, folder_ / "log", nothing);
        ::close(nothing);
        for (int i = 0; i < 600; ++i) {
            if (PQping((url("postgres", "admin") + "?connect_timeout=2").c_str()) == PQPING_OK) return;
            int status = 0;
            if (::waitpid(server_, &status, WNOHANG) == server_) {
                server_ = -1;
                break;
            }
            ::usleep(50'000);
        }
        if (server_ > 0) break; // runs, and does not answer
    }
    give_up("the server does not start");
}

void PostgresServer::crash() {
    ::kill(server_, SIGQUIT);
    ended(server_);
    server_ = -1;
}

std::string PostgresServer::url(const std::string& database, const std::string& user) const {
    return "postgresql://" + user + "@127.0.0.1:" + std::to_string(port_) + "/" + database;
}

std::string PostgresServer::new_database(const std::string& options) {
    const std::string name = "test_" + std::to_string(++databases_);
    run("postgres", "CREATE DATABASE " + name + " OWNER desk TEMPLATE template0 " + options);
    return name;
}

void PostgresServer::run(const std::string& database, const std::string& sql) const {
    asked(connected(url(database, "admin")).get(), sql);
}

std::string PostgresServer::value(const std::string& database, const std::string& sql) const {
    const auto server = connected(url(database, "admin"));
    const auto result = asked(server.get(), sql);
    return PQntuples(result.get()) == 0 ? std::string() : PQgetvalue(result.get(), 0, 0);
}

} // namespace rapport::tests
