#include "scoring/recogniser/recogniser.h"

#include "scoring/recogniser/evidence.h"
#include "scoring/recogniser/facts.h"
#include "scoring/recogniser/fusion.h"
#include "scoring/recogniser/scene.h"
#include "scoring/recogniser/scorable.h"
#include "scoring/text/fold.h"
#include "sim/base/text.h"

#include <algorithm>

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

Recognition Recogniser::read(std::string_view reply, const Moment& moment) const {
    reply = code_point_slice(reply, 0, longest_reply);
    const Language language = language_of_words(folded(reply), moment.language);
    const Reading reading(*tables_[static_cast<std::size_t>(language)], reply);
    ReadTexts texts;
    const Slots slots(moment, texts);
    const KnownFacts known(moment, texts);
    const Scene scene(moment, reading, slots, known);
    const Findings found = by_rules(scene);

    LearnedEvidence evidence;
    Chances chances{};
    if (model_ != nullptr) {
        evidence = evidence_of(*tables_[static_cast<std::size_t>(language)], scene, found);
        chances = chances_of(*model_, language, evidence);
    }

    // Where rules see no piece of meaning at all, likeness of words is no ground for a level.
    const bool nothing_seen = reading.hits().empty() && scene.hits.empty();

    Recognition result;
    result.not_scorable = scorable_as(reading, language);
    for (std::size_t i = 0; i < behaviour_count; ++i) {
        const Behaviour b = behaviour_at(i);
        if (result.not_scorable != NotScorable::scorable && (!is_fault(b) || b == Behaviour::premature_solution))
            continue; // words piled up solve nothing either
        auto finding = found.of(b);
        if (model_ != nullptr) {
            const Level rules = found.level(b);
            // A severe fault is for people to say, unless a cut has shown otherwise.
            const Level level = excluded(b, moment, scene.first_turn) || nothing_seen
                                    ? (is_fault(b) ? std::min<Level>(rules, 1) : rules)
                                    : fusion_->cuts[static_cast<std::size_t>(language)][i].level(rules, chances[i]);
            if ((rules == 0 && chances[i][0] >= unsure_above && level == 0) ||
                (rules > 0 && level == 0 && chances[i][0] >= unsure_below))
                result.unsure.add(b);
            if (level == 0) {
                finding.reset();
            } else if (!finding) {
                const TextRange words = strongest_words(*model_, language, evidence, b, level);
                finding = Finding{b, level, with_its_clauses(words, reading), "learned",
                                  level < 2 && !is_fault(b) ? "specific" : ""};
                if (finding->span.empty()) finding.reset();
            } else if (level != rules) {
                // The rule's own words tell why it is at the rule's level.
                if (level > rules)
                    finding->reason = "learned";
                else if (!is_fault(b))
                    finding->reason = "nearly";
                // What made it more stands around the words of the rule.
                if (level > rules) finding->span = scene.sentence(reading.sentence_of(finding->span.start));
                finding->level = level;
                finding->missing = level < 2 && !is_fault(b) ? "specific" : "";
            }
        }
        if (!finding) continue;
        if (!within_a_clause(finding->span, reading)) finding->span = with_its_clauses(finding->span, reading);
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

Example Recogniser::example(std::string_view reply, const Moment& moment) const {
    reply = code_point_slice(reply, 0, longest_reply);
    Example e;
    e.language = language_of_words(folded(reply), moment.language);
    const Reading reading(*tables_[static_cast<std::size_t>(e.language)], reply);
    ReadTexts texts;
    const Slots slots(moment, texts);
    const KnownFacts known(moment, texts);
    const Scene scene(moment, reading, slots, known);
    const Findings found = by_rules(scene);
    LearnedEvidence evidence = evidence_of(*tables_[static_cast<std::size_t>(e.language)], scene, found);
    e.text = std::move(evidence.words);
    e.marks = std::move(evidence.marks);
    for (SentenceEvidence& sentence : evidence.sentences)
        e.parts.push_back({std::move(sentence.words), std::move(sentence.marks), std::move(sentence.in_reply)});
    for (std::size_t i = 0; i < behaviour_count; ++i) e.rules.set(behaviour_at(i), found.level(behaviour_at(i)));
    return e;
}

} // namespace rapport::scoring
