// The English half of the parser.
#include "scoring/text/quantity_reader.h"

#include <algorithm>
#include <array>

namespace rapport::scoring {
namespace {

struct NamedValue {
    std::u32string_view word;
    std::int64_t value;
};

template <std::size_t N>
const NamedValue* named(const std::array<NamedValue, N>& words, std::u32string_view word) {
    const auto it = std::ranges::find(words, word, &NamedValue::word);
    return it == words.end() ? nullptr : &*it;
}

template <std::size_t N>
bool one_of(const std::array<std::u32string_view, N>& words, std::u32string_view word) {
    return std::ranges::find(words, word) != words.end();
}

constexpr std::int64_t minute = 60;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

constexpr auto time_units = std::to_array<NamedValue>({{U"second", 1},
                                                       {U"seconds", 1},
                                                       {U"sec", 1},
                                                       {U"secs", 1},
                                                       {U"minute", minute},
                                                       {U"minutes", minute},
                                                       {U"min", minute},
                                                       {U"mins", minute},
                                                       {U"hour", hour},
                                                       {U"hours", hour},
                                                       {U"hr", hour},
                                                       {U"hrs", hour},
                                                       {U"h", hour},
                                                       {U"day", day},
                                                       {U"days", day},
                                                       {U"week", 7 * day},
                                                       {U"weeks", 7 * day},
                                                       {U"wk", 7 * day},
                                                       {U"wks", 7 * day},
                                                       {U"fortnight", 14 * day},
                                                       {U"fortnights", 14 * day},
                                                       {U"month", 30 * day},
                                                       {U"months", 30 * day},
                                                       {U"year", 365 * day},
                                                       {U"years", 365 * day},
                                                       {U"yr", 365 * day},
                                                       {U"yrs", 365 * day}});

struct CurrencyWord {
    std::u32string_view word;
    Currency currency;
    std::int64_t hundredths;
};
constexpr auto currency_words = std::to_array<CurrencyWord>(
    {{U"dollar", Currency::usd, 100}, {U"dollars", Currency::usd, 100}, {U"bucks", Currency::usd, 100},
     {U"buck", Currency::usd, 100},   {U"usd", Currency::usd, 100},     {U"cents", Currency::none, 1},
     {U"cent", Currency::none, 1},    {U"pound", Currency::gbp, 100},   {U"pounds", Currency::gbp, 100},
     {U"quid", Currency::gbp, 100},   {U"gbp", Currency::gbp, 100},     {U"pence", Currency::gbp, 1},
     {U"p", Currency::gbp, 1},        {U"euro", Currency::eur, 100},    {U"euros", Currency::eur, 100},
     {U"eur", Currency::eur, 100},    {U"yuan", Currency::cny, 100},    {U"rmb", Currency::cny, 100},
     {U"cny", Currency::cny, 100},    {U"kuai", Currency::cny, 100}});

constexpr auto months = std::to_array<NamedValue>(
    {{U"january", 1},  {U"jan", 1},    {U"february", 2},  {U"feb", 2},       {U"march", 3},     {U"mar", 3},
     {U"april", 4},    {U"apr", 4},    {U"may", 5},       {U"june", 6},      {U"jun", 6},       {U"july", 7},
     {U"jul", 7},      {U"august", 8}, {U"aug", 8},       {U"september", 9}, {U"sept", 9},      {U"sep", 9},
     {U"october", 10}, {U"oct", 10},   {U"november", 11}, {U"nov", 11},      {U"december", 12}, {U"dec", 12}});

constexpr auto weekdays = std::to_array<NamedValue>(
    {{U"monday", 1},   {U"mondays", 1},   {U"mon", 1},        {U"tuesday", 2}, {U"tuesdays", 2}, {U"tue", 2},
     {U"tues", 2},     {U"wednesday", 3}, {U"wednesdays", 3}, {U"wed", 3},     {U"thursday", 4}, {U"thursdays", 4},
     {U"thu", 4},      {U"thur", 4},      {U"thurs", 4},      {U"friday", 5},  {U"fridays", 5},  {U"fri", 5},
     {U"saturday", 6}, {U"saturdays", 6}, {U"sat", 6},        {U"sunday", 7},  {U"sundays", 7},  {U"sun", 7}});

constexpr auto near_days =
    std::to_array<NamedValue>({{U"today", 0}, {U"tonight", 0}, {U"tomorrow", 1}, {U"yesterday", -1}});

constexpr auto ordinal_words = std::to_array<NamedValue>(
    {{U"first", 1},      {U"second", 2},       {U"third", 3},       {U"fourth", 4},      {U"fifth", 5},
     {U"sixth", 6},      {U"seventh", 7},      {U"eighth", 8},      {U"ninth", 9},       {U"tenth", 10},
     {U"eleventh", 11},  {U"twelfth", 12},     {U"thirteenth", 13}, {U"fourteenth", 14}, {U"fifteenth", 15},
     {U"sixteenth", 16}, {U"seventeenth", 17}, {U"eighteenth", 18}, {U"nineteenth", 19}, {U"twentieth", 20},
     {U"thirtieth", 30}});

constexpr auto time_prepositions =
    std::to_array<std::u32string_view>({U"on", U"by", U"since", U"until", U"till", U"before", U"after", U"from",
                                        U"next", U"last", U"this", U"every", U"for"});
// What may follow a date that is only a day: "by the 3rd at noon", not "the 3rd time".
constexpr auto after_a_date = std::to_array<std::u32string_view>(
    {U"",     U"and",   U"at",      U"in", U"or",     U"but", U"to",     U"by",  U"with", U"when",
     U"was",  U"is",    U"because", U"so", U"for",    U"you", U"we",     U"i",   U"it",   U"that",
     U"then", U"still", U"already", U"as", U"please", U"if",  U"latest", U"they"});
// "at ten tomorrow", not "at ten shops".
constexpr auto after_an_hour = std::to_array<std::u32string_view>(
    {U"tomorrow", U"today", U"tonight", U"on", U"in", U"sharp", U"and", U"or", U"with", U"to", U"so", U"but"});
constexpr auto may_the_verb =
    std::to_array<std::u32string_view>({U"be", U"have", U"not", U"take", U"well", U"need", U"still", U"also", U"come",
                                        U"go", U"get", U"i", U"we", U"you"});
// "this one", "no one": one that counts nothing.
constexpr auto before_pronoun_one =
    std::to_array<std::u32string_view>({U"this",  U"that",    U"the",   U"no",    U"any", U"some",  U"which", U"every",
                                        U"each",  U"another", U"right", U"wrong", U"new", U"first", U"last",  U"old",
                                        U"other", U"broken",  U"same",  U"only",  U"as",  U"is",    U"by"});

constexpr std::int64_t most_seconds = 4'000'000'000'000'000;

std::int64_t seconds_of(const Numeral& n, std::int64_t unit) {
    return n.thousandths > most_seconds / unit ? most_seconds : n.thousandths * unit / 1000;
}

bool latin_at(std::u32string_view text, std::size_t at) { return at < text.size() && is_latin(text[at]); }

} // namespace

std::size_t QuantityReader::after_duration(std::size_t end, std::int64_t unit, std::int64_t& seconds) const {
    const std::size_t next = after_spaces(text_, end);
    if (const auto half = words_at(text_, next, U"and a half")) {
        seconds += unit / 2;
        return *half;
    }
    if (const auto quarter = words_at(text_, next, U"and a quarter")) {
        seconds += unit / 4;
        return *quarter;
    }
    return end;
}

std::size_t QuantityReader::english_unit(std::size_t at, const Numeral& n) {
    std::size_t next = after_gap(text_, n.end);
    // 5 o'clock
    if (n.whole && n.thousandths <= 24'000 && (says(text_, next, U"o'clock") || says(text_, next, U"oclock")))
        return clock(at, n.end, n.thousandths / 1000, 0);
    std::u32string_view word = latin_word_at(text_, next);
    // "at ten": an hour unless something is counted
    const char32_t mark = next < text_.size() ? text_[next] : U' ';
    if (latin_word_before(text_, at) == U"at" && n.whole && !n.vague && n.thousandths >= 1000 &&
        n.thousandths <= 12'000 && !is_han(mark) && (word.empty() || one_of(after_an_hour, word)))
        return clock(at, n.end, n.thousandths / 1000, 0);
    if (word.empty()) return at;
    if (word == U"in" && n.whole && !n.vague && n.thousandths >= 1000 && n.thousandths <= 12'000)
        for (const auto part : {U"in the morning", U"in the afternoon", U"in the evening"})
            if (words_at(text_, next, part)) return clock(at, n.end, n.thousandths / 1000, 0);
    std::size_t end = next + word.size();

    if (n.form == NumeralForm::figures && n.whole) {
        // 3rd: "the 3rd" (of May), "3rd time"
        if (next == n.end && (word == U"st" || word == U"nd" || word == U"rd" || word == U"th"))
            return english_ordinal(at, end, n.thousandths / 1000);
        if (n.thousandths <= 24'000 && (word == U"am" || word == U"pm" || word == U"a" || word == U"p")) {
            const std::size_t length = word.size() == 2 ? 0 : 3; // a.m
            if (length == 0 || says(text_, next, word == U"a" ? U"a.m" : U"p.m"))
                return clock(at, n.end, n.thousandths / 1000, 0);
        }
    } else if (n.whole && n.thousandths <= 12'000 &&
               (word == U"am" || word == U"pm" || says(text_, next, U"a.m") || says(text_, next, U"p.m"))) {
        return clock(at, n.end, n.thousandths / 1000, 0);
    }

    // 3 May, three June
    if (n.whole && n.thousandths >= 1000 && n.thousandths <= 31'000 && named(months, word) != nullptr)
        if (const std::size_t stop = english_date(at, n.end, n.thousandths / 1000); stop > at) return stop;

    // three working days
    bool working = false;
    if (word == U"working" || word == U"business") {
        next = after_spaces(text_, end);
        word = latin_word_at(text_, next);
        if (word != U"day" && word != U"days" && word != U"hours") return at;
        end = next + word.size(), working = true;
    }
    if (word == U"more" || word == U"whole" || word == U"full" || word == U"long" || word == U"entire") {
        next = after_spaces(text_, end);
        word = latin_word_at(text_, next);
        if (named(time_units, word) == nullptr) return at;
        end = next + word.size();
    }
    if (const auto* unit = named(time_units, word)) {
        std::int64_t seconds = seconds_of(n, unit->value);
        end = after_duration(end, unit->value, seconds);
        put_duration(at, end, seconds, unit->value, n.vague, working);
        return end;
    }
    for (const auto& money : currency_words)
        if (money.word == word && (word != U"p" || (next == n.end && !says(text_, end, U".m")))) {
            put({.kind = QuantityKind::money,
                 .value = seconds_of(n, money.hundredths),
                 .range = {at, end},
                 .currency = money.currency,
                 .vague = n.vague},
                money.hundredths);
            return end;
        }
    return at;
}

std::size_t QuantityReader::english_ordinal(std::size_t at, std::size_t end, std::int64_t value) {
    if (value >= 1 && value <= 31) {
        if (const std::size_t stop = english_date(at, end, value); stop > at) return stop;
        if (latin_word_before(text_, at) == U"the" &&
            one_of(after_a_date, latin_word_at(text_, after_spaces(text_, end)))) {
            put({.kind = QuantityKind::date, .value = value, .range = {at, end}});
            return end;
        }
    }
    put({.kind = QuantityKind::ordinal, .value = value * 1000, .range = {at, end}});
    return end;
}

// "3 May", "3rd of May 2024": the month behind the day.
std::size_t QuantityReader::english_date(std::size_t at, std::size_t day_end, std::int64_t day_number) {
    std::size_t next = after_gap(text_, day_end);
    if (latin_word_at(text_, next) == U"of") next = after_spaces(text_, next + 2);
    const std::u32string_view word = latin_word_at(text_, next);
    const auto* month = named(months, word);
    if (month == nullptr || next == day_end) return at;
    std::size_t end = next + word.size();
    if (word == U"may" && one_of(may_the_verb, latin_word_at(text_, after_spaces(text_, end)))) return at;
    const std::size_t year = after_spaces(text_, end < text_.size() && text_[end] == U',' ? end + 1 : end);
    if (const auto n = figures_at(text_, year); n && n->whole && n->characters == 4 && year > end) end = n->end;
    put({.kind = QuantityKind::date, .value = month->value * 100 + day_number, .range = {at, end}});
    return end;
}

std::size_t QuantityReader::month_first(std::size_t at) {
    const std::u32string_view word = latin_word_at(text_, at);
    const auto* month = named(months, word);
    if (month == nullptr) return at;
    const std::size_t month_end = at + word.size();
    std::size_t next =
        after_spaces(text_, month_end < text_.size() && text_[month_end] == U'.' ? month_end + 1 : month_end);
    if (latin_word_at(text_, next) == U"the") next = after_spaces(text_, next + 3);
    if (next > month_end)
        if (const auto n = figures_at(text_, next);
            n && n->whole && n->characters <= 2 && n->thousandths >= 1000 && n->thousandths <= 31'000) {
            std::size_t end = n->end;
            const std::u32string_view suffix = latin_word_at(text_, end);
            const bool ordinal = suffix == U"st" || suffix == U"nd" || suffix == U"rd" || suffix == U"th";
            if (ordinal) end += 2;
            const std::u32string_view behind = latin_word_at(text_, after_gap(text_, end));
            const char32_t mark = end < text_.size() ? text_[end] : U' ';
            // "may 3 days", "march 10:30" are no dates
            if (ordinal || (named(time_units, behind) == nullptr && mark != U':' && mark != U'%')) {
                const std::size_t year = after_spaces(text_, mark == U',' ? end + 1 : end);
                if (const auto y = figures_at(text_, year); y && y->whole && y->characters == 4 && year > end)
                    end = y->end;
                put({.kind = QuantityKind::date,
                     .value = month->value * 100 + n->thousandths / 1000,
                     .range = {at, end}});
                return end;
            }
        }
    const std::u32string_view before = latin_word_before(text_, at);
    const bool plain = word.size() > 3 && word != U"march" && word != U"sept";
    if (plain || before == U"in" || before == U"since" || before == U"until" || before == U"last" ||
        before == U"next" ||
        ((word != U"may" && word != U"mar" && word != U"march") && one_of(time_prepositions, before))) {
        put({.kind = QuantityKind::date, .value = month->value * 100, .range = {at, month_end}});
        return month_end;
    }
    return at;
}

std::size_t QuantityReader::named_day(std::size_t at) {
    const std::u32string_view word = latin_word_at(text_, at);
    const std::size_t end = at + word.size();
    if (const auto* weekday = named(weekdays, word)) {
        const bool verb_or_star = word == U"sat" || word == U"sun";
        if (verb_or_star && !one_of(time_prepositions, latin_word_before(text_, at))) return at;
        put({.kind = QuantityKind::weekday, .value = weekday->value, .range = {at, end}});
        return end;
    }
    if (const auto* near_day = named(near_days, word)) {
        put({.kind = QuantityKind::day, .value = near_day->value, .range = {at, end}});
        return end;
    }
    if (word == U"noon" || word == U"midday" || word == U"midnight") {
        put({.kind = QuantityKind::clock, .value = word == U"midnight" ? 0 : 12 * 60, .range = {at, end}});
        return end;
    }
    return at;
}

std::size_t QuantityReader::article_duration(std::size_t at) {
    struct Start {
        std::u32string_view words;
        std::int64_t quarters; // of the unit that follows
    };
    static constexpr auto starts = std::to_array<Start>({{U"half an", 2},
                                                         {U"half a", 2},
                                                         {U"a half", 2},
                                                         {U"half", 2},
                                                         {U"three quarters of an", 3},
                                                         {U"a quarter of an", 1},
                                                         {U"quarter of an", 1},
                                                         {U"a quarter", 1},
                                                         {U"an", 4},
                                                         {U"a", 4}});
    const char32_t first = text_[at];
    if (first != U'a' && first != U'h' && first != U'q' && first != U't') return at;
    for (const auto& start : starts) {
        const auto behind = words_at(text_, at, start.words);
        if (!behind) continue;
        std::size_t next = after_gap(text_, *behind);
        if (next == *behind) continue;
        std::u32string_view word = latin_word_at(text_, next);
        if (word == U"whole" || word == U"full" || word == U"working") {
            next = after_spaces(text_, next + word.size());
            word = latin_word_at(text_, next);
        }
        const auto* unit = named(time_units, word);
        if (unit == nullptr || word.ends_with(U's')) continue;
        // "a second time", "a second one" counts; "a minute" lasts
        if (word == U"second" && latin_at(text_, after_spaces(text_, next + word.size()))) continue;
        std::int64_t seconds = unit->value * start.quarters / 4;
        std::size_t end = next + word.size();
        bool vague = false;
        if (const auto two = words_at(text_, after_spaces(text_, end), U"or two"))
            end = *two, vague = true;
        else if (start.quarters == 4)
            end = after_duration(end, unit->value, seconds);
        put_duration(at, end, seconds, unit->value, vague);
        return end;
    }
    return at;
}

std::size_t QuantityReader::spoken_clock(std::size_t at) {
    std::size_t p = at;
    std::int64_t minutes = 0;
    if (const auto end = words_at(text_, p, U"a quarter"))
        minutes = 15, p = *end;
    else if (const auto quarter = words_at(text_, p, U"quarter"))
        minutes = 15, p = *quarter;
    else if (const auto half = words_at(text_, p, U"half"))
        minutes = 30, p = *half;
    else if (const auto n = numeral_at(text_, p);
             n && n->whole && !n->vague && n->thousandths > 0 && n->thousandths < 60'000)
        minutes = n->thousandths / 1000, p = n->end;
    else
        return at;
    std::size_t next = after_spaces(text_, p);
    for (const auto word : {U"minutes", U"minute", U"mins"})
        if (const auto end = words_at(text_, next, word)) next = after_spaces(text_, *end);
    const bool past = words_at(text_, next, U"past").has_value();
    const bool to = words_at(text_, next, U"to").has_value();
    // "three to five" is a pair, "five to three" hardly ever said without "at" or "by"
    const std::u32string_view before = latin_word_before(text_, at);
    const bool minutes_said = minutes == 15 || before == U"at" || before == U"by" || next > after_spaces(text_, p);
    // "by half four" is half past; "half four" alone could be of anything
    static constexpr std::array<std::u32string_view, 8> before_times = {U"at",   U"by",   U"before", U"until",
                                                                        U"till", U"from", U"around", U"after"};
    const bool half_alone = minutes == 30 && !past && !to && one_of(before_times, before);
    if (!past && !half_alone && !(to && minutes != 30 && minutes_said)) return at;
    const auto hours = numeral_at(text_, half_alone ? next : after_spaces(text_, next + (past ? 4 : 2)));
    if (!hours || !hours->whole || hours->thousandths < 1000 || hours->thousandths > 12'000) return at;
    // "from 15 to 12 days": a unit follows
    if (to && named(time_units, latin_word_at(text_, after_gap(text_, hours->end))) != nullptr) return at;
    const std::int64_t of_day = hours->thousandths / 1000 * 60 + (to ? -minutes : minutes);
    return clock(at, hours->end, of_day / 60, of_day % 60);
}

std::size_t QuantityReader::money_word_first(std::size_t at) {
    const std::u32string_view word = latin_word_at(text_, at);
    for (const auto& money : currency_words)
        if (money.word == word &&
            (word == U"rmb" || word == U"usd" || word == U"gbp" || word == U"eur" || word == U"cny")) {
            const auto n = figures_at(text_, after_spaces(text_, at + word.size()));
            if (!n || n->thousandths < 0) return at;
            put({.kind = QuantityKind::money,
                 .value = seconds_of(*n, 100),
                 .range = {at, n->end},
                 .currency = money.currency,
                 .vague = n->vague},
                100);
            return n->end;
        }
    return at;
}

std::size_t QuantityReader::read_word(std::size_t at) {
    for (const auto reader :
         {&QuantityReader::spoken_clock, &QuantityReader::article_duration, &QuantityReader::named_day,
          &QuantityReader::month_first, &QuantityReader::money_word_first})
        if (const std::size_t end = (this->*reader)(at); end > at) return end;
    const std::u32string_view word = latin_word_at(text_, at);
    if (const auto half_price = words_at(text_, at, U"half price")) {
        put({.kind = QuantityKind::percentage, .value = 5000, .range = {at, *half_price}, .off = true});
        return *half_price;
    }
    if (const auto half_off = words_at(text_, at, U"half off")) {
        put({.kind = QuantityKind::percentage, .value = 5000, .range = {at, *half_off}, .off = true});
        return *half_off;
    }
    if (word == U"fortnight" && !latin_at(text_, at + word.size())) {
        put_duration(at, at + word.size(), 14 * day, 14 * day, false);
        return at + word.size();
    }
    if (word == U"twice" || word == U"thrice") {
        put({.value = word == U"twice" ? 2000 : 3000, .range = {at, at + word.size()}});
        return at + word.size();
    }
    if (const auto* ordinal = named(ordinal_words, word)) return english_ordinal(at, at + word.size(), ordinal->value);
    const auto n = english_numeral_at(text_, at);
    if (!n || latin_at(text_, n->end)) return at;
    // twenty-third
    if (n->whole && n->thousandths >= 20'000 && n->thousandths % 10'000 == 0) {
        const std::size_t next = after_gap(text_, n->end);
        const std::u32string_view behind = latin_word_at(text_, next);
        if (const auto* ordinal = named(ordinal_words, behind);
            ordinal != nullptr && ordinal->value < 10 && next > n->end)
            return english_ordinal(at, next + behind.size(), n->thousandths / 1000 + ordinal->value);
    }
    if (word == U"one" && n->thousandths == 1000 && n->end == at + 3) {
        const std::size_t next = after_gap(text_, n->end);
        const std::u32string_view behind = latin_word_at(text_, next);
        const bool counts = named(time_units, behind) != nullptr || behind == U"dollar" || behind == U"pound" ||
                            behind == U"more" || behind == U"working" || behind == U"euro";
        if (!counts && (behind.empty() || behind == U"of" || behind == U"to" || behind == U"is" || behind == U"was" ||
                        one_of(before_pronoun_one, latin_word_before(text_, at))))
            return n->end;
    }
    return read_after_numeral(at, *n);
}

} // namespace rapport::scoring
