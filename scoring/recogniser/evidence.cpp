#include "scoring/recogniser/evidence.h"

#include "scoring/learning/features.h"
#include "scoring/recogniser/possible.h"
#include "scoring/text/fold.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <set>

namespace rapport::scoring {
namespace {

// A sentence with the sign of a fault and none of a behaviour: whatever that sign is worth, nothing is lost.
bool only_a_fault(const Scene& scene, std::size_t s) {
    bool fault = false;
    for (const auto& [id, hits] : scene.reading.hits())
        for (const SignHit& hit : hits) {
            if (hit.sentence != s) continue;
            const auto of = [&](std::string_view family) { return id.starts_with(family); };
            constexpr auto behaviours = std::to_array<std::string_view>(
                {"greet",    "own",       "invite.", "understood.", "ask.open", "ask.probe", "ask.closed",
                 "feeling.", "sympathy.", "sorry.",  "choice.",     "steps.",   "contact.",  "satisfied.",
                 "agree.",   "handover.", "limit.",  "thanks",      "goodbye",  "way_back"});
            constexpr auto faults =
                std::to_array<std::string_view>({"dismiss.", "self.", "policy.re", "policy.ru", "policy.b", "policy.n",
                                                 "policy.aw", "promise.", "ask.rhetorical", "ask.known"});
            if (!hit.negated && std::ranges::any_of(behaviours, of)) return false;
            fault = fault || std::ranges::any_of(faults, of);
        }
    return fault && std::ranges::none_of(scene.hits, [&](const SlotHit& hit) { return hit.sentence == s; });
}

bool faulty(const Reading& reading, const Findings& found, BehaviourSet given, std::size_t s) {
    return std::ranges::any_of(found.faulty(), [&](const Findings::Faulty& f) {
        return given.has(f.fault) && overlap(f.words, reading.parts().sentences[s].range);
    });
}

using Terms = std::set<std::string, std::less<>>;

std::string_view family_of(std::string_view id) { return id.substr(0, id.find('.')); }

std::string_view name_of(SlotKind kind) {
    switch (kind) {
    case SlotKind::fact:
        return "fact";
    case SlotKind::feeling:
        return "felt";
    case SlotKind::want:
        return "want";
    case SlotKind::option:
        return "option";
    case SlotKind::told:
        return "told";
    case SlotKind::forbidden:
        break;
    }
    return {};
}

// Words that tell what has happened to the customer, or what was done: "you've been", 让您…了.
void tell_past(const Reading& r, std::size_t s, Terms& terms) {
    const auto& tokens = r.tokens();
    const TextRange range = r.parts().sentences[s].range;
    std::size_t since_you = 9, since_we = 9, numbers = 0;
    for (const Token& t : tokens) {
        if (t.range.start >= range.end) break;
        if (!range.contains(t.range)) continue;
        const std::string_view word = t.word;
        if (t.kind == TokenKind::han) {
            if (word == "您" || word == "你" || word == "妳") since_you = 0;
            if (word == "我" || word == "们") since_we = 0;
            for (const std::string_view past : {"了", "过", "着", "被", "没", "白", "完"})
                if (word == past) {
                    if (since_you < 9) terms.emplace("you past");
                    if (since_we < 9) terms.emplace("we past");
                }
        } else if (t.kind == TokenKind::word) {
            const bool past = (word != t.stem && !word.ends_with('s') && !word.ends_with("ing") &&
                               !word.ends_with("ly") && !word.contains('\'')) ||
                              word == "been" || word == "had" || word == "was" || word == "were";
            if (word == "you" || word.starts_with("you'") || word == "u" || word == "your") since_you = 0;
            if (word == "we" || word.starts_with("we'") || word == "our" || word == "i" || word.starts_with("i'"))
                since_we = 0;
            if (past && since_you < 5) terms.emplace("you past");
            if (past && since_we < 5) terms.emplace("we past");
            for (const std::string_view none : {"nobody", "never", "nothing", "no", "twice", "again", "still", "since"})
                if (word == none) terms.emplace("it went on");
        }
        ++since_you;
        ++since_we;
    }
    for (const Quantity& q : r.quantities()) numbers += range.contains(q.range) ? 1U : 0U;
    if (numbers > 0) terms.emplace("number");
    if (numbers > 1) terms.emplace("numbers");
}

// Of every sentence: what it has.
struct SentenceTerms {
    std::vector<Terms> of;

