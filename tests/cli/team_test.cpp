// rapport team: a desk and its team's server, and whoever looks after it.
#include "tests/cli/desk.h"
#include "tests/records/folder.h"
#include "tests/records/postgres_server.h"
#include "tests/records/team_place.h"

#include <catch2/catch.hpp>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace rapport::tests::cli;
using rapport::tests::PostgresServer;
using rapport::tests::TeamPlace;
using Json = nlohmann::ordered_json;
using Names = std::vector<std::string>;

namespace {

const std::string somebody = "aaaaaaaa-0000-4000-8000-000000000001";

class DeskOfTeam : public Desk {
public:
    DeskOfTeam() {
        surroundings.environment.emplace_back("PGPASSFILE", PostgresServer::instance().password_file().string());
    }
    Result drill(const std::string& seed = "4") const {
        return run({"play", library(chat), "--policy", "best", "--record", "--seed", seed});
    }
    std::string last() const { return json({"records", "list"})["attempts"][0]["attempt"]; }
};

std::string attempts(const TeamPlace& team) { return team.value("SELECT COUNT(*) FROM rapport_attempts"); }

} // namespace

TEST_CASE("A desk joins, and what it stores is on the server", "[cli][team][postgres]") {
    const TeamPlace team;
    const DeskOfTeam desk;
    desk.drill("1");
    const auto joined = desk.json({"team", "join", team.url()});
    CHECK(joined == Json{{"server", team.url()}, {"reachable", true}, {"waiting", 2}});
    CHECK(attempts(team) == "0"); // the attempt, and whose it is: told, not sent yet
    CHECK(rapport::tests::contents(desk.data() / "team.json").find(PostgresServer::instance().password()) ==
          std::string::npos);
    desk.drill("2");
    CHECK(attempts(team) == "2");
    CHECK(team.verifies());
    const auto status = desk.json({"team", "status"});
    CHECK(keys(status) == Names{"server", "waiting", "last_success", "trouble_since", "problem"});
    CHECK(status["server"].get<std::string>() == team.url());
    CHECK(status["waiting"] == 0);
    CHECK(status["last_success"].get<std::string>().ends_with("Z"));
    CHECK(status["trouble_since"].is_null());
    CHECK(desk.json({"team", "sync"}) == Json{{"sent", 0}, {"waiting", 0}});

    CHECK(desk.json({"records", "share", "last"})["shared"] == true);
    CHECK(team.value("SELECT attempt FROM rapport_shares") == desk.last());
    CHECK(desk.json({"records", "unshare", "last"})["shared"] == false);
    CHECK(team.value("SELECT COUNT(*) FROM rapport_shares") == "0");
    desk.json({"records", "overrule", desk.last(), "1", "apologise", "1", "--reason", "read again", "--by", "Ana"});
    CHECK(team.value("SELECT COUNT(*) FROM rapport_overrules") == "1");
    desk.json({"records", "delete", desk.last(), "--yes"});
    CHECK(attempts(team) == "1");
    CHECK(team.verifies());

    CHECK(desk.json({"team", "leave"}) == Json{{"server", nullptr}});
    desk.drill("3");
    CHECK(attempts(team) == "1");
    CHECK(desk.trouble({"team", "sync"}) == "team_not_joined");
    CHECK(desk.json({"team", "status"})["server"].is_null());
}

TEST_CASE("In words, in both languages", "[cli][team][postgres]") {
    const TeamPlace team;
    const DeskOfTeam desk;
    CHECK(desk.run({"team", "status"}).exit == 2);
    desk.drill("1");
    desk.drill("2");
    CHECK(desk.run({"team", "join", team.url()}).out ==
          "Joined. What is kept on this computer goes to " + team.url() +
              " from now on.\nWaiting to be sent: 3. Send now: rapport team sync\n");
    CHECK(desk.run({"team", "sync"}).out == "Everything has arrived. Sent now: 3\n");
    const auto shared = desk.run({"records", "share", desk.last()}).out;
    CHECK(shared.starts_with("For the trainers of your cohorts: " + desk.last() + "\n"));
    CHECK(shared.find("once it has been sent") != std::string::npos);
    const auto status = desk.run({"team", "status", "--lang", "zh"});
    CHECK(status.exit == 0);
    CHECK(status.out.starts_with("服务器：" + team.url() + "\n等待上传：0 项\n上次全部上传完成："));
    CHECK(desk.run({"team", "leave", "--lang", "zh"}).out == "已退出。不再上传，服务器上的记录保留不动。\n");
    CHECK(desk.run({"records", "share", desk.last()}).out.find("rapport team join") != std::string::npos);
    CHECK(desk.run({"records", "unshare", desk.last()}).out.find("rapport team join") == std::string::npos);
}

