// A server's address: what is read out of it, and that a password is never among it.
#include "sim/records/database.h"
#include "tests/records/place.h"
#include "tests/records/postgres_server.h"

#include <catch2/catch.hpp>
#include <cstdlib>

using namespace rapport;
using namespace rapport::records;
using namespace rapport::tests;

namespace {

void check_says_nothing_of(const Diagnostic& d, std::string_view secret) {
    for (const auto& [name, value] : d.args) {
        INFO(name << " " << value);
        CHECK(value.find(secret) == std::string::npos);
    }
    CHECK(d.where.file.find(secret) == std::string::npos);
}

// Nothing listens there: what could be connected to would answer, and in no test here may it.
const std::string nowhere = "127.0.0.1:1";

} // namespace

TEST_CASE("A password in an address is refused before anything is done with it, and is repeated nowhere", "[records]") {
    const std::string secret = "s3cret";
    for (const std::string& url : {"postgresql://desk:s3cret@" + nowhere + "/rapport",
                                   "postgres://desk:s3cret@" + nowhere + "/rapport?connect_timeout=2",
                                   "postgresql://desk@" + nowhere + "/rapport?password=s3cret",
                                   "postgresql://" + nowhere + "/rapport?user=desk&sslpassword=s3cret",
                                   "postgresql://desk:" + std::string("s3cret@h1:1,h2:2/rapport")}) {
        const auto refused = Database::open(url);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == "password_in_address");
        CHECK(refused.error().arg("server").ends_with("/rapport"));
        check_says_nothing_of(refused.error(), secret);
    }
    CHECK(Database::open("postgresql://desk:s3cret@h1:1,h2:2/rapport").error().arg("server") ==
          "postgresql://desk@h1:1,h2:2/rapport");
}

TEST_CASE("An address that cannot be read is not repeated: what is wrong with it may be a password", "[records]") {
    for (const std::string url :
         {"postgresql://desk:s3/cret@server/rapport", "postgresql://desk:123/s3cret@server/rapport",
          "postgresql://desk:s3cret%zz@server/rapport", "postgresql://[s3cret", "postgresql://server/db?s3cret",
          "postgresql://server/db?no_such_option=s3cret", "postgresql://server:s3cret/db",
          "postgresql://desk%40s3cret%2Fx@server:12x/db"}) {
        const auto refused = Database::open(url);
        INFO(url);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == "server_address_invalid");
        check_says_nothing_of(refused.error(), "s3");
    }
}

TEST_CASE("libpq's other form of an address is no file name, and is not repeated", "[records]") {
    const Folder folder;
    const auto old = std::filesystem::current_path();
    std::filesystem::current_path(folder.path());
    for (const std::string text : {"host=127.0.0.1 port=1 user=desk password=s3cret", "password = s3cret",
                                   " dbname='rapport' password='s3 cret", "user=desk host=s3cret"}) {
        const auto refused = Database::open(text);
        INFO(text);
        CHECK_FALSE(refused.has_value());
        if (refused) continue;
        CHECK(refused.error().code == "server_address_invalid");
        check_says_nothing_of(refused.error(), "s3");
        CHECK(Database::open_as_it_is(text).error().code == "server_address_invalid");
    }
    CHECK(files_in(folder.path()) == 0);
    CHECK(Database::open("./user=li.db").has_value()); // a path is a path
    CHECK(Database::open("a=b.db").has_value());
    std::filesystem::current_path(old);
}

TEST_CASE("What a message calls a server: user, host, port and database as given", "[records]") {
    const auto called = [](const std::string& url) {
        const auto refused = Database::open(url);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == "server_unreachable");
        return std::string(refused.error().arg("server"));
    };
    CHECK(called("postgres://Li%20Wei@127.0.0.1:1/rapport?connect_timeout=2") ==
          "postgresql://Li Wei@127.0.0.1:1/rapport");
    CHECK(called("postgresql://desk@/rapport?host=/none&port=1") == "postgresql://desk@%2Fnone:1/rapport");
    CHECK(called("postgresql://127.0.0.1:1,127.0.0.1:2/rapport") == "postgresql://127.0.0.1:1,127.0.0.1:2/rapport");
    CHECK(called("postgresql://desk@[::1]:1/it's%20a%20\\name") == "postgresql://desk@::1:1/it's a \\name");
}

TEST_CASE("Names with blanks, quotes and Chinese; a socket instead of a host", "[records][postgres]") {
    auto& server = PostgresServer::instance();
    const std::string database = server.new_database();
    server.run("postgres", "ALTER DATABASE " + database + R"( RENAME TO "it's a \ 数据库")");
    const auto opened = Database::open(server.url("it's%20a%20%5C%20数据库"));
    INFO((opened ? "" : opened.error().arg("reason")));
    REQUIRE(opened.has_value());
    CHECK(opened->path() == server.url("it's a \\ 数据库"));
    CHECK(server.value("postgres", "SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = 'rapport'") == "1");
    const auto folder = server.password_file().parent_path().string();
    const auto socket = Database::open("postgresql:///it's%20a%20%5C%20数据库?user=desk&host=" + folder +
                                       "&port=" + std::to_string(server.port()));
    CHECK(socket.has_value());
}
