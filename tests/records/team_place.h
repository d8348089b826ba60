// A server set up for a team, as its administrator would do it: owned by an account that is no superuser, with ordinary
// accounts; and desks of the team.
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/records/push.h"
#include "tests/records/place.h"

#include <string>

namespace rapport::tests {

class TeamPlace {
public:
    enum class Set { up, not_yet };
    explicit TeamPlace(Set set = Set::up);

    std::string url(const std::string& account = "desk") const; // "keeper" owns it; "desk" has the role of a desk
    const std::string& database() const { return database_; }
    // An account that can log in, with a role ("" for none). It is there for all tests of the process.
    void account(const std::string& name, const std::string& role = {}, const std::string& person = {},
                 const std::string& cohort = {}) const;
    // As the server's administrator, whom no rule holds back.
    void run(const std::string& sql) const;
    std::string value(const std::string& sql) const;
    // What an account is answered: the first column of the first row, or the code of the refusal.
    std::string asked(const std::string& account, const std::string& sql) const;
    // Attempts, behaviours, changed levels, chains and all else that desks send.
    std::string everything() const;
    bool verifies() const; // read by the owner

private:
    std::string database_;
};

// What is stored on a desk; the id is made up from the number.
std::string numbered(int number);
void keep(records::Database& desk, const std::string& attempt, const std::string& person = {},
          const std::string& wave = {});
// Sends; the code of what went wrong, "" where nothing did.
std::string sent(const Place& desk, const std::string& server, const records::PushOptions& options = {});

} // namespace rapport::tests
