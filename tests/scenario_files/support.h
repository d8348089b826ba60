// A small scenario without any finding, and ways to break it.
#pragma once

#include "sim/scenario_files/read.h"

#include <string>
#include <string_view>

namespace rapport::scenario_files::test {

// One key a line, so that places are easy to see.
inline constexpr std::string_view small_scenario = R"({
  "format": 1,
  "id": "small",
  "version": 1,
  "languages": ["en"],
  "title": {"en": "Small"},
  "channel": "chat",
  "use": "practice",
  "grades": ["restate"],
  "norms": {"first_response_s": 60},
  "card": {
    "cause": "company",
    "customer": {"name": {"en": "Ms Lin"}, "history": [{"date": "2026-03-10", "text": {"en": "Ordered."}}]},
    "facts": [{"id": "order", "label": {"en": "Order"}, "value": {"en": "60418"}}],
    "policy": {
      "options": [{"id": "refund", "text": {"en": "Refund"}, "en": ["a refund"], "fits": 3}],
      "not_allowed": [{"id": "gift", "text": {"en": "A gift"}, "en": ["a gift"]}]
    }
  },
  "customer": {
    "state": "angry",
    "mood": {"anger": 70, "trust": 30},
    "personas": [{"id": "tired", "temper": 80}],
    "voice": {"gender": "f"},
    "hidden_need": {"id": "trip", "text": {"en": "She travels tomorrow."}}
  },
  "variables": {"tries": {"type": "int", "min": 0, "max": 3}, "offered": {"type": "bool"}},
  "start": "opening",
  "nodes": [
    {
      "id": "opening",
      "topic": "delay",
      "asks": {"id": "when", "en": ["when"]},
      "says": [
        {"id": "l1", "feeling": "angry", "text": {"en": "Where is my parcel?"}, "media": {"audio": "audio/l1.ogg"}},
        {"id": "l2", "when": "tries > 0", "text": {"en": "Again?"}}
      ],
      "slots": {"feelings": [{"id": "angry", "en": ["angry"]}]},
      "calls_for": ["restate"],
      "replies": [
        {
          "id": "a",
          "text": {"en": "So it is late. Here is a refund, is that right?"},
          "shows": {"restate": {"level": 2, "en": "it is late"}},
          "reveals": "trip",
          "offers": ["refund"],
          "do": ["tries = tries + 1", "offered = true"],
          "mood": {"anger": -5},
          "to": "close",
          "model": true
        },
        {"id": "b", "call": "verify", "then": "close", "text": {"en": "Your number, please."}},
        {"id": "c", "when": "not offered and tries < 3", "text": {"en": "Wait."}, "to": "lost"}
      ],
      "silence": {"after_s": 20, "to": "lost"},
      "otherwise": "lost"
    },
    {
      "id": "close",
      "says": [{"id": "l1", "text": {"en": "Thank you."}}],
      "replies": [{"id": "a", "text": {"en": "Goodbye."}, "to": "done"}]
    },
    {
      "id": "verify-1",
      "says": [{"id": "l1", "text": {"en": "Six, oh, four."}}],
      "replies": [{"id": "a", "text": {"en": "Found it."}, "to": "@return"}]
    }
  ],
  "passages": [{"id": "verify", "start": "verify-1"}],
  "topics": [{"id": "delay"}],
  "endings": [
    {"id": "done", "outcome": "resolved", "text": {"en": "Done."}},
    {"id": "lost", "outcome": "lost", "text": {"en": "She hangs up."}}
  ]
}
)";

// The text with the first `from` replaced; `from` must occur.
std::string with(std::string_view text, std::string_view from, std::string_view to);
// The finding with this code, or null.
const Diagnostic* find(const Diagnostics& diagnostics, std::string_view code);
// "code line:column /pointer" of every finding, for messages of failed tests.
std::string listed(const Diagnostics& diagnostics);

} // namespace rapport::scenario_files::test
