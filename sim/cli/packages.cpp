#include "sim/cli/packages.h"

#include "sim/cli/exam.h"
#include "sim/cli/export_file.h"
#include "sim/records/content_hash.h"
#include "sim/scenario_files/package.h"

#include <nlohmann/json.hpp>

namespace rapport::cli {
namespace {

using nlohmann::ordered_json;
using scenario_files::Package;

ordered_json said(const Context& context, const Package& package) {
    ordered_json list = ordered_json::array();
    for (const Diagnostic& d : package.read.diagnostics) list.push_back(to_json(context, d));
    return list;
}

} // namespace

Exit export_scenario(const Context& context, const PackageOptions& options) {
    const ExportFile file(options.out, options.force);
    if (context.json && file.standard_output())
        return fail(context, Diagnostic::error("options_conflict").with("first", "--json").with("second", "--out -"));
    if (auto may = file.allowed(); !may) return fail(context, may.error());
    const auto package = scenario_files::make_package(options.file, records::content_hash);
    if (!package) return fail(context, package.error());
    const auto& scenario = *package->read.scenario;
    if (auto admitted = admit(scenario, records::content_hash(package->read.bytes()), "export", {}, options.trainer);
        !admitted)
        return fail(context, admitted.error());
    if (auto written = file.write(package->bytes, scenario_files::Readers::everybody); !written)
        return fail(context, written.error());
    if (context.json) {
        ordered_json files = ordered_json::array();
        for (const auto& f : package->files) files.push_back({{"path", f.path}, {"bytes", f.bytes.size()}});
        out_json({{"package", file.path()},
                  {"scenario", scenario.id},
                  {"version", scenario.version},
                  {"bytes", package->bytes.size()},
                  {"files", files},
                  {"diagnostics", said(context, *package)}});
        return fine;
    }
    print(context, package->read.diagnostics);
    if (!file.standard_output())
        out_line(context.tr("cli.packed", {{"path", file.path()}, {"files", std::to_string(package->files.size())}}));
    return fine;
}

Exit import_scenario(const Context& context, const PackageOptions& options) {
    const auto package = scenario_files::open_package_file(options.file, records::content_hash);
    if (!package) return fail(context, package.error());
    const std::filesystem::path folder =
        options.into.empty() ? context.product / "scenarios" / "library" : std::filesystem::path(options.into);
    const auto paths = scenario_files::install_package(*package, folder, options.force);
    if (!paths) return fail(context, paths.error());
    const auto& scenario = *package->read.scenario;
    if (context.json) {
        ordered_json files = ordered_json::array();
        for (const auto& path : *paths) files.push_back(path.string());
        out_json({{"scenario", scenario.id},
                  {"version", scenario.version},
                  {"file", paths->front().string()},
                  {"files", files},
                  {"diagnostics", said(context, *package)}});
        return fine;
    }
    print(context, package->read.diagnostics);
    out_line(context.tr("cli.unpacked", {{"path", paths->front().string()}}));
    return fine;
}

} // namespace rapport::cli
