// Every code a scenario package can report of its own: the table that the authoring guide, the catalogue and the tests
// are held against. All are errors.
#pragma once

#include <array>
#include <string_view>

namespace rapport::scenario_files {

inline constexpr std::array<std::string_view, 19> package_codes{
    "file_exists",               // path
    "package_not_zip",           //
    "package_damaged",           // reason
    "package_encrypted",         // path
    "package_no_manifest",       //
    "package_manifest_unusable", // what
    "package_newer",             // version, ours
    "package_path_unsafe",       // path
    "package_link",              // path
    "package_name_twice",        // path
    "package_too_many_files",    // count, limit
    "package_too_large",         // bytes, limit
    "package_file_too_large",    // path, bytes, limit
    "package_bomb",              // path, ratio, limit
    "package_file_missing",      // path
    "package_file_extra",        // path
    "package_hash_wrong",        // path
    "package_media_missing",     // path
    "package_scenario_changed",  // id
};

} // namespace rapport::scenario_files
