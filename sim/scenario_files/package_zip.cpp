#include "sim/scenario_files/package_zip.h"

#include "sim/base/text.h"
#include "sim/scenario_files/package_path.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>
#include <set>
#include <sys/stat.h>
#include <utility>
#include <zip.h>

namespace rapport::scenario_files {
namespace {

// 1 January 2020, no time of day: the archive tells nothing about when it was made.
constexpr zip_uint16_t dos_time = 0, dos_date = (2020 - 1980) << 9 | 1 << 5 | 1;

Diagnostic archive_damaged(std::string_view reason) {
    return Diagnostic::error("package_damaged").with("reason", reason);
}

Diagnostic entry_problem(std::string_view code, std::string_view path) {
    return Diagnostic::error(code).with("path", path);
}

class ZipError {
public:
    ZipError() { zip_error_init(&error_); }
    ~ZipError() { zip_error_fini(&error_); }
    ZipError(const ZipError&) = delete;
    ZipError& operator=(const ZipError&) = delete;
    zip_error_t* get() { return &error_; }
    int code() const { return zip_error_code_zip(&error_); }
    Diagnostic diagnostic() { return archive_damaged(zip_error_strerror(&error_)); }

private:
    zip_error_t error_{};
};

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
    void operator()(zip_file_t* file) const { zip_fclose(file); }
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Archive = std::unique_ptr<zip_t, Discard>;
using OpenFile = std::unique_ptr<zip_file_t, Discard>;
using KeptSource = std::unique_ptr<zip_source_t, Discard>;

bool add_file(zip_t* archive, const PackedFile& file) {
    zip_source_t* source = zip_source_buffer(archive, file.bytes.data(), file.bytes.size(), 0);
    if (source == nullptr) return false;
    const zip_int64_t index = zip_file_add(archive, file.path.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    const auto place = static_cast<zip_uint64_t>(index);
    return zip_file_set_dostime(archive, place, dos_time, dos_date, 0) == 0 &&
           zip_set_file_compression(archive, place, ZIP_CM_DEFLATE, 9) == 0 &&
           zip_file_set_external_attributes(archive, place, 0, ZIP_OPSYS_UNIX, (S_IFREG | 0644U) << 16U) == 0;
}

// What is known of an entry before anything of it is unpacked.
struct ZipEntry {
    std::string path;
    zip_uint64_t index = 0, size = 0, packed = 0;
};

bool is_link(zip_t* archive, zip_uint64_t index) {
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    if (zip_file_get_external_attributes(archive, index, 0, &system, &attributes) != 0) return false;
    const zip_uint32_t kind = attributes >> 16U & S_IFMT;
    const bool unix_like = system == ZIP_OPSYS_UNIX || system == ZIP_OPSYS_OS_X;
    return unix_like && kind != 0 && kind != S_IFREG && kind != S_IFDIR;
}

std::string lower_case(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

// TakenNames taken so far; on some systems "A.ogg" is "a.ogg", and a name cannot be a file and a folder.
class TakenNames {
public:
    bool take(std::string_view path) {
        const std::string name = lower_case(std::string(path));
        if (folders_.contains(name) || !files_.insert(name).second) return false;
        for (auto slash = name.find('/'); slash != std::string::npos; slash = name.find('/', slash + 1)) {
            if (files_.contains(name.substr(0, slash))) return false;
            folders_.insert(name.substr(0, slash));
        }
        return true;
    }

private:
    std::set<std::string> files_, folders_;
};

// Empty for a folder.
std::expected<std::optional<ZipEntry>, Diagnostic> looked_at(zip_t* archive, zip_uint64_t index,
                                                             const PackageLimits& limits) {
    zip_stat_t info;
    zip_stat_init(&info);
    if (zip_stat_index(archive, index, ZIP_FL_ENC_RAW, &info) != 0)
        return std::unexpected(archive_damaged(zip_strerror(archive)));
    if ((info.valid & ZIP_STAT_NAME) == 0 || info.name == nullptr)
        return std::unexpected(archive_damaged("package_name"));
    ZipEntry e{info.name, index, info.size, info.comp_size};
    if (is_link(archive, index)) return std::unexpected(entry_problem("package_link", e.path));
    const bool folder = e.path.ends_with('/');
    if (!safe_in_package(folder ? std::string_view(e.path).substr(0, e.path.size() - 1) : std::string_view(e.path)))
        return std::unexpected(entry_problem("package_path_unsafe", e.path));
    if ((info.valid & ZIP_STAT_SIZE) == 0 || (info.valid & ZIP_STAT_COMP_SIZE) == 0)
        return std::unexpected(archive_damaged("package_size"));
    if (folder && e.size == 0) return std::optional<ZipEntry>();
    if (folder) return std::unexpected(entry_problem("package_path_unsafe", e.path));
    if (info.encryption_method != ZIP_EM_NONE) return std::unexpected(entry_problem("package_encrypted", e.path));
    if (e.size > limits.file)
        return std::unexpected(entry_problem("package_file_too_large", e.path)
                                   .with("bytes", std::to_string(e.size))
                                   .with("limit", std::to_string(limits.file)));
    const zip_uint64_t ratio = e.size / std::max<zip_uint64_t>(1, e.packed);
    if (e.size > limits.small && ratio > limits.ratio)
        return std::unexpected(entry_problem("package_bomb", e.path)
                                   .with("ratio", std::to_string(ratio))
                                   .with("limit", std::to_string(limits.ratio)));
    return e;
}

// As many bytes as the entry promises, and not one more; at its end libzip compares the check sum.
std::expected<std::string, Diagnostic> unpacked(zip_t* archive, const ZipEntry& e) {
    const OpenFile file(zip_fopen_index(archive, e.index, 0));
    if (!file) return std::unexpected(archive_damaged(zip_strerror(archive)));
    std::string bytes(e.size + 1, '\0');
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const zip_int64_t n = zip_fread(file.get(), bytes.data() + filled, bytes.size() - filled);
        if (n < 0) return std::unexpected(archive_damaged(zip_error_strerror(zip_file_get_error(file.get()))));
        if (n == 0) break;
        filled += static_cast<std::size_t>(n);
    }
    if (filled != e.size) return std::unexpected(archive_damaged(e.path));
    bytes.resize(filled);
    return bytes;
}

Archive open_archive(std::string_view bytes, int flags, ZipError& error) {
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, error.get());
    if (source == nullptr) return nullptr;
    Archive archive(zip_open_from_source(source, flags, error.get()));
    if (!archive) zip_source_free(source);
    return archive;
}

} // namespace

bool safe_in_package(std::string_view path) {
    return inside_package(path) && valid_utf8(path) && path.front() != '.' && path.find("/.") == std::string_view::npos;
}

std::expected<std::string, Diagnostic> zipped(std::span<const PackedFile> files) {
    ZipError error;
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, error.get());
    if (target == nullptr) return std::unexpected(error.diagnostic());
    zip_source_keep(target); // closing the archive lets go of it once
    const KeptSource kept(target);
    Archive archive(zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, error.get()));
    if (!archive) {
        zip_source_free(target);
        return std::unexpected(error.diagnostic());
    }
    for (const PackedFile& file : files)
        if (!add_file(archive.get(), file)) return std::unexpected(archive_damaged(zip_strerror(archive.get())));
    if (zip_close(archive.get()) != 0) return std::unexpected(archive_damaged(zip_strerror(archive.get())));
    (void)archive.release();
    zip_stat_t info;
    zip_stat_init(&info);
    if (zip_source_stat(target, &info) != 0 || zip_source_open(target) != 0)
        return std::unexpected(archive_damaged(zip_error_strerror(zip_source_error(target))));
    std::string bytes(info.size, '\0');
    const zip_int64_t n = zip_source_read(target, bytes.data(), bytes.size());
    zip_source_close(target);
    if (n < 0 || static_cast<zip_uint64_t>(n) != info.size) return std::unexpected(archive_damaged("package_size"));
    return bytes;
}

