// The Chinese half of the parser.
#include "scoring/text/quantity_reader.h"

#include <algorithm>
#include <array>

namespace rapport::scoring {
namespace {

struct HanValue {
    std::u32string_view word;
    std::int64_t value;
};

constexpr std::int64_t han_day = 86'400;
// Longer words before those they begin with.
constexpr auto han_time_units = std::to_array<HanValue>({{U"秒钟", 1},
                                                         {U"秒", 1},
                                                         {U"分钟", 60},
                                                         {U"小时", 3600},
                                                         {U"钟头", 3600},
                                                         {U"刻钟", 900},
                                                         {U"工作日", han_day},
                                                         {U"自然日", han_day},
                                                         {U"天", han_day},
                                                         {U"日", han_day},
                                                         {U"星期", 7 * han_day},
                                                         {U"礼拜", 7 * han_day},
                                                         {U"周年", 365 * han_day},
                                                         {U"周", 7 * han_day},
                                                         {U"个月", 30 * han_day},
                                                         {U"月", 30 * han_day},
                                                         {U"年", 365 * han_day}});

constexpr std::u32string_view measures = U"个件次台单箱瓶张位人名只条份套本部种项遍趟通封家句盒包袋双杯片颗款倍楼层号例"
                                         U"点组批代级期步回号口间辆支根把副幅门匹";

constexpr auto near_han_days = std::to_array<HanValue>({{U"大前天", -3},
                                                        {U"大后天", 3},
                                                        {U"前天", -2},
                                                        {U"昨天", -1},
                                                        {U"昨日", -1},
                                                        {U"昨晚", -1},
                                                        {U"今天", 0},
                                                        {U"今日", 0},
                                                        {U"今晚", 0},
                                                        {U"今早", 0},
                                                        {U"明天", 1},
                                                        {U"明日", 1},
                                                        {U"明早", 1},
                                                        {U"明晚", 1},
                                                        {U"后天", 2}});

constexpr auto weekday_heads = std::to_array<std::u32string_view>({U"周", U"星期", U"礼拜"});

int han_weekday(char32_t c) {
    constexpr std::u32string_view names = U"一二三四五六日";
    if (c == U'天') return 7;
    const auto at = names.find(c);
    return at == names.npos ? 0 : static_cast<int>(at) + 1;
}

char32_t han_at(std::u32string_view text, std::size_t at) { return at < text.size() ? text[at] : U' '; }

template <std::size_t N>
const HanValue* begins(const std::array<HanValue, N>& words, std::u32string_view text, std::size_t at) {
    const auto it = std::ranges::find_if(words, [&](const HanValue& w) { return says(text, at, w.word); });
    return it == words.end() ? nullptr : &*it;
}

bool unit_follows(std::u32string_view text, std::size_t at) {
    if (han_at(text, at) == U'个') ++at;
    return begins(han_time_units, text, at) != nullptr;
}

std::int64_t whole_of(const Numeral& n) { return n.positional >= 0 ? n.positional : n.thousandths / 1000; }

constexpr std::int64_t most_han = 4'000'000'000'000'000;
std::int64_t scaled_by(const Numeral& n, std::int64_t unit) {
    return n.thousandths > most_han / unit ? most_han : n.thousandths * unit / 1000;
}

} // namespace

std::size_t QuantityReader::discount(std::size_t at, const Numeral& n) {
    if (han_at(text_, n.end) != U'折') return at;
    const char32_t next = han_at(text_, n.end + 1);
    if (next == U'叠' || next == U'腾' || next == U'断' || next == U'磨' || next == U'返') return at;
    const std::int64_t paid = n.positional >= 0 ? n.positional * 1000 : n.thousandths; // 七五折: 75
    if (paid <= 0 || paid >= 100'000) return at;
    const std::int64_t hundredths = paid < 10'000 ? paid : paid / 10; // 8 → 80.00 %, 75 → 75.00 %
    put({.kind = QuantityKind::percentage, .value = 10'000 - hundredths, .range = {at, n.end + 1}, .off = true});
    return n.end + 1;
}

std::size_t QuantityReader::chinese_money(std::size_t at, const Numeral& n) {
    struct Unit {
        std::u32string_view word;
        Currency currency;
        std::int64_t hundredths;
    };
    static constexpr auto units = std::to_array<Unit>({{U"元人民币", Currency::cny, 100},
                                                       {U"人民币", Currency::cny, 100},
                                                       {U"块钱", Currency::cny, 100},
                                                       {U"元钱", Currency::cny, 100},
                                                       {U"美元", Currency::usd, 100},
                                                       {U"美金", Currency::usd, 100},
                                                       {U"英镑", Currency::gbp, 100},
                                                       {U"欧元", Currency::eur, 100},
                                                       {U"块", Currency::cny, 100},
                                                       {U"元", Currency::cny, 100},
                                                       {U"圆", Currency::cny, 100},
                                                       {U"毛钱", Currency::cny, 10},
                                                       {U"毛", Currency::cny, 10},
                                                       {U"角", Currency::cny, 10},
                                                       {U"分钱", Currency::cny, 1}});
    const std::size_t next = after_spaces(text_, n.end + (han_at(text_, n.end) == U'个' ? 1 : 0));
    for (const Unit& unit : units) {
        if (!says(text_, next, unit.word)) continue;
        std::size_t end = next + unit.word.size();
        const char32_t behind = han_at(text_, end);
        if (unit.word == U"元" && (behind == U'旦' || behind == U'素' || behind == U'宵')) return at;
        Quantity q{.kind = QuantityKind::money,
                   .value = scaled_by(n, unit.hundredths),
                   .range = {at, end},
                   .currency = unit.currency,
                   .vague = n.vague};
        // 三块五, 三块五毛, 3元5角
        if (unit.hundredths == 100 && (unit.word == U"块" || unit.word == U"元"))
            if (const auto small = numeral_at(text_, end); small && small->whole && small->characters == 1 &&
                                                           small->form != NumeralForm::english &&
                                                           small->thousandths < 10'000) {
                const char32_t mark = han_at(text_, small->end);
                const bool tenths = mark == U'毛' || mark == U'角';
                const bool bare =
                    unit.word == U"块" && !is_han(mark) && !is_digit(mark) && !is_latin(mark) && mark != U'.';
                if (tenths || bare) {
                    q.value += small->thousandths / 100;
                    q.range.end = end = small->end + (tenths ? 1 : 0);
                }
            }
        if (unit.word == U"块" && han_at(text_, end) == U'半') q.value += 50, q.range.end = ++end;
        put(q, unit.hundredths);
        return end;
    }
    return at;
}

std::size_t QuantityReader::chinese_unit(std::size_t at, const Numeral& n) {
    std::size_t next = after_spaces(text_, n.end);
    const char32_t c = han_at(text_, next);
    if (!is_han(c)) return at;
    // Clock: 三点半, 14时30分. 有两点 and 两点: are two points.
    if ((c == U'点' || c == U'时') && n.whole && n.thousandths <= 24'000 && !n.vague)
        if (const std::size_t end = chinese_clock(at, n, Half::unknown); end > at) return end;
    // 三点五折, 三点五万: a decimal
    if (c == U'点' && n.form == NumeralForm::chinese) {
        const auto tenths = chinese_numeral_at(text_, next + 1);
        if (tenths && tenths->positional >= 0 && tenths->characters == 1 && tenths->end > next) {
            Numeral decimal = n;
            decimal.thousandths += tenths->positional * 100, decimal.end = tenths->end, decimal.whole = false;
            decimal.positional = -1;
            for (const auto reader :
                 {&QuantityReader::discount, &QuantityReader::chinese_money, &QuantityReader::chinese_unit})
                if (const std::size_t end = (this->*reader)(at, decimal); end > at) return end;
        }
    }
    // Dates: 5月3日, 2024年5月3号, 三号, 5月
    const std::int64_t value = whole_of(n);
    if (c == U'年' && n.whole && value >= 1900 && value <= 2100) {
        const std::size_t behind = after_spaces(text_, next + 1);
        const auto month = numeral_at(text_, behind);
        if (month && month->form != NumeralForm::english && han_at(text_, after_spaces(text_, month->end)) == U'月') {
            const std::size_t end = chinese_unit(behind, *month);
            if (end > behind && !found_.empty() && found_.back().kind == QuantityKind::date)
                found_.back().range.start = at;
            return end;
        }
        put({.value = n.positional >= 0 ? n.positional * 1000 : n.thousandths, .range = {at, n.end}});
        return next + 1;
    }
    if (c == U'月' && n.whole && n.thousandths >= 1000 && n.thousandths <= 12'000 && !n.implies_measure) {
        const std::size_t behind = after_spaces(text_, han_at(text_, next + 1) == U'份' ? next + 2 : next + 1);
        const auto day_number = numeral_at(text_, behind);
        std::int64_t date = n.thousandths / 10;
        std::size_t end = behind;
        if (day_number && day_number->form != NumeralForm::english && day_number->whole &&
            day_number->thousandths >= 1000 && day_number->thousandths <= 31'000) {
            const std::size_t mark = after_spaces(text_, day_number->end);
            if (han_at(text_, mark) == U'日' || han_at(text_, mark) == U'号')
                date += day_number->thousandths / 1000, end = mark + 1;
        }
        if (date % 100 == 0) end = han_at(text_, next + 1) == U'份' ? next + 2 : next + 1;
        put({.kind = QuantityKind::date, .value = date, .range = {at, end}});
        return end;
    }
    if (c == U'号' && n.whole && n.thousandths >= 1000 && n.thousandths <= 31'000) {
        const char32_t behind = han_at(text_, next + 1);
        if (behind != U'线' && behind != U'楼' && behind != U'码' && behind != U'店' && behind != U'柜' &&
            behind != U'窗') {
            put({.kind = QuantityKind::date, .value = n.thousandths / 1000, .range = {at, next + 1}});
            return next + 1;
        }
    }
    // Durations: 三天, 两个半小时, 3个工作日, 俩小时, 三天半
    const bool measure = c == U'个';
    std::size_t unit_at = next + (measure ? 1 : 0);
    const bool half_before = han_at(text_, unit_at) == U'半' && measure;
    if (half_before) ++unit_at;
    if (han_at(text_, unit_at) == U'多' || han_at(text_, unit_at) == U'来') ++unit_at; // 三个多小时
    const bool vague = n.vague || han_at(text_, unit_at - 1) == U'多' || han_at(text_, unit_at - 1) == U'来';
    if (const auto* unit = begins(han_time_units, text_, unit_at)) {
        const bool month = unit->word == U"月" || unit->word == U"个月";
        const bool needs_measure = unit->word == U"钟头" || unit->word == U"月";
        const char32_t behind = han_at(text_, unit_at + unit->word.size());
        // 一天天, 一年级, 三日元, 一周岁 are other words
        const bool other = (unit->word == U"年" && (behind == U'级' || behind == U'代')) ||
                           (unit->word == U"日" && behind == U'元') || (unit->word == U"周" && behind == U'岁');
        if (!other && (!needs_measure || measure || n.implies_measure) &&
            !(month && !measure && !n.implies_measure && unit->word == U"月")) {
            std::int64_t seconds = scaled_by(n, unit->value) + (half_before ? unit->value / 2 : 0);
            std::size_t end = unit_at + unit->word.size();
            if (han_at(text_, end) == U'半' && !unit_follows(text_, end + 1)) seconds += unit->value / 2, ++end;
            put_duration(at, end, seconds, unit->value, vague, unit->word == U"工作日");
            return end;
        }
    }
    return at;
}

std::size_t QuantityReader::chinese_clock(std::size_t at, const Numeral& n, Half half) {
    const std::size_t mark = after_spaces(text_, n.end);
    const char32_t c = han_at(text_, mark);
    const char32_t next = han_at(text_, mark + 1);
    const char32_t before = at > 0 ? text_[at - 1] : U' ';
    if (c == U'时') {
        if (next == U'候' || next == U'间' || next == U'刻' || next == U'期' || next == U'代' || next == U'常')
            return at;
    } else if (c != U'点') {
        return at;
    }
    std::size_t end = mark + 1;
    std::int64_t minute = 0;
    bool exact = false;
    if (next == U'半') {
        minute = 30, ++end, exact = true;
    } else if (next == U'整' || next == U'钟') {
        ++end, exact = true;
    } else {
        const std::size_t from = next == U'过' ? end + 1 : end;
        const auto m = numeral_at(text_, from);
        if (m && m->form != NumeralForm::english && m->whole && m->thousandths >= 0 && m->thousandths < 60'000) {
            const char32_t behind = han_at(text_, m->end);
            if (behind == U'刻')
                minute = std::min<std::int64_t>(m->thousandths / 1000 * 15, 45), end = m->end + 1, exact = true;
            else if (behind == U'分' && han_at(text_, m->end + 1) != U'之')
                minute = whole_of(*m), end = m->end + 1, exact = true;
            else if ((m->characters == 2 || (m->characters == 3 && m->form == NumeralForm::chinese)) &&
                     whole_of(*m) < 60 && !unit_follows(text_, m->end) && behind != U'元' && behind != U'块')
                minute = whole_of(*m), end = m->end, exact = true; // 三点四十, 8点05
        }
    }
    if (half == Half::unknown && !exact && c == U'点') {
        // 一点 is mostly "a little", and points are counted with 点 too.
        const bool points = before == U'有' || before == U'这' || before == U'那' || before == U'下' ||
                            before == U'共' || before == U'第' || before == U'以' || next == U':' || next == U'建' ||
                            next == U'说' || next == U'要' || next == U'原' || next == U'意' || next == U'内';
        const bool hardly = n.thousandths == 1000 && n.form == NumeralForm::chinese;
        if (points || hardly || n.thousandths == 0) return at;
        // 三点五折 is decimal
        if (const auto tenths = chinese_numeral_at(text_, end); tenths && tenths->characters == 1) return at;
    }
    put_clock(at, end, n.thousandths / 1000, minute, half,
              n.characters == 2 && n.form == NumeralForm::figures && text_[at] == U'0');
    return end;
}

std::size_t QuantityReader::day_part(std::size_t at) {
    struct Part {
        std::u32string_view word;
        Half half;
    };
    static constexpr auto parts = std::to_array<Part>({{U"凌晨", Half::morning},
                                                       {U"清晨", Half::morning},
                                                       {U"早上", Half::morning},
                                                       {U"早晨", Half::morning},
                                                       {U"上午", Half::morning},
                                                       {U"中午", Half::noon},
                                                       {U"下午", Half::afternoon},
                                                       {U"午后", Half::afternoon},
                                                       {U"傍晚", Half::afternoon},
                                                       {U"晚上", Half::evening},
                                                       {U"夜里", Half::evening},
                                                       {U"半夜", Half::evening},
                                                       {U"早", Half::morning},
                                                       {U"晚", Half::evening}});
    const auto part = std::ranges::find_if(parts, [&](const Part& p) { return says(text_, at, p.word); });
    if (part == parts.end()) return at;
    const std::size_t from = after_spaces(text_, at + part->word.size());
    const auto n = numeral_at(text_, from);
    if (!n || n->form == NumeralForm::english || !n->whole || n->vague || n->thousandths < 0 ||
        n->thousandths > 24'000) {
        // 下午10.30 and the like
        if (!(n && n->decimals == 2 && n->thousandths < 25'000)) return at;
    }
    const bool one_letter = part->word.size() == 1;
    if (one_letter && n->thousandths == 1000) return at; // 早一点, 晚一点
    std::size_t end = from;
    if (n->whole && (han_at(text_, n->end) == U':') && n->end + 2 < text_.size() && is_digit(text_[n->end + 1]) &&
        is_digit(text_[n->end + 2])) {
        end = n->end + 3;
        const auto minute = static_cast<std::int64_t>(text_[n->end + 1] - U'0') * 10 +
                            static_cast<std::int64_t>(text_[n->end + 2] - U'0');
        if (minute > 59) return at;
        put_clock(at, end, n->thousandths / 1000, minute, part->half, false);
    } else if (n->whole) {
        end = chinese_clock(from, *n, part->half);
        if (end > from) found_.back().range.start = at;
    } else if (n->thousandths % 1000 / 10 < 60) {
        end = n->end;
        put_clock(at, end, n->thousandths / 1000, n->thousandths % 1000 / 10, part->half, false);
    }
    return end > from ? end : at;
}

std::size_t QuantityReader::read_han(std::size_t at) {
    // 百分之二十(的折扣), 百分之三点五
    if (says(text_, at, U"百分之")) {
        auto n = numeral_at(text_, after_spaces(text_, at + 3));
        if (n && n->form != NumeralForm::english && n->thousandths >= 0) {
            if (n->form == NumeralForm::chinese && han_at(text_, n->end) == U'点')
                if (const auto tenths = chinese_numeral_at(text_, n->end + 1);
                    tenths && tenths->positional >= 0 && tenths->characters == 1)
                    n->thousandths += tenths->positional * 100, n->end = tenths->end;
            Quantity q{.kind = QuantityKind::percentage,
                       .value = n->thousandths / 10,
                       .range = {at, n->end},
                       .vague = n->vague};
            for (const std::u32string_view word : {U"的折扣", U"折扣", U"的优惠", U"优惠"})
                if (says(text_, n->end, word)) q.off = true;
            for (const std::u32string_view word : {U"优惠", U"减免", U"便宜", U"立减"})
                if (at >= word.size() && says(text_, at - word.size(), word)) q.off = true;
            put(q, 100);
            return n->end;
        }
        return at + 3;
    }
    for (const std::u32string_view half_price : {U"半价", U"对折"})
        if (says(text_, at, half_price)) {
            put({.kind = QuantityKind::percentage, .value = 5000, .range = {at, at + 2}, .off = true});
            return at + 2;
        }
    // 周三, 星期天, 礼拜三
    for (const auto head : weekday_heads)
        if (says(text_, at, head)) {
            const std::size_t day_at = at + head.size();
            const int weekday = han_weekday(han_at(text_, day_at));
            const char32_t next = han_at(text_, day_at + 1);
            // 一周三次, 两周一次: so many times a week
            const bool rate = head == U"周" && (next == U'次' || next == U'趟' || next == U'个' || next == U'遍');
            if (weekday != 0 && !rate) {
                put({.kind = QuantityKind::weekday, .value = weekday, .range = {at, day_at + 1}});
                return day_at + 1;
            }
        }
    if (const auto* near_day = begins(near_han_days, text_, at)) {
        // 今晚八点: the evening belongs to the hour too
        const std::size_t last = at + near_day->word.size() - 1;
        put({.kind = QuantityKind::day, .value = near_day->value, .range = {at, last + 1}});
        if (text_[last] == U'晚' || text_[last] == U'早') {
            const std::size_t clock_end = day_part(last);
            if (clock_end > last) {
                found_.back().range.start = last + 1;
                return clock_end;
            }
        }
        return last + 1;
    }
    if (const std::size_t end = day_part(at); end > at) return end;
    // 半天, 半个小时, 半年
    if (text_[at] == U'半') {
        const std::size_t unit_at = at + (han_at(text_, at + 1) == U'个' ? 2 : 1);
        const auto* unit = begins(han_time_units, text_, unit_at);
        if (unit != nullptr && (unit->word != U"月" || unit_at == at + 2) && unit->word != U"日" &&
            unit->word != U"刻钟" && unit->word != U"周年") {
            const std::size_t end = unit_at + unit->word.size();
            put_duration(at, end, unit->value / 2, unit->value, unit->word == U"天", unit->word == U"工作日");
            return end;
        }
        return at;
    }
    if (text_[at] == U'第') {
        const auto n = numeral_at(text_, at + 1);
        if (!n || n->form == NumeralForm::english || !n->whole || n->thousandths < 0) return at;
        put({.kind = QuantityKind::ordinal, .value = n->thousandths, .range = {at, n->end}, .vague = n->vague});
        return n->end;
    }
    const auto n = chinese_numeral_at(text_, at);
    if (!n) return at;
    for (const auto reader : {&QuantityReader::percentage, &QuantityReader::discount, &QuantityReader::chinese_money,
                              &QuantityReader::chinese_unit})
        if (const std::size_t end = (this->*reader)(at, *n); end > at) return end;
    // A bare character is seldom a number (一下, 十分, 统一); before a measure, or several together, it is. One of a
    // pair (三到五天) turns out to be one when the other comes.
    const char32_t before = at > 0 ? text_[at - 1] : U' ';
    const bool measured = measures.find(han_at(text_, n->end)) != measures.npos && han_at(text_, n->end) != U'点' &&
                          before != U'统' && before != U'万' && before != U'唯';
    const bool several = n->characters >= 3 || (n->characters == 2 && text_[at] != U'一' && !n->vague);
    const bool counts = measured || several || n->implies_measure;
    put({.value = n->positional >= 0 && !n->vague ? n->positional * 1000 : n->thousandths,
         .range = {at, n->end},
         .vague = n->vague});
    tentative_.back() = !counts;
    return n->end;
}

} // namespace rapport::scoring
