#include "sim/cli/scripted.h"

#include "sim/analysis/best_path.h"

#include <algorithm>
#include <charconv>

namespace rapport::cli {
namespace {

std::string_view trimmed(std::string_view s) {
    const auto first = s.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return s.substr(first, s.find_last_not_of(" \t\r\n") - first + 1);
}

std::string offered_ids(const dialogue::Session& session, std::string_view between) {
    std::vector<std::string_view> ids;
    for (std::size_t i = 0; i < session.now().offered_count; ++i) ids.push_back(session.offered_reply(i).id);
    std::ranges::sort(ids);
    std::vector<std::string> turns;
    for (const dialogue::Place place : dialogue::places_in(session.places()))
        turns.push_back(dialogue::turn_id(session.scenario(), place));
    ids.insert(ids.end(), turns.begin(), turns.end());
    std::string list;
    for (const auto id : ids) list.append(list.empty() ? "" : between).append(id);
    return list;
}

} // namespace

std::optional<std::uint32_t> milliseconds_of(std::string_view text) {
    constexpr std::uint32_t day_s = 86400;
    const char* const last = text.data() + text.size();
    std::uint32_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), last, seconds);
    if (error != std::errc{} || seconds > day_s) return std::nullopt;
    std::uint32_t ms = seconds * 1000;
    if (end == last) return ms;
    const std::string_view rest(end, static_cast<std::size_t>(last - end));
    if (rest.front() != '.' || rest.size() < 2 || rest.size() > 4) return std::nullopt;
    std::uint32_t worth = 100;
    for (const char c : rest.substr(1)) {
        if (c < '0' || c > '9') return std::nullopt;
        ms += static_cast<std::uint32_t>(c - '0') * worth;
        worth /= 10;
    }
    return ms <= day_s * 1000 ? std::optional(ms) : std::nullopt;
}

std::expected<std::vector<ScriptedReply>, Diagnostic> parse_script(std::string_view text) {
    std::vector<ScriptedReply> script;
    if (trimmed(text).empty()) return script;
    for (std::size_t pos = 0; pos <= text.size();) {
        const auto comma = std::min(text.find(',', pos), text.size());
        const auto item = trimmed(text.substr(pos, comma - pos));
        const auto at = item.find('@');
        const auto reply = trimmed(item.substr(0, at));
        if (reply.empty())
            return std::unexpected(
                Diagnostic::error("script_empty_reply").with("position", std::to_string(script.size() + 1)));
        ScriptedReply entry{std::string(reply), std::nullopt};
        if (at != std::string_view::npos) {
            const auto digits = item.substr(at + 1);
            entry.ms = milliseconds_of(digits);
            if (!entry.ms)
                return std::unexpected(
                    Diagnostic::error("script_bad_seconds").with("reply", reply).with("value", digits));
        }
        script.push_back(std::move(entry));
        pos = comma + 1;
    }
    return script;
}

std::uint32_t scripted_ms(const dialogue::Session& session, std::string_view reply) {
    return reply == "silence" ? analysis::scripted_silence_ms(session.scenario(), session.node())
                              : analysis::scripted_response_ms(session.scenario());
}

std::expected<void, Diagnostic> take(Run& run, const ScriptedReply& entry, std::uint32_t ms) {
    const std::string_view reply = entry.reply;
    if (entry.words) return run.say(reply, entry.picked, ms);
    if (reply == "silence") return run.keep_silent(ms);
    if (reply.starts_with(dialogue::turn_prefix)) return run.turn_to(reply.substr(dialogue::turn_prefix.size()), ms);
    return run.choose(reply, ms);
}

std::expected<ScriptPlayed, Diagnostic> play_script(Run& run, const std::vector<ScriptedReply>& script,
                                                    std::string_view between) {
    std::size_t used = 0;
    for (const ScriptedReply& entry : script) {
        if (run.session().over()) break;
        const std::uint32_t ms = entry.ms ? *entry.ms : scripted_ms(run.session(), entry.words ? "" : entry.reply);
        const auto turn = std::to_string(run.session().now().turn);
        const std::string offered = offered_ids(run.session(), between);
        const auto done = take(run, entry, ms);
        if (!done) {
            Diagnostic problem = done.error();
            if (problem.code == "typed_too_long") {
                problem.where = entry.where;
                if (used == 0) return std::unexpected(std::move(problem));
                problem.code = "say_line_too_long";
                problem.severity = Severity::warning;
                problem.args.emplace_back("unused", std::to_string(script.size() - used));
                return ScriptPlayed{used, std::move(problem)};
            }
            if (problem.code == "reply_not_offered" || problem.code == "silence_has_no_consequence" ||
                problem.code == "topic_not_open") {
                if (problem.code == "topic_not_open") problem.args.emplace_back("reply", entry.reply);
                problem.code = entry.reply == "silence" && !entry.words ? "script_silence" : "script_unknown_reply";
                problem.args.emplace_back("turn", turn);
                problem.args.emplace_back("offered", offered);
            }
            return std::unexpected(std::move(problem));
        }
        ++used;
    }
    return ScriptPlayed{used, std::nullopt};
}

} // namespace rapport::cli
