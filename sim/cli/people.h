// rapport people: who works at this desk, their PINs, and what becomes of their data.
#pragma once

#include "sim/cli/context.h"

#include <optional>
#include <string>

namespace rapport::cli {

struct PeopleOptions {
    std::string name;                  // who is meant: a name, a staff number, an id
    std::optional<std::string> number; // --number
    std::string to;                    // rename: the new name
    std::string file, out;
    bool preview = false;   // import: only say what would be done
    bool yes = false;       // erase
    bool forgotten = false; // remove-pin, erase: without asking for the PIN
    bool force = false;     // export: replace files that are there
};

Exit people_list(const Context& context);
Exit people_add(const Context& context, const PeopleOptions& options);
Exit people_rename(const Context& context, const PeopleOptions& options);
Exit people_pin(const Context& context, const PeopleOptions& options);
Exit people_remove_pin(const Context& context, const PeopleOptions& options);
Exit people_import(const Context& context, const PeopleOptions& options);
Exit people_erase(const Context& context, const PeopleOptions& options);
Exit people_export(const Context& context, const PeopleOptions& options);

} // namespace rapport::cli