TEST_CASE("A drill is the same whether the team's server answers or not; what waits goes later",
          "[cli][team][postgres][fault]") {
    auto& server = PostgresServer::instance();
    const TeamPlace team;
    const DeskOfTeam desk, alone;
    desk.json({"team", "join", team.url()});
    server.crash();
    const auto played = desk.run({"play", library(chat), "--policy", "best", "--record", "--seed", "4", "--json"});
    const auto without = alone.run({"play", library(chat), "--policy", "best", "--record", "--seed", "4", "--json"});
    CHECK(played.exit == 0);
    CHECK(played.out == without.out);
    CHECK(played.err.empty());
    const auto status = desk.json({"team", "status"}, 1);
    CHECK(status["waiting"] == 2); // and whose it is
    CHECK(status["problem"]["code"] == "server_unreachable");
    const std::string since = status["trouble_since"];
    CHECK(since.ends_with("Z"));
    CHECK(desk.trouble({"team", "sync"}) == "server_unreachable");
    CHECK(desk.json({"team", "status"}, 1)["trouble_since"].get<std::string>() == since);
    const auto words = desk.run({"team", "status"});
    CHECK(words.exit == 1);
    CHECK(words.out.find("Nothing has got through since ") != std::string::npos);
    CHECK(words.err.find("does not answer") != std::string::npos);
    server.start();
    CHECK(desk.json({"team", "sync"}) == Json{{"sent", 2}, {"waiting", 0}});
    CHECK(attempts(team) == "1");
    CHECK(desk.json({"team", "status"})["problem"].is_null());
}

TEST_CASE("Joining what does not answer is kept, joining what refuses is not", "[cli][team][postgres][fault]") {
    const TeamPlace team, bare(TeamPlace::Set::not_yet);
    const DeskOfTeam desk;
    const std::string nowhere = "postgresql://desk@no-such-computer.invalid/rapport";
    const auto kept = desk.json({"team", "join", nowhere}, 1);
    CHECK(kept["reachable"] == false);
    CHECK(kept["diagnostics"][0]["code"] == "server_unreachable");
    CHECK(desk.json({"team", "status"}, 1)["server"].get<std::string>() == nowhere);
    CHECK(desk.trouble({"team", "join", bare.url(), "--yes"}) == "team_server_unprepared");
    CHECK(desk.trouble({"team", "join", team.url("stranger"), "--yes"}) == "server_refused");
    CHECK(desk.trouble({"team", "join", team.url("guest"), "--yes"}) == "team_right_missing");
    CHECK(desk.trouble({"team", "join", "records.db"}) == "team_needs_server");
    CHECK(desk.trouble({"team", "join", "postgresql://desk:secret@server/rapport"}) == "password_in_address");
    CHECK(desk.trouble({"team", "join", "postgresql://[broken"}) == "server_address_invalid");
    CHECK(desk.json({"team", "status"}, 1)["server"].get<std::string>() == nowhere); // as it was
    CHECK(rapport::tests::contents(desk.data() / "team.json").find("secret") == std::string::npos);
    for (const char* damaged : {"", "{", "[]", "{}", "{\"server\": 7}"}) {
        CAPTURE(damaged);
        rapport::tests::put(desk.data() / "team.json", damaged);
        CHECK(desk.trouble({"team", "status"}) == "team_file_damaged");
        CHECK(desk.trouble({"team", "sync"}) == "team_file_damaged");
        CHECK(desk.drill().exit == 0);
    }
    desk.json({"team", "join", team.url()});
    CHECK(desk.json({"team", "sync"})["waiting"] == 0);
    CHECK(attempts(team) == "5");
}

TEST_CASE("A server that was joined stays until one says otherwise", "[cli][team][postgres][fault]") {
    const TeamPlace team, other;
    const DeskOfTeam desk, fresh;
    const std::string nowhere = "postgresql://desk@no-such-computer.invalid/rapport";
    desk.json({"team", "join", team.url()});
    for (const std::string& elsewhere : {nowhere, other.url()})
        CHECK(desk.trouble({"team", "join", elsewhere}) == "team_joined_elsewhere");
    CHECK(desk.json({"team", "status"})["server"].get<std::string>() == team.url());
    CHECK(desk.json({"team", "join", team.url()})["reachable"] == true); // the same once more
    CHECK(desk.json({"team", "join", other.url(), "--yes"})["reachable"] == true);
    CHECK(desk.json({"team", "status"})["server"].get<std::string>() == other.url());
    // What could not be asked is not said to be joined.
    const auto unchecked = fresh.run({"team", "join", nowhere});
    CHECK(unchecked.exit == 1);
    CHECK(unchecked.out.starts_with("Noted, not checked: "));
    CHECK(unchecked.err.find("[server_unreachable]") != std::string::npos);
    CHECK(fresh.run({"team", "join", nowhere, "--lang", "zh"}).out.starts_with("已记下，尚未核实："));
}

