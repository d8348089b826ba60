// rapport team init | grant | revoke | cohorts | members | attempts: whoever looks after a team's server, and trainers.
#pragma once

#include "sim/cli/context.h"
#include "sim/records/team_admin.h"

#include <string>

namespace rapport::cli {

struct TeamOptions {
    std::string server; // empty: the one this desk has joined
    records::Grant grant{};
    std::string add, remove; // a cohort's name, or a person
};

Exit team_init(const Context& context, const std::string& server);
Exit team_grant(const Context& context, const TeamOptions& options);
Exit team_revoke(const Context& context, const TeamOptions& options);
Exit team_cohorts(const Context& context, const TeamOptions& options);
Exit team_members(const Context& context, const TeamOptions& options); // of grant.cohort
Exit team_attempts(const Context& context, const TeamOptions& options);

} // namespace rapport::cli
