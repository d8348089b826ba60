// A desk for one test: a folder of its own, a fixed date, ids that count up, and a short phone drill.
//
//   opening (asks "what happened?", silence after 20 s → hello): a model → moves, b → probe, c (a fault) → hello
//   moves:   nothing to say, the story goes on to probe
//   probe:   a model → close, b → opening again
//   close:   a model → ending resolved, b → ending partial
//   hello:   a model → probe, b → ending lost
#pragma once

#include "sim/training/drill.h"
#include "sim/training/services.h"
#include "tests/records/folder.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace rapport::tests {

extern const std::string short_drill; // scenario file, channel phone

class Desk {
public:
    explicit Desk(Folder::On on = Folder::On::disk);
    training::Services& services() { return services_; }
    // A restart of the program: everything opened anew.
    void restart();
    std::filesystem::path scenario(); // the short drill as a file
    std::filesystem::path scenario(const std::string& name, const std::string& from, const std::string& to);
    std::filesystem::path journals() const { return folder_ / "data" / "journal"; }
    std::filesystem::path data() const { return folder_ / "data"; }
    const Folder& folder() const { return folder_; }
    // Puts something in the way of the database, and takes it away again.
    void break_database();
    void mend_database();

private:
    void open();
    Folder folder_;
    training::Services services_;
    int ids_ = 0;
};

inline const training::DrillSettings seven{.seed = 7};

// Says these replies, four seconds each ("silence" keeps silent); every one must be accepted.
void say(training::Drill& drill, const std::vector<std::string>& replies);
// A kept log without whose it is: each desk has a person of its own.
std::string without_person(std::string log);
// What went wrong, as codes.
std::vector<std::string> codes(const Diagnostics& diagnostics);

inline const std::vector<std::string> good_story{"a", "a", "a"};

} // namespace rapport::tests
