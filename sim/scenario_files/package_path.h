// Paths inside a scenario's package.
#pragma once

#include <string_view>

namespace rapport::scenario_files {

// Whether a path is relative, written with "/", and cannot leave the folder it starts from on any system.
bool inside_package(std::string_view path);

} // namespace rapport::scenario_files