    explicit SentenceTerms(const Scene& scene) {
        const Reading& r = scene.reading;
        const auto& parts = r.parts();
        of.resize(parts.sentences.size());
        for (const auto& [id, hits] : r.hits())
            for (const SignHit& hit : hits) {
                of[hit.sentence].insert(hit.negated ? "-" + id : id);
                if (hit.after_contrast) of[hit.sentence].insert("but " + id);
            }
        for (const SlotHit& hit : scene.hits)
            if (hit.kind != SlotKind::forbidden) of[hit.sentence].emplace(name_of(hit.kind));
        for (std::size_t s = 0; s < parts.sentences.size(); ++s) {
            const TextSentence& sentence = parts.sentences[s];
            if (sentence.question) of[s].emplace("?");
            tell_past(r, s, of[s]);
            const auto echoes = scene.slots.echoes(r, s);
            for (const SlotKind kind : {SlotKind::fact, SlotKind::told, SlotKind::want, SlotKind::option})
                for (const int n : {1, 2, 3, 5})
                    if (echoes[static_cast<std::size_t>(kind)] >= n)
                        of[s].insert(std::string(name_of(kind)) + std::to_string(n));
            if (scene.time_in(sentence.range)) of[s].emplace("time");
            for (std::size_t c = sentence.clauses.start; c < sentence.clauses.end; ++c) {
                const TextClause& clause = parts.clauses[c];
                if (clause.opens == Connective::condition) of[s].emplace("if");
                if (clause.opens == Connective::contrast) of[s].emplace("but");
                if (clause.says_i) of[s].emplace("I");
                if (clause.says_we) of[s].emplace("we");
            }
        }
        for (const Quantity& q : r.quantities())
            if (q.kind == QuantityKind::money) of[r.sentence_of(q.range.start)].emplace("money");
    }
};

class MarkSet {
public:
    void put(MarkHash mark) { marks_.push_back(mark.bucket()); }
    void put(std::string_view kind, std::string_view one) { put(MarkHash(kind).with(" ").with(one)); }
    void put(std::string_view kind, std::string_view one, std::string_view other) {
        put(MarkHash(kind).with(" ").with(one).with(" ").with(other));
    }
    std::vector<std::uint16_t> all() {
        std::ranges::sort(marks_);
        marks_.erase(std::unique(marks_.begin(), marks_.end()), marks_.end());
        return std::move(marks_);
    }

private:
    std::vector<std::uint16_t> marks_;
};

// The marks 1 and 2 of a sentence; its families are added.
void put_terms(const Terms& terms, MarkSet& marks, Terms& families) {
    for (auto t = terms.begin(); t != terms.end(); ++t) {
        marks.put("1", *t);
        if (t->front() != '-' && !t->starts_with("but ") && !std::isdigit(static_cast<unsigned char>(t->back())))
            families.emplace(family_of(*t));
        const MarkHash both = MarkHash("2 ").with(*t).with(" ");
        for (auto u = std::next(t); u != terms.end(); ++u) marks.put(both.with(*u));
    }
}

// The marks 6 and 7.
void put_finding(const Finding& finding, MarkSet& marks) {
    marks.put("6", id(finding.behaviour), finding.reason);
    for (int level = 1; level <= finding.level; ++level) marks.put("7", id(finding.behaviour), std::to_string(level));
}

std::vector<std::string_view> moment_terms(const Scene& scene) {
    const Moment& m = scene.moment;
    std::vector<std::string_view> terms;
    if (scene.first_turn) terms.emplace_back("first");
    if (scene.asked_directly) terms.emplace_back("asked");
    if (m.anger >= 85) terms.emplace_back("raw");
    if (m.channel == Channel::email) terms.emplace_back("mail");
    if (scene.slots.count(SlotKind::option) == 1) terms.emplace_back("single");
    return terms;
}

std::vector<std::uint16_t> marks_of(const Scene& scene, const SentenceTerms& terms, const Findings& found) {
    MarkSet marks;
    Terms families;
    for (const Terms& of : terms.of) put_terms(of, marks, families);
    for (auto f = families.begin(); f != families.end(); ++f)
        for (auto g = std::next(f); g != families.end(); ++g) marks.put("3", *f, *g);
    for (const SlotKind kind : {SlotKind::fact, SlotKind::want, SlotKind::option, SlotKind::told}) {
        std::set<std::size_t> entries;
        for (const SlotHit& hit : scene.hits)
            if (hit.kind == kind) entries.insert(hit.entry);
        for (std::size_t n = 2; n <= std::min<std::size_t>(entries.size(), 3); ++n)
            marks.put("4", name_of(kind), std::to_string(n));
    }
    for (const std::string_view now : moment_terms(scene))
        for (const std::string& family : families) marks.put("5", now, family);
    for (std::size_t i = 0; i < first_fault; ++i)
        if (const auto& finding = found.of(behaviour_at(i))) put_finding(*finding, marks);
    return marks.all();
}

// The moment as faults see it.
std::vector<std::string_view> fault_moment(const Scene& scene) {
    std::vector<std::string_view> terms = moment_terms(scene);
    if (scene.listened_before) terms.emplace_back("listened");
    if (scene.moment.anger >= 70) terms.emplace_back("angry");
    if (scene.moment.urgent) terms.emplace_back("urgent");
    if (scene.passed_around) terms.emplace_back("passed");
    return terms;
}

// What the reply shows besides, by the rules.
std::vector<std::string_view> shown_terms(const Findings& found) {
    std::vector<std::string_view> terms;
    for (const Behaviour b :
         {Behaviour::let_speak, Behaviour::restate, Behaviour::ask_open, Behaviour::acknowledge_feeling,
          Behaviour::apologise, Behaviour::take_ownership, Behaviour::offer_options, Behaviour::explain_steps,
          Behaviour::hand_over, Behaviour::set_limit})
        if (found.level(b) > 0) terms.push_back(id(b));
    return terms;
}

std::u32string_view words_of(const Reading& reading, std::size_t s) {
    const TextRange range = reading.parts().sentences[s].range;
    return std::u32string_view(reading.text()).substr(range.start, range.length());
}

std::u32string own_words(const Reading& reading, std::size_t s) {
    std::u32string words(words_of(reading, s));
    const std::size_t start = reading.parts().sentences[s].range.start;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (reading.parts().quoted({start + i, start + i + 1})) words[i] = U' ';
    return words;
}

// Whether the rules give it for what else the reply says or leaves out.
bool depends_on_the_rest(const Finding& finding) {
    return needs_the_reply(finding.behaviour) || finding.reason == "denies_option";
}

std::vector<SentenceEvidence> sentences_of(const Scene& scene, const SentenceTerms& terms, const Findings& found) {
    std::vector<SentenceEvidence> out;
    const auto moment = fault_moment(scene), shown = shown_terms(found);
    for (std::size_t s = 0; s < terms.of.size(); ++s) {
        if (scene.reading.grader_talk(s)) continue;
        MarkSet marks;
        Terms families;
        put_terms(terms.of[s], marks, families);
        for (const std::string_view now : moment) {
            marks.put("8", now);
            for (const std::string& family : families) marks.put("5", now, family);
        }
        MarkSet others;
        for (std::size_t i = first_fault; i < behaviour_count; ++i)
            if (const auto& finding = found.of(behaviour_at(i)); finding && overlap(finding->span, scene.sentence(s)))
                put_finding(*finding, depends_on_the_rest(*finding) ? others : marks);
        for (const std::string_view b : shown) {
            others.put("8", b);
            for (const std::string& family : families) others.put("9", b, family);
        }
        SentenceEvidence sentence{
            .sentence = s, .range = scene.sentence(s), .words = own_words(scene.reading, s), .marks = marks.all()};
        std::ranges::set_difference(others.all(), sentence.marks, std::back_inserter(sentence.besides));
        out.push_back(std::move(sentence));
    }
    return out;
}

// The sentences that are kept, in their order.
std::vector<std::size_t> kept_sentences(const Scene& scene, const Findings& found, BehaviourSet given) {
    const Reading& reading = scene.reading;
    std::vector<std::size_t> kept;
    std::set<std::u32string_view> said;
    const std::size_t sentences = reading.parts().sentences.size();
    for (std::size_t s = 0; s < sentences; ++s) // what is a fault once is one when it is said again
        if (faulty(reading, found, given, s)) said.insert(words_of(reading, s));
    for (std::size_t s = 0; s < sentences; ++s)
        if (!reading.grader_talk(s) && !only_a_fault(scene, s) && said.insert(words_of(reading, s)).second)
            kept.push_back(s);
    return kept;
}

} // namespace

BehaviourSet LearnedEvidence::impossible() const {
    BehaviourSet none;
    for (std::size_t i = 0; i < first_fault; ++i) {
        const Behaviour b = behaviour_at(i);
        if (std::ranges::none_of(sentences, [&](const auto& s) { return s.kept && s.possible.has(b); })) none.add(b);
    }
    return none;
}

LearnedEvidence evidence_of(const SignTable& table, const Scene& scene, const Findings& found,
                            const FaultsGiven& faults_given) {
    const Reading& whole = scene.reading;
    const SentenceTerms terms(scene);
    LearnedEvidence out;
    out.sentences = sentences_of(scene, terms, found);
    const std::vector<std::size_t> kept = kept_sentences(scene, found, faults_given(out.sentences));
    for (SentenceEvidence& sentence : out.sentences) {
        sentence.kept = std::ranges::find(kept, sentence.sentence) != kept.end();
        sentence.possible = possible_in(scene, found, sentence.sentence);
    }
    std::set<std::u32string_view> in_order;
    std::u32string left;
    for (const std::size_t s : kept) {
        in_order.insert(words_of(whole, s));
        left.append(words_of(whole, s)).append(is_letter(left.back()) || is_han(left.back()) ? U"\n" : U" ");
    }
    for (const std::u32string_view sentence : in_order) out.words.append(sentence).append(U"\n");
    if (kept.size() == whole.parts().sentences.size()) {
        out.marks = marks_of(scene, terms, found);
    } else if (!kept.empty()) {
        const Reading reading(table, utf8_of(left));
        const Scene rest(scene.moment, reading, scene.slots, scene.known);
        out.marks = marks_of(rest, SentenceTerms(rest), by_rules(rest));
    }
    return out;
}

} // namespace rapport::scoring
