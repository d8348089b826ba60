// rapport export scenario, rapport import scenario: a scenario with all that belongs to it as one file, and back.
#pragma once

#include "sim/cli/context.h"

#include <string>

namespace rapport::cli {

struct PackageOptions {
    std::string file; // the scenario, or the package
    std::string out;  // export: the package to write; "-": standard output (not with --json)
    std::string into; // import: the folder; empty: the library
    bool force = false;
    bool trainer = false; // export: an exam may be taken along; who did is written down
};

// With --json {"package","scenario","version","bytes","files":[{"path","bytes"}],"diagnostics":[…]}; diagnostics: what
// the reader has to say about a scenario that can be played. Errors: scenario_files/package.h, file_exists,
// exam_needs_trainer.
Exit export_scenario(const Context& context, const PackageOptions& options);

// With --json {"scenario","version","file","files":[paths],"diagnostics":[…]}.
Exit import_scenario(const Context& context, const PackageOptions& options);

} // namespace rapport::cli
