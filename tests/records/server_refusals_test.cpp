// A server that says no: each reason under its own code, in one line, without what was sent.
#include "scoring/grader.h"
#include "sim/dialogue/transcript.h"
#include "sim/records/database.h"
#include "tests/records/place.h"
#include "tests/records/postgres_server.h"
#include "tests/records/small_attempt.h"

#include <arpa/inet.h>
#include <catch2/catch.hpp>
#include <chrono>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace rapport;
using namespace rapport::records;
using namespace rapport::tests;

namespace {

Diagnostic refusal(const std::string& url) {
    const auto refused = Database::open(url);
    REQUIRE_FALSE(refused.has_value());
    const Diagnostic d = refused.error();
    CHECK((d.arg("server") == url || d.arg("path") == url));
    CHECK(d.arg("reason").find('\n') == std::string_view::npos);
    for (const auto& [name, value] : d.args) {
        INFO(name << " " << value);
        CHECK_FALSE(value.empty());
        CHECK(value.find(PostgresServer::instance().password()) == std::string::npos);
    }
    return d;
}

std::expected<void, Diagnostic> sent(Database& database) {
    const auto played = play({"a", "a"});
    const auto report = scoring::grade(dialogue::transcript(played.session));
    return database.store(*small_scenario(), small_bytes, played.log, &report);
}

// Says that it is PostgreSQL 14, and yes to whatever else it is told (protocol 3.0,
// postgresql.org/docs/15/protocol.html).
class OldServer {
public:
    OldServer() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        REQUIRE(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0);
        REQUIRE(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
        REQUIRE(::listen(listener_, 8) == 0);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] {
            for (int call = ::accept(listener_, nullptr, nullptr); call >= 0;
                 call = ::accept(listener_, nullptr, nullptr)) {
                answer(call);
                ::close(call);
            }
        });
    }
    ~OldServer() {
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }
    int port() const { return port_; }

private:
    static bool heard(int call, std::size_t count, std::string& bytes) {
        bytes.assign(count, '\0');
        return count == 0 || ::recv(call, bytes.data(), count, MSG_WAITALL) == static_cast<ssize_t>(count);
    }
    static std::uint32_t number(const std::string& bytes) {
        std::uint32_t n = 0;
        for (const char c : bytes.substr(0, 4)) n = n << 8U | static_cast<unsigned char>(c);
        return n;
    }
    static std::string message(char kind, const std::string& body) {
        const auto size = static_cast<char>(body.size() + 4); // all short
        return std::string(1, kind) + std::string(3, '\0') + size + body;
    }
    static void said(int call, const std::string& bytes) {
        (void)::send(call, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    }

    static void answer(int call) {
        std::string size, body, kind;
        for (;;) { // wants to speak in cipher first
            if (!heard(call, 4, size) || !heard(call, number(size) - 4, body)) return;
            if (number(body) >> 16U != 1234) break;
            said(call, "N");
        }
        std::string hello = message('R', std::string(4, '\0'));
        hello += message('S', std::string("server_version\0"
                                          "14.9\0",
                                          20));
        hello += message('S', std::string("server_encoding\0UTF8\0", 21));
        said(call, hello + message('Z', "I"));
        while (heard(call, 1, kind) && kind != "X" && heard(call, 4, size) && heard(call, number(size) - 4, body))
            said(call, message('C', std::string("SET\0", 4)) + message('Z', "I"));
    }

    int listener_, port_ = 0;
    std::thread thread_;
};

} // namespace

TEST_CASE("A wrong password, an unknown person and an unknown database are refused logins",
          "[records][postgres][fault]") {
    auto& server = PostgresServer::instance();
    CHECK(refusal(server.url("postgres", "stranger")).code == "server_refused");
    CHECK(refusal(server.url("postgres", "nobody_we_know")).code == "server_refused");
    CHECK(refusal(server.url("no_such_database")).code == "server_refused");
}

TEST_CASE("Who has no right to the tables, or to make them, is told so", "[records][postgres][fault]") {
    const Place place(On::server);
    CHECK(refusal(place.url_of("guest")).code == "server_forbidden"); // may not make the schema
    CHECK(place.value("SELECT COUNT(*) FROM pg_namespace WHERE nspname = 'rapport'") == "0");
    auto database = place.open();
    CHECK(refusal(place.url_of("guest")).code == "server_forbidden"); // may not look into it
    place.run("GRANT USAGE ON SCHEMA rapport TO guest; GRANT SELECT ON ALL TABLES IN SCHEMA rapport TO guest");
    auto reader = Database::open(place.url_of("guest"));
    REQUIRE(reader.has_value());
    CHECK(reader->list()->empty());
    const auto refused = sent(*reader);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == "server_forbidden");
    CHECK(refused.error().arg("reason").find("rapport_scenarios") != std::string_view::npos);
    CHECK(sent(database).has_value());
}

