// The analysis as JSON, as text for people and as a graph.
#pragma once

#include "sim/analysis/analysis.h"
#include "sim/cli/context.h"
#include "sim/scenario_files/source_map.h"

#include <optional>

namespace rapport::cli {

struct Analysed {
    const dialogue::Scenario& scenario;
    const scenario_files::SourceMap& sources;
    const analysis::Analysis& analysis;
};

nlohmann::ordered_json analysis_json(const Context& context, const Analysed& analysed);
std::string analysis_text(const Context& context, const Analysed& analysed);

// A flaw with its place and with names people know instead of ids.
Diagnostic placed(const Context& context, const Analysed& analysed, const analysis::Flaw& flaw);

enum class GraphFormat : std::uint8_t { dot, mermaid };
std::optional<GraphFormat> graph_format_from(std::string_view id);
// Nodes and endings, an arrow for every way on with the id of the reply: model answers bold, silence and moves of the
// story dotted, what cannot be reached dashed.
std::string graph_text(const dialogue::Scenario& scenario, const analysis::Reach& reach, GraphFormat format);

} // namespace rapport::cli
