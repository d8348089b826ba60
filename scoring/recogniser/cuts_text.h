// The cuts (learning/cuts.h) as the text of assets/models/replies.cuts.json, which lies beside the model they were
// fitted for; sim/scenario_files/cuts_file.h reads it.
//
//   {"format": 1, "model": "9f31c0de",
//    "en": {"open_contact": {"one": [1001, 0, 0], "two": [1001, 1001, 0]}, … all twenty ids},
//    "zh": {…}}
//
// one, two: per mille for the rules' level 0, 1 and 2; 0 always, 1001 never.
#pragma once

#include "scoring/learning/cuts.h"

#include <string>
#include <string_view>

namespace rapport::scoring {

inline constexpr int cuts_format = 1;

// CRC-32 as eight hexadecimal digits: which bytes a file was made for or from.
std::string mark_of(std::string_view bytes);

// model: the bytes of the model file.
std::string cuts_text(const FusionTable& table, std::string_view model);

} // namespace rapport::scoring
