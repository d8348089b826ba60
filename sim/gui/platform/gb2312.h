// The 3,755 characters of GB/T 2312-1980, level 1: those a person typing everyday Chinese uses.
#pragma once

#include <string_view>

namespace rapport::gui {

// UTF-8, in the standard's order (by pinyin).
std::string_view gb2312_level1();

} // namespace rapport::gui