TEST_CASE("Without the keys, it is the keys that are missing", "[records][postgres][fault]") {
    const Place place(On::server);
    auto database = place.open();
    place.run("DROP SCHEMA rapport_keys CASCADE"); // a dump of the schema rapport alone, restored
    auto header = small_header();
    header.person = "aaaaaaaa-0000-4000-8000-00000000000a";
    const auto played = play({"a", "a"}, header);
    const auto report = scoring::grade(dialogue::transcript(played.session));
    const auto refused = database.store(*small_scenario(), small_bytes, played.log, &report);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == "server_keys_missing");
    CHECK(refused.error().arg("server") == place.url());
    CHECK(refused.error().arg("reason").find("rapport_keys.person_keys") != std::string_view::npos);
}

TEST_CASE("A server that only reads", "[records][postgres][fault]") {
    const Place place(On::server);
    place.run("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on',"
              " current_database()); END $$");
    CHECK(refusal(place.url()).code == "server_forbidden");
}

TEST_CASE("A schema that is there but closed has words of its own", "[records][postgres][fault]") {
    const Place place(On::server);
    place.run("CREATE SCHEMA rapport");
    CHECK(refusal(place.url_of("guest")).code == "server_schema_missing");
    place.run("DROP SCHEMA rapport");
    CHECK(place.open().list()->empty());
}

TEST_CASE("A server that is too old is not begun", "[records][postgres][fault]") {
    const OldServer server;
    const std::string url = "postgresql://desk@127.0.0.1:" + std::to_string(server.port()) + "/rapport";
    const auto refused = Database::open(url);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == "server_too_old");
    CHECK(refused.error().arg("server") == url);
    CHECK(refused.error().arg("version") == "14");
}

TEST_CASE("A database that cannot hold Chinese is not begun", "[records][postgres][fault]") {
    auto& server = PostgresServer::instance();
    const auto latin = server.new_database("ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'");
    const auto refused = Database::open(server.url(latin));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == "server_encoding");
    CHECK(refused.error().arg("server") == server.url(latin));
    CHECK(refused.error().arg("encoding") == "LATIN1");
    CHECK(server.value(latin, "SELECT COUNT(*) FROM pg_namespace WHERE nspname = 'rapport'") == "0");
}

TEST_CASE("What a server says in the middle of work, by its code", "[records][postgres][fault]") {
    const Place place(On::server);
    auto database = place.open();
    place.run("CREATE TABLE says (state TEXT); INSERT INTO says VALUES (''); GRANT ALL ON says TO desk;"
              "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
              " RAISE EXCEPTION 'so it is' USING ERRCODE = (SELECT state FROM says), DETAIL = 'a detail'; END $$;"
              "CREATE TRIGGER refuses BEFORE INSERT ON rapport_attempts FOR EACH ROW EXECUTE FUNCTION refuse()");
    const std::vector<std::pair<std::string, std::string>> known{
        {"40001", "database_busy"},   {"40P01", "database_busy"},    {"55P03", "database_busy"},
        {"57014", "database_busy"},   {"53100", "disk_full"},        {"42501", "server_forbidden"},
        {"28000", "server_refused"},  {"25006", "server_forbidden"}, {"08006", "server_unreachable"},
        {"XX000", "database_failed"}, {"42P01", "database_failed"},  {"22021", "database_failed"}};
    for (const auto& [state, code] : known) {
        place.run("UPDATE says SET state = '" + state + "'");
        const auto refused = sent(database);
        INFO(state);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == code);
        const std::string reason(refused.error().arg("reason"));
        INFO(reason);
        // In the system's own words where that is more use; never the statement and what stood in it.
        if (code == "disk_full") CHECK(reason.find("so it is") == std::string::npos);
        if (code != "disk_full") CHECK(reason.ends_with("so it is"));
        CHECK(*database.has(small_id) == false);
    }
    place.run("DROP TRIGGER refuses ON rapport_attempts");
    CHECK(sent(database).has_value());
}

TEST_CASE("Nobody listens, or nobody answers: told within seconds", "[records][postgres][fault][slow]") {
    const auto started = std::chrono::steady_clock::now();
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(listener, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    const std::string url = "postgresql://desk@127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/rapport";
    CHECK(refusal(url).code == "server_unreachable"); // bound, and not listening
    CHECK(std::chrono::steady_clock::now() - started < std::chrono::seconds(2));
    REQUIRE(::listen(listener, 8) == 0);
    CHECK(refusal(url).code == "server_unreachable"); // takes the call and says nothing
    CHECK(std::chrono::steady_clock::now() - started < std::chrono::seconds(12));
    ::close(listener);
}
