#include "sim/scenario_files/read.h"

#include "sim/dialogue/step_table.h"
#include "sim/scenario_files/check.h"
#include "sim/scenario_files/files.h"
#include "sim/scenario_files/parse.h"

#include <algorithm>
#include <iterator>

namespace rapport::scenario_files {
namespace {

std::vector<std::uint32_t> offsets_of(const Tree& tree, const std::vector<ValueIndex>& values) {
    std::vector<std::uint32_t> out;
    out.reserve(values.size());
    for (const ValueIndex v : values) out.push_back(static_cast<std::uint32_t>(tree.offset(v)));
    return out;
}

SourceMap source_map(const Tree& tree, const Binder& binder, const dialogue::Scenario& s, std::string file) {
    SourceMap map;
    map.file = std::move(file);
    map.storage = tree.storage();
    map.nodes = offsets_of(tree, binder.node_at);
    map.endings = offsets_of(tree, binder.ending_at);
    map.replies = offsets_of(tree, binder.reply_at);
    map.lines = offsets_of(tree, binder.line_at);
    map.first_reply.reserve(s.nodes.size());
    map.first_line.reserve(s.nodes.size());
    for (const auto& node : s.nodes) {
        map.first_reply.push_back(node.replies.first);
        map.first_line.push_back(node.says.first);
    }
    return map;
}

// The scenario and its sources where nothing is wrong. The tree goes when this is done.
std::shared_ptr<dialogue::Scenario> scenario_of(const std::shared_ptr<Storage>& storage, const Limits& limits,
                                                Findings& findings, SourceMap& sources, const std::string& file_name) {
    const Tree tree = parse(storage, limits, findings);
    if (tree.empty()) return nullptr;
    auto scenario = std::make_shared<dialogue::Scenario>();
    scenario->storage = storage;
    Binder binder(tree, findings, limits, *scenario);
    binder.document();
    if (!scenario->nodes.empty()) {
        check_nodes(*scenario, binder, findings);
        check_grading(*scenario, binder, findings);
        check_paths(*scenario, binder, findings);
        check_topics(*scenario, binder, findings);
        check_conditions(*scenario, binder, findings);
        check_choices(*scenario, binder, findings);
    }
    if (findings.errors() > 0) return nullptr;
    sources = source_map(tree, binder, *scenario, file_name);
    return scenario;
}

} // namespace

Diagnostics ReadResult::errors() const {
    Diagnostics errors;
    std::ranges::copy_if(diagnostics, std::back_inserter(errors),
                         [](const Diagnostic& d) { return d.severity == Severity::error; });
    return errors;
}

ReadResult read_scenario_owned(std::string bytes, std::string file_name, const Limits& limits) {
    ReadResult result;
    Findings findings(file_name, limits.findings);
    auto storage = std::make_shared<Storage>();
    storage->bytes = std::move(bytes);
    result.storage = storage;
    if (const auto scenario = scenario_of(storage, limits, findings, result.sources, file_name)) {
        scenario->steps.set(std::make_shared<const dialogue::StepTable>(*scenario));
        result.scenario = scenario;
    }
    result.diagnostics = findings.finish(storage->bytes);
    return result;
}

ReadResult read_scenario(std::string_view bytes, std::string file_name, const Limits& limits) {
    return read_scenario_owned(std::string(bytes), std::move(file_name), limits);
}

ReadResult read_scenario_file(const std::filesystem::path& path, const Limits& limits) {
    auto bytes = read_file(path, limits.bytes);
    if (bytes) return read_scenario_owned(std::move(*bytes), path.string(), limits);
    ReadResult result;
    result.diagnostics.push_back(std::move(bytes.error()));
    return result;
}

} // namespace rapport::scenario_files
