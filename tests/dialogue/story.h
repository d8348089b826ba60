// Small stories for the session's tests: only what a test is about is written down.
#pragma once

#include "sim/dialogue/session.h"

#include <memory>
#include <string>
#include <vector>

namespace rapport::story {

// A scenario of these nodes (JSON objects) in English, an angry customer at 80/20, endings "good" and "bad".
// `more`: further top-level keys, each followed by a comma ("\"use\": \"exam\",").
std::shared_ptr<const dialogue::Scenario> of(const std::string& nodes, const std::string& more = "");
// A node with one plain line and these replies.
std::string node(const std::string& id, const std::string& replies, const std::string& more = "");
// A reply that leads there; `more`: further keys, each preceded by a comma.
std::string reply(const std::string& id, const std::string& to, const std::string& more = "");

// The product's own table and scenarios.
std::shared_ptr<const dialogue::MoodTable> mood_table();
std::vector<std::shared_ptr<const dialogue::Scenario>> library();

dialogue::Session start(const std::shared_ptr<const dialogue::Scenario>& scenario, std::uint64_t seed = 1,
                        int leniency = 100);

} // namespace rapport::story
