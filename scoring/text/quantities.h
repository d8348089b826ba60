// Amounts of a folded reply, whichever way they are written, as comparable values.
//
// clang-format off
//   kind        value counts               the same thing, written otherwise
//   number      thousandths                8841 · eight · 两次 · a dozen · 3.5k; article-like 一 counts before a measure only
//   ordinal     thousandths                third · 3rd · 第三
//   duration    seconds (month 30 d,       3天 · 三日 · 72小时 · three days · seventy-two hours · 3-day
//               year 365 d)
//   clock       minutes after midnight     两点半 · 2:30 · 2.30 pm · half past two · 下午三点 · noon
//   date        100 × month + day,         5月3日 · 3 May · May 3rd · the 3rd (3) · 三号 (3) · in June (600)
//               0 where unsaid
//   weekday     1 Monday … 7 Sunday        周三 · 礼拜三 · Wednesday · Wed
//   day         from today: -3 … 3         昨天 · tomorrow · 后天 · 大后天
//   money       hundredths of the currency $30 · 30 dollars · 三十块 · 三块五 · £4.50 · thirty quid
//   percentage  hundredths of a per cent   20 % · 20 per cent · 百分之二十 · 八折 (2000, off) · half price (5000, off)
// clang-format on
//
// A bare 三点 or 2:30 does not say which half of the day it means: `half_known` is false and `value` below 720.
// 几天, "a few days", 三五天, 十多天 are vague: the lower value said, flagged. A pair ("three to five days", 3-5天) is
// two amounts of the same unit. "a couple" is two, "a fortnight" fourteen days. Figures longer than 15 digits are names
// rather than amounts: their value is negative and differs where the figures do.
//
// What stays a number: order 8841, year 2024, versions. Not read: fractions (a third), slashed dates without a year
// (5/3), Roman numerals. The time taken grows with the length of the text only.
#pragma once

#include "scoring/text/characters.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace rapport::scoring {

enum class QuantityKind : std::uint8_t { number, ordinal, duration, clock, date, weekday, day, money, percentage };
enum class Currency : std::uint8_t { none, cny, usd, gbp, eur };

struct Quantity {
    QuantityKind kind = QuantityKind::number;
    std::int64_t value = 0;
    TextRange range;
    Currency currency = Currency::none; // money
    bool vague = false;
    bool half_known = true;    // clock
    bool working_days = false; // duration in 工作日, business days: not the same as days
    bool off = false;          // percentage taken off a price
    bool since = false;        // "since Monday", 从周一, 三号以来

    bool operator==(const Quantity&) const = default;
};

// In order, never overlapping.
std::vector<Quantity> quantities_of(std::u32string_view folded);

// Whether two amounts say the same thing. Where one leaves something open (half of the day, month, currency sign), what
// both say decides. A vague amount is the same as no exact one; a percentage need not say "off" twice.
bool same(const Quantity& a, const Quantity& b);

} // namespace rapport::scoring
