// A desk of a team: its records are on a server of the tests' own.
#pragma once

#include "tests/fault/ground.h"
#include "tests/records/postgres_server.h"

#include <libpq-fe.h>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <thread>

namespace rapport::tests::fault {

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;

class Team {
public:
    explicit Team(const Ground& ground) : server(PostgresServer::instance()), desk(ground, Desk::Records::none) {
        name = server.new_database();
        desk.database = server.url(name);
        desk.in.environment.emplace_back("PGPASSFILE", server.password_file().string());
        if (desk.run({"records", "list", "--json"}).exit != 0) throw std::runtime_error("the server cannot be used");
    }
    // Nobody gets at this table while the connection lives.
    Connection hold(const std::string& table) const {
        Connection c(PQconnectdb(server.url(name, "admin").c_str()), PQfinish);
        for (const std::string& sql : {std::string("BEGIN"), "LOCK TABLE rapport." + table})
            PQclear(PQexec(c.get(), sql.c_str()));
        return c;
    }
    // Somebody waits for a table. False: not within ten seconds.
    bool somebody_waits() const {
        for (int i = 0; i < 500; ++i, std::this_thread::sleep_for(std::chrono::milliseconds(20)))
            if (server.value(name, "SELECT COUNT(*) FROM pg_locks WHERE NOT granted") != "0") return true;
        return false;
    }

    PostgresServer& server;
    Desk desk;
    std::string name;
};

} // namespace rapport::tests::fault
