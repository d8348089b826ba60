#include "sim/cli/reading_text.h"

#include "sim/training/text_keys.h"

#include <algorithm>

namespace rapport::cli {

std::string reading_text(const Context& context, const training::TypedReading& reading) {
    using training::text_key;
    std::string text;
    const auto line = [&](const std::string& words) { text.append(words).append("\n"); };
    const scoring::Recognition& read = reading.recognition;
    if (const std::string& reason = reading.reply.not_scorable; !reason.empty())
        line(context.tr(text_key("not_scorable.", reason), {}));
    else if (read.observations.empty())
        line(context.tr("cli.read_nothing", {}));
    else
        line(context.tr("cli.read_as", {}));
    for (const bool faults : {false, true})
        for (const scoring::Observation& o : read.observations) {
            if (scoring::is_fault(o.behaviour) != faults) continue;
            const std::string key =
                std::string(faults ? "cli.read_fault." : "cli.read_shown.").append(std::to_string(o.level));
            line("  " +
                 context.tr(key, {{"behaviour", std::string(context.tr(text_key(o.behaviour)))}, {"words", o.quote}}));
        }
    std::string open;
    for (std::size_t i = 0; i < scoring::behaviour_count; ++i)
        if (const auto b = scoring::behaviour_at(i); read.unsure.has(b))
            open.append(open.empty() ? "" : context.tr("cli.between")).append(context.tr(text_key(b)));
    if (!open.empty()) line("  " + context.tr("cli.read_unsure", {{"behaviours", open}}));
    return text;
}

} // namespace rapport::cli
