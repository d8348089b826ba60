#include "tests/dialogue/bench_scenario.h"

#include "sim/scenario_files/read.h"

#include <array>
#include <stdexcept>
#include <vector>

namespace rapport::story {
namespace {

struct Way {
    bool trust; // which of the two variables it asks about and moves
    const char* comparison;
    int than, adds;
    std::uint32_t to;
};

int modulo(int value, int by) { return (value % by + by) % by; }

std::array<Way, 3> ways_from(std::uint32_t node, std::uint32_t nodes) {
    const auto ahead = [&](std::uint64_t factor, std::uint64_t more) {
        return static_cast<std::uint32_t>((node * factor + more) % nodes);
    };
    const int heat = modulo(static_cast<int>(node % 11) * 7, 11) - 5;
    const int faith = modulo(static_cast<int>(node % 13) * 5, 13) - 6;
    const bool even = node % 2 == 0;
    return {{{false, ">=", heat, -1, ahead(7919, 104729)},
             {false, "<", heat, 1, ahead(6571, 15487)},
             {true, even ? "<=" : ">=", faith, even ? 1 : -1, ahead(1, 1)}}};
}

bool holds(const Way& way, const std::array<int, 2>& values) {
    const int value = values[way.trust ? 1 : 0];
    const std::string comparison = way.comparison;
    return comparison == ">=" ? value >= way.than : comparison == "<" ? value < way.than : value <= way.than;
}

std::string reply(char id, const Way& way) {
    const std::string variable = way.trust ? "faith" : "heat";
    std::string json = R"({"id":")";
    json.append(1, id).append(R"(","when":")").append(variable).append(" ").append(way.comparison).append(" ");
    json.append(std::to_string(way.than)).append(R"(","text":{"en":"Reply )").append(1, id);
    json.append(R"(."},"shows":{},"do":[")").append(variable).append(" = ").append(variable);
    json.append(way.adds < 0 ? " - 1" : " + 1").append(R"("],"to":"n)").append(std::to_string(way.to)).append("\"}");
    return json;
}

} // namespace

std::string synthetic(std::uint32_t nodes) {
    std::string json =
        R"({"format":1,"id":"synthetic","version":1,"languages":["en"],"title":{"en":"Synthetic"},"channel":"chat",)"
        R"("use":"practice","grades":[],"norms":{"first_response_s":60,"response_s":60},"card":{"cause":"unknown",)"
        R"("customer":{"name":{"en":"Ms Lin"}},"policy":{"options":[],"not_allowed":[]}},"customer":{"state":"angry",)"
        R"("mood":{"anger":50,"trust":50},"temper":100,"patience_s":60},"variables":{)"
        R"("heat":{"type":"int","min":-100000,"max":100000,"start":0},)"
        R"("faith":{"type":"int","min":-100000,"max":100000,"start":0}},"start":"n0","nodes":[)";
    for (std::uint32_t i = 0; i < nodes; ++i) {
        const std::string number = std::to_string(i);
        json.append(i > 0 ? ",\n" : "\n").append(R"({"id":"n)").append(number);
        json.append(R"(","says":[{"id":"l","text":{"en":"Line )").append(number).append(R"(."}}],"replies":[)");
        const auto ways = ways_from(i, nodes);
        json.append(reply('a', ways[0]))
            .append(",")
            .append(reply('b', ways[1]))
            .append(",")
            .append(reply('c', ways[2]));
        // Never taken; every node has to be able to reach an ending.
        if (i + 1 == nodes)
            json.append(R"(,{"id":"z","when":"heat > 90000","text":{"en":"Bye."},"shows":{},"to":"end"})");
        json.append("]}");
    }
    return json.append(R"(],"endings":[{"id":"end","outcome":"resolved","text":{"en":"Done."}}]})");
}

std::shared_ptr<const dialogue::Scenario> synthetic_scenario(std::uint32_t nodes) {
    auto read = scenario_files::read_scenario(synthetic(nodes), "synthetic.json");
    if (!read.scenario) throw std::runtime_error(read.diagnostics.front().code);
    return read.scenario;
}

std::uint32_t WalkPicks::of(std::uint32_t offered) {
    x_ = x_ * 1664525U + 1013904223U;
    return (x_ >> 8U) % offered;
}

std::uint32_t synthetic_checksum(std::uint32_t nodes, std::size_t steps) {
    WalkPicks picks;
    std::array<int, 2> values{};
    std::uint32_t at = 0;
    std::uint32_t checksum = 0;
    for (std::size_t step = 0; step < steps; ++step) {
        checksum = checksum * 31U + at;
        std::vector<Way> open;
        for (const Way& way : ways_from(at, nodes))
            if (holds(way, values)) open.push_back(way);
        const Way& way = open[picks.of(static_cast<std::uint32_t>(open.size()))];
        values[way.trust ? 1 : 0] += way.adds;
        at = way.to;
    }
    return checksum;
}

} // namespace rapport::story
