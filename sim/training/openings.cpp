#include "sim/training/openings.h"

#include "scoring/recogniser/slots.h"
#include "scoring/text/fold.h"
#include "sim/base/text.h"
#include "sim/training/typed_moment.h"

#include <algorithm>
#include <optional>
#include <set>

namespace rapport::training {
namespace {

using dialogue::none;
using dialogue::Scenario;
using dialogue::Slot;
using dialogue::TurnRecord;
using scoring::Behaviour;
using scoring::Reading;
using scoring::ReplyKind;
using scoring::SlotHit;
using scoring::SlotKind;
using scoring::TextRange;

// Slots are found in words; no sign is looked for.
const scoring::SignTable& no_signs() {
    static const scoring::SignTable table = scoring::SignTable::compile({}, {}).value();
    return table;
}

// The slots of one node, to be found in what was said there and next.
class NodeSlots {
public:
    NodeSlots(const Scenario& s, const dialogue::Node& node)
        : lists_{s.slots_of(node.facts), s.slots_of(node.feelings), s.slots_of(node.wants)}, slots_(moment(s)) {}

    std::vector<SlotHit> in(std::string_view text) const { return slots_.find(Reading(no_signs(), text)); }
    std::string_view id_of(const SlotHit& hit) const {
        return lists_[static_cast<std::size_t>(hit.kind)][hit.entry].id;
    }

private:
    scoring::Moment moment(const Scenario& s) const {
        scoring::Moment m;
        const std::array card{&m.card.facts, &m.card.feelings, &m.card.wants};
        for (std::size_t kind = 0; kind < card.size(); ++kind)
            for (const Slot& slot : lists_[kind]) {
                auto words = wordings(s, slot.phrases);
                std::string first = words.empty() ? std::string() : words.front();
                card[kind]->push_back({std::move(first), std::move(words)});
            }
        return m;
    }

    std::array<std::span<const Slot>, 3> lists_; // by SlotKind: fact, feeling, want
    scoring::Slots slots_;
};

bool is_reply(const TurnRecord& r) { return r.kind != ReplyKind::none; }

std::string_view said_in(const Scenario& s, const TurnRecord& r) {
    if (r.typed) return r.typed->text;
    if (r.kind == ReplyKind::chosen) return s.replies_of(s.nodes[r.node])[r.reply].text.best(r.language);
    return {};
}

bool unanswered(const Scenario& s, const TurnRecord& r) {
    const dialogue::Node& node = s.nodes[r.node];
    if (node.asks == none) return false;
    if (r.kind == ReplyKind::silence) return true;
    if (r.kind == ReplyKind::chosen) return !s.replies_of(node)[r.reply].answers;
    return std::ranges::any_of(r.reasons.all(), [](const dialogue::Reason& reason) {
        return reason.code == dialogue::ReasonCode::question_unanswered;
    });
}

bool says_what_will_be_done(const scoring::Labels& l) {
    using enum Behaviour;
    return std::ranges::any_of(std::array{take_ownership, offer_options, explain_steps, hand_over},
                               [&](Behaviour b) { return l[b] > 0; });
}

LeftOpen::Words words_at(std::string_view text, TextRange range) {
    return {range.start, range.length(), std::string(scoring::as_typed(text, range))};
}

// Widened to whole clauses: what one would quote.
LeftOpen::Words clauses_at(std::string_view text, TextRange range) {
    const scoring::TextParts parts = scoring::parts_of(scoring::folded(text));
    TextRange wide = range;
    for (const scoring::TextClause& clause : parts.clauses)
        if (clause.range.start < range.end && range.start < clause.range.end)
            wide = {std::min(wide.start, clause.range.start), std::max(wide.end, clause.range.end)};
    return words_at(text, wide);
}

// The last thing asked; the whole line where no question shows.
LeftOpen::Words question_in(std::string_view text) {
    const scoring::TextParts parts = scoring::parts_of(scoring::folded(text));
    for (std::size_t i = parts.sentences.size(); i > 0; --i)
        if (parts.sentences[i - 1].question) return words_at(text, parts.sentences[i - 1].range);
    return words_at(text, {0, code_points(text)});
}

// The first place of this entry in a line; the whole line where its words do not show in that language.
LeftOpen::Words place_of(const NodeSlots& slots, const SlotHit& wanted, std::string_view text) {
    for (const SlotHit& hit : slots.in(text))
        if (hit.kind == wanted.kind && hit.entry == wanted.entry) return clauses_at(text, hit.range);
    return words_at(text, {0, code_points(text)});
}

class Finder {
public:
    explicit Finder(const dialogue::Session& session)
        : s_(session.scenario()), log_(session.log().begin(), session.log().end()) {}

