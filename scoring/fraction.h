// Exact rational numbers for scores: everything is summed exactly and rounded half up once, at the end.
// Numerators and denominators stay far below 2^63 for any transcript (denominators are counts of opportunities).
#pragma once

#include <cstdint>

namespace rapport::scoring {

class Fraction {
public:
    constexpr Fraction() = default;
    Fraction(std::int64_t numerator, std::int64_t denominator = 1); // denominator > 0
    Fraction operator+(const Fraction& o) const;
    Fraction operator-(const Fraction& o) const;
    Fraction operator*(const Fraction& o) const;
    Fraction divided_by(std::int64_t n) const; // n > 0
    bool operator<(const Fraction& o) const;
    bool operator==(const Fraction& o) const = default;
    // The value × 100, rounded half up: hundredths.
    std::int64_t hundredths() const;

private:
    std::int64_t numerator_ = 0;
    std::int64_t denominator_ = 1;
};

} // namespace rapport::scoring
