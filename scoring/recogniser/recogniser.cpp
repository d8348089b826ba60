#include "scoring/recogniser/recogniser.h"

#include "scoring/recogniser/codes.h"
#include "scoring/recogniser/evidence.h"
#include "scoring/recogniser/facts.h"
#include "scoring/recogniser/fusion.h"
#include "scoring/recogniser/scene.h"
#include "scoring/recogniser/scorable.h"
#include "scoring/text/fold.h"
#include "sim/base/text.h"

#include <algorithm>
#include <iterator>

namespace rapport::scoring {
namespace {

// Per mille: from here on the learned layer contradicts rules that found nothing; and still doubts its own 0.
constexpr std::uint16_t unsure_above = 800;
constexpr std::uint16_t unsure_below = 200;

// What the moment rules out, whatever the words: it is for the rules alone.
bool excluded(Behaviour b, const Moment& moment, bool first_turn) {
    switch (b) {
    case Behaviour::open_contact:
        return !first_turn;
    case Behaviour::hand_over:
    case Behaviour::set_limit:
        return !moment.calls_for.has(b);
    case Behaviour::premature_solution:
        return moment.anger < 70 || moment.urgent;
    default:
        return false;
    }
}

} // namespace

Findings by_rules(const Scene& scene) {
    Findings found;
    read_dismissal(scene, found);
    read_listening(scene, found);
    read_empathy(scene, found);
    read_solution(scene, found);
    read_closing(scene, found);
    read_faults(scene, found);
    read_plainness(scene, found);
    return found;
}

std::string_view id(NotScorable reason) {
    switch (reason) {
    case NotScorable::empty:
        return "empty";
    case NotScorable::symbols_only:
        return "symbols_only";
    case NotScorable::other_language:
        return "other_language";
    case NotScorable::keywords:
        return "keywords";
    case NotScorable::grader_talk:
        return "grader_talk";
    case NotScorable::scorable:
        break;
    }
    return {};
}

namespace {

// The words that are shown begin and end with one of them.
TextRange without_blanks_around(TextRange span, const std::u32string& text) {
    while (span.length() > 1 && is_space(text[span.end - 1])) --span.end;
    while (span.length() > 1 && is_space(text[span.start])) ++span.start;
    return span;
}

// A word alone, or half a clause, says little to whoever reads it: the clauses the words stand in.
TextRange with_its_clauses(TextRange words, const Reading& reading) {
    if (words.empty()) return words;
    TextRange around = words;
    for (const std::size_t at : {words.start, words.end - 1})
        if (const std::size_t clause = reading.clause_of(at); clause != no_clause) {
            const TextRange whole = reading.parts().clauses[clause].range;
            if (!whole.contains({at, at + 1})) continue;
            around = {std::min(around.start, whole.start), std::max(around.end, whole.end)};
        }
    return around;
}

bool within_a_clause(TextRange words, const Reading& reading) {
    return reading.clause_of(words.start) == reading.clause_of(words.end - 1);
}

// A day or a sum by itself; a greeting says what it is.
bool a_word_alone(const Finding& finding, const Reading& reading) {
    if (finding.behaviour == Behaviour::open_contact || finding.behaviour == Behaviour::close_with_follow_up)
        return false;
    std::size_t words = 0;
    for (const Token& token : reading.tokens()) words += finding.span.contains(token.range) ? 1U : 0U;
    return words < 4;
}

} // namespace

int overall_of(const Labels& labels, BehaviourSet calls_for) {
    int best = 0, second = 0, called = 0, faults = 0;
    for (std::size_t i = 0; i < behaviour_count; ++i) {
        const Behaviour b = behaviour_at(i);
        const int level = labels[b];
        if (is_fault(b)) {
            faults += level;
        } else if (calls_for.has(b)) {
            ++called;
            second = std::max(second, std::min(best, level));
            best = std::max(best, level);
        }
    }
    if (called == 1) second = best;
    return std::clamp(1 + best + second - faults, 1, 5);
}

namespace {

// What is read of one reply.
struct ReadReply {
    ReadReply(const SignTable& signs, std::string_view reply, const Moment& moment)
        : table(signs), reading(signs, reply), slots(moment, texts), known(moment, texts),
          scene(moment, reading, slots, known), found(by_rules(scene)) {}

    ReadReply(const ReadReply&) = delete; // its parts refer to each other
    ReadReply& operator=(const ReadReply&) = delete;

    const SignTable& table;
    const Reading reading;
    ReadTexts texts;
    const Slots slots;
    const KnownFacts known;
    const Scene scene;
    const Findings found;
};

BehaviourSet those_above_0(const std::array<Level, behaviour_count>& levels) {
    BehaviourSet set;
    for (std::size_t i = first_fault; i < behaviour_count; ++i)
        if (levels[i] > 0) set.add(behaviour_at(i));
    return set;
}

} // namespace

// Rules and the learned layer weighed.
class Recogniser::Weighed {
public:
    Weighed(const Recogniser& by, Language language, const ReadReply& reply)
        : by_(by), language_(language), reply_(reply),
          nothing_seen_(reply.reading.hits().empty() && reply.scene.hits.empty()) {
        if (by.model_ == nullptr) {
            for (std::size_t i = 0; i < behaviour_count; ++i) levels_[i] = reply.found.level(behaviour_at(i));
            return;
        }
        evidence_ = evidence_of(reply.table, reply.scene, reply.found, [&](const auto& sentences) {
            weigh(fault_chances(*by.model_, language, sentences), first_fault, behaviour_count);
            return those_above_0(levels_);
        });
        weigh(behaviour_chances(*by.model_, language, evidence_), 0, first_fault);
    }

