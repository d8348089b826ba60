// Where the product's own data lies: the folder that holds assets/ and scenarios/.
#pragma once

#include "sim/base/diagnostic.h"

#include <expected>
#include <filesystem>

namespace rapport::scenario_files {

// The environment variable RAPPORT_HOME; else upward from the running program; else the folder the program was built
// from. Error: product_folder_missing (argument "path": RAPPORT_HOME where it is set but holds no data, else empty).
std::expected<std::filesystem::path, Diagnostic> product_folder();

// Whether a folder holds the product's data.
bool is_product_folder(const std::filesystem::path& folder);

} // namespace rapport::scenario_files
