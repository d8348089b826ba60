#include "sim/training/scenario_watch.h"

#include "sim/records/content_hash.h"

namespace rapport::training {

using scenario_files::FileStamp;
using scenario_files::ReadResult;
using scenario_files::stamp_of;

ScenarioWatch::ScenarioWatch(std::filesystem::path path, std::string hash_in_play)
    : path_(std::move(path)), known_(std::move(hash_in_play)) {}

std::optional<ReadResult> ScenarioWatch::poll(std::int64_t now) {
    if (now < due_) return std::nullopt;
    const FileStamp stamp = stamp_of(path_);
    if (stamp == settled_) {
        moving_.reset();
        due_ = now + look_ms;
        return std::nullopt;
    }
    if (stamp != moving_) {
        moving_ = stamp;
        doubted_ = false;
        due_ = now + rest_ms;
        return std::nullopt;
    }
    auto read = scenario_files::read_scenario_file(path_);
    if (stamp_of(path_) != stamp) { // written to while it was read
        moving_.reset();
        due_ = now + rest_ms;
        return std::nullopt;
    }
    if (!read.scenario && !doubted_) {
        doubted_ = true;
        due_ = now + doubt_ms;
        return std::nullopt;
    }
    return told(std::move(read), stamp, now);
}

std::optional<ReadResult> ScenarioWatch::look(std::int64_t now) {
    const FileStamp stamp = stamp_of(path_);
    return told(scenario_files::read_scenario_file(path_), stamp, now);
}

std::optional<ReadResult> ScenarioWatch::told(ReadResult read, const FileStamp& at, std::int64_t now) {
    settled_ = at;
    moving_.reset();
    doubted_ = false;
    due_ = now + look_ms;
    const std::string hash = read.storage ? records::content_hash(read.bytes()) : std::string();
    if (hash == known_) return std::nullopt;
    known_ = hash;
    return read;
}

} // namespace rapport::training
