#include "sim/dialogue/transcript.h"
#include "sim/reports/csv.h"
#include "sim/reports/person_data.h"

namespace rapport::reports {
namespace {

constexpr std::string_view style =
    "body{font:1rem/1.5 system-ui,\"Noto Sans CJK SC\",sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;"
    "color:#1c1c1c;background:#fff}h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.5rem}"
    "table{border-collapse:collapse;margin:1rem 0}th,td{border:1px solid #999;padding:.3rem .6rem;text-align:left}"
    "dt{font-weight:bold;margin-top:.8rem}dd{margin:0 0 0 1.5rem;white-space:pre-wrap}.note{color:#555}";

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
        case '&':
            safe += "&amp;";
            break;
        case '<':
            safe += "&lt;";
            break;
        case '>':
            safe += "&gt;";
            break;
        case '"':
            safe += "&quot;";
            break;
        default:
            safe += c;
        }
    }
    return safe;
}

class PersonPage {
public:
    PersonPage(const PersonData& data, const Catalogue& catalogue, Language language)
        : data_(data), catalogue_(catalogue), language_(language) {}

    std::string page() {
        const std::string title = words("person_page.title", {{"name", name()}});
        add("<!DOCTYPE html>\n<html lang=\"", language_ == Language::zh ? "zh-CN" : "en",
            "\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
            title, "</title>\n<style>", style, "</style>\n</head>\n<body>\n<h1>", title, "</h1>\n<p>",
            words("person_page.about", {{"date", data_.made_at}}), "</p>\n");
        person();
        overview();
        for (const PersonAttempt& a : data_.attempts) attempt(a);
        exposures();
        add("</body>\n</html>\n");
        return std::move(text_);
    }

private:
    template <class... Parts>
    void add(const Parts&... parts) {
        (text_.append(parts), ...);
    }
    std::string words(std::string_view key, const TextArgs& args = {}) const {
        return escaped(catalogue_.format(language_, key, args));
    }
    std::string name() const { return data_.person.words.name.empty() ? data_.person.id : data_.person.words.name; }
    void row(std::string_view key, std::string_view value) {
        add("<tr><th scope=\"row\">", words(key), "</th><td>", escaped(value), "</td></tr>\n");
    }
    std::string title_of(const records::AttemptHeader& header) const {
        const auto& own = header.scenario_title[static_cast<std::size_t>(language_)];
        if (!own.empty()) return own;
        for (const auto& other : header.scenario_title)
            if (!other.empty()) return other;
        return header.scenario_id;
    }
    std::string points_of(const records::AttemptRow& row) const { return row.total ? two_decimals(*row.total) : "–"; }

    void person() {
        add("<table>\n");
        row("person_page.name", data_.person.words.name);
        row("person_page.number", data_.person.words.staff_number);
        row("person_page.id", data_.person.id);
        row("person_page.since", data_.person.created_at);
        row("person_page.pin", catalogue_.text(language_, data_.pin ? "person_page.yes" : "person_page.no"));
        add("</table>\n");
    }

    void overview() {
        add("<h2>", words("person_page.attempts", {{"count", std::to_string(data_.attempts.size())}}), "</h2>\n");
        if (data_.attempts.empty()) return;
        add("<table>\n<tr>");
        for (const char* key : {"person_page.when", "person_page.scenario", "person_page.points", "person_page.turns"})
            add("<th scope=\"col\">", words(key), "</th>");
        add("</tr>\n");
        for (const PersonAttempt& a : data_.attempts) {
            const auto& r = a.exported.row;
            add("<tr><td>", escaped(r.header.started_at), "</td><td>", escaped(title_of(r.header)), "</td><td>",
                points_of(r), "</td><td>", std::to_string(r.turns), "</td></tr>\n");
        }
        add("</table>\n");
    }

    void attempt(const PersonAttempt& a) {
        const auto& header = a.exported.row.header;
        add("<h2>", escaped(title_of(header)), " · ", escaped(header.started_at), "</h2>\n");
        if (!a.session) {
            add("<p class=\"note\">", words("person_page.unreadable"), "</p>\n");
            return;
        }
        const bool exam = a.session->scenario().use == dialogue::Use::exam;
        if (exam) add("<p class=\"note\">", words("person_page.exam"), "</p>\n");
        add("<dl>\n");
        for (const scoring::Turn& turn : dialogue::transcript(*a.session).turns) {
            if (!exam) said("person_page.customer", turn.customer_text);
            if (!turn.reply_text.empty()) said("person_page.you", turn.reply_text);
        }
        add("</dl>\n");
        for (const auto& change : a.exported.overrules)
            add("<p>",
                words("person_page.changed", {{"turn", std::to_string(change.turn)},
                                              {"from", std::to_string(change.from)},
                                              {"to", std::to_string(change.to)},
                                              {"by", change.by},
                                              {"reason", change.reason}}),
                "</p>\n");
    }

    void said(std::string_view who, std::string_view text) {
        add("<dt>", words(who), "</dt><dd>", escaped(text), "</dd>\n");
    }

    void exposures() {
        if (data_.exposures.empty()) return;
        add("<h2>", words("person_page.exposures"), "</h2>\n<ul>\n");
        for (const records::Exposure& e : data_.exposures)
            add("<li>", escaped(e.at), " ", escaped(e.scenario), " (", escaped(e.command), ")</li>\n");
        add("</ul>\n");
    }

    const PersonData& data_;
    const Catalogue& catalogue_;
    Language language_;
    std::string text_;
};

} // namespace

std::string person_html(const PersonData& data, const Catalogue& catalogue, Language language) {
    return PersonPage(data, catalogue, language).page();
}

} // namespace rapport::reports