    Level level(Behaviour b) const { return levels_[index(b)]; }
    bool unsure(Behaviour b) const { return unsure_.has(b); }

    // What is said of it, with its words; nothing where it is not there.
    std::optional<Finding> finding(Behaviour b) const {
        auto finding = reply_.found.of(b);
        const Level given = level(b), rules = reply_.found.level(b);
        if (given == 0) return std::nullopt;
        const std::string_view more = given < 2 && !is_fault(b) ? missing_unknown : "";
        if (!finding) {
            const TextRange words = strongest_words(*by_.model_, language_, evidence_, b, given);
            if (words.empty()) return std::nullopt;
            return Finding{b, given, with_its_clauses(words, reply_.reading), is_fault(b) ? "learned_fault" : "learned",
                           more};
        }
        if (given == rules) return finding;
        // The rule's own words tell why it is at the rule's level; what made it more stands around them.
        if (given > rules) {
            finding->reason = "learned";
            finding->span = reply_.scene.sentence(reply_.reading.sentence_of(finding->span.start));
        } else if (!is_fault(b)) {
            finding->reason = "nearly";
        }
        finding->level = given;
        finding->missing = more;
        return finding;
    }

private:
    void weigh(const Chances& chances, std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i) {
            const Behaviour b = behaviour_at(i);
            const Level rules = reply_.found.level(b);
            if (excluded(b, reply_.scene.moment, reply_.scene.first_turn) || nothing_seen_)
                // A severe fault is for people to say, unless a cut has shown otherwise.
                levels_[i] = is_fault(b) ? std::min<Level>(rules, 1) : rules;
            else
                levels_[i] = by_.fusion_->cuts[static_cast<std::size_t>(language_)][i].level(rules, chances[i]);
            const std::uint16_t doubted_from = rules == 0 ? unsure_above : unsure_below;
            if (levels_[i] == 0 && chances[i][0] >= doubted_from) unsure_.add(b);
        }
    }

    const Recogniser& by_;
    const Language language_;
    const ReadReply& reply_;
    // Where rules see no piece of meaning at all, likeness of words is no ground for a level.
    const bool nothing_seen_;
    LearnedEvidence evidence_;
    std::array<Level, behaviour_count> levels_{};
    BehaviourSet unsure_;
};

Recognition Recogniser::read(std::string_view reply, const Moment& moment) const {
    reply = code_point_slice(reply, 0, longest_reply);
    const Language language = language_of_words(folded(reply), moment.language);
    const ReadReply as_read(*tables_[static_cast<std::size_t>(language)], reply, moment);
    const Reading& reading = as_read.reading;
    const Weighed weighed(*this, language, as_read);

    Recognition result;
    result.not_scorable = scorable_as(reading, language);
    for (std::size_t i = 0; i < behaviour_count; ++i) {
        const Behaviour b = behaviour_at(i);
        if (result.not_scorable != NotScorable::scorable && (!is_fault(b) || b == Behaviour::premature_solution))
            continue; // words piled up solve nothing either
        if (weighed.unsure(b)) result.unsure.add(b);
        auto finding = weighed.finding(b);
        if (!finding) continue;
        if (a_word_alone(*finding, reading) || !within_a_clause(finding->span, reading))
            finding->span = with_its_clauses(finding->span, reading);
        finding->span = without_blanks_around(finding->span, reading.text());
        result.labels.set(b, finding->level);
        result.observations.push_back({.behaviour = b,
                                       .level = finding->level,
                                       .span = finding->span,
                                       .quote = std::string(as_typed(reply, finding->span)),
                                       .reason = std::string(finding->reason),
                                       .missing = std::string(finding->missing)});
    }
    result.overall = overall_of(result.labels, moment.calls_for);
    return result;
}

Example Recogniser::example(std::string_view reply, const Moment& moment, BehaviourSet faults) const {
    reply = code_point_slice(reply, 0, longest_reply);
    Example e;
    e.language = language_of_words(folded(reply), moment.language);
    const ReadReply as_read(*tables_[static_cast<std::size_t>(e.language)], reply, moment);
    const Findings& found = as_read.found;
    LearnedEvidence evidence = evidence_of(as_read.table, as_read.scene, found, [&](const auto&) { return faults; });
    e.impossible = evidence.impossible();
    e.text = std::move(evidence.words);
    e.marks = std::move(evidence.marks);
    for (SentenceEvidence& sentence : evidence.sentences) {
        std::vector<std::uint16_t> in_reply;
        std::ranges::merge(sentence.marks, sentence.besides, std::back_inserter(in_reply));
        e.parts.push_back({std::move(sentence.words), std::move(sentence.marks), std::move(in_reply)});
    }
    for (std::size_t i = 0; i < behaviour_count; ++i) e.rules.set(behaviour_at(i), found.level(behaviour_at(i)));
    return e;
}

} // namespace rapport::scoring
