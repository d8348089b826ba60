// Who asked to see an exam scenario, granted or not: one JSON line each in <data>/exposures.jsonl, so that an assessor
// can tell which trainees may know a form already. What a local desk cannot prevent: the file belongs to the person.
//
// Diagnostics as in journal.h: disk_full, folder_unwritable, journal_failed (arguments path, reason); log_damaged is
// not one of them: lines that cannot be read are skipped and counted.
#pragma once

#include "sim/base/diagnostic.h"

#include <expected>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace rapport::records {

struct Exposure {
    std::string at;            // UTC, ISO 8601
    std::string scenario;      // id
    std::string scenario_hash; // content_hash of the file
    std::string command;       // what wanted to show it: "play", "analyse"
    std::string trainee;       // name or alias given, may be empty
    bool granted = false;      // opened as trainer; false: refused
    std::string user{};        // the account on this computer; empty in lines of older versions
    bool operator==(const Exposure&) const = default;
};

struct ExposureList {
    std::vector<Exposure> entries; // oldest first
    int unreadable = 0;            // lines
};

// On disk when this returns. Makes the folder if need be.
std::expected<void, Diagnostic> log_exposure(const std::filesystem::path& data, const Exposure& exposure);
// No file, no exposures.
std::expected<ExposureList, Diagnostic> exposures(const std::filesystem::path& data);
// Takes out the lines under these names; how many. After any interruption the file is the old one or the new one.
std::expected<int, Diagnostic> erase_exposures(const std::filesystem::path& data, const std::set<std::string>& names);

} // namespace rapport::records
