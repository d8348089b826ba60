#include "sim/training/typed_moment.h"

#include "scoring/correction_check.h"
#include "scoring/text/fold.h"

#include <algorithm>
#include <set>

namespace rapport::training {
namespace {

using dialogue::none;
using dialogue::Scenario;
using dialogue::Session;
using dialogue::Slot;
using scoring::CardEntry;

// The slots of the nodes, each once; none without words.
class Entries {
public:
    explicit Entries(const Scenario& s) : s_(s) {}
    void add(const Slot& slot) {
        if (!seen_.insert(slot.id).second) return;
        auto words = wordings(s_, slot.phrases);
        if (!words.empty()) found.push_back({words.front(), words});
    }
    void add(dialogue::Range slots) {
        for (const Slot& slot : s_.slots_of(slots)) add(slot);
    }
    std::vector<CardEntry> found;

private:
    const Scenario& s_;
    std::set<std::string_view> seen_;
};

CardEntry option_entry(const Scenario& s, const dialogue::Option& option, Language language) {
    CardEntry entry{std::string(option.text.best(language)), wordings(s, option.phrases)};
    if (!entry.paraphrases.empty()) entry.paraphrases.push_back(entry.text);
    return entry;
}

// The nodes in which the contact has been, the present one first, then backwards.
std::vector<std::uint32_t> nodes_so_far(const Session& session) {
    std::vector<std::uint32_t> nodes{session.now().node};
    const auto log = session.log();
    for (std::size_t i = log.size(); i > 0; --i)
        if (const std::uint32_t node = log[i - 1].node; std::ranges::find(nodes, node) == nodes.end())
            nodes.push_back(node);
    return nodes;
}

scoring::ShortCard card_of(const Session& session, Language language) {
    const Scenario& s = session.scenario();
    scoring::ShortCard card;
    card.customer = s.customer_name.best(language);
    for (const dialogue::Fact& fact : s.facts) {
        std::string text(fact.label.best(language));
        card.facts.push_back(
            {text.append(language == Language::zh ? "：" : ": ").append(fact.value.best(language)), {}});
    }
    Entries facts(s), feelings(s), wants(s);
    if (const std::uint32_t feeling = session.line().feeling; feeling != none)
        feelings.add(s.slots_of(session.node().feelings)[feeling]);
    feelings.add(session.node().feelings);
    for (const std::uint32_t node : nodes_so_far(session)) {
        facts.add(s.nodes[node].facts);
        wants.add(s.nodes[node].wants);
        if (feelings.found.empty()) feelings.add(s.nodes[node].feelings);
    }
    card.facts.insert(card.facts.end(), facts.found.begin(), facts.found.end());
    card.feelings = std::move(feelings.found);
    card.wants = std::move(wants.found);
    for (const dialogue::Option& option : s.options) card.options.push_back(option_entry(s, option, language));
    for (const dialogue::Option& option : s.not_allowed) card.not_allowed.push_back(option_entry(s, option, language));
    return card;
}

std::vector<scoring::EarlierTurn> history_of(const Session& session) {
    const Scenario& s = session.scenario();
    std::vector<scoring::EarlierTurn> history;
    for (const dialogue::TurnRecord& record : session.log()) {
        const dialogue::Node& node = s.nodes[record.node];
        history.push_back({false, std::string(s.lines_of(node)[record.line].text.best(record.language)), {}});
        if (record.typed)
            history.push_back({true, record.typed->text, record.labels});
        else if (record.kind == scoring::ReplyKind::chosen)
            history.push_back(
                {true, std::string(s.replies_of(node)[record.reply].text.best(record.language)), record.labels});
    }
    return history;
}

} // namespace

std::vector<std::string> wordings(const Scenario& s, const dialogue::Phrases& phrases) {
    std::vector<std::string> found;
    for (const Language l : all_languages)
        for (const std::string_view words : Scenario::slice(s.phrases, phrases.in[static_cast<std::size_t>(l)]))
            found.emplace_back(words);
    return found;
}

scoring::Moment typed_moment(const Session& session) {
    const Scenario& s = session.scenario();
    const Language language = session.settings().language;
    scoring::Moment moment;
    moment.language = language;
    moment.channel = static_cast<scoring::Channel>(s.channel);
    moment.cause = static_cast<scoring::Cause>(s.cause);
    moment.urgent = session.node().urgent;
    moment.card = card_of(session, language);
    moment.history = history_of(session);
    moment.customer = session.line().text.best(language);
    moment.anger = session.mood().anger;
    moment.calls_for = session.node().calls_for;
    return moment;
}

namespace {

// What the customer takes up: also what the moment calls for and is too unsure to be graded. Who may have asked is
// answered.
scoring::Labels as_heard(const scoring::Recognition& read, scoring::BehaviourSet called_for) {
    scoring::Labels heard = read.labels;
    for (std::size_t i = 0; i < scoring::first_fault; ++i)
        if (const auto b = scoring::behaviour_at(i); read.unsure.has(b) && called_for.has(b)) heard.raise(b, 1);
    return heard;
}

} // namespace

std::expected<TypedReading, Diagnostic> read_typed(const Session& session, const scoring::Recogniser& recogniser,
                                                   std::string_view text, std::optional<std::string_view> picked) {
    if (session.over()) return std::unexpected(Diagnostic::error("attempt_over"));
    TypedReading reading;
    dialogue::TypedReply& reply = reading.reply;
    reply.text = dialogue::typed_text(text);
    if (auto problem = dialogue::unfit(reply)) return std::unexpected(std::move(*problem));
    reading.recognition = recogniser.read(reply.text, typed_moment(session));
    const scoring::Recognition& read = reading.recognition;
    reply.labels = read.labels;
    for (const scoring::Observation& o : read.observations)
        reply.evidence.push_back(
            {o.behaviour, o.level, o.quote, o.span.start, o.span.end - o.span.start, o.reason, o.missing});
    reply.unsure = read.unsure;
    reply.not_scorable = id(read.not_scorable);
    const Language language = scoring::language_of_words(scoring::folded(reply.text), session.settings().language);
    reply.correction_check =
        read.labels[scoring::Behaviour::restate] > 0 && scoring::invites_correction(reply.text, language);
    const scoring::Labels heard = as_heard(read, session.node().calls_for);
    reading.fits = dialogue::fits(session, heard, reply.text);
    const auto by_reading = dialogue::followed(session, reading.fits, heard, reply.not_scorable.empty());
    reply.branch = by_reading.branch;
    reply.matched = by_reading.matched;
    if (!picked) return reading;
    for (const std::uint8_t place : session.now().replies())
        if (session.scenario().replies_of(session.node())[place].id == *picked) {
            if (reply.branch != place || reply.matched != dialogue::Matched::by_reading)
                reply.matched = dialogue::Matched::by_trainee;
            reply.branch = place;
            return reading;
        }
    return std::unexpected(
        Diagnostic::error("reply_not_offered").with("reply", *picked).with("node", session.node().id));
}

} // namespace rapport::training
