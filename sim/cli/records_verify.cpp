#include "sim/cli/records_verify.h"

#include "sim/cli/records.h"

#include <nlohmann/json.hpp>

namespace rapport::cli {
namespace {

bool can_be_head(std::string_view head) {
    constexpr std::size_t digits = 64; // of SHA-256
    return head.size() == digits && head.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

} // namespace

nlohmann::ordered_json chain_json(const Context& context, const records::ChainReport& report) {
    nlohmann::ordered_json desks = nlohmann::ordered_json::array(), list = nlohmann::ordered_json::array();
    for (const auto& h : report.heads) desks.push_back({{"desk", h.desk}, {"number", h.number}, {"head", h.head}});
    for (const Diagnostic& d : report.findings) {
        auto entry = to_json(context, d);
        for (const auto& [name, value] : d.args) entry[name] = value;
        list.push_back(std::move(entry));
    }
    return {{"attempts", report.attempts}, {"overrules", report.overrules},   {"erased", report.erased},
            {"chained", report.chained},   {"taken_over", report.taken_over}, {"desks", desks},
            {"diagnostics", list}};
}

void print_chain(const Context& context, const records::ChainReport& report) {
    if (!report.chained) return out_line(context.tr("cli.verify_not_chained"));
    out_line(context.tr("cli.verify_counts", {{"attempts", std::to_string(report.attempts)},
                                              {"overrules", std::to_string(report.overrules)},
                                              {"erased", std::to_string(report.erased)}}));
    if (report.taken_over > 0)
        out_line(context.tr("cli.verify_taken_over", {{"count", std::to_string(report.taken_over)}}));
    for (const auto& h : report.heads)
        out_line(
            context.tr("cli.verify_head", {{"desk", h.desk}, {"number", std::to_string(h.number)}, {"head", h.head}}));
    if (report.findings.empty())
        out_line(context.tr("cli.verify_fine"));
    else
        out_line(context.tr("cli.verify_findings", {{"count", std::to_string(report.findings.size())}}));
    print(context, report.findings);
}

Exit records_verify(const Context& context, const std::optional<std::string>& given) {
    const std::string head = given.value_or("");
    if (given && !can_be_head(head)) return fail(context, Diagnostic::error("chain_head_invalid").with("head", head));
    if (auto there = named_records_exist(context); !there) return fail(context, there.error());
    records::ChainReport report;
    report.held = head.empty();
    if (!nothing_kept(context)) {
        const auto database = kept_at(context);
        if (!database) return fail(context, database.error());
        // Opened as it is: bringing it up to date would make a chain where somebody has taken it away.
        const auto opened = records::Database::open_as_it_is(*database);
        if (!opened && (context.database || opened.error().code != "records_missing"))
            return fail(context, opened.error());
        if (opened) {
            auto verified = opened->verify(head);
            if (!verified) return fail(context, verified.error());
            report = std::move(*verified);
        }
    }
    if (!report.held) report.findings.push_back(Diagnostic::error("chain_head_unknown").with("head", head));
    if (context.json)
        out_json(chain_json(context, report));
    else
        print_chain(context, report);
    return report.findings.empty() && report.chained ? fine : findings;
}

} // namespace rapport::cli
