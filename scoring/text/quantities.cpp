#include "scoring/text/quantities.h"

#include "scoring/text/quantity_reader.h"

#include <algorithm>
#include <utility>

namespace rapport::scoring {
namespace {

constexpr std::int64_t noon_minutes = 12 * 60;
constexpr std::int64_t most = 4'000'000'000'000'000;

char32_t sign_at(std::u32string_view text, std::size_t at) { return at < text.size() ? text[at] : U' '; }

Currency currency_of_sign(char32_t c) {
    return c == U'$'   ? Currency::usd
           : c == U'£' ? Currency::gbp
           : c == U'€' ? Currency::eur
           : c == U'¥' ? Currency::cny
                       : Currency::none;
}

// Thousandths times `unit` per whole, without running over.
std::int64_t times(std::int64_t thousandths, std::int64_t unit) {
    if (thousandths < 0) return thousandths;
    return thousandths > most / std::max<std::int64_t>(unit, 1) ? most : thousandths * unit / 1000;
}

} // namespace

std::vector<Quantity> quantities_of(std::u32string_view folded) { return QuantityReader(folded).read(); }

bool same(const Quantity& a, const Quantity& b) {
    if (a.kind != b.kind || a.vague != b.vague) return false;
    switch (a.kind) {
    case QuantityKind::clock:
        return a.half_known && b.half_known ? a.value == b.value : a.value % noon_minutes == b.value % noon_minutes;
    case QuantityKind::date: {
        const bool months = a.value / 100 == b.value / 100 || a.value / 100 == 0 || b.value / 100 == 0;
        return months && a.value % 100 == b.value % 100;
    }
    case QuantityKind::money:
        return a.value == b.value &&
               (a.currency == b.currency || a.currency == Currency::none || b.currency == Currency::none);
    case QuantityKind::duration:
        return a.value == b.value && a.working_days == b.working_days;
    default:
        return a.value == b.value;
    }
}

std::vector<Quantity> QuantityReader::read() {
    for (std::size_t at = 0; at < text_.size();) {
        const char32_t c = text_[at];
        std::size_t end = at;
        if (currency_of_sign(c) != Currency::none) {
            end = read_sign(at);
        } else if (is_digit(c) || c == U'½' || c == U'¼' || c == U'¾') {
            end = read_figures(at);
        } else if (is_latin(c)) {
            // An apostrophe goes on with a word: the t of "don't" begins none.
            const bool inside =
                at > 0 && (is_latin(text_[at - 1]) || (text_[at - 1] == U'\'' && at > 1 && is_latin(text_[at - 2])));
            if (!inside) end = read_word(at);
            if (end == at)
                while (end < text_.size() && is_latin(text_[end])) ++end;
        } else if (is_han(c)) {
            end = read_han(at);
        }
        at = std::max(end, at + 1);
    }
    std::vector<Quantity> kept;
    for (std::size_t i = 0; i < found_.size(); ++i)
        if (!tentative_[i]) kept.push_back(found_[i]);
    found_ = std::move(kept);
    note_since();
    return std::move(found_);
}

std::size_t QuantityReader::read_sign(std::size_t at) {
    const auto n = figures_at(text_, after_spaces(text_, at + 1));
    if (!n || n->thousandths < 0) return at;
    put({.kind = QuantityKind::money,
         .value = times(n->thousandths, 100),
         .range = {at, n->end},
         .currency = currency_of_sign(text_[at]),
         .vague = n->vague},
        100);
    return n->end;
}

std::size_t QuantityReader::read_figures(std::size_t at) {
    if (const std::size_t end = spoken_clock(at); end > at) return end; // 10 past 2
    const auto n = figures_at(text_, at);
    if (!n) return at;
    const auto two_at = [&](std::size_t p) {
        return p + 1 < text_.size() && is_digit(text_[p]) && is_digit(text_[p + 1]) && !is_digit(sign_at(text_, p + 2));
    };
    const auto two = [&](std::size_t p) {
        return static_cast<std::int64_t>(text_[p] - U'0') * 10 + static_cast<std::int64_t>(text_[p + 1] - U'0');
    };
    // 2024-05-03, 2024/5/3
    if (n->characters == 4 && n->whole) {
        const char32_t mark = sign_at(text_, at + 4);
        if (mark == U'-' || mark == U'/' || mark == U'.') {
            const auto month = figures_at(text_, at + 5);
            const auto day = month && month->whole && sign_at(text_, month->end) == mark
                                 ? figures_at(text_, month->end + 1)
                                 : std::nullopt;
            if (day && day->whole && month->thousandths >= 1000 && month->thousandths <= 12'000 &&
                day->thousandths >= 1000 && day->thousandths <= 31'000) {
                put({.kind = QuantityKind::date,
                     .value = month->thousandths / 10 + day->thousandths / 1000,
                     .range = {at, day->end}});
                return day->end;
            }
        }
    }
    // 14:30, 9:05:30
    if (n->whole && n->characters <= 2 && n->thousandths <= 24'000 && sign_at(text_, n->end) == U':' &&
        two_at(n->end + 1) && two(n->end + 1) < 60) {
        std::size_t end = n->end + 3;
        if (sign_at(text_, end) == U':' && two_at(end + 1)) end += 3;
        return clock(at, end, n->thousandths / 1000, two(n->end + 1), n->characters == 2 && text_[at] == U'0');
    }
    // 10.30: a time only where something says so
    if (n->decimals == 2 && n->characters <= 2 && n->thousandths < 25'000 && two(n->end - 2) < 60) {
        const std::u32string_view before = latin_word_before(text_, at);
        const std::size_t next = after_spaces(text_, n->end);
        const bool half_said = says(text_, next, U"am") || says(text_, next, U"pm") || says(text_, next, U"a.m") ||
                               says(text_, next, U"p.m") || says(text_, next, U"o'clock");
        const bool unit =
            is_latin(sign_at(text_, n->end)) || sign_at(text_, next) == U'%' || is_han(sign_at(text_, next));
        const std::size_t quantities = found_.size();
        if (half_said || ((before == U"at" || before == U"by" || before == U"before" || before == U"after" ||
                           before == U"until" || before == U"till" || before == U"since" || before == U"around") &&
                          !unit && english_unit(at, *n) == at && found_.size() == quantities))
            return clock(at, n->end, n->thousandths / 1000, two(n->end - 2));
        if (found_.size() > quantities) return found_.back().range.end;
    }
    return read_after_numeral(at, *n);
}

std::size_t QuantityReader::read_after_numeral(std::size_t at, const Numeral& n) {
    if (n.thousandths >= 0) {
        for (const auto reader :
             {&QuantityReader::percentage, &QuantityReader::discount, &QuantityReader::chinese_money,
              &QuantityReader::chinese_unit, &QuantityReader::english_unit})
            if (const std::size_t end = (this->*reader)(at, n); end > at) return end;
    }
    put({.value = n.thousandths, .range = {at, n.end}, .vague = n.vague});
    return n.end;
}

std::size_t QuantityReader::percentage(std::size_t at, const Numeral& n) {
    const std::size_t next = after_gap(text_, n.end);
    std::size_t end = at;
    if (sign_at(text_, next) == U'%')
        end = next + 1;
    else if (const auto word = words_at(text_, next, U"percent"))
        end = *word;
    else if (const auto words = words_at(text_, next, U"per cent"))
        end = *words;
    else if (const auto short_word = words_at(text_, next, U"pct"))
        end = *short_word;
    if (end == at) return at;
    Quantity q{
        .kind = QuantityKind::percentage, .value = times(n.thousandths, 100), .range = {at, end}, .vague = n.vague};
    const std::size_t behind = after_spaces(text_, end);
    for (const auto word : {U"off", U"discount", U"reduction", U"rebate"})
        if (const auto off_end = words_at(text_, behind, word)) q.off = true, q.range.end = *off_end;
    for (const std::u32string_view word : {U"的折扣", U"折扣", U"的优惠", U"优惠"})
        if (says(text_, behind, word)) q.off = true, q.range.end = behind + word.size();
    for (const std::u32string_view word : {U"优惠", U"减免", U"便宜", U"立减", U"折扣"})
        if (at >= word.size() && says(text_, at - word.size(), word)) q.off = true;
    put(q, 100);
    return q.range.end;
}

// Clock times -------------------------------------------------------------------------------------------------------

std::size_t QuantityReader::clock(std::size_t at, std::size_t end, std::int64_t hour, std::int64_t minute, bool on_24) {
    Half half = Half::unknown;
    const std::size_t next = after_spaces(text_, end);
    const auto take = [&](std::u32string_view what, Half which) {
        if (half != Half::unknown || !says(text_, next, what) || is_latin(sign_at(text_, next + what.size()))) return;
        half = which, end = next + what.size();
    };
    take(U"a.m.", Half::morning), take(U"a.m", Half::morning), take(U"am", Half::morning);
    take(U"p.m.", Half::afternoon), take(U"p.m", Half::afternoon), take(U"pm", Half::afternoon);
    if (half == Half::unknown) {
        for (const std::u32string_view oclock : {U"o'clock", U"oclock", U"o clock"})
            if (says(text_, next, oclock)) end = next + oclock.size();
        const std::size_t behind = after_spaces(text_, end);
        const auto phrase = [&](std::u32string_view words, Half which) {
            if (const auto stop = words_at(text_, behind, words)) half = which, end = *stop;
        };
        phrase(U"in the morning", Half::morning), phrase(U"in the afternoon", Half::afternoon);
        phrase(U"in the evening", Half::afternoon), phrase(U"at night", Half::evening);
    }
    put_clock(at, end, hour, minute, half, on_24);
    return end;
}

void QuantityReader::put_clock(std::size_t at, std::size_t end, std::int64_t hour, std::int64_t minute, Half half,
                               bool on_24) {
    hour %= 24;
    const bool known = half != Half::unknown || on_24 || hour > 12 || hour == 0;
    switch (half) {
    case Half::unknown:
        if (!known) hour %= 12;
        break;
    case Half::morning:
        if (hour == 12) hour = 0;
        break;
    case Half::noon: // 中午十一点, 中午一点
        if (hour < 10) hour += 12;
        break;
    case Half::afternoon:
        if (hour < 12) hour += 12;
        break;
    case Half::evening: // 晚上十二点 is midnight, 晚上两点 two in the morning
        hour = hour == 12 ? 0 : hour >= 5 && hour < 12 ? hour + 12 : hour;
        break;
    }
    put({.kind = QuantityKind::clock, .value = hour * 60 + minute, .range = {at, end}, .half_known = known}, 60);
}

// What holds amounts together ---------------------------------------------------------------------------------------

void QuantityReader::put(Quantity q, std::int64_t unit) {
    if (unit > 0) adopt_pair(q, unit);
    found_.push_back(q);
    tentative_.push_back(false);
    last_unit_ = 0;
}

void QuantityReader::put_duration(std::size_t at, std::size_t end, std::int64_t seconds, std::int64_t unit, bool vague,
                                  bool working_days) {
    // 1 hour 30 minutes, 三天四小时: the smaller unit belongs to the larger one before it.
    if (!found_.empty() && found_.back().kind == QuantityKind::duration && unit < last_unit_ && !found_.back().vague &&
        found_.back().working_days == working_days && joins(found_.back().range.end, at, false)) {
        found_.back().value = std::min(most, found_.back().value + seconds);
        found_.back().range.end = end;
        found_.back().vague = vague;
    } else {
        put({.kind = QuantityKind::duration,
             .value = seconds,
             .range = {at, end},
             .vague = vague,
             .working_days = working_days},
            unit);
    }
    last_unit_ = unit;
}

void QuantityReader::adopt_pair(const Quantity& q, std::int64_t unit) {
    if (found_.empty()) return;
    Quantity& first = found_.back();
    if (first.kind != QuantityKind::number || first.value < 0 || !joins(first.range.end, q.range.start, true)) return;
    if (q.kind == QuantityKind::clock && (first.value % 1000 != 0 || first.value > 24'000)) return;
    const std::int64_t value = times(first.value, unit);
    const TextRange range = first.range;
    const bool vague = first.vague;
    first = q;
    first.range = range;
    first.vague = vague;
    first.value = value;
    if (q.kind == QuantityKind::clock) {
        // "2 to 5 pm"; "9 to 5 pm" begins in the morning
        if (q.half_known && q.value >= noon_minutes && first.value + noon_minutes < q.value)
            first.value += noon_minutes;
        if (!q.half_known) first.value %= noon_minutes;
    }
    tentative_.back() = false;
}

bool QuantityReader::joins(std::size_t from, std::size_t to, bool pair) const {
    if (to < from || to - from > 8) return false;
    std::u32string_view between = text_.substr(from, to - from);
    while (between.starts_with(U' ')) between.remove_prefix(1);
    while (between.ends_with(U' ')) between.remove_suffix(1);
    if (!pair) return between.empty() || between == U"and" || between == U"零" || between == U"又" || between == U",";
    if (between == U"and" || between == U"和") {
        // "between 3 and 5 days"
        const std::size_t start = found_.back().range.start;
        return latin_word_before(text_, start) == U"between" || (start > 0 && text_[start - 1] == U'在');
    }
    return between == U"-" || between == U"--" || between == U"~" || between == U"到" || between == U"至" ||
           between == U"to" || between == U"or" || between == U"或" || between == U"、";
}

void QuantityReader::note_since() {
    for (Quantity& q : found_) {
        if (q.kind == QuantityKind::number || q.kind == QuantityKind::money || q.kind == QuantityKind::percentage)
            continue;
        const std::size_t at = q.range.start;
        const char32_t before = at > 0 ? text_[at - 1] : U' ';
        std::u32string_view word = latin_word_before(text_, at);
        if (word == U"the" || word == U"last") word = latin_word_before(text_, at - word.size() - 1);
        q.since = word == U"since" || before == U'从' || before == U'自' ||
                  (at > 1 && before == U'上' && text_[at - 2] == U'从') || says(text_, q.range.end, U"以来") ||
                  says(text_, q.range.end, U"起") || says(text_, q.range.end, U"开始");
        if (q.kind == QuantityKind::duration || q.kind == QuantityKind::ordinal) q.since = false;
    }
}

} // namespace rapport::scoring
