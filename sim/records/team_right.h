// What an account lacks where a team's server says "permission denied": in words of ours, with the server's beside
// them. Used inside this module only.
#pragma once

#include "sim/records/server_session.h"

#include <string_view>

namespace rapport::records {

// Roles of a team as they are granted ("trainer, admin"); owning the tables is none of them.
inline constexpr std::string_view owners_work = "";

// Anything but server_forbidden stays as it is. `needed`: the roles of which one would do, or owners_work. The session
// must not be in a transaction; where it says nothing any more, the diagnostic stays as well.
Diagnostic right_missing(ServerSession& server, const Diagnostic& refused, std::string_view needed);

// The same for what a desk sends: an account that sends for one person alone may have met somebody else's.
Diagnostic sending_refused(ServerSession& server, const Diagnostic& refused);

// Whether the account sends anything at all; asked of the catalogue. Errors: team_right_missing.
std::expected<void, Diagnostic> may_send(ServerSession& server);

} // namespace rapport::records
