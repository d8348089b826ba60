// Moments and spans of time as learning record stores read them.
#include "sim/reports/xapi_time.h"

#include <catch2/catch.hpp>

using namespace rapport::reports;

TEST_CASE("A moment there and back", "[reports][xapi]") {
    CHECK(moment_ms("1970-01-01T00:00:01Z") == 1000);
    CHECK(moment_ms("2026-03-02T09:00:00Z") == 1772442000000);
    CHECK(moment_text(1772442000000) == "2026-03-02T09:00:00.000Z");
    CHECK(moment_text(1772442000007) == "2026-03-02T09:00:00.007Z");
    for (const char* none : {"", "2026-03-02", "2026-03-02T09:00:00", "2026-03-02T09:00:00Z ", "yesterday"})
        CHECK_FALSE(moment_ms(none));
}

TEST_CASE("Durations have hundredths of a second at most", "[reports][xapi]") {
    CHECK(duration_text(0) == "PT0S");
    CHECK(duration_text(9) == "PT0S");
    CHECK(duration_text(50) == "PT0.05S");
    CHECK(duration_text(65'200) == "PT65.2S");
    CHECK(duration_text(65'250) == "PT65.25S");
    CHECK(duration_text(3'600'000) == "PT3600S");
}
