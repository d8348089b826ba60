// Whether a file is still the one that was looked at before: by what the system knows of it, without reading it.
#pragma once

#include <cstdint>
#include <filesystem>

namespace rapport::scenario_files {

struct FileStamp {
    bool there = false;          // a file that can be asked for
    std::uint64_t inode = 0;     // another one where a new file was renamed into its place
    std::int64_t bytes = 0;      //
    std::int64_t changed_ns = 0; // when it was last written, nanoseconds since 1970
    bool operator==(const FileStamp&) const = default;
};

// Follows links. What is no plain file, or cannot be asked for, is not there.
FileStamp stamp_of(const std::filesystem::path& path);

} // namespace rapport::scenario_files
