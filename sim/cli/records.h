// rapport records: past attempts, the debrief of one, deleting, and who saw exams.
#pragma once

#include "sim/cli/context.h"

#include <string>

namespace rapport::cli {

struct RecordsOptions {
    std::string scenario;
    int limit = 20;
};

Exit records_list(const Context& context, const RecordsOptions& options);
Exit records_show(const Context& context, const std::string& attempt, bool trainer); // trainer: exams may be seen
Exit records_delete(const Context& context, const std::string& attempt, bool confirmed);
Exit records_exposures(const Context& context);

} // namespace rapport::cli