    std::vector<LeftOpen> at(std::size_t index) {
        std::vector<LeftOpen> found;
        const TurnRecord& record = log_[index];
        if (!is_reply(record)) return found;
        const TurnRecord* next = nullptr;
        for (std::size_t i = index + 1; i < log_.size() && !next; ++i)
            if (is_reply(log_[i])) next = &log_[i];
        const dialogue::Node& node = s_.nodes[record.node];
        const LocalText& line = s_.lines_of(node)[record.line].text;
        if (unanswered(s_, record) && !(next && says_what_will_be_done(next->labels)))
            found.push_back(in_both(OpeningKind::question, line, question_in));

        const auto best = [&](Behaviour b) {
            return next ? std::max(record.labels[b], next->labels[b]) : record.labels[b];
        };
        const bool feelings =
            node.calls_for.has(Behaviour::acknowledge_feeling) && best(Behaviour::acknowledge_feeling) < 2;
        const bool wants = node.calls_for.has(Behaviour::restate) && best(Behaviour::restate) < 2 &&
                           best(Behaviour::offer_options) < 2;
        const bool facts = node.calls_for.has(Behaviour::restate) && best(Behaviour::restate) < 1;
        if (!feelings && !wants && !facts) return found;

        const NodeSlots slots(s_, node);
        std::vector<SlotHit> touched = slots.in(said_in(s_, record));
        if (next)
            for (const SlotHit& hit : slots.in(said_in(s_, *next))) touched.push_back(hit);
        const std::vector<SlotHit> told = slots.in(line.best(record.language));
        const auto untouched = [&](SlotKind kind, OpeningKind as, bool any_will_do) {
            const auto taken_up = [&](const SlotHit& hit) {
                return std::ranges::any_of(
                    touched, [&](const SlotHit& t) { return t.kind == kind && (any_will_do || t.entry == hit.entry); });
            };
            for (const SlotHit& hit : told) {
                if (hit.kind != kind || taken_up(hit) || found.size() >= most_left_open) continue;
                if (!told_of_.insert(slots.id_of(hit)).second) continue;
                found.push_back(in_both(as, line, [&](std::string_view text) { return place_of(slots, hit, text); }));
                return; // one of a kind
            }
        };
        if (feelings) untouched(SlotKind::feeling, OpeningKind::feeling, false);
        if (wants) untouched(SlotKind::want, OpeningKind::want, false);
        if (facts) untouched(SlotKind::fact, OpeningKind::fact, true);
        return found;
    }

private:
    template <class Find>
    static LeftOpen in_both(OpeningKind kind, const LocalText& line, Find&& find) {
        LeftOpen opening{.kind = kind, .words = {}};
        for (const Language l : all_languages) opening.words[static_cast<std::size_t>(l)] = find(line.best(l));
        return opening;
    }

    const Scenario& s_;
    std::vector<TurnRecord> log_;
    std::set<std::string_view> told_of_; // slots
};

} // namespace

std::string_view id(OpeningKind kind) {
    switch (kind) {
    case OpeningKind::question:
        return "question";
    case OpeningKind::feeling:
        return "feeling";
    case OpeningKind::want:
        return "want";
    case OpeningKind::fact:
        return "fact";
    }
    return "";
}

std::vector<std::vector<LeftOpen>> left_open(const dialogue::Session& session) {
    std::vector<std::vector<LeftOpen>> all;
    Finder finder(session);
    for (std::size_t i = 0; i < session.log().size(); ++i) all.push_back(finder.at(i));
    return all;
}

} // namespace rapport::training
