// A scenario with everything that belongs to it as one file, NAME.rapport.zip: the scenario, the recordings it names,
// the transcript tests beside it, and a list of them all with their hashes (package_manifest.h). An ordinary zip
// archive; nothing in it but these.
//
// Whatever a package holds, nothing is written unless all of it is right: the archive, the list, every hash, every
// name, and the scenario itself.
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/scenario_files/package_limits.h"
#include "sim/scenario_files/package_zip.h"
#include "sim/scenario_files/read.h"

#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::scenario_files {

inline constexpr std::string_view package_ending = ".rapport.zip";
inline constexpr std::string_view plan_ending = ".testplan";

// SHA-256 of bytes in hexadecimal; passed in, since the library that computes it belongs to a level above.
using ContentHash = std::string (*)(std::string_view bytes);

struct Package {
    std::string bytes;             // the archive; empty where it was opened
    std::vector<PackedFile> files; // the scenario first, then its tests, then its recordings by name
    ReadResult read;               // the scenario, with what there is to say about it
};

// Of a scenario file. Errors: those of the reader; package_media_missing (path); those of read_file about what belongs
// to it; package_path_unsafe (a recording with a name no package may hold); the limits.
std::expected<Package, Diagnostics> make_package(const std::filesystem::path& scenario, ContentHash hash,
                                                 const PackageLimits& limits = {});

// file_name: as it is to stand in the diagnostics. Errors: those of unzipped and parse_manifest; package_no_manifest;
// package_file_missing, package_file_extra, package_hash_wrong (path); package_media_missing;
// package_scenario_changed (id: the scenario is another one than the list says); those of the reader.
std::expected<Package, Diagnostics> open_package(std::string_view bytes, const std::string& file_name, ContentHash hash,
                                                 const PackageLimits& limits = {});
std::expected<Package, Diagnostics> open_package_file(const std::filesystem::path& file, ContentHash hash,
                                                      const PackageLimits& limits = {});

// Writes the files into `folder`, the scenario last: what is not yet whole is not yet in the library. Files that are
// there with the same bytes stay. Gives the paths of all. Errors: folder_missing; file_exists (path; one each), unless
// `replace`; package_path_unsafe, where a link would lead out of the folder; those of write_file: then everything is as
// it was.
std::expected<std::vector<std::filesystem::path>, Diagnostics>
install_package(const Package& package, const std::filesystem::path& folder, bool replace);

} // namespace rapport::scenario_files
