// Files by the system's own calls, for what must be on disk when we say so. Used inside this module only.
#pragma once

#include "sim/base/diagnostic.h"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

namespace rapport::records {

// errno in our terms: disk_full, folder_unwritable, or `otherwise`; arguments path, reason.
Diagnostic system_trouble(int error, const std::filesystem::path& path, std::string_view otherwise);

// A file descriptor that closes itself.
class File {
public:
    File() = default;
    explicit File(int descriptor) : descriptor_(descriptor) {}
    File(File&& other) noexcept : descriptor_(other.release()) {}
    File& operator=(File&& other) noexcept;
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File();
    int get() const { return descriptor_; }
    explicit operator bool() const { return descriptor_ >= 0; }
    int release() {
        const int d = descriptor_;
        descriptor_ = -1;
        return d;
    }

private:
    int descriptor_ = -1;
};

// All return 0 or an errno.
int write_all(int descriptor, std::string_view bytes);
int sync_data(int descriptor);                        // content and length
int sync_folder(const std::filesystem::path& folder); // the names in it
int read_all(int descriptor, std::string& bytes);     // from the start
int read_file(const std::filesystem::path& path, std::string& bytes);

// Copies a file to a new one for its owner alone, on disk when this returns 0; otherwise an errno, and none is left.
// `written` tells which of the two files it is about.
int copy_bytes(const std::filesystem::path& from, const std::filesystem::path& to, bool& written);
// Renames, but takes no name that is there already: 0 or an errno (EEXIST).
int take_name(const std::filesystem::path& from, const std::filesystem::path& to);

// Writes beside and renames over: after any interruption the file is the old one or the new one. `otherwise`: the code
// for what is neither a full disk nor an unwritable folder.
std::expected<void, Diagnostic> save_atomically(const std::filesystem::path& path, std::string_view bytes,
                                                std::string_view otherwise);

} // namespace rapport::records
