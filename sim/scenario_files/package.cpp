#include "sim/scenario_files/package.h"

#include "sim/scenario_files/files.h"
#include "sim/scenario_files/package_manifest.h"

#include <algorithm>
#include <set>

namespace rapport::scenario_files {
namespace {

namespace fs = std::filesystem;

std::unexpected<Diagnostics> alone(Diagnostic d, const std::string& file) {
    if (d.where.file.empty()) d.where.file = file;
    return std::unexpected(Diagnostics{std::move(d)});
}

Diagnostic package_problem(std::string_view code, std::string_view path) {
    return Diagnostic::error(code).with("path", path);
}

// What may stand in for nothing else in a library.
bool may_be_media(std::string_view path) {
    return safe_in_package(path) && path != manifest_name && !path.ends_with(".json") && !path.ends_with(plan_ending);
}

std::set<std::string> media_of(const dialogue::Scenario& scenario) {
    std::set<std::string> paths;
    for (const dialogue::Line& line : scenario.lines)
        for (const Language l : all_languages)
            if (!line.media[l].empty()) paths.emplace(line.media[l]);
    return paths;
}

std::string plan_of(std::string_view scenario) {
    return std::string(scenario.substr(0, scenario.rfind('.'))).append(plan_ending);
}

bool may_be_scenario(std::string_view path) {
    return safe_in_package(path) && path.find('/') == std::string_view::npos && path.ends_with(".json") &&
           path != manifest_name;
}

std::optional<Diagnostic> too_much(const std::vector<PackedFile>& files, const PackageLimits& limits) {
    std::uint64_t total = 0;
    for (const PackedFile& file : files) total += file.bytes.size();
    if (total > limits.total)
        return Diagnostic::error("package_too_large")
            .with("bytes", std::to_string(total))
            .with("limit", std::to_string(limits.total));
    if (files.size() >= limits.files) // the list is one more
        return Diagnostic::error("package_too_many_files")
            .with("count", std::to_string(files.size() + 1))
            .with("limit", std::to_string(limits.files));
    return std::nullopt;
}

// The file of this name, or null.
const PackedFile* packed(const std::vector<PackedFile>& files, std::string_view path) {
    const auto found = std::ranges::find(files, path, &PackedFile::path);
    return found == files.end() ? nullptr : &*found;
}

// What is in the archive is what the list says, to the byte.
std::optional<Diagnostic> compared_to_list(const std::vector<PackedFile>& files, const Manifest& manifest,
                                           ContentHash hash) {
    std::set<std::string_view> listed;
    for (const ManifestFile& entry : manifest.files) {
        if (!listed.insert(entry.path).second) return package_problem("package_name_twice", entry.path);
        const PackedFile* file = packed(files, entry.path);
        if (file == nullptr) return package_problem("package_file_missing", entry.path);
        if (file->bytes.size() != entry.bytes || hash(file->bytes) != entry.sha256)
            return package_problem("package_hash_wrong", entry.path);
    }
    for (const PackedFile& file : files)
        if (file.path != manifest_name && !listed.contains(file.path))
            return package_problem("package_file_extra", file.path);
    return std::nullopt;
}

} // namespace

std::expected<Package, Diagnostics> make_package(const fs::path& path, ContentHash hash, const PackageLimits& limits) {
    Package package;
    package.read = read_scenario_file(path);
    if (!package.read.scenario) return std::unexpected(package.read.errors());
    const auto& scenario = *package.read.scenario;
    const std::string own = path.filename().string();
    const std::string name = may_be_scenario(own) ? own : std::string(scenario.id) + ".json";
    package.files.push_back({name, std::string(package.read.bytes())});
    const fs::path plan = path.parent_path() / fs::path(path.stem()).concat(plan_ending);
    std::error_code error;
    if (fs::exists(plan, error)) {
        auto bytes = read_file(plan, limits.file);
        if (!bytes) return alone(bytes.error(), plan.string());
        package.files.push_back({plan_of(name), std::move(*bytes)});
    }
    Diagnostics missing;
    for (const std::string& media : media_of(scenario)) {
        if (!may_be_media(media)) return alone(package_problem("package_path_unsafe", media), path.string());
        auto bytes = read_file(path.parent_path() / media, limits.file);
        if (bytes)
            package.files.push_back({media, std::move(*bytes)});
        else if (bytes.error().code == "file_missing")
            missing.push_back(package_problem("package_media_missing", media).at({path.string(), 0, 0, {}}));
        else
            return alone(bytes.error(), path.string());
    }
    if (!missing.empty()) return std::unexpected(missing);
    if (auto problem = too_much(package.files, limits)) return alone(*problem, path.string());
    Manifest manifest{name, std::string(scenario.id), scenario.version, {}};
    for (const PackedFile& file : package.files)
        manifest.files.push_back({file.path, file.bytes.size(), hash(file.bytes)});
    std::vector<PackedFile> all = package.files;
    all.insert(all.begin(), {std::string(manifest_name), manifest_json(manifest)});
    auto bytes = zipped(all);
    if (!bytes) return alone(bytes.error(), path.string());
    // What nobody could open is no package: one that packs too well, for example.
    if (auto opened = unzipped(*bytes, limits); !opened) return alone(opened.error(), path.string());
    package.bytes = std::move(*bytes);
    return package;
}

std::expected<Package, Diagnostics> open_package(std::string_view bytes, const std::string& file_name, ContentHash hash,
                                                 const PackageLimits& limits) {
    auto files = unzipped(bytes, limits);
    if (!files) return alone(files.error(), file_name);
    const PackedFile* list = packed(*files, manifest_name);
    if (list == nullptr) return alone(Diagnostic::error("package_no_manifest"), file_name);
    const auto manifest = parse_manifest(list->bytes);
    if (!manifest) return alone(manifest.error(), file_name);
    if (auto problem = compared_to_list(*files, *manifest, hash)) return alone(*problem, file_name);
    if (!may_be_scenario(manifest->scenario))
        return alone(package_problem("package_path_unsafe", manifest->scenario), file_name);
    const PackedFile* own = packed(*files, manifest->scenario);
    if (own == nullptr) return alone(package_problem("package_file_missing", manifest->scenario), file_name);
    Package package;
    package.read = read_scenario(own->bytes, manifest->scenario);
    if (!package.read.scenario) return std::unexpected(package.read.errors());
    const auto& scenario = *package.read.scenario;
    if (scenario.id != manifest->id || scenario.version != manifest->version)
        return alone(Diagnostic::error("package_scenario_changed").with("id", manifest->id), file_name);
    // Only what the scenario names has a place in a library.
    package.files.push_back(*own);
    const std::string plan = plan_of(manifest->scenario);
    if (const PackedFile* tests = packed(*files, plan)) package.files.push_back(*tests);
    const auto media = media_of(scenario);
    for (const std::string& path : media) {
        if (!may_be_media(path)) return alone(package_problem("package_path_unsafe", path), file_name);
        const PackedFile* recording = packed(*files, path);
        if (recording == nullptr) return alone(package_problem("package_media_missing", path), file_name);
        package.files.push_back(*recording);
    }
    for (const PackedFile& file : *files)
        if (file.path != manifest_name && packed(package.files, file.path) == nullptr)
            return alone(package_problem("package_file_extra", file.path), file_name);
    return package;
}

std::expected<Package, Diagnostics> open_package_file(const fs::path& file, ContentHash hash,
                                                      const PackageLimits& limits) {
    const auto bytes = read_file(file, limits.archive);
    if (!bytes) return alone(bytes.error(), file.string());
    return open_package(*bytes, file.string(), hash, limits);
}

} // namespace rapport::scenario_files
