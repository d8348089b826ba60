#include "scoring/trainer/outside.h"

#include "scoring/text/clauses.h"
#include "scoring/text/fold.h"

#include <algorithm>
#include <istream>
#include <stdexcept>

namespace rapport::scoring {
namespace {

using enum Behaviour;

// The cells of the next row; none at the end. A cell that begins with a quotation mark goes to the next one that is not
// doubled, over ends of lines and tabs. number: of the last line read.
std::vector<std::string> next_row(std::istream& tsv, int& number) {
    std::vector<std::string> cells(1);
    bool quoted = false, any = false;
    for (char c = 0; tsv.get(c);) {
        any = true;
        if (c == '\n') ++number;
        if (c == '"' && quoted && tsv.peek() == '"') {
            tsv.get(c);
            cells.back() += c;
        } else if (c == '"' && (quoted || cells.back().empty())) {
            quoted = !quoted;
        } else if (quoted || (c != '\t' && c != '\n' && c != '\r')) {
            cells.back() += c;
        } else if (c == '\t') {
            cells.emplace_back();
        } else if (c == '\n') {
            return cells;
        }
    }
    if (!any) cells.clear();
    return cells;
}

// Rows of a table, without its heading; what(cells).
template <class What>
void each_row(std::istream& tsv, std::size_t columns, What what) {
    int number = 0;
    next_row(tsv, number);
    for (auto cells = next_row(tsv, number); !cells.empty(); cells = next_row(tsv, number)) {
        if (cells.size() < columns) throw std::runtime_error("line " + std::to_string(number) + ": too few columns");
        what(cells);
    }
}

Moment after(Language language, Channel channel, const std::string& before) {
    Moment m;
    m.language = language;
    m.channel = channel;
    m.customer = before;
    m.anger = 50;
    m.history = {{.agent = true, .text = {}, .labels = {}}};
    return m;
}

// A question by its form, whether or not it is one that the checklist counts.
bool asks(const std::string& utf8) {
    return std::ranges::any_of(parts_of(folded(utf8)).sentences, &TextSentence::question);
}

} // namespace

OutsideEnglish outside_english(std::istream& tsv, const Recogniser& recogniser) {
    OutsideEnglish out;
    std::string conversation, before;
    each_row(tsv, 7, [&](const std::vector<std::string>& c) {
        if (c[0] != conversation) conversation = c[0], before.clear();
        if (c[2] == "therapist") {
            const Labels given = recogniser.read(c[3], after(Language::en, Channel::in_person, before)).labels;
            out.question.add(c[5] == "open"     ? 2
                             : c[5] == "closed" ? 1
                                                : 0,
                             given[ask_open] == 2                 ? 2
                             : given[ask_open] == 1 || asks(c[3]) ? 1
                                                                  : 0);
            const bool reflects = given[restate] > 0 || given[acknowledge_feeling] > 0;
            out.reflection.add(c[6] == "none" ? 0 : 1, reflects ? 1 : 0);
        }
        before = c[3];
    });
    return out;
}

OutsideChinese outside_chinese(std::istream& tsv, const Recogniser& recogniser) {
    OutsideChinese out;
    std::string conversation, before;
    each_row(tsv, 4, [&](const std::vector<std::string>& c) {
        if (c[0] != conversation) conversation = c[0], before.clear();
        const Labels given = recogniser.read(c[2], after(Language::zh, Channel::in_person, before)).labels;
        out.apology.add(c[3] == "apology" ? 1 : 0, given[apologise] > 0 ? 1 : 0);
        out.question.add(c[3] == "question" ? 1 : 0, given[ask_open] > 0 || asks(c[2]) ? 1 : 0);
        before = c[2];
    });
    return out;
}

} // namespace rapport::scoring
