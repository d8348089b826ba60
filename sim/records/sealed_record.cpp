#include "sim/records/sealed_record.h"

#include <nlohmann/json.hpp>

namespace rapport::records {
namespace {

std::string place_in(const std::string& attempt, std::string_view column) {
    return std::string("attempt/").append(attempt).append("/").append(column);
}

std::string place_in(const Whose& whose, const Overrule& change, std::string_view column) {
    return std::string("overrule/")
        .append(whose.attempt)
        .append("/")
        .append(std::to_string(change.turn))
        .append("/")
        .append(scoring::id(change.behaviour))
        .append("/")
        .append(change.at)
        .append("/")
        .append(column);
}

Diagnostic of_attempt_kept(Diagnostic d, const std::string& attempt) {
    return d.where.file.empty() ? std::move(d).at({attempt, 0, 0, {}}) : std::move(d);
}

} // namespace

std::expected<KeptWords, Diagnostic> kept_words(KeyStore& keys, const dialogue::Scenario& scenario,
                                                const AttemptLog& log) {
    const AttemptHeader& h = log.header;
    KeptWords words{header_json(h), h.trainee, log_json(scenario, log)};
    if (h.person.empty()) return words;
    const auto key = keys.find_or_make(h.person, month_of(h.started_at));
    if (!key) return std::unexpected(key.error());
    AttemptHeader open = h;
    open.trainee.clear();
    open.leniency = open.reading_percent = 100;
    const nlohmann::ordered_json hidden{
        {"trainee", h.trainee}, {"leniency", h.leniency}, {"reading_percent", h.reading_percent}};
    words.header = header_json(open);
    words.trainee =
        seal(*key, hidden.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), place_in(h.id, "trainee"));
    words.log = seal(*key, words.log, place_in(h.id, "log"));
    return words;
}

std::expected<void, Diagnostic> open_header(Opener& opener, AttemptHeader& h, const std::string& trainee) {
    if (h.person.empty()) return {};
    const std::string place = place_in(h.id, "trainee");
    const auto opened = opener.open(h.person, month_of(h.started_at), trainee, place);
    if (!opened) return std::unexpected(of_attempt_kept(opened.error(), h.id));
    const auto hidden = nlohmann::json::parse(*opened, nullptr, false);
    try {
        h.trainee = hidden.at("trainee").get<std::string>();
        h.leniency = hidden.at("leniency").get<int>();
        h.reading_percent = hidden.at("reading_percent").get<int>();
    } catch (const nlohmann::json::exception&) {
        return std::unexpected(of_attempt_kept(Diagnostic::error("seal_broken").with("what", place), h.id));
    }
    return {};
}

std::expected<std::string, Diagnostic> open_log(Opener& opener, const AttemptHeader& h, const std::string& log) {
    if (h.person.empty()) return log;
    auto opened = opener.open(h.person, month_of(h.started_at), log, place_in(h.id, "log"));
    if (!opened) return std::unexpected(of_attempt_kept(opened.error(), h.id));
    return opened;
}

std::expected<void, Diagnostic> seal_words(KeyStore& keys, const Whose& whose, Overrule& change) {
    if (whose.person.empty()) return {};
    const auto key = keys.find_or_make(whose.person, month_of(whose.started_at));
    if (!key) return std::unexpected(key.error());
    change.reason = seal(*key, change.reason, place_in(whose, change, "reason"));
    if (!change.by.empty()) change.by = seal(*key, change.by, place_in(whose, change, "made_by"));
    return {};
}

std::expected<void, Diagnostic> open_words(Opener& opener, const Whose& whose, Overrule& change) {
    if (whose.person.empty()) return {};
    const std::string month = month_of(whose.started_at);
    auto reason = opener.open(whose.person, month, change.reason, place_in(whose, change, "reason"));
    auto by = opener.open(whose.person, month, change.by, place_in(whose, change, "made_by"));
    for (const auto* words : {&reason, &by})
        if (!*words && words->error().code != "key_missing" && words->error().code != "seal_broken")
            return std::unexpected(words->error());
    change.unreadable = !reason || !by;
    change.reason = reason.value_or("");
    change.by = by.value_or("");
    return {};
}

} // namespace rapport::records
