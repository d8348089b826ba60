#include "scoring/recogniser/facts.h"

#include "scoring/recogniser/scene.h"
#include "scoring/text/fold.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <set>

namespace rapport::scoring {
namespace {

constexpr std::int64_t minute_seconds = 60;
constexpr std::int64_t day_seconds = 24 * 60 * minute_seconds;
constexpr std::int64_t noon = 12 * 60;
constexpr std::int64_t least_identifier = 1000; // numbers from here on name something: an order, a year

// What a bare number counts: the word or Chinese measure behind it, or the noun before it (flat 6). Empty: nothing
// that tells one count from another.
std::vector<std::string> counted(const std::u32string& text, const std::vector<Token>& tokens, const Quantity& q) {
    static constexpr std::u32string_view measures = U"节楼栋寸岁度米里页排座盒斤级层幢室户码站趟分";
    std::vector<std::string> out;
    std::size_t i = 0;
    while (i < tokens.size() && tokens[i].range.end <= q.range.start) ++i;
    const std::size_t first = i;
    while (i < tokens.size() && tokens[i].range.start < q.range.end) ++i;
    if (i < tokens.size() && tokens[i].range.start <= q.range.end + 1) {
        if (tokens[i].kind == TokenKind::han) {
            if (measures.contains(text[tokens[i].range.start])) out.push_back(tokens[i].word);
        }
    }
    if (first > 0 && tokens[first - 1].kind == TokenKind::han && tokens[first - 1].range.end == q.range.start &&
        std::u32string_view(U"栋楼层室幢座排").contains(text[tokens[first - 1].range.start]))
        out.push_back("before " + tokens[first - 1].word);
    // What is numbered and written before its number: flat 6, gate 12.
    static const std::set<std::u32string_view> numbered = {
        U"flat",      U"room",     U"gate",   U"platform", U"bay", U"floor", U"seat",   U"row",     U"unit",
        U"apartment", U"terminal", U"number", U"building", U"bed", U"table", U"locker", U"counter", U"ward"};
    if (first > 0 && tokens[first - 1].kind == TokenKind::word && tokens[first - 1].range.end + 2 >= q.range.start) {
        const TextRange before = tokens[first - 1].range;
        if (numbered.contains(std::u32string_view(text).substr(before.start, before.length())))
            out.push_back("before " + tokens[first - 1].stem);
    }
    return out;
}

// Hours, days, weeks, months, years: durations said in different ones are rarely about the same thing.
int scale(const Quantity& q) {
    if (q.value < 60 * minute_seconds) return 0;
    if (q.value < day_seconds) return 1;
    if (q.value < 7 * day_seconds) return 2;
    if (q.value < 30 * day_seconds) return 3;
    return q.value < 365 * day_seconds ? 4 : 5;
}

bool comparable(const Quantity& a, const Quantity& b) {
    if (a.kind != b.kind || b.vague) return false;
    if (a.kind == QuantityKind::duration) return std::abs(scale(a) - scale(b)) <= 1;
    return true;
}

bool shares(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return std::ranges::any_of(a, [&](const std::string& key) { return std::ranges::find(b, key) != b.end(); });
}

int months_days(const Quantity& date) { // days of the year, months of 30 and 31 in turn: near enough for differences
    static constexpr std::array<int, 12> before = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    const auto month = date.value / 100;
    if (month < 1 || month > 12) return static_cast<int>(date.value % 100);
    return before[static_cast<std::size_t>(month - 1)] + static_cast<int>(date.value % 100);
}

// c is what two known amounts of its kind make, or an amount and a date or time.
bool follows(const Quantity& said, const Quantity& a, const Quantity& b) {
    const auto made_of = [](std::int64_t c, std::int64_t x, std::int64_t y) {
        return c == x + y || c == x - y || c == y - x;
    };
    if (said.kind == QuantityKind::duration) {
        if (a.kind == QuantityKind::duration && b.kind == QuantityKind::duration)
            return made_of(said.value, a.value, b.value);
        if (a.kind == QuantityKind::date && b.kind == QuantityKind::date) {
            const int days = std::abs(months_days(a) - months_days(b));
            return said.value / day_seconds >= days - 1 && said.value / day_seconds <= days + 1;
        }
        if (a.kind == QuantityKind::clock && b.kind == QuantityKind::clock) {
            const std::int64_t apart = std::abs(a.value - b.value) % noon;
            const std::int64_t minutes = said.value / minute_seconds;
            return std::abs(minutes - apart) <= 30 || std::abs(minutes - (noon - apart)) <= 30;
        }
        return false;
    }
    if (said.kind == QuantityKind::date && a.kind == QuantityKind::date && b.kind == QuantityKind::duration) {
        const auto days = static_cast<int>(b.value / day_seconds);
        const int apart = std::abs(months_days(said) - months_days(a));
        return b.working_days ? apart >= days && apart <= days + 2 * (days / 5 + 1) : std::abs(apart - days) <= 1;
    }
    if (said.kind == QuantityKind::clock && a.kind == QuantityKind::clock && b.kind == QuantityKind::duration) {
        const std::int64_t apart = std::abs(said.value - a.value) % noon;
        const std::int64_t minutes = b.value / minute_seconds % noon;
        return std::abs(apart - minutes) <= 5 || std::abs(noon - apart - minutes) <= 5;
    }
    if (said.kind == QuantityKind::money && a.kind == QuantityKind::money) {
        if (b.kind == QuantityKind::money) return made_of(said.value, a.value, b.value);
        if (b.kind == QuantityKind::percentage) {
            const std::int64_t part = a.value * b.value / 10'000;
            return std::abs(said.value - part) <= 100 || std::abs(said.value - (a.value - part)) <= 100;
        }
        if (b.kind == QuantityKind::number && b.value > 0)
            return said.value * 1000 == a.value * b.value || said.value * b.value == a.value * 1000;
        return said.value * 2 == a.value;
    }
    if (said.kind == QuantityKind::number && a.kind == QuantityKind::number && b.kind == QuantityKind::number)
        return made_of(said.value, a.value, b.value);
    return false;
}

// Said roundly: 268 as 270 or "two fifty", twelve days as "nearly two weeks".
bool roundly(const Quantity& said, const Quantity& known) {
    if (said.kind != known.kind || said.value <= 0 || known.value <= 0) return false;
    if (said.kind != QuantityKind::money && said.kind != QuantityKind::duration) return false;
    const std::int64_t apart = std::abs(said.value - known.value);
    if (said.kind == QuantityKind::money)
        return said.value % 1000 == 0 && apart * 20 <= known.value; // tens of the currency, within 5 per cent
    return false;
}

} // namespace

KnownFacts::KnownFacts(const Moment& moment, ReadTexts& texts) {
    using Source = KnownLine::Source;
    const auto add = [&](Source source, const std::string& utf8) { this->add(source, read_once(texts, utf8)); };
    const auto entries = [&](Source source, const std::vector<CardEntry>& list) {
        for (const CardEntry& entry : list) {
            add(source, entry.text);
            for (const std::string& other : entry.paraphrases) add(source, other);
        }
    };
    entries(Source::fact, moment.card.facts);
    entries(Source::want, moment.card.wants);
    entries(Source::option, moment.card.options);
    entries(Source::forbidden, moment.card.not_allowed);
    const auto sentences = [&](Source source, const std::string& utf8) {
        const std::u32string text = folded(utf8);
        for (const TextSentence& s : parts_of(text).sentences)
            add(source, utf8_of(std::u32string_view(text).substr(s.range.start, s.range.length())));
    };
    for (const EarlierTurn& turn : moment.history) sentences(turn.agent ? Source::agent : Source::customer, turn.text);
    sentences(Source::customer, moment.customer);
    for (const KnownLine& line : lines_) amounts_.insert(amounts_.end(), line.amounts.begin(), line.amounts.end());
}

void KnownFacts::add(KnownLine::Source source, const ReadText& read) {
    KnownLine line{source, read.text, read.tokens, read.amounts, {}};
    for (const ContentPiece& piece : read.content) line.content.push_back(piece.key);
    std::ranges::sort(line.content);
    lines_.push_back(std::move(line));
}

bool KnownFacts::known_count(const Quantity& said, const std::vector<std::string>& unit) const {
    std::vector<std::int64_t> same_unit;
    for (const KnownLine& line : lines_)
        for (const Quantity& q : line.amounts)
            if (q.kind == QuantityKind::number && shares(unit, counted(line.text, line.tokens, q)))
                same_unit.push_back(q.value);
    for (const std::int64_t a : same_unit) {
        if (a == said.value) return true;
        for (const std::int64_t b : same_unit)
            if (a + b == said.value || a - b == said.value) return true;
    }
    return same_unit.empty() && known(said);
}

bool KnownFacts::known(const Quantity& said) const {
    const auto bare = [](const Quantity& q) { // what the value says whatever it counts
        return q.kind == QuantityKind::number    ? q.value
               : q.kind == QuantityKind::money   ? q.value * 10
               : q.kind == QuantityKind::date    ? q.value % 100 * 1000
               : q.kind == QuantityKind::ordinal ? q.value
               : q.kind == QuantityKind::clock   ? q.value % noon / 60 * 1000
                                                 : -1;
    };
    for (const Quantity& q : amounts_) {
        Quantity exact = q;
        exact.vague = said.vague;
        if (same(said, exact) || roundly(said, q)) return true;
        if (said.kind == QuantityKind::duration && q.kind == QuantityKind::duration && said.value == q.value)
            return true; // three days for three working days: less exact, not another figure
        if (said.kind == QuantityKind::percentage && q.kind == QuantityKind::percentage &&
            (said.value + q.value == 10'000 || said.value == q.value))
            return true;
        if (bare(said) >= 0 && bare(said) == bare(q)) return true;
        const std::int64_t days =
            said.kind == QuantityKind::duration && said.value % day_seconds == 0 ? said.value / day_seconds * 1000 : -1;
        if (days > 0 && (q.kind == QuantityKind::ordinal || q.kind == QuantityKind::number) && q.value == days)
            return true; // the eleventh day, eleven days
        if (said.kind == QuantityKind::date && said.value < 100 && q.kind == QuantityKind::duration &&
            q.value == said.value * day_seconds)
            return true; // 21日 alone reads as a duration
        if (said.kind == QuantityKind::date && q.kind == QuantityKind::date && said.value % 100 == 0 &&
            said.value / 100 == q.value / 100)
            return true;
        if (said.kind == QuantityKind::money && q.kind == QuantityKind::money && said.value % 100 == 0 &&
            said.value == q.value / 100 * 100)
            return true;
    }
    for (const Quantity& a : amounts_)
        for (const Quantity& b : amounts_)
            if (&a != &b && follows(said, a, b)) return true;
    if (said.kind == QuantityKind::money)
        for (const Quantity& a : amounts_)
            for (std::int64_t parts = 2; parts <= 12; ++parts)
                if (a.kind == QuantityKind::money && said.value * parts == a.value) return true;
    return false;
}

namespace {

// "a day", 一天: how often or how long a thing goes on, hardly ever a figure of the case.
bool indefinite(const std::u32string& text, const Quantity& q) {
    const std::u32string_view words = std::u32string_view(text).substr(q.range.start, q.range.length());
    return words.starts_with(U"a ") || words.starts_with(U"an ") || words.starts_with(U"half ") ||
           words.starts_with(U'一') || words.starts_with(U"one ") || words.starts_with(U'两');
}

// "about 2,000", 三千出头: no figure to hold anybody to.
bool roughly(const std::u32string& text, const Quantity& q) {
    const std::u32string_view all = text;
    const std::u32string_view before =
        all.substr(q.range.start - std::min<std::size_t>(q.range.start, 8), std::min<std::size_t>(q.range.start, 8));
    const std::u32string_view after = all.substr(q.range.end, 3);
    for (const std::u32string_view word :
         {U"over ", U"above ", U"about ", U"around ", U"nearly ", U"almost ", U"roughly "})
        if (before.ends_with(word) && q.kind == QuantityKind::money) return true;
    for (const std::u32string_view word : {U"约", U"大概", U"将近", U"快", U"近"})
        if (before.ends_with(word) && q.kind == QuantityKind::money) return true;
    for (const std::u32string_view word : {U"左右", U"多", U"出头", U"上下", U"来块"})
        if (after.starts_with(word)) return true;
    return false;
}

// A duration until something happens.
bool until(const std::u32string& text, TextRange about, const Quantity& q) {
    if (q.working_days) return true;
    const std::u32string_view all = text;
    const std::u32string_view before = all.substr(about.start, q.range.start - std::min(q.range.start, about.start));
    const std::u32string_view after = all.substr(q.range.end, std::min<std::size_t>(10, all.size() - q.range.end));
    for (const std::u32string_view word :
         {U"within", U"takes", U"take ", U"allow", U"give it", U"up to", U"normally", U"usually", U"at least", U"wait"})
        if (before.contains(word)) return true;
    for (const std::u32string_view word : {U"最快", U"最少", U"起码", U"至少", U"要等", U"得等", U"需要", U"需", U"要"})
        if (before.ends_with(word)) return true;
    for (const std::u32string_view word : {U"内", U"后到", U"到账", U"审核", U"回复", U"处理", U"答复", U"之内",
                                           U"以内", U"才能", U"出结果", U" normally", U" to process"})
        if (after.starts_with(word)) return true;
    return false;
}

// How near the nearest known amount of the same kind and unit is: pieces of content in the same clause count 2, in the
// same sentence 1.
struct Nearness {
    bool comparable = false;
    int score = 0;
};

Nearness nearest(const Scene& scene, const KnownFacts& known, const Quantity& q, TextRange about) {
    const Reading& r = scene.reading;
    std::set<std::string> near, wide;
    for (ContentPiece& piece : content_of(r.text(), r.tokens(), about))
        if (!overlap(piece.range, q.range)) near.insert(std::move(piece.key));
    for (ContentPiece& piece : content_of(r.text(), r.tokens(), scene.sentence(r.sentence_of(q.range.start))))
        if (!overlap(piece.range, q.range)) wide.insert(std::move(piece.key));
    const std::vector<std::string> unit = counted(r.text(), r.tokens(), q);
    Nearness best;
    for (const KnownLine& line : known.lines())
        for (const Quantity& other : line.amounts) {
            if (!comparable(q, other)) continue;
            if (q.kind == QuantityKind::number && !shares(unit, counted(line.text, line.tokens, other))) continue;
            int score = 0;
            for (const std::string& key : line.content) score += near.contains(key) ? 2 : wide.contains(key) ? 1 : 0;
            best = {true, std::max(best.score, score)};
        }
    return best;
}

} // namespace

std::vector<Contradiction> wrong_amounts(const Scene& scene, const KnownFacts& known) {
    const Reading& r = scene.reading;
    std::vector<Contradiction> out;
    for (const Quantity& q : r.quantities()) {
        if (q.vague || q.kind == QuantityKind::ordinal || q.kind == QuantityKind::day) continue;
        const std::size_t s = r.sentence_of(q.range.start);
        if (r.grader_talk(s) || r.parts().quoted(q.range) || scene.family_in("self.", s)) continue;
        const std::size_t c = r.clause_of(q.range.start);
        const TextRange about = c == no_clause ? scene.sentence(s) : r.parts().clauses[c].range;
        const bool days = q.kind == QuantityKind::duration && q.value >= day_seconds;
        const bool own_time = scene.family_in("contact.promise", s) || scene.family_in("invite.", s) ||
                              scene.family_in("limit.", s) || scene.family_in("handover.stay", s) ||
                              (c != no_clause && r.parts().clauses[c].says_i);
        const TextRange clauses = r.parts().sentences[s].clauses;
        bool i_say = false;
        for (std::size_t i = clauses.start; i < clauses.end; ++i) i_say |= r.parts().clauses[i].says_i;
        if (roughly(r.text(), q)) continue;
        if (q.kind == QuantityKind::number ? known.known_count(q, counted(r.text(), r.tokens(), q)) : known.known(q))
            continue;
        const Nearness near = nearest(scene, known, q, about);
        const bool told_back = scene.family_in("sympathy.", s) || scene.family_in("feeling.", s) ||
                               scene.family_in("sorry.", s) || scene.family_in("understood.", s);
        switch (q.kind) {
        case QuantityKind::money:
            if (q.value < 100) break; // 一分钱 is a way of speaking
            out.push_back({q.range, s, !told_back, "unknown_sum"});
            break;
        case QuantityKind::number:
            if (near.comparable && q.value > 1000) out.push_back({q.range, s, !told_back, "wrong_count"});
            break;
        case QuantityKind::date:
            if (near.comparable && !own_time && !i_say) out.push_back({q.range, s, !told_back, "wrong_date"});
            break;
        case QuantityKind::clock:
            if (near.score >= 2 && !own_time) out.push_back({q.range, s, !told_back, "wrong_time"});
            break;
        case QuantityKind::percentage:
            if (near.comparable && q.value < 10'000) out.push_back({q.range, s, !told_back, "wrong_share"});
            break;
        case QuantityKind::duration:
            if (indefinite(r.text(), q) || scene.family_in("promise.", s) || q.value >= 365 * day_seconds) break;
            if (days && !told_back && until(r.text(), about, q))
                out.push_back({q.range, s, true, "unknown_deadline"});
            else if (days && told_back && near.score >= 2)
                out.push_back({q.range, s, false, "wrong_duration"});
            else if (!days && q.value >= 60 * minute_seconds && near.score >= 2 && !own_time)
                out.push_back({q.range, s, !told_back, "wrong_duration"});
            break;
        default:
            break;
        }
    }
    return out;
}

namespace {

// The sorts of things that are asked for, and what has to be known for asking to be asking again.
enum class Sort : std::uint8_t { number, time, name, address, thing, sum, count, document, again, help };
struct Request {
    std::string_view sign;
    Sort sort;
};
constexpr std::array<Request, 10> requests = {{{"info.number", Sort::number},
                                               {"info.time", Sort::time},
                                               {"info.name", Sort::name},
                                               {"info.address", Sort::address},
                                               {"info.thing", Sort::thing},
                                               {"info.sum", Sort::sum},
                                               {"info.count", Sort::count},
                                               {"info.document", Sort::document},
                                               {"info.again", Sort::again},
                                               {"info.help", Sort::help}}};

bool of_case(const KnownLine& line) {
    return line.source == KnownLine::Source::fact || line.source == KnownLine::Source::customer;
}

bool has_identifier(const KnownLine& line) {
    for (const Token& token : line.tokens)
        if (token.kind == TokenKind::number && token.word.size() >= 3 && token.word.find(':') == std::string::npos)
            return true;
    return false;
}

bool has_amount(const KnownLine& line, std::initializer_list<QuantityKind> kinds) {
    return std::ranges::any_of(line.amounts,
                               [&](const Quantity& q) { return std::ranges::find(kinds, q.kind) != kinds.end(); });
}

bool names_place(const KnownLine& line) {
    for (const std::u32string_view word :
         {U"栋",      U"单元",   U"小区",     U"楼",    U"路",    U"家住",   U"门店",  U"店",     U"院",     U"站",
          U"street",  U"road",   U"flat",     U"lane",  U"court", U"avenue", U"close", U"house",  U"branch", U"hotel",
          U"station", U"clinic", U"hospital", U"depot", U"shop",  U"room",   U"gate",  U"address"})
        if (line.text.contains(word)) return true;
    return false;
}

int shared(const KnownLine& line, const std::vector<std::string>& content) {
    return static_cast<int>(std::ranges::count_if(
        content, [&](const std::string& key) { return std::ranges::binary_search(line.content, key); }));
}

bool answered(Sort sort, const Moment& moment, const KnownFacts& known, const std::vector<std::string>& asked,
              bool first_turn) {
    const auto any = [&](const auto& test) {
        return std::ranges::any_of(known.lines(), [&](const KnownLine& line) { return of_case(line) && test(line); });
    };
    switch (sort) {
    case Sort::number:
        return any(has_identifier);
    case Sort::time:
        return any([&](const KnownLine& line) {
            return has_amount(line, {QuantityKind::date, QuantityKind::clock, QuantityKind::weekday, QuantityKind::day,
                                     QuantityKind::duration}) &&
                   (asked.size() < 2 || shared(line, asked) > 0);
        });
    case Sort::name:
        return !moment.card.customer.empty();
    case Sort::address:
        return any(names_place);
    case Sort::thing:
        return !moment.card.facts.empty();
    case Sort::sum:
        return any([](const KnownLine& line) { return has_amount(line, {QuantityKind::money}); });
    case Sort::count:
        return any([&](const KnownLine& line) {
            return has_amount(line, {QuantityKind::number, QuantityKind::duration}) && shared(line, asked) > 0;
        });
    case Sort::document:
        return any([&](const KnownLine& line) { return shared(line, asked) > 0; });
    case Sort::again:
        return true;
    case Sort::help:
        return first_turn && moment.customer.size() > 40;
    }
    return false;
}

// A question, or words that request; not one of what the customer would like, nor a promise not to ask.
bool asks_for(const Scene& scene, const SignHit& hit) {
    const Reading& r = scene.reading;
    const std::size_t s = hit.sentence;
    if (!hit.question && !r.in_sentence("info.request", s)) return false;
    // 我正在查您这单卡在哪儿了: what the agent finds out asks nobody.
    if (scene.chinese && hit.clause != no_clause && r.parts().clauses[hit.clause].says_i) {
        const TextRange clause = r.parts().clauses[hit.clause].range;
        const std::u32string_view words = std::u32string_view(r.text()).substr(clause.start, clause.length());
        if (words.contains(U"我正在查") || words.contains(U"我在查") || words.contains(U"我去查") ||
            words.contains(U"我查") || words.contains(U"我看"))
            return false;
    }
    if (r.in_sentence("info.not", s) || r.in_sentence("info.preference", s)) return false;
    if (!hit.question && (scene.family_in("contact.", s) || scene.family_in("handover.", s))) return false;
    return !r.in_sentence("ask.rhetorical", s) && !scene.family_in("satisfied.", s) && !hit.negated;
}

} // namespace

std::vector<Contradiction> asked_again(const Scene& scene, const KnownFacts& known) {
    const Reading& r = scene.reading;
    std::vector<Contradiction> out;
    std::set<std::size_t> unknown; // sentences that ask for what is nowhere
    for (const auto& [sign, sort] : requests)
        for (const SignHit& hit : r.all(sign)) {
            const std::size_t s = hit.sentence;
            if (!asks_for(scene, hit)) continue;
            std::vector<std::string> asked;
            for (ContentPiece& piece : content_of(r.text(), r.tokens(), scene.sentence(s)))
                asked.push_back(std::move(piece.key));
            if (answered(sort, scene.moment, known, asked, scene.first_turn))
                out.push_back({hit.range, s, false, sign});
            else
                unknown.insert(s);
        }
    // Requests that name no sort of their own: taken to be known unless the sentence asks for something that is not.
    for (const SignHit& hit : r.all("ask.known"))
        if (!unknown.contains(hit.sentence) && asks_for(scene, hit))
            out.push_back({scene.clause_around(hit), hit.sentence, false, "ask.known"});
    return out;
}

namespace {

// What a customer may be granted, as it is said in an option and in its refusal.
constexpr std::array<std::u32string_view, 10> granted_chinese = {U"退",   U"赔", U"换", U"补", U"改签",
                                                                 U"上门", U"修", U"查", U"取", U"转"};
constexpr std::array<std::u32string_view, 16> granted_english = {
    U"refund", U"credit", U"replace", U"exchange",   U"swap",    U"compensat", U"repair", U"extend",
    U"move",   U"reopen", U"cover",   U"money back", U"deliver", U"cancel",    U"pay",    U"appeal"};

bool refuses(std::u32string_view clause, std::u32string_view verb) {
    for (std::size_t at = clause.find(verb); at != std::u32string_view::npos; at = clause.find(verb, at + 1)) {
        const std::u32string_view before =
            clause.substr(at - std::min<std::size_t>(at, 6), std::min<std::size_t>(at, 6));
        const std::u32string_view after = clause.substr(at + verb.size(), 3);
        // 退不退, 要不换, 不退的话 leave it open; 不补差价 gives something.
        if (before.ends_with(U"不") &&
            (before.size() > 1 && (before[before.size() - 2] == verb[0] || before[before.size() - 2] == U'要')))
            continue;
        if (clause.substr(at).contains(U"的话") || before.contains(U"能不能") || before.contains(U"爱")) continue;
        for (const std::u32string_view no :
             {U"不", U"不能", U"不可以", U"无法", U"没法", U"没办法", U"不予", U"不给", U"概不", U"不可", U"不便"})
            if (before.ends_with(no)) return true;
        for (const std::u32string_view no :
             {U"无法", U"不能", U"没法", U"不支持", U"不可以", U"不承担", U"不提供", U"不接受"})
            if (before.contains(no)) return true;
        for (const std::u32string_view no : {U"不了", U"不成", U"不上", U"不到"})
            if (after.starts_with(no)) return true;
    }
    return false;
}

} // namespace

std::vector<Contradiction> denied_options(const Scene& scene, const KnownFacts& known) {
    const Reading& r = scene.reading;
    std::vector<Contradiction> out;
    std::u32string options;
    for (const KnownLine& line : known.lines())
        if (line.source == KnownLine::Source::option) (options += line.text) += U'\n';
    if (options.empty()) return out;
    for (const TextClause& clause : r.parts().clauses) {
        if (clause.quoted || r.grader_talk(clause.sentence) || r.asks(clause.sentence)) continue;
        if (clause.opens == Connective::condition) continue;
        const std::u32string_view words =
            std::u32string_view(r.text()).substr(clause.range.start, clause.range.length());
        // 不退、退一部分、全退都有可能: left open.
        const TextRange whole = r.parts().sentences[clause.sentence].range;
        if (std::u32string_view(r.text()).substr(whole.start, whole.length()).contains(U"都有可能")) continue;
        for (const std::u32string_view verb : granted_chinese)
            if (options.contains(verb) && refuses(words, verb))
                out.push_back({clause.range, clause.sentence, true, "denies_option"});
        for (const SignHit& hit : r.all("policy.refusal")) {
            if (!clause.range.contains(hit.range.start)) continue;
            for (const std::u32string_view verb : granted_english)
                if (options.contains(verb) && words.contains(verb))
                    out.push_back({clause.range, clause.sentence, true, "denies_option"});
        }
    }
    for (const SignHit& hit : r.all("policy.nothing"))
        if (scene.distinct(SlotKind::option) == 0 && !r.has_any({"policy.alternative", "choice.handed"}))
            out.push_back({hit.range, hit.sentence, true, "denies_option"});
    return out;
}

} // namespace rapport::scoring
