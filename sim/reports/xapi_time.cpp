#include "sim/reports/xapi_time.h"

#include <array>
#include <cstdio>
#include <ctime>

namespace rapport::reports {

std::optional<std::int64_t> moment_ms(std::string_view utc) {
    const std::string text(utc);
    std::tm parts{};
    const char* end = strptime(text.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    if (end == nullptr || *end != '\0') return std::nullopt;
    return std::int64_t{timegm(&parts)} * 1000;
}

std::string moment_text(std::int64_t ms) {
    const std::time_t seconds = ms / 1000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 80> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", parts.tm_year + 1900,
                  parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                  static_cast<int>(ms % 1000));
    return text.data();
}

std::string duration_text(std::int64_t ms) {
    std::string text = "PT" + std::to_string(ms / 1000);
    if (const auto hundredths = ms % 1000 / 10; hundredths > 0) {
        const std::string digits = std::to_string(hundredths);
        text.append(digits.size() == 1 ? ".0" : ".").append(digits);
        if (text.ends_with('0')) text.pop_back();
    }
    return text + "S";
}

} // namespace rapport::reports
