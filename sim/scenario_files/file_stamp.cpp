#include "sim/scenario_files/file_stamp.h"

#include <sys/stat.h>

namespace rapport::scenario_files {

FileStamp stamp_of(const std::filesystem::path& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return {};
    return {.there = true,
            .inode = static_cast<std::uint64_t>(info.st_ino),
            .bytes = static_cast<std::int64_t>(info.st_size),
            .changed_ns = std::int64_t{info.st_mtim.tv_sec} * 1'000'000'000 + info.st_mtim.tv_nsec};
}

} // namespace rapport::scenario_files
