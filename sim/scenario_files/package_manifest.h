// The list inside a package: what it is of, and what each file's bytes must be.
//
//   {"rapport_package": 1, "scenario": "parcel.json", "id": "parcel", "version": 3,
//    "files": [{"path": "parcel.json", "bytes": 40213, "sha256": "…"}, …]}
//
// Keys it does not know are left alone, so that a later release may add some without a new number.
#pragma once

#include "sim/base/diagnostic.h"

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::scenario_files {

inline constexpr int package_version = 1;
inline constexpr std::string_view manifest_name = "manifest.json";

struct ManifestFile {
    std::string path;
    std::uint64_t bytes = 0;
    std::string sha256; // 64 hexadecimal digits, lower case
    bool operator==(const ManifestFile&) const = default;
};

struct Manifest {
    std::string scenario; // path of the scenario, one of the files
    std::string id;
    int version = 1;
    std::vector<ManifestFile> files;
    bool operator==(const Manifest&) const = default;
};

std::string manifest_json(const Manifest& manifest);
// Errors: package_newer (version, ours), package_manifest_unusable (what: the key that is missing or of the wrong
// kind, or "JSON").
std::expected<Manifest, Diagnostic> parse_manifest(std::string_view json);

} // namespace rapport::scenario_files
