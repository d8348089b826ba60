// Under which key the faces find the words for things with stable ids (assets/i18n).
#pragma once

#include "scoring/report.h"
#include "sim/dialogue/mood.h"
#include "sim/dialogue/scenario.h"

#include <string>

namespace rapport::training {

inline std::string text_key(scoring::Behaviour b) { return "name.behaviour." + std::string(id(b)); }
inline std::string text_key(scoring::Question q) { return "name.question." + std::string(id(q)); }
inline std::string text_key(scoring::Outcome o) { return "name.outcome." + std::string(id(o)); }
inline std::string text_key(dialogue::Channel c) { return "name.channel." + std::string(id(c)); }
inline std::string text_key(dialogue::Upset u) { return "name.upset." + std::string(id(u)); }

// "reason.shows.restate.2", "reason.option_fits.3", "reason.waited"
inline std::string text_key(const dialogue::Reason& r) {
    std::string key = "reason." + std::string(id(r.code));
    if (r.code == dialogue::ReasonCode::shows) key += "." + std::string(id(r.behaviour));
    if (r.code == dialogue::ReasonCode::shows || r.code == dialogue::ReasonCode::option_fits)
        key += "." + std::to_string(r.level);
    return key;
}

} // namespace rapport::training
