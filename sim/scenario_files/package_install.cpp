#include "sim/scenario_files/files.h"
#include "sim/scenario_files/package.h"

#include <algorithm>
#include <optional>

namespace rapport::scenario_files {
namespace {

namespace fs = std::filesystem;

struct Placed {
    fs::path path;
    const PackedFile* file = nullptr;
    bool same = false;                 // there already, to the byte
    std::optional<std::string> before; // what is there now
};

// Takes back what was done, unless all of it was.
class Undo {
public:
    Undo() = default;
    Undo(const Undo&) = delete;
    Undo& operator=(const Undo&) = delete;
    ~Undo() {
        std::error_code ignored;
        for (auto t = written_.rbegin(); t != written_.rend(); ++t)
            if ((*t)->before)
                (void)write_file((*t)->path, *(*t)->before);
            else
                fs::remove((*t)->path, ignored);
        for (auto folder = made_.rbegin(); folder != made_.rend(); ++folder) fs::remove(*folder, ignored);
    }
    // Folders between `base`, which is there, and the file.
    std::error_code make_folders(const fs::path& base, const fs::path& file) {
        std::vector<fs::path> missing;
        std::error_code error;
        for (fs::path folder = file.parent_path(); folder != base && !fs::exists(folder, error);
             folder = folder.parent_path())
            missing.push_back(folder);
        for (auto folder = missing.rbegin(); folder != missing.rend(); ++folder) {
            if (!fs::create_directory(*folder, error)) return error;
            made_.push_back(*folder);
        }
        return {};
    }
    void written(const Placed& target) { written_.push_back(&target); }
    void keep() {
        written_.clear();
        made_.clear();
    }

private:
    std::vector<const Placed*> written_;
    std::vector<fs::path> made_;
};

// Where links on the way lead, as far as there is anything.
bool stays_in(const fs::path& folder, const fs::path& path) {
    std::error_code error;
    const fs::path base = fs::canonical(folder, error);
    if (error) return false;
    const fs::path real = fs::weakly_canonical(path, error);
    if (error) return false;
    return std::ranges::mismatch(base, real).in1 == base.end();
}

Diagnostic install_problem(std::string_view code, const fs::path& path) {
    return Diagnostic::error(code).with("path", path.string()).at({path.string(), 0, 0, {}});
}

std::expected<std::vector<Placed>, Diagnostics> targets_of(const Package& package, const fs::path& folder,
                                                           bool replace) {
    std::vector<Placed> targets;
    Diagnostics problems;
    std::error_code error;
    for (const PackedFile& file : package.files) {
        Placed target{folder / file.path, &file, false, std::nullopt};
        if (!stays_in(folder, target.path)) {
            problems.push_back(install_problem("package_path_unsafe", target.path));
            continue;
        }
        if (fs::exists(fs::symlink_status(target.path, error))) {
            // A folder of that name, or what may not be read, the writing would stumble over: said before anything is.
            auto before = read_file(target.path, std::max(file.bytes.size(), std::size_t{64} << 20U));
            if (before)
                target.before = std::move(*before);
            else
                problems.push_back(before.error());
            target.same = target.before == file.bytes;
            if (before && !target.same && !replace) problems.push_back(install_problem("file_exists", target.path));
        }
        targets.push_back(std::move(target));
    }
    if (!problems.empty()) return std::unexpected(std::move(problems));
    return targets;
}

} // namespace

std::expected<std::vector<fs::path>, Diagnostics> install_package(const Package& package, const fs::path& folder,
                                                                  bool replace) {
    std::error_code error;
    if (!fs::is_directory(folder, error))
        return std::unexpected(Diagnostics{install_problem("folder_missing", folder)});
    const auto targets = targets_of(package, folder, replace);
    if (!targets) return std::unexpected(targets.error());
    Undo undo;
    std::vector<fs::path> paths;
    for (auto target = targets->rbegin(); target != targets->rend(); ++target) {
        paths.insert(paths.begin(), target->path);
        if (target->same) continue;
        if (const auto failed = undo.make_folders(folder, target->path))
            return std::unexpected(Diagnostics{
                install_problem("folder_unwritable", target->path.parent_path()).with("reason", failed.message())});
        if (auto written = write_file(target->path, target->file->bytes); !written)
            return std::unexpected(Diagnostics{written.error()});
        undo.written(*target);
    }
    undo.keep();
    return paths;
}

} // namespace rapport::scenario_files
