#include "sim/reports/attempt_line.h"
#include "sim/reports/person_data.h"

#include <nlohmann/json.hpp>

namespace rapport::reports {
namespace {

using OrderedJson = nlohmann::ordered_json;

OrderedJson figures_json(const PersonAttempt& a) {
    const auto& row = a.exported.row;
    OrderedJson total = nullptr;
    if (row.total) total = *row.total / 100.0;
    return {{"header", OrderedJson::parse(records::header_json(row.header), nullptr, false)},
            {"end", {{"ended_at", row.end.ended_at}, {"status", id(row.end.status)}, {"ending", row.end.ending}}},
            {"turns", row.turns},
            {"total", total},
            {"unreadable", a.unreadable}};
}

} // namespace

std::expected<std::string, Diagnostic> person_json(const PersonData& data) {
    OrderedJson attempts = OrderedJson::array();
    for (const PersonAttempt& a : data.attempts) {
        if (!a.session) {
            attempts.push_back(figures_json(a));
            continue;
        }
        const auto line = attempt_line(a.exported, a.log, *a.session);
        if (!line) return std::unexpected(line.error());
        OrderedJson json = OrderedJson::parse(*line);
        if (a.session->scenario().use == dialogue::Use::exam)
            for (auto& turn : json["turns"]) turn.erase("customer");
        attempts.push_back(std::move(json));
    }
    OrderedJson exposures = OrderedJson::array();
    for (const records::Exposure& e : data.exposures)
        exposures.push_back({{"at", e.at}, {"scenario", e.scenario}, {"command", e.command}, {"granted", e.granted}});
    const OrderedJson all{{"format", 1},
                          {"made_at", data.made_at},
                          {"person",
                           {{"id", data.person.id},
                            {"name", data.person.words.name},
                            {"staff_number", data.person.words.staff_number},
                            {"since", data.person.created_at},
                            {"pin", data.pin}}},
                          {"attempts", attempts},
                          {"exposures", exposures}};
    return all.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

} // namespace rapport::reports
