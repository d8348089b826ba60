#include "sim/training/people.h"

#include "sim/base/text.h"
#include "sim/records/profiles.h"

#include <algorithm>
#include <ctime>

namespace rapport::training {
namespace {

constexpr std::string_view byte_order = "\xEF\xBB\xBF";

Diagnostic no_database(const Services& services) {
    return services.database_problem.value_or(Diagnostic::error("database_failed"));
}

std::string_view without_blanks(std::string_view text) {
    constexpr std::string_view blanks = " \t\r";
    const auto from = text.find_first_not_of(blanks);
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

char separator_of(std::string_view first_line) {
    for (const char c : {'\t', ';', ','})
        if (first_line.find(c) != std::string_view::npos) return c;
    return ',';
}

// False: a quotation mark that is not closed, or something behind a closed one.
bool fields_of(std::string_view line, char separator, std::vector<std::string>& fields) {
    fields.clear();
    for (std::size_t at = 0;;) {
        std::string field;
        std::size_t from = at;
        while (from < line.size() && line[from] == ' ') ++from;
        if (from < line.size() && line[from] == '"') {
            for (at = from + 1;; ++at) {
                if (at >= line.size()) return false;
                if (line[at] != '"')
                    field += line[at];
                else if (at + 1 < line.size() && line[at + 1] == '"')
                    field += line[++at];
                else
                    break;
            }
            const auto end = std::min(line.find(separator, ++at), line.size());
            if (!without_blanks(line.substr(at, end - at)).empty()) return false;
            at = end;
        } else {
            const auto end = std::min(line.find(separator, at), line.size());
            field = without_blanks(line.substr(at, end - at));
            at = end;
        }
        fields.push_back(std::move(field));
        if (at >= line.size()) return true;
        ++at;
    }
}

bool is_heading(const std::vector<std::string>& fields) {
    std::string first = fields.front();
    for (char& c : first)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return first == "name" || first == "姓名";
}

} // namespace

std::expected<void, Diagnostic> prove(const Services& services, const records::Person& person, const AskPin& ask) {
    const auto locked = records::with_pin(*services.database);
    if (!locked) return std::unexpected(locked.error());
    if (!locked->contains(person.id)) return {};
    return records::check_pin(*services.database, person, ask ? ask(person) : std::string(),
                              static_cast<std::int64_t>(std::time(nullptr)));
}

std::expected<records::Person, Diagnostic> sign_in(Services& services, std::string_view word, const AskPin& ask) {
    if (!services.database) return std::unexpected(no_database(services));
    auto person = records::person_named(*services.database, word);
    if (!person) return person;
    if (auto proven = prove(services, *person, ask); !proven) return std::unexpected(proven.error());
    services.person = person->id;
    services.preferences.trainee = person->words.name;
    services.database->show(records::Shown::of_person, person->id);
    return person;
}

void sign_out(Services& services, const std::string& own_name) {
    services.person.clear();
    services.preferences.trainee = own_name;
    if (services.database) services.database->show(records::Shown::unlocked);
}

std::expected<std::vector<KnownPerson>, Diagnostic> who_may_sign_in(const Services& services) {
    if (!services.database) return std::unexpected(no_database(services));
    auto all = records::people(*services.database);
    if (!all) return std::unexpected(all.error());
    const auto locked = records::with_pin(*services.database);
    if (!locked) return std::unexpected(locked.error());
    std::vector<KnownPerson> known;
    for (records::Person& person : *all) {
        const bool pin = locked->contains(person.id);
        if (person.readable && (pin || !person.own)) known.push_back({std::move(person), pin});
    }
    return known;
}

std::expected<std::string, Diagnostic> whose_data(const Services& services) {
    if (!services.database) return std::unexpected(no_database(services));
    if (!services.person.empty()) return services.person;
    auto own = records::own_person_if_any(*services.database);
    if (!own) return own;
    const auto locked = records::with_pin(*services.database);
    if (!locked) return std::unexpected(locked.error());
    return locked->contains(*own) ? std::string() : own;
}

std::expected<records::Person, Diagnostic> add_person(Services& services, const records::PersonWords& words,
                                                      std::string_view pin) {
    if (!services.database) return std::unexpected(no_database(services));
    if (!pin.empty())
        if (auto allowed = records::check_new_pin(pin); !allowed) return std::unexpected(allowed.error());
    auto person = records::add_person(*services.database, words);
    if (!person || pin.empty()) return person;
    if (auto set = records::set_pin(*services.database, *person, pin); !set) return std::unexpected(set.error());
    return person;
}

std::expected<PeopleTable, Diagnostics> read_people_table(std::string_view bytes) {
    PeopleTable table;
    Diagnostics problems;
    const auto refuse = [&](std::string_view code, int line) -> Diagnostic& {
        return problems.emplace_back(Diagnostic::error(code).at({{}, line, 0, {}}));
    };
    if (bytes.starts_with(byte_order)) bytes.remove_prefix(byte_order.size());
    const char separator = separator_of(bytes.substr(0, bytes.find('\n')));
    std::vector<std::string> fields;
    for (int line = 1; !bytes.empty(); ++line) {
        const auto end = std::min(bytes.find('\n'), bytes.size());
        const std::string_view text = bytes.substr(0, end);
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
        if (without_blanks(text).empty()) continue;
        if (!valid_utf8(text) || text.find('\0') != std::string_view::npos) {
            refuse("people_csv_encoding", line);
        } else if (!fields_of(without_blanks(text), separator, fields)) {
            refuse("people_csv_quote", line);
        } else if (fields.size() > 2) {
            refuse("people_csv_fields", line).args.emplace_back("count", std::to_string(fields.size()));
        } else if (!(table.people.empty() && problems.empty() && is_heading(fields))) {
            table.people.push_back({fields[0], fields.size() > 1 ? fields[1] : std::string()});
            table.lines.push_back(line);
        }
    }
    if (table.people.empty() && problems.empty()) refuse("people_csv_empty", 0);
    if (!problems.empty()) return std::unexpected(std::move(problems));
    return table;
}

} // namespace rapport::training
