// A PostgreSQL server of the tests' own: made when the first test asks for it, on loopback and a free port, in a folder
// of its own below the temporary one, and gone with the process, however that ends. No other server on this machine is
// used or changed. It keeps its promises without waiting for the disk (fsync = off), unless asked to be one that does:
// what is tested with it is what it answers, not what a power cut leaves.
//
// Passwords are asked for (scram-sha-256) and stand in a file that the environment variable PGPASSFILE names from then
// on; those of `desk` and `guest` are right, the one of `stranger` is wrong.
#pragma once

#include <filesystem>
#include <string>
#include <sys/types.h>

namespace rapport::tests {

class PostgresServer {
public:
    // Throws std::runtime_error with what stood in the way, at every call: a test without its server fails.
    static PostgresServer& instance();
    // Before the first `instance`: one that waits for the disk, has memory, and room for 700 connections, for
    // measuring.
    static void as_for_a_team();

    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;

    // A new, empty database; `desk` owns it and is an ordinary account. Its name.
    std::string new_database(const std::string& options = {});
    // "postgresql://desk@127.0.0.1:40123/name"
    std::string url(const std::string& database, const std::string& user = "desk") const;
    // As administrator, in this database. `run` throws what the server says; `value`: the first column of the first
    // row, "" where there is none or it is null.
    void run(const std::string& database, const std::string& sql) const;
    std::string value(const std::string& database, const std::string& sql) const;

    int port() const { return port_; }
    const std::string& password() const { return password_; } // everybody's
    const std::filesystem::path& password_file() const { return password_file_; }

    void crash(); // as after a power cut: nobody is told anything
    void start(); // after a crash, on the same port

private:
    PostgresServer();
    ~PostgresServer();
    void make_cluster();
    void start_keeper();
    [[noreturn]] void give_up(const std::string& what) const;

    std::filesystem::path folder_, programs_, password_file_;
    std::string password_;
    int port_ = 0;
    int databases_ = 0;
    pid_t server_ = -1, keeper_ = -1;
    int lifeline_ = -1; // when this closes, the keeper ends the server and removes the folder
};

} // namespace rapport::tests
