// Disks that are full, files that may not grow, folders that may not be written to.
#include "tests/fault/ground.h"

#include <algorithm>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rapport::tests::fault {
namespace {

namespace fs = std::filesystem;

// A disk of its own in memory, gone with the object.
class SmallDisk {
public:
    explicit SmallDisk(const fs::path& at) : at_(at) {
        fs::create_directories(at);
        mounted_ = ::mount("rapport-fault", at.c_str(), "tmpfs", 0, "size=2m") == 0;
    }
    ~SmallDisk() {
        if (mounted_) ::umount2(at_.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    bool mounted() const { return mounted_; }
    // Fills it but for so many bytes.
    void leave(std::size_t bytes) const {
        const std::size_t room = fs::space(at_).available;
        put(filler(), std::string(room - std::min(room, bytes), 'x'));
    }
    void empty() const { fs::remove(filler()); }
    bool only_read() const { return ::mount(nullptr, at_.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0; }
    void write_again() const { ::mount(nullptr, at_.c_str(), nullptr, MS_REMOUNT, nullptr); }

private:
    fs::path filler() const { return at_ / "filler"; }
    fs::path at_;
    bool mounted_ = false;
};

// With the disk still full: the records are shown, or it is said why not.
std::string while_full(const Desk& desk) { return Ground::manners_of_json(desk.run({"records", "list", "--json"})); }

void full_disks(const Ground& ground, bool& fine) {
    Findings findings("full disks");
    const std::size_t step = ground.setting.brief ? 98'304 : 4096;
    for (const auto records : {Desk::Records::earlier, Desk::Records::none})
        for (std::size_t left = 0; left <= 1'400'000; left += step) {
            const Folder at;
            const SmallDisk disk(at / "disk");
            if (!disk.mounted()) {
                findings.skip("no small disk can be mounted here (needs root); the file-size limit below stands in");
                fine = findings.report() && fine;
                return;
            }
            const Desk desk(ground, records, at / "disk/data");
            disk.leave(left);
            const auto seen = ground.typed(desk);
            auto wrong = Ground::manners(seen.result);
            if (wrong.empty()) wrong = while_full(desk);
            disk.empty();
            if (wrong.empty()) wrong = ground.aftermath(desk, seen.acknowledged);
            findings.add(std::to_string(left) + " bytes left", wrong, seen.result);
            if (left >= 1'200'000 && seen.result.exit != 0) findings.add("enough room", "fails", seen.result);
        }
    fine = findings.report() && fine;
}

// As an ordinary account in a folder of its own, where modes count.
class Ordinary {
public:
    explicit Ordinary(const Ground& ground, Desk::Records records) : desk(ground, records, folder_ / "data") {
        if (::geteuid() != 0) return;
        desk.before = {"/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
        usable = fs::exists(desk.before.front());
        ::chmod(folder_.path().c_str(), 0755);
        own(desk.data);
        for (const auto& entry : fs::recursive_directory_iterator(desk.data)) own(entry.path());
    }
    ~Ordinary() { allow(); }
    void forbid(const fs::path& name, mode_t mode) {
        const fs::path path = name.empty() ? desk.data : desk.data / name;
        forbidden_.emplace_back(path, fs::is_directory(path) ? 0700 : 0600);
        ::chmod(path.c_str(), mode);
    }
    void allow() {
        for (const auto& [path, mode] : forbidden_) ::chmod(path.c_str(), mode);
        forbidden_.clear();
    }

private:
    static void own(const fs::path& path) {
        if (::chown(path.c_str(), 65534, 65534) != 0) return;
    }
    Folder folder_;
    std::vector<std::pair<fs::path, mode_t>> forbidden_;

public:
    Desk desk;
    bool usable = true;
};

} // namespace

bool no_room(const Ground& ground) {
    bool fine = true;
    full_disks(ground, fine);
    Findings findings("files that may not grow");
    const std::size_t step = ground.setting.brief ? 40'000 : 1500;
    for (const auto records : {Desk::Records::earlier, Desk::Records::none})
        for (std::size_t limit = 0; limit <= 500'000; limit += step) {
            Desk desk(ground, records);
            desk.in.largest_file = limit;
            const auto seen = ground.typed(desk);
            auto wrong = Ground::manners(seen.result);
            if (wrong.empty()) wrong = while_full(desk);
            desk.in.largest_file.reset();
            if (wrong.empty()) wrong = ground.aftermath(desk, seen.acknowledged);
            findings.add("at most " + std::to_string(limit) + " bytes a file", wrong, seen.result);
        }
    return findings.report() && fine;
}

bool not_allowed(const Ground& ground) {
    Findings findings("folders and files that may not be written");
    struct Ban {
        const char* what;
        mode_t mode;
    };
    for (const Ban& ban : {Ban{"", 0500}, Ban{"", 0000}, Ban{"journal", 0500}, Ban{"journal", 0000},
                           Ban{"rapport.db", 0400}, Ban{"rapport.db", 0000}}) {
        Ordinary somebody(ground, Desk::Records::earlier);
        if (!somebody.usable) {
            findings.skip("root ignores modes, and setpriv (util-linux) is missing");
            return findings.report();
        }
        somebody.forbid(ban.what, ban.mode);
        const auto seen = ground.typed(somebody.desk);
        auto wrong = Ground::manners(seen.result);
        if (wrong.empty() && seen.result.err.empty()) wrong = "not a word about it";
        if (wrong.empty()) wrong = while_full(somebody.desk);
        somebody.allow();
        if (wrong.empty()) wrong = ground.aftermath(somebody.desk, seen.acknowledged);
        findings.add(std::string("mode ") + std::to_string(ban.mode) + " of data/" + ban.what, wrong, seen.result);
    }
    const Folder at;
    const SmallDisk disk(at / "disk");
    if (disk.mounted()) {
        const Desk desk(ground, Desk::Records::earlier, at / "disk/data");
        std::string wrong = disk.only_read() ? "" : "the disk could not be made one that is only read";
        const auto seen = ground.typed(desk);
        if (wrong.empty()) wrong = Ground::manners(seen.result);
        if (wrong.empty()) wrong = while_full(desk);
        disk.write_again();
        if (wrong.empty()) wrong = ground.aftermath(desk, seen.acknowledged);
        findings.add("a disk that is only read", wrong, seen.result);
    } else {
        findings.note("without a disk that is only read (needs root)");
    }
    return findings.report();
}

} // namespace rapport::tests::fault
