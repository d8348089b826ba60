#include "sim/cli/records_retention.h"

#include "sim/cli/records.h"
#include "sim/records/identity.h"
#include "sim/records/retention.h"

#include <nlohmann/json.hpp>

namespace rapport::cli {

Exit records_retention(const Context& context, const RetentionOptions& options) {
    if (auto there = named_records_exist(context); !there) return fail(context, there.error());
    auto services = services_with_database(context);
    if (!services) return services.error();
    const std::string now = records::utc_now();
    auto plan = records::retention_preview(*services->database, options.months, now);
    if (!plan) return fail(context, plan.error());
    if (!options.preview && !options.yes)
        return fail(context, Diagnostic::error("retention_needs_yes")
                                 .with("attempts", std::to_string(plan->attempts))
                                 .with("before", plan->before));
    if (!options.preview) plan = records::retain(*services->database, options.months, now);
    if (!plan) return fail(context, plan.error());
    if (context.json) {
        out_json({{"before", plan->before},
                  {"attempts", plan->attempts},
                  {"people", plan->people},
                  {"plain", plan->plain},
                  {"done", !options.preview}});
        return fine;
    }
    out_line(context.tr(options.preview ? "cli.retention_would" : "cli.retention_done",
                        {{"before", plan->before},
                         {"attempts", std::to_string(plan->attempts)},
                         {"people", std::to_string(plan->people)}}));
    if (plan->plain > 0) out_line(context.tr("cli.retention_plain", {{"count", std::to_string(plan->plain)}}));
    return fine;
}

} // namespace rapport::cli
