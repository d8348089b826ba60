#include "scoring/trainer/outside.h"

#include <istream>
#include <stdexcept>

namespace rapport::scoring {
namespace {

using enum Behaviour;

// Lines of a table, without its heading; what(columns).
template <class What>
void each_line(std::istream& tsv, std::size_t columns, What what) {
    std::string line;
    std::getline(tsv, line);
    for (int number = 2; std::getline(tsv, line); ++number) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        std::vector<std::string> cells;
        for (std::size_t at = 0;;) {
            const std::size_t tab = line.find('\t', at);
            cells.push_back(line.substr(at, tab == std::string::npos ? tab : tab - at));
            if (tab == std::string::npos) break;
            at = tab + 1;
        }
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

} // namespace

OutsideEnglish outside_english(std::istream& tsv, const Recogniser& recogniser) {
    OutsideEnglish out;
    std::string conversation, before;
    each_line(tsv, 7, [&](const std::vector<std::string>& c) {
        if (c[0] != conversation) conversation = c[0], before.clear();
        if (c[2] == "therapist") {
            const Labels given = recogniser.read(c[3], after(Language::en, Channel::in_person, before)).labels;
            out.question.add(c[5] == "open" ? 2 : c[5] == "closed" ? 1 : 0, given[ask_open]);
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
    each_line(tsv, 4, [&](const std::vector<std::string>& c) {
        if (c[0] != conversation) conversation = c[0], before.clear();
        const Labels given = recogniser.read(c[2], after(Language::zh, Channel::in_person, before)).labels;
        out.apology.add(c[3] == "apology" ? 1 : 0, given[apologise] > 0 ? 1 : 0);
        out.question.add(c[3] == "question" ? 1 : 0, given[ask_open] > 0 ? 1 : 0);
        before = c[2];
    });
    return out;
}

} // namespace rapport::scoring
