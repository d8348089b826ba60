// A server that has to prove that it is the right one, with certificates made here (openssl).
#include "tests/records/folder.h"
#include "tests/records/postgres_server.h"
#include "tests/records/team_place.h"

#include <cstdlib>
#include <stdexcept>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace rapport;
using namespace rapport::records;
using namespace rapport::tests;

namespace {

// Root certificates, and one of the server's, for 127.0.0.1, that the right one has signed.
class Certificates {
public:
    Certificates() {
        root("right");
        root("wrong");
        call("req -x509 -CA " + path("right.crt") + " -CAkey " + path("right.key") + " -keyout " + path("server.key") +
             " -out " + path("server.crt") +
             " -subj /CN=server -addext subjectAltName=IP:127.0.0.1 -addext basicConstraints=critical,CA:FALSE");
    }
    std::string path(const std::string& name) const { return (folder_ / name).string(); }

private:
    void root(const std::string& name) {
        call("req -x509 -keyout " + path(name + ".key") + " -out " + path(name + ".crt") + " -subj /CN=" + name);
    }
    static void call(const std::string& arguments) {
        const std::string command =
            "openssl " + arguments + " -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 >/dev/null 2>&1";
        if (std::system(command.c_str()) != 0) throw std::runtime_error(command);
    }
    Folder folder_;
};

// The tests' server speaks TLS as long as this lives.
class Encrypted {
public:
    explicit Encrypted(const Certificates& certificates) {
        auto& server = PostgresServer::instance();
        const std::filesystem::path data = server.value("postgres", "SHOW data_directory");
        struct stat owner {};
        REQUIRE(::stat(data.c_str(), &owner) == 0);
        for (const char* name : {"server.crt", "server.key"}) {
            std::filesystem::copy_file(certificates.path(name), data / name);
            REQUIRE(::chmod((data / name).c_str(), S_IRUSR | S_IWUSR) == 0);
            REQUIRE(::chown((data / name).c_str(), owner.st_uid, owner.st_gid) == 0);
            files_.push_back(data / name);
        }
        set("on");
    }
    ~Encrypted() {
        set("off");
        for (const auto& file : files_) std::filesystem::remove(file);
    }
    Encrypted(const Encrypted&) = delete;
    Encrypted& operator=(const Encrypted&) = delete;

private:
    static void set(const std::string& ssl) {
        auto& server = PostgresServer::instance();
        server.run("postgres", "ALTER SYSTEM SET ssl = " + ssl);
        server.run("postgres", "SELECT pg_reload_conf()");
        while (server.value("postgres", "SHOW ssl") != ssl) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    std::vector<std::filesystem::path> files_;
};

} // namespace

TEST_CASE("The right server is known by its certificate, any other is sent nothing",
          "[records][push][postgres][fault]") {
    const TeamPlace team;
    const tests::Place desk(On::file);
    {
        auto database = desk.open();
        keep(database, numbered(1));
    }
    const Certificates certificates;
    const auto with = [&](const std::string& mode, const std::string& root) {
        return team.url() + "?sslmode=" + mode + "&sslrootcert=" + certificates.path(root);
    };
    const auto refused = push(desk.url(), with("verify-full", "right.crt")); // it speaks no TLS at all
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == "server_without_tls");
    CHECK(refused.error().arg("reason").find("does not support SSL") != std::string_view::npos);

    const Encrypted encrypted(certificates);
    CHECK(sent(desk, with("verify-full", "wrong.crt")) == "server_untrusted");
    CHECK(sent(desk, with("verify-full", "none.crt")) == "server_untrusted");
    std::string other_name = with("verify-full", "right.crt");
    other_name.replace(other_name.find("127.0.0.1"), 9, "localhost");
    const auto misnamed = push(desk.url(), other_name);
    REQUIRE_FALSE(misnamed.has_value());
    CHECK(misnamed.error().code == "server_untrusted");
    CHECK(misnamed.error().arg("reason").find("localhost") != std::string_view::npos);
    CHECK(misnamed.error().arg("server").find("localhost") != std::string_view::npos);
    CHECK(team.value("SELECT COUNT(*) FROM rapport_attempts") == "0");
    // The right root and the wrong password: it is the account that is refused.
    std::string stranger = with("verify-full", "right.crt");
    stranger.replace(stranger.find("desk@"), 4, "stranger");
    CHECK(sent(desk, stranger) == "server_refused");
    CHECK(sent(desk, with("verify-full", "right.crt")).empty());
    CHECK(team.value("SELECT COUNT(*) FROM rapport_attempts") == "1");
    CHECK(Database::open(with("verify-full", "right.crt")).has_value());
    CHECK_FALSE(Database::open(with("verify-full", "wrong.crt")).has_value());
}
