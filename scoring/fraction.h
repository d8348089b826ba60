// Exact rational numbers for scores: everything is summed exactly and rounded half up once, at the end.
// The denominators are counts of opportunities, so that a contact between people stays far inside 63 bits. Beyond that
// (thousands of turns in a circle) a value is taken to the nearest trillionth rather than overflow.
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
    // In lowest terms, the denominator positive.
    std::int64_t numerator() const { return numerator_; }
    std::int64_t denominator() const { return denominator_; }
    // The value × 100, rounded half up: hundredths.
    std::int64_t hundredths() const;

private:
    std::int64_t numerator_ = 0;
    std::int64_t denominator_ = 1;
};

} // namespace rapport::scoring
