#include "sim/scenario_files/package_manifest.h"

#include <nlohmann/json.hpp>

namespace rapport::scenario_files {
namespace {

using ManifestJson = nlohmann::ordered_json;

constexpr int deepest_list = 4; // what lies deeper is none of ours

std::unexpected<Diagnostic> list_unusable(std::string_view what) {
    return std::unexpected(Diagnostic::error("package_manifest_unusable").with("what", what));
}

const ManifestJson* manifest_member(const ManifestJson& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found == object.end() ? nullptr : &*found;
}

bool read_words(const ManifestJson& object, const char* key, std::string& to) {
    const ManifestJson* value = manifest_member(object, key);
    if (value == nullptr || !value->is_string()) return false;
    to = value->get<std::string>();
    return true;
}

template <class Number>
bool read_whole(const ManifestJson& object, const char* key, Number& to) {
    const ManifestJson* value = manifest_member(object, key);
    if (value == nullptr || !value->is_number_unsigned()) return false;
    const auto number = value->get<std::uint64_t>();
    if (number > std::uint64_t{1} << 30U) return false;
    to = static_cast<Number>(number);
    return true;
}

} // namespace

std::string manifest_json(const Manifest& manifest) {
    ManifestJson files = ManifestJson::array();
    for (const ManifestFile& file : manifest.files)
        files.push_back({{"path", file.path}, {"bytes", file.bytes}, {"sha256", file.sha256}});
    const ManifestJson json{{"rapport_package", package_version},
                            {"scenario", manifest.scenario},
                            {"id", manifest.id},
                            {"version", manifest.version},
                            {"files", files}};
    return json.dump(2, ' ', false, ManifestJson::error_handler_t::replace) + "\n";
}

std::expected<Manifest, Diagnostic> parse_manifest(std::string_view text) {
    bool too_deep = false;
    const ManifestJson json = ManifestJson::parse(
        text,
        [&](int depth, ManifestJson::parse_event_t, ManifestJson&) {
            too_deep = too_deep || depth > deepest_list;
            return depth <= deepest_list;
        },
        false);
    if (json.is_discarded() || too_deep || !json.is_object()) return list_unusable("JSON");
    int version = 0;
    if (!read_whole(json, "rapport_package", version) || version < 1) return list_unusable("rapport_package");
    if (version > package_version)
        return std::unexpected(Diagnostic::error("package_newer")
                                   .with("version", std::to_string(version))
                                   .with("ours", std::to_string(package_version)));
    Manifest manifest;
    if (!read_words(json, "scenario", manifest.scenario)) return list_unusable("scenario");
    if (!read_words(json, "id", manifest.id)) return list_unusable("id");
    if (!read_whole(json, "version", manifest.version)) return list_unusable("version");
    const ManifestJson* files = manifest_member(json, "files");
    if (files == nullptr || !files->is_array()) return list_unusable("files");
    for (const ManifestJson& entry : *files) {
        ManifestFile file;
        if (!read_words(entry, "path", file.path)) return list_unusable("path");
        if (!read_whole(entry, "bytes", file.bytes)) return list_unusable("bytes");
        if (!read_words(entry, "sha256", file.sha256)) return list_unusable("sha256");
        manifest.files.push_back(std::move(file));
    }
    return manifest;
}

} // namespace rapport::scenario_files
