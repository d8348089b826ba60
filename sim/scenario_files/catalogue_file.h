// The words of the product: assets/i18n/en.json and zh.json, flat objects of key → text.
#pragma once

#include "sim/base/catalogue.h"
#include "sim/base/diagnostic.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace rapport::scenario_files {

struct CatalogueResult {
    Catalogue catalogue; // whatever could be read
    Diagnostics diagnostics;
};

// folder: the product folder. Reports a missing or broken file, and catalogue_key_missing for a key that only the other
// language has.
CatalogueResult read_catalogue(const std::filesystem::path& folder);

// Adds one file's texts.
Diagnostics read_catalogue_bytes(std::string bytes, std::string file_name, Language language, Catalogue& catalogue);

} // namespace rapport::scenario_files
