// Whether a server is one we can work with. Used inside this module only.
#pragma once

#include "sim/records/server_session.h"

namespace rapport::records {

// Errors: team_server_unprepared, team_server_older, team_server_newer (push.h); server_forbidden.
std::expected<void, Diagnostic> server_fits(ServerSession& server);

} // namespace rapport::records
