// The turn of an xAPI "answered": the interaction as an activity, and what came of it.
#pragma once

#include "scoring/transcript.h"
#include "sim/base/catalogue.h"
#include "sim/dialogue/session.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace rapport::reports {

// {"en-US": …, "zh-CN": …}, of what is there.
nlohmann::ordered_json language_map(const LocalText& text);
std::string_view language_tag(Language language); // en-US, zh-CN
std::string extension(std::string_view name);     // the key of an extension of ours

// The trainee answered in this record: chose, typed or kept silent.
bool is_answer(const dialogue::TurnRecord& record);

// "object": the moment of the scenario as an interaction; the same for everybody who was asked there.
nlohmann::ordered_json interaction(const dialogue::Scenario& scenario, const dialogue::TurnRecord& record,
                                   const Catalogue& words);
// "result": the response, and as extensions what it showed.
nlohmann::ordered_json answer(const scoring::Turn& turn, const dialogue::TurnRecord& record);
// Extensions of "context": where in the attempt it was, and what the customer said.
nlohmann::ordered_json situation(const scoring::Turn& turn);

} // namespace rapport::reports
