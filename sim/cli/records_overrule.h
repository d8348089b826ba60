// rapport records overrule and export-overruled: a trainer changes a level and says why; what was changed becomes lines
// that `rapport grade` reads.
#pragma once

#include "sim/cli/context.h"
#include "sim/records/overrule.h"
#include "sim/training/overrule.h"

#include <string>
#include <vector>

namespace rapport::cli {

// `word` as for records show. With --json {"attempt", "overrule": {…}, "scores", "scores_overruled"}.
Exit records_overrule(const Context& context, const std::string& word, const training::OverruleRequest& request);

// One JSON object a line for each reply of which a level was changed, oldest attempt first: what the reply answered, as
// `rapport grade` takes it; labels as they are now, first as they were graded, overrules with from, to and why. Of the
// trainee nothing but the words. Exams only for a trainer, and only where that could be written down.
Exit records_export_overruled(const Context& context, bool trainer);

// [{"turn", "behaviour", "from", "to", "reason", "by", "at"}]
nlohmann::ordered_json overrules_json(const std::vector<records::Overrule>& changes);

} // namespace rapport::cli
