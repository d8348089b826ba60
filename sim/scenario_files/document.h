// One of the product's own data files (words, word lists, the mood table): bytes as a tree, with what is wrong. Used
// inside this module only.
#pragma once

#include "sim/scenario_files/findings.h"
#include "sim/scenario_files/limits.h"
#include "sim/scenario_files/parse.h"
#include "sim/scenario_files/tree.h"

#include <memory>
#include <string>
#include <utility>

namespace rapport::scenario_files {

class Document {
public:
    Document(std::string bytes, std::string file_name, Characters characters = Characters::visible)
        : findings(std::move(file_name), Limits{}.findings), storage_(std::make_shared<Storage>()),
          tree(parse(stored(std::move(bytes)), Limits{}, findings, characters)) {}

    // In the order of the file.
    Diagnostics finish() { return findings.finish(storage_->bytes); }

    Findings findings;

private:
    std::shared_ptr<Storage> stored(std::string bytes) {
        storage_->bytes = std::move(bytes);
        return storage_;
    }
    std::shared_ptr<Storage> storage_;

public:
    const Tree tree; // empty where it could not be built
};

} // namespace rapport::scenario_files
