// rapport team join | leave | sync | status: this desk and its team's server. rapport records share | unshare.
#pragma once

#include "sim/cli/context.h"

#include <string>

namespace rapport::cli {

// 1: the address is kept, but the server did not answer yet.
// even_so: instead of another server, too.
Exit team_join(const Context& context, const std::string& server, bool even_so);
Exit team_leave(const Context& context);
// Until nothing is left, or Ctrl-C.
Exit team_sync(const Context& context);
Exit team_status(const Context& context);

Exit records_share(const Context& context, const std::string& word, bool shared);

// After something was stored on this desk: one try to send it, of at most 2 s, without a word. What does not get
// through waits.
void send_quietly(const Context& context);

} // namespace rapport::cli
