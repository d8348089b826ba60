// Files as one zip archive in memory, and back; by libzip, which stays inside package_zip.cpp. What comes out of an
// archive is bytes with a name that cannot leave its folder, or nothing.
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/scenario_files/package_limits.h"

#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::scenario_files {

struct PackedFile {
    std::string path; // relative, with "/", safe (safe_in_package)
    std::string bytes;
};

// inside_package, valid UTF-8, and nothing hidden: no part begins with a dot.
bool safe_in_package(std::string_view path);

// The same files in the same order are the same bytes: no time is written. Error: package_damaged (reason), where
// memory runs out.
std::expected<std::string, Diagnostic> zipped(std::span<const PackedFile> files);

// In the order of the archive, entries for folders left out. Never throws for any bytes. Errors: package_not_zip,
// package_damaged, package_encrypted, package_path_unsafe, package_link, package_name_twice (also where two names
// differ only in the case of their letters, or one is a folder of another), package_too_many_files, package_too_large,
// package_file_too_large, package_bomb.
std::expected<std::vector<PackedFile>, Diagnostic> unzipped(std::string_view bytes, const PackageLimits& limits);

} // namespace rapport::scenario_files
