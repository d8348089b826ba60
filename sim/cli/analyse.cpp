#include "sim/cli/analyse.h"

#include "sim/cli/analyse_output.h"
#include "sim/cli/exam.h"
#include "sim/records/content_hash.h"
#include "sim/scenario_files/mood_file.h"
#include "sim/scenario_files/read.h"
#include "sim/scenario_files/word_list_file.h"

#include <nlohmann/json.hpp>

#include <cstdio>

namespace rapport::cli {

Exit analyse(const Context& context, const AnalyseOptions& options) {
    std::optional<GraphFormat> format;
    if (options.graph) {
        format = graph_format_from(*options.graph);
        if (!format) return fail(context, Diagnostic::error("graph_unknown").with("graph", *options.graph));
    }
    const auto read = scenario_files::read_scenario_file(options.file);
    if (!read.scenario) return fail(context, read.errors());
    if (const auto admitted =
            admit(*read.scenario, records::content_hash(read.bytes()), "analyse", options.trainee, options.trainer);
        !admitted)
        return fail(context, admitted.error());
    const auto mood = scenario_files::read_mood_file(context.product);
    if (!mood.table) return fail(context, mood.diagnostics);
    const dialogue::Settings settings{.seed = options.seed.value_or(1)};
    if (format) {
        const std::string graph =
            graph_text(*read.scenario, analysis::reachable(read.scenario, mood.table, settings), *format);
        if (context.json)
            out_json({{"format", *options.graph}, {"graph", graph}});
        else
            std::fwrite(graph.data(), 1, graph.size(), stdout); // a broken line would be a broken graph
        return fine;
    }
    const auto words = scenario_files::read_kind_words(context.product);
    if (!words.diagnostics.empty()) return fail(context, words.diagnostics);
    const auto found = analysis::analyse(read.scenario, mood.table, words.words, settings, {.runs = options.runs});
    const Analysed analysed{*read.scenario, read.sources, found};
    if (context.json)
        out_json(analysis_json(context, analysed));
    else
        out(analysis_text(context, analysed));
    return analysis::clean(found) ? fine : findings;
}

} // namespace rapport::cli
