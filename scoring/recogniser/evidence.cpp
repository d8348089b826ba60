#include "scoring/recogniser/evidence.h"

#include "scoring/learning/features.h"

#include <algorithm>
#include <set>

namespace rapport::scoring {
namespace {

bool fault_sign_in(const Reading& reading, std::size_t s) {
    for (const std::string_view family : {"dismiss.", "self.", "policy.re", "policy.ru", "policy.b", "policy.aw",
                                          "promise.", "ask.rhetorical", "ask.known"})
        for (const SignHit& hit : reading.family(family))
            if (hit.sentence == s) return true;
    return false;
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

// Of every sentence that counts: what it has.
struct SentenceTerms {
    std::vector<Terms> of;
    std::vector<bool> counts;

    explicit SentenceTerms(const Scene& scene) {
        const Reading& r = scene.reading;
        const auto& parts = r.parts();
        of.resize(parts.sentences.size());
        for (std::size_t s = 0; s < parts.sentences.size(); ++s)
            counts.push_back(!r.grader_talk(s) && !fault_sign_in(r, s));
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
    void put(std::string_view kind, std::string_view one, std::string_view other = {}) {
        text_.assign(kind).append(" ").append(one);
        if (!other.empty()) text_.append(" ").append(other);
        marks_.insert(mark_bucket(text_));
    }
    std::vector<std::uint16_t> all() const { return {marks_.begin(), marks_.end()}; }

private:
    std::string text_;
    std::set<std::uint16_t> marks_;
};

} // namespace

std::u32string learnable(const Reading& reading, bool without_faults) {
    std::set<std::u32string_view> sentences;
    const auto& parts = reading.parts().sentences;
    for (std::size_t s = 0; s < parts.size(); ++s)
        if (!reading.grader_talk(s) && !(without_faults && fault_sign_in(reading, s)))
            sentences.insert(std::u32string_view(reading.text()).substr(parts[s].range.start, parts[s].range.length()));
    std::u32string out;
    for (const std::u32string_view sentence : sentences) {
        out += sentence;
        out += U'\n';
    }
    return out;
}

std::vector<std::uint16_t> marks_of(const Scene& scene) {
    const SentenceTerms terms(scene);
    MarkSet marks;
    Terms families;
    for (std::size_t s = 0; s < terms.of.size(); ++s) {
        if (!terms.counts[s]) continue;
        for (auto t = terms.of[s].begin(); t != terms.of[s].end(); ++t) {
            marks.put("1", *t);
            if (t->front() != '-' && !t->starts_with("but ")) families.emplace(family_of(*t));
            for (auto u = std::next(t); u != terms.of[s].end(); ++u) marks.put("2", *t, *u);
        }
    }
    for (auto f = families.begin(); f != families.end(); ++f)
        for (auto g = std::next(f); g != families.end(); ++g) marks.put("3", *f, *g);
    for (const SlotKind kind : {SlotKind::fact, SlotKind::want, SlotKind::option, SlotKind::told}) {
        std::set<std::size_t> entries;
        for (const SlotHit& hit : scene.hits)
            if (hit.kind == kind && terms.counts[hit.sentence]) entries.insert(hit.entry);
        for (std::size_t n = 2; n <= std::min<std::size_t>(entries.size(), 3); ++n)
            marks.put("4", name_of(kind), std::to_string(n));
    }
    const Moment& m = scene.moment;
    std::vector<std::string_view> moment;
    if (scene.first_turn) moment.emplace_back("first");
    if (scene.asked_directly) moment.emplace_back("asked");
    if (m.anger >= 85) moment.emplace_back("raw");
    if (m.channel == Channel::email) moment.emplace_back("mail");
    if (scene.slots.count(SlotKind::option) == 1) moment.emplace_back("single");
    for (const std::string_view now : moment)
        for (const std::string& family : families) marks.put("5", now, family);
    return marks.all();
}

} // namespace rapport::scoring
