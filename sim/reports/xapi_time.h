// Moments and spans of time as xAPI writes them (ISO 8601, RFC 3339).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rapport::reports {

// "2026-03-02T09:00:00Z" as milliseconds since 1970, UTC; empty where it is none.
std::optional<std::int64_t> moment_ms(std::string_view utc);
// The other way round, with milliseconds: "2026-03-02T09:00:00.000Z".
std::string moment_text(std::int64_t ms);
// 65,250: "PT65.25S". Hundredths, as xAPI compares durations; not below 0.
std::string duration_text(std::int64_t ms);

} // namespace rapport::reports
