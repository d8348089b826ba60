// A folder for what need not be kept, readable by its owner alone: gone, with all that is in it, when the last who
// holds it lets go. For people whose own folder cannot be used.
#pragma once

#include "sim/base/diagnostic.h"

#include <expected>
#include <filesystem>
#include <memory>

namespace rapport::records {

class PassingFolder {
public:
    // In the first of $TMPDIR, $XDG_RUNTIME_DIR, /tmp, /var/tmp and /dev/shm that has room. Errors: folder_unwritable,
    // disk_full, journal_failed (arguments path, reason) of the last one tried.
    static std::expected<std::shared_ptr<const PassingFolder>, Diagnostic> make();

    ~PassingFolder();
    PassingFolder(const PassingFolder&) = delete;
    PassingFolder& operator=(const PassingFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    explicit PassingFolder(std::filesystem::path path) : path_(std::move(path)) {}
    std::filesystem::path path_;
};

} // namespace rapport::records
