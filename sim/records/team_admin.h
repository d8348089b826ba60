// Setting up a team's server, and looking after who may do what there. All of it with a connection string of whoever
// owns the tables (init, grant, revoke), or of an account the server lets do it.
//
// Errors: those of Database on a server and of push.h (team_server_…), and
//   team_account_unknown  no account of that name can log in there                  args: account, server
//   team_role_unknown     not one of desk, trainee, trainer, overview, admin        args: role
//   team_person_needed    a trainee's account is the account of a person
//   team_person_unknown   not the id of a person                                    args: person
//   team_cohort_exists    there is one of that name                                 args: name, cohort (its id)
//   team_member_unknown   not a trainee of that cohort                              args: person, cohort
//   team_right_missing    the account has none of the roles for it   args: account, roles, needed, server, reason
//   team_owner_needed     only the owner of the tables may           args: account, owner, server, reason
//   team_cohort_unknown   no such cohort, or none of theirs                         args: cohort
#pragma once

#include "sim/base/diagnostic.h"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

namespace rapport::records {

// Makes the tables, or brings them up to date, and then roles, rules and functions. May be done again.
std::expected<void, Diagnostic> team_init(const std::string& server);

struct Grant {
    std::string account; // as it logs in
    std::string role;    // desk, trainee, trainer, overview, admin
    std::string person;  // a UUID, or empty
    std::string cohort;  // a UUID, or empty
};
// The account gets the role; with a person it is hers from now on; with a cohort she is a member of it, as trainee or
// trainer. A trainer or administrator without a person is given one without a name.
std::expected<void, Diagnostic> team_grant(const std::string& server, const Grant& grant);
// Takes the role away; with a cohort, only the membership. What was granted to nobody may be revoked.
std::expected<void, Diagnostic> team_revoke(const std::string& server, const Grant& grant);

struct Cohort {
    std::string id, name, created_at;
    int trainees = 0, trainers = 0;
};
std::expected<std::vector<Cohort>, Diagnostic> team_cohorts(const std::string& server); // by name
std::expected<Cohort, Diagnostic> team_add_cohort(const std::string& server, const std::string& name);

struct Member {
    std::string person, role, since;
};
std::expected<std::vector<Member>, Diagnostic> team_members(const std::string& server, const std::string& cohort);
std::expected<void, Diagnostic> team_add_member(const std::string& server, const std::string& cohort,
                                                const std::string& person);
std::expected<void, Diagnostic> team_remove_member(const std::string& server, const std::string& cohort,
                                                   const std::string& person);

// Figures of an attempt on the server, as far as the account may see them.
struct TeamAttempt {
    std::string id, person, scenario, started_at, ended_at, status, wave;
    std::optional<std::int32_t> total; // hundredths
    bool shared = false;
};
std::expected<std::vector<TeamAttempt>, Diagnostic> team_attempts(const std::string& server); // newest first

} // namespace rapport::records
