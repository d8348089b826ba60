// Where an export goes: a file that is there in full or not at all, or standard output.
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/scenario_files/files.h"

#include <expected>
#include <string>
#include <string_view>

namespace rapport::cli {

class ExportFile {
public:
    // path: empty or "-" is standard output. force: a file that is there already may be replaced.
    ExportFile(std::string path, bool force) : path_(path == "-" ? std::string() : std::move(path)), force_(force) {}

    bool standard_output() const { return path_.empty(); }
    const std::string& path() const { return path_; }
    // Error: file_exists (path). Asked before the work is done.
    std::expected<void, Diagnostic> allowed() const;
    // Errors: file_exists, those of scenario_files::write_file. What cannot be written to standard output is noticed at
    // the end (output_arrived).
    // A file of people's results and words is for its owner alone.
    std::expected<void, Diagnostic> write(std::string_view bytes, scenario_files::Readers readers) const;

private:
    std::string path_;
    bool force_;
};

} // namespace rapport::cli
