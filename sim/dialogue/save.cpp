#include "sim/dialogue/save.h"

#include "sim/base/byte_stream.h"
#include "sim/base/text.h"

#include <algorithm>
#include <bit>
#include <utility>
#include <vector>

namespace rapport::dialogue {
namespace {

using scoring::behaviour_at;
using scoring::behaviour_count;
using scoring::ReplyKind;

constexpr std::string_view magic = "RPS";
constexpr std::size_t head = magic.size() + 1 + 4; // with the version and the checksum
constexpr int without_typed = 1;                   // the version
constexpr std::uint8_t detailed = 16;              // a reason with a level or a behaviour

void write(ByteWriter& w, const Reason& r) {
    const unsigned detail = r.level * unsigned{behaviour_count} + static_cast<unsigned>(scoring::index(r.behaviour));
    w.byte(static_cast<unsigned>(r.code) | (detail > 0 ? detailed : 0U));
    if (detail > 0) w.number(detail);
    w.signed_number(r.delta.anger);
    w.signed_number(r.delta.trust);
}

Reason read_reason(ByteReader& in) {
    Reason r;
    const std::uint8_t code = in.byte(detailed + static_cast<unsigned>(ReasonCode::became_ready));
    const auto which = static_cast<std::uint8_t>(code & (detailed - 1U));
    if (which == 0 || which > static_cast<std::uint8_t>(ReasonCode::became_ready)) in.fail();
    r.code = static_cast<ReasonCode>(which);
    if ((code & detailed) != 0) {
        const auto detail = in.number<std::uint32_t>(255 * behaviour_count + behaviour_count - 1);
        if (detail == 0) in.fail();
        r.behaviour = behaviour_at(detail % behaviour_count);
        r.level = static_cast<Level>(detail / behaviour_count);
    }
    r.delta.anger = in.signed_number();
    r.delta.trust = in.signed_number();
    return r;
}

void write(ByteWriter& w, const scoring::Labels& labels) {
    unsigned count = 0;
    for (std::size_t i = 0; i < behaviour_count; ++i) count += labels[behaviour_at(i)] > 0 ? 1 : 0;
    w.byte(count);
    for (unsigned i = 0; i < behaviour_count; ++i)
        if (const Level level = labels[behaviour_at(i)]; level > 0) w.byte(i * 2 + level - 1U);
}

scoring::Labels read_labels(ByteReader& in) {
    scoring::Labels labels;
    int before = -1;
    for (std::uint8_t i = in.byte(behaviour_count); i > 0 && !in.failed(); --i) {
        const std::uint8_t coded = in.byte(2 * behaviour_count - 1);
        if (coded / 2 <= before) in.fail();
        before = coded / 2;
        labels.set(behaviour_at(coded / 2U), static_cast<Level>(coded % 2 + 1));
    }
    return labels;
}

void write(ByteWriter& w, const TypedReply& typed) {
    w.text(typed.text);
    w.byte(static_cast<unsigned>(typed.matched));
    write(w, typed.labels);
    w.byte(static_cast<unsigned>(std::popcount(typed.unsure.bits())));
    for (unsigned i = 0; i < behaviour_count; ++i)
        if (typed.unsure.has(behaviour_at(i))) w.byte(i);
    w.text(typed.not_scorable);
    w.byte(static_cast<unsigned>(typed.evidence.size()));
    for (const scoring::Evidence& e : typed.evidence) {
        w.byte(static_cast<unsigned>(scoring::index(e.behaviour)));
        w.byte(e.level);
        w.number(e.start);
        w.number(e.length);
        w.text(e.reason);
        w.text(e.missing);
    }
}

TypedReply read_typed(ByteReader& in) {
    TypedReply typed;
    typed.text = in.text();
    typed.matched = static_cast<Matched>(in.byte(static_cast<unsigned>(Matched::nothing_fits)));
    typed.labels = read_labels(in);
    int before = -1;
    for (std::uint8_t i = in.byte(behaviour_count); i > 0 && !in.failed(); --i) {
        const std::uint8_t which = in.byte(behaviour_count - 1);
        if (which <= before) in.fail();
        before = which;
        typed.unsure.add(behaviour_at(which));
    }
    typed.not_scorable = in.text();
    const std::size_t length = code_points(typed.text);
    for (std::uint8_t i = in.byte(most_evidence); i > 0 && !in.failed(); --i) {
        scoring::Evidence e;
        e.behaviour = behaviour_at(in.byte(behaviour_count - 1));
        e.level = in.byte(2);
        e.start = in.number<std::size_t>(length);
        e.length = in.number<std::size_t>(length - e.start);
        e.quote = code_point_slice(typed.text, e.start, e.length);
        e.reason = in.text();
        e.missing = in.text();
        typed.evidence.push_back(std::move(e));
    }
    return typed;
}

void write(ByteWriter& w, const TurnRecord& t) {
    w.byte(static_cast<unsigned>(t.kind) | static_cast<unsigned>(t.language) << 2U |
           (t.correction_check ? 1U : 0U) << 3U | (t.after.ready ? 1U : 0U) << 4U |
           (t.branch.kind == Target::Kind::ending ? 1U : 0U) << 5U);
    w.byte(t.reply | static_cast<unsigned>(t.offered_count) << 4U);
    for (std::size_t i = 0; i < t.offered_count; i += 2)
        w.byte(t.offered[i] | (i + 1 < t.offered_count ? static_cast<unsigned>(t.offered[i + 1]) << 4U : 0U));
    w.number(t.line);
    w.number(t.response_ms);
    w.number(t.branch.index);
    w.number(static_cast<std::uint64_t>(t.after.anger));
    w.number(static_cast<std::uint64_t>(t.after.trust));
    write(w, t.labels);
    w.byte(static_cast<unsigned>(t.reasons.all().size()));
    for (const Reason& r : t.reasons) write(w, r);
    if (t.typed) write(w, *t.typed);
}

// node: where the turn before led.
TurnRecord read_turn(ByteReader& in, std::uint32_t node) {
    TurnRecord t;
    t.node = node;
    const unsigned flags = in.byte(63);
    t.kind = static_cast<ReplyKind>(flags & 3U);
    t.language = static_cast<Language>((flags >> 2U) & 1U);
    t.correction_check = (flags & 8U) != 0;
    t.after.ready = (flags & 16U) != 0;
    t.branch.kind = (flags & 32U) != 0 ? Target::Kind::ending : Target::Kind::node;
    const unsigned reply = in.byte();
    t.reply = reply & 15U;
    t.offered_count = static_cast<std::uint8_t>(reply >> 4U);
    if (t.offered_count > most_replies) t.offered_count = in.fail<std::uint8_t>();
    for (std::size_t i = 0; i < t.offered_count; i += 2) {
        const unsigned two = in.byte();
        t.offered[i] = two & 15U;
        if (i + 1 < t.offered_count)
            t.offered[i + 1] = static_cast<std::uint8_t>(two >> 4U);
        else if (two > 15U)
            in.fail();
    }
    t.line = in.number<std::uint16_t>();
    t.response_ms = in.number<std::uint32_t>();
    t.branch.index = in.number<std::uint32_t>();
    t.after.anger = in.number<std::int16_t>(100);
    t.after.trust = in.number<std::int16_t>(100);
    t.labels = read_labels(in);
    for (std::uint8_t i = in.byte(most_reasons); i > 0 && !in.failed(); --i) t.reasons.add(read_reason(in));
    if (t.kind != ReplyKind::typed) return t;
    TypedReply typed = read_typed(in);
    typed.branch = t.reply;
    typed.correction_check = t.correction_check;
    t.typed = TypedPart(std::move(typed));
    return t;
}

void write_scenario(ByteWriter& w, const Scenario& s) {
    w.text(s.id);
    w.number(static_cast<std::uint64_t>(s.version));
    for (const std::size_t count : {s.nodes.size(), s.lines.size(), s.replies.size(), s.endings.size()})
        w.number(count);
}

// The id it was saved from, where that is not this scenario as it is now.
std::string other_scenario(ByteReader& in, const Scenario& s) {
    const std::string id(in.text());
    bool same = id == s.id && in.number<std::uint64_t>() == static_cast<std::uint64_t>(s.version);
    for (const std::size_t count : {s.nodes.size(), s.lines.size(), s.replies.size(), s.endings.size()})
        same = same && in.number<std::uint64_t>() == count;
    return same ? std::string() : id;
}

Diagnostic damaged(std::size_t byte) { return Diagnostic::error("save_damaged").with("byte", std::to_string(byte)); }

Diagnostic newer(unsigned version, int ours) {
    return Diagnostic::error("save_newer").with("version", std::to_string(version)).with("ours", std::to_string(ours));
}

} // namespace

std::string save(const Session& session) {
    const Settings& settings = session.settings();
    ByteWriter w;
    w.number(static_cast<std::uint64_t>(engine_version));
    write_scenario(w, session.scenario());
    w.byte(static_cast<unsigned>(settings.language));
    w.number(settings.seed);
    w.number(static_cast<std::uint64_t>(std::max(0, settings.leniency)));
    w.number(session.log().size());
    for (const TurnRecord& turn : session.log()) write(w, turn);
    const bool typed =
        std::ranges::any_of(session.log(), [](const TurnRecord& t) { return static_cast<bool>(t.typed); });
    std::string out(magic);
    out.push_back(static_cast<char>(typed ? save_version : without_typed));
    out.append(little_endian(crc32(w.out))).append(w.out);
    return out;
}

std::expected<Session, Diagnostic> restore(std::string_view bytes, std::shared_ptr<const Scenario> scenario,
                                           std::shared_ptr<const MoodTable> table) {
    if (bytes.size() < head || !bytes.starts_with(magic)) return std::unexpected(damaged(0));
    const auto version = static_cast<unsigned char>(bytes[magic.size()]);
    if (version > save_version) return std::unexpected(newer(version, save_version));
    if (version < static_cast<unsigned>(without_typed) ||
        bytes.substr(head - 4, 4) != little_endian(crc32(bytes.substr(head))))
        return std::unexpected(damaged(magic.size()));

    ByteReader in(bytes.substr(head));
    const auto engine = in.number<unsigned>();
    if (engine == 0) in.fail();
    if (engine > static_cast<unsigned>(engine_version)) return std::unexpected(newer(engine, engine_version));
    if (const std::string other = other_scenario(in, *scenario); !other.empty() && !in.failed())
        return std::unexpected(Diagnostic::error("save_other_scenario").with("scenario", other));
    Settings settings;
    settings.language = static_cast<Language>(in.byte(1));
    settings.seed = in.number<std::uint64_t>();
    settings.leniency = in.number<int>();
    const auto turns = in.number<std::size_t>();

    std::vector<TurnRecord> log;
    std::uint32_t node = scenario->start;
    for (std::size_t i = 0; i < turns && !in.failed(); ++i) {
        log.push_back(read_turn(in, node));
        node = log.back().branch.index;
    }
    const bool typed = std::ranges::any_of(log, [](const TurnRecord& t) { return static_cast<bool>(t.typed); });
    if (in.failed() || in.left() > 0 || typed != (version > without_typed))
        return std::unexpected(damaged(head + in.at()));
    return Session::replay(std::move(scenario), std::move(table), settings, log);
}

} // namespace rapport::dialogue
