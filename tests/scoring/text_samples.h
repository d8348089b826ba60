// Hostile and ordinary texts that every part of scoring/text has to live with.
#pragma once

#include <string>
#include <vector>

namespace text_samples {

inline std::string repeated(const std::string& part, std::size_t bytes) {
    std::string out;
    while (out.size() < bytes) out += part;
    return out;
}

inline const std::vector<std::string>& any() {
    static const std::vector<std::string> texts{
        "",
        " ",
        "\n\n\r\n",
        "Hello Mr. Zhang, I'm sorry we sent you a broken unit. Would you like a refund or 20 % off?",
        "张先生您好,三天没有消息确实让人着急。我马上为您查询,今天下午三点前给您回电,好吗?",
        "對不起,讓您久等了~我們馬上補發😊",
        "You said \"call me back by 5 p.m.\" and 'nobody' did — since Monday…",
        "“。”“!”「?",
        "\xFF\xC3(\xE4\xBD broken \xF0\x9F\x98 bytes 3\xE5天",
        "😀😀👍🏽👩‍👩‍👧 ❤️",
        "😊",
        "مرحبا، أين طردي؟ 3 أيام",
        "\u202Eabc \u2067def\u2069",
        "e\u0301\u0327\u0308 na\u0308ive cafe\u0301, 3\u0301 days",
        "....!!!???。。。???~~~",
        "''''\"\"\"\"“”‘’n't's'd",
        "百千万亿万亿万亿九九九九九九九九九九九九九九九九九九九九亿亿亿亿 99999999999999999999999999万亿",
        "9999999999999亿 9,999,999,999,999,999 days 999999999999999 years 999999999999999元",
        "half half a half an half a dozen half past half a couple a few a",
        "one hundred hundred thousand thousand million million and and a half and a half",
        "第第第周周星期礼拜百分之百分之点点半半个半个半下午下午今晚今晚",
        "$ ¥ £ €$¥ $-3 $.5 .5 5. 5.. 1.2.3.4 1:2:3 10:99 25:00 24:61 0000-00-00 2024-13-40",
        std::string("nul \0 inside 3 days", 19),
    };
    return texts;
}

// Large ones, each of another kind of trouble: without an end, all ends, all numbers, all quotes.
inline std::vector<std::string> large() {
    std::vector<std::string> texts;
    for (const char* part : {"a",       "九", "9",     ".",      "'",   "\"",   "“",       " ",        "\n",
                             "😀",       "1,", "half ", "and a ", "no ", "三天", "百",      "1-",       "i'll, ",
                             "twenty-", "不", "? ",    ". ",     "’s",  "\xFF", "e\u0301", "“a b c” ", "5 to "})
        texts.push_back(repeated(part, 100'000));
    return texts;
}

} // namespace text_samples
