#include "sim/scenario_files/read.h"

#include "sim/scenario_files/check.h"
#include "sim/scenario_files/files.h"
#include "sim/scenario_files/parse.h"

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

} // namespace

ReadResult read_scenario_owned(std::string bytes, std::string file_name, const Limits& limits) {
    ReadResult result;
    Findings findings(file_name, limits.findings);
    auto storage = std::make_shared<Storage>();
    storage->bytes = std::move(bytes);
    result.storage = storage;
    const Tree tree = parse(storage, limits, findings);
    if (!tree.empty()) {
        auto scenario = std::make_shared<dialogue::Scenario>();
        scenario->storage = storage;
        Binder binder(tree, findings, limits, *scenario);
        binder.document();
        if (!scenario->nodes.empty()) {
            check_nodes(*scenario, binder, findings);
            check_grading(*scenario, binder, findings);
            check_paths(*scenario, binder, findings);
        }
        if (findings.errors() == 0) {
            check_conditions(*scenario, binder, findings);
            check_choices(*scenario, binder, findings);
        }
        if (findings.errors() == 0) {
            result.sources = source_map(tree, binder, *scenario, file_name);
            result.scenario = std::move(scenario);
        }
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