std::expected<std::vector<PackedFile>, Diagnostic> unzipped(std::string_view bytes, const PackageLimits& limits) {
    // libzip takes no bytes at all for a new archive.
    if (!bytes.starts_with("PK")) return std::unexpected(Diagnostic::error("package_not_zip"));
    ZipError error;
    Archive archive = open_archive(bytes, ZIP_RDONLY | ZIP_CHECKCONS, error);
    // Two entries of one name, which it does not tell: looking at all of them does.
    const bool twice = !archive && error.code() == ZIP_ER_EXISTS;
    if (twice) archive = open_archive(bytes, ZIP_RDONLY, error);
    if (!archive) return std::unexpected(error.diagnostic());
    const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
    if (count < 0) return std::unexpected(archive_damaged("package_entries"));
    if (static_cast<zip_uint64_t>(count) > limits.files)
        return std::unexpected(Diagnostic::error("package_too_many_files")
                                   .with("count", std::to_string(count))
                                   .with("limit", std::to_string(limits.files)));
    std::vector<ZipEntry> entries;
    TakenNames names;
    zip_uint64_t total = 0;
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
        auto found = looked_at(archive.get(), i, limits);
        if (!found) return std::unexpected(found.error());
        if (!*found) continue;
        if (!names.take((*found)->path)) return std::unexpected(entry_problem("package_name_twice", (*found)->path));
        total += (*found)->size; // no more than `files` times `file`
        entries.push_back(std::move(**found));
    }
    if (twice) return std::unexpected(archive_damaged("package_name"));
    if (total > limits.total)
        return std::unexpected(Diagnostic::error("package_too_large")
                                   .with("bytes", std::to_string(total))
                                   .with("limit", std::to_string(limits.total)));
    std::vector<PackedFile> files;
    for (ZipEntry& e : entries) {
        auto content = unpacked(archive.get(), e);
        if (!content) return std::unexpected(content.error());
        files.push_back({std::move(e.path), std::move(*content)});
    }
    return files;
}

} // namespace rapport::scenario_files