TEST_CASE("Sending stops at Ctrl-C in good order, and loses nothing", "[cli][team][fault]") {
    const int silent = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(silent, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(silent, 8) == 0);
    REQUIRE(::getsockname(silent, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    const DeskOfTeam desk;
    desk.drill();
    desk.write("data/team.json",
               "{\"server\": \"postgresql://desk@127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/x\"}");
    Process sync(program(), {"team", "sync", "--json"}, desk.surroundings);
    const int connected = ::accept(silent, nullptr, nullptr); // now it waits for an answer
    REQUIRE(connected >= 0);
    sync.interrupt();
    CHECK(sync.wait() == 2);
    CHECK(Json::parse(sync.out())["diagnostics"][0]["code"] == "sync_stopped");
    const auto status = desk.json({"team", "status"});
    CHECK(status["waiting"] == 2);      // and whose it is
    CHECK(status["problem"].is_null()); // nothing is wrong with the server
    ::close(connected);
    ::close(silent);
}

TEST_CASE("A server is set up, accounts get roles, a trainer sees what was shared", "[cli][team][postgres]") {
    const TeamPlace team(TeamPlace::Set::not_yet);
    const DeskOfTeam desk;
    const std::string keeper = team.url("keeper");
    team.account("desk");
    team.account("tess");
    CHECK(desk.trouble({"team", "cohorts"}) == "team_not_joined");
    CHECK(desk.trouble({"team", "cohorts", "--server", keeper}) == "team_server_unprepared");
    CHECK(desk.json({"team", "init", keeper}) == Json{{"server", keeper}});
    CHECK(desk.run({"team", "init", keeper}).out.starts_with("The server is set up: " + keeper + "\n"));
    CHECK(desk.json({"team", "grant", "desk", "desk", "--server", keeper}) ==
          Json{{"account", "desk"}, {"granted", "desk"}});
    const std::string cohort = desk.json({"team", "cohorts", "--add", "北方组", "--server", keeper})["cohort"];
    CHECK(desk.trouble({"team", "cohorts", "--add", "北方组", "--server", keeper}) == "team_cohort_exists");
    desk.json({"team", "grant", "tess", "trainer", "--cohort", cohort, "--server", keeper});
    CHECK(desk.trouble({"team", "grant", "nobody_there", "desk", "--server", keeper}) == "team_account_unknown");
    CHECK(desk.trouble({"team", "grant", "tess", "king", "--server", keeper}) == "team_role_unknown");
    CHECK(desk.trouble({"team", "grant", "desk", "trainee", "--server", keeper}) == "team_person_needed");
    CHECK(desk.trouble({"team", "init", team.url("desk")}) == "team_owner_needed");

    const std::string tess = team.url("tess");
    const auto cohorts = desk.json({"team", "cohorts", "--server", tess})["cohorts"];
    REQUIRE(cohorts.size() == 1);
    CHECK(cohorts[0] == Json{{"cohort", cohort}, {"name", "北方组"}, {"trainees", 0}, {"trainers", 1}});
    CHECK(desk.trouble({"team", "members", cohort, "--add", somebody, "--server", tess}) == "team_person_unknown");
    CHECK(desk.trouble({"team", "members", somebody, "--server", tess}) == "team_cohort_unknown");
    CHECK(desk.trouble({"team", "members", cohort, "--add", "a", "--remove", "b", "--server", tess}) ==
          "options_conflict");
    team.run("INSERT INTO rapport_people VALUES ('" + somebody + "', '', '', '', '')");
    CHECK(desk.json({"team", "members", cohort, "--add", somebody, "--server", tess})["added"].get<std::string>() ==
          somebody);
    CHECK(desk.json({"team", "members", cohort, "--server", tess})["members"].size() == 2);
    CHECK(desk.json({"team", "attempts", "--server", tess})["attempts"].empty());
    CHECK(desk.run({"team", "attempts", "--server", tess}).out == "There is nothing you may see here.\n");
    CHECK(desk.run({"team", "members", cohort, "--server", tess, "--lang", "zh"}).out.find(somebody) !=
          std::string::npos);
    CHECK(
        desk.json({"team", "members", cohort, "--remove", somebody, "--server", tess})["removed"].get<std::string>() ==
        somebody);
    CHECK(desk.trouble({"team", "members", cohort, "--remove", somebody, "--server", tess}) == "team_member_unknown");
    desk.json({"team", "revoke", "tess", "trainer", "--server", keeper});
    CHECK(desk.trouble({"team", "cohorts", "--server", tess}) == "team_right_missing");
    for (const std::string language : {"en", "zh"}) {
        const auto words = desk.run({"team", "cohorts", "--server", tess, "--lang", language});
        CHECK(words.exit == 2);
        CHECK(words.err.find("tess") != std::string::npos);
        CHECK(words.err.find("trainer, admin") != std::string::npos);
    }
}
