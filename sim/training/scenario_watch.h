// The file of a drill's scenario, watched while the drill is played: says when it holds something else, once it has
// come to rest. An editor saves by renaming, or in several writes, or by emptying the file first: what is still moving
// is left alone, and what cannot be read as a scenario gets a while longer before that is told.
//
// Times (`now`) are milliseconds of a steady clock, passed in.
#pragma once

#include "sim/scenario_files/file_stamp.h"
#include "sim/scenario_files/read.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace rapport::training {

class ScenarioWatch {
public:
    static constexpr std::int64_t look_ms = 900;  // between two looks at a file at rest
    static constexpr std::int64_t rest_ms = 350;  // unchanged for so long: at rest
    static constexpr std::int64_t doubt_ms = 900; // longer, for what has errors

    // hash_in_play: content_hash of what the drill is played under. The first look compares the file with it.
    ScenarioWatch(std::filesystem::path path, std::string hash_in_play);

    const std::filesystem::path& path() const { return path_; }

    // To be called often; asks the system about the file at most as often as said above, and reads it only where it
    // has changed. What is in it, scenario or errors (file_missing where it is gone), if that is not what was last
    // told or in play.
    std::optional<scenario_files::ReadResult> poll(std::int64_t now);
    // When the next call can bring something.
    std::int64_t due() const { return due_; }
    bool at_rest() const { return !moving_; }

    // At once, as the file is now: the same answer, without waiting for it to rest.
    std::optional<scenario_files::ReadResult> look(std::int64_t now);

private:
    std::optional<scenario_files::ReadResult> told(scenario_files::ReadResult read, const scenario_files::FileStamp& at,
                                                   std::int64_t now);

    std::filesystem::path path_;
    std::string known_;                                // content_hash last told or in play; empty: could not be read
    std::optional<scenario_files::FileStamp> settled_; // of what is known
    std::optional<scenario_files::FileStamp> moving_;  // seen once, differing from `settled_`
    bool doubted_ = false;                             // it was at rest and had errors
    std::int64_t due_ = 0;
};

} // namespace rapport::training
