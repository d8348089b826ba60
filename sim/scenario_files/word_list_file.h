// Words that sound kind whatever is said with them (assets/models/kind_words.json): the analysis looks whether they
// give the best reply away.
#pragma once

#include "sim/base/diagnostic.h"
#include "sim/base/language.h"

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace rapport::scenario_files {

struct WordListResult {
    std::array<std::vector<std::string>, 2> words; // by language; empty where there are errors
    Diagnostics diagnostics;
};

WordListResult read_word_list(std::string bytes, std::string file_name);
// folder: the product folder.
WordListResult read_kind_words(const std::filesystem::path& folder);

} // namespace rapport::scenario_files
