// The bytes of a file as the JSON library gets to see them. What stands between the quotes of a text without escapes is
// left out: the characters of the file have been screened, so there is nothing in it for the library to object to, and
// its words are taken from the bytes. All that makes the file JSON (signs, blanks, numbers, words, texts with escapes
// or control characters) the library reads itself, byte for byte. Internal to parse.cpp.
#pragma once

#include "sim/base/byte_scan.h"

#include <cstddef>
#include <iterator>
#include <string_view>

namespace rapport::scenario_files {

class Feed {
public:
    // bytes: valid UTF-8.
    explicit Feed(std::string_view bytes)
        : begin_(bytes.data()), at_(bytes.data()), end_(bytes.data() + bytes.size()) {}
    Feed(const Feed&) = delete;
    Feed& operator=(const Feed&) = delete;

    // All of them read on from the same place.
    class Iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = char;
        using difference_type = std::ptrdiff_t;
        using pointer = const char*;
        using reference = char;

        explicit Iterator(Feed* feed) : feed_(feed) {}
        char operator*() const { return feed_->next(); }
        Iterator& operator++() {
            feed_->advance();
            return *this;
        }
        Iterator operator++(int) = delete;
        bool operator==(const Iterator& o) const { return at_end() == o.at_end(); }

    private:
        bool at_end() const { return feed_ == nullptr || feed_->at_ == feed_->end_; }
        Feed* feed_;
    };
    Iterator begin() { return Iterator(this); }
    static Iterator end() { return Iterator(nullptr); }

    // So far: bytes given or left out, and how many of them were left out.
    std::size_t given() const { return static_cast<std::size_t>(at_ - begin_); }
    std::size_t left_out() const { return left_out_; }
    // Of the text whose closing quote was given last.
    std::size_t opening_quote() const { return static_cast<std::size_t>(opening_ - begin_); }
    bool escaped() const { return escaped_; }

private:
    char next() {
        if (opened_) enter_text();
        return *at_;
    }
    void advance() {
        const char* given = at_++;
        if (*given != '"') return;
        if (given == closing_)
            closing_ = nullptr;
        else if (closing_ == nullptr) // else one with a backslash before it
            opened_ = true, opening_ = given;
    }
    // Behind an opening quote.
    void enter_text() {
        opened_ = false;
        escaped_ = false;
        const char* stop = at_;
        const auto plain = [](char c) { return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= ' '; };
        for (; end_ - stop >= 8; stop += 8) {
            const std::uint64_t eight = eight_bytes(stop);
            if (any_is(eight, '"') || any_is(eight, '\\') || any_below(eight, ' ')) break;
        }
        while (stop != end_ && plain(*stop)) ++stop;
        if (stop != end_ && *stop == '"') {
            left_out_ += static_cast<std::size_t>(stop - at_);
            at_ = closing_ = stop;
            return;
        }
        for (; stop != end_ && *stop != '"'; ++stop)
            if (*stop == '\\') {
                escaped_ = true;
                if (++stop == end_) break;
            }
        closing_ = stop;
    }

    const char* begin_;
    const char* at_; // the byte to be given next, unless a text begins there
    const char* end_;
    const char* opening_ = nullptr;
    const char* closing_ = nullptr; // of the text being given; null outside texts
    std::size_t left_out_ = 0;
    bool opened_ = false; // an opening quote was given last
    bool escaped_ = false;
};

} // namespace rapport::scenario_files
