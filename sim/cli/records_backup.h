// rapport records backup | restore: one file in, one file out. Unfinished drills stay where they are.
#pragma once

#include "sim/cli/context.h"

#include <string>

namespace rapport::cli {

struct BackupOptions {
    std::string file;
    bool force = false; // backup: replace a file; restore: also what was changed outside Rapport
    bool yes = false;   // restore: replace the records there are (they are kept aside)
};

// 1: made, but the records themselves do not verify.
Exit records_backup(const Context& context, const BackupOptions& options);
Exit records_restore(const Context& context, const BackupOptions& options);

} // namespace rapport::cli
