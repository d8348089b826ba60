#include "sim/records/people.h"

#include "sim/base/text.h"
#include "sim/records/database_engine.h"
#include "sim/records/database_impl.h"
#include "sim/records/identity.h"
#include "sim/records/outbox.h"

#include <algorithm>
#include <tuple>

namespace rapport::records {
namespace {

std::string trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto from = text.find_first_not_of(blanks);
    if (from == std::string_view::npos) return {};
    return std::string(text.substr(from, text.find_last_not_of(blanks) - from + 1));
}

PersonWords trimmed(const PersonWords& words) { return {trimmed(words.name), trimmed(words.staff_number)}; }

std::string place_of(const std::string& person, std::string_view column) {
    return std::string("person/").append(person).append("/").append(column);
}

std::string sealed_or_empty(const Key& key, const std::string& words, const std::string& place) {
    return words.empty() ? std::string() : seal(key, words, place);
}

PersonWords sealed_words(const Key& key, const std::string& person, const PersonWords& words) {
    return {sealed_or_empty(key, words.name, place_of(person, "name")),
            sealed_or_empty(key, words.staff_number, place_of(person, "staff_number"))};
}

std::string plain_case(std::string_view text) {
    std::string small(text);
    for (char& c : small)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return small;
}

std::optional<Diagnostic> too_long(const PersonWords& words) {
    const auto refuse = [](std::string_view what, std::size_t most) {
        return Diagnostic::error("person_too_long").with("what", what).with("most", std::to_string(most));
    };
    if (code_points(words.name) > longest_person_name) return refuse("name", longest_person_name);
    if (code_points(words.staff_number) > longest_staff_number) return refuse("number", longest_staff_number);
    return std::nullopt;
}

// With those that are there, and one another.
std::optional<Diagnostic> taken(const PersonWords& words, std::span<const Person> others) {
    const std::string name = plain_case(words.name);
    for (const Person& other : others) {
        if (!words.staff_number.empty() && other.words.staff_number == words.staff_number)
            return Diagnostic::error("person_number_taken")
                .with("number", words.staff_number)
                .with("name", other.words.name);
        if (words.staff_number.empty() && plain_case(other.words.name) == name)
            return Diagnostic::error("person_there").with("name", words.name);
        if (!other.words.staff_number.empty() && plain_case(other.words.staff_number) == name)
            return Diagnostic::error("person_name_is_number").with("word", words.name);
        if (!words.staff_number.empty() && plain_case(other.words.name) == plain_case(words.staff_number))
            return Diagnostic::error("person_name_is_number").with("word", words.staff_number);
    }
    return std::nullopt;
}

void insert_person(soci::session& sql, Engine engine, const Person& person, const PersonWords& sealed) {
    sql << "INSERT INTO rapport_people (id, name, staff_number, created_at, changed_at)"
           " VALUES (:id, :name, :staff_number, :created_at, :changed_at)",
        soci::use(person.id, "id"), soci::use(sealed.name, "name"), soci::use(sealed.staff_number, "staff_number"),
        soci::use(person.created_at, "created_at"), soci::use(person.created_at, "changed_at");
    outbox_add(sql, engine, outbox_person, person.id);
}

// New people with their keys, which are durable when this returns.
struct Made {
    std::vector<Person> people;
    std::vector<PersonWords> sealed;
};
std::expected<Made, Diagnostic> make_people(KeyStore& keys, std::span<const PersonWords> words) {
    Made made;
    std::vector<StoredKey> stored;
    const std::string now = utc_now();
    for (const PersonWords& w : words) {
        const Key key = new_key();
        Person person{.id = new_attempt_id(), .words = trimmed(w), .created_at = now};
        stored.push_back({person.id, own_month, text_of(key), now});
        made.sealed.push_back(sealed_words(key, person.id, person.words));
        made.people.push_back(std::move(person));
    }
    if (auto put = keys.put(stored); !put) return std::unexpected(put.error());
    return made;
}

std::string own_of(soci::session& sql, const std::string& desk) {
    std::string person;
    sql << "SELECT person FROM rapport_desk_people WHERE desk = :desk", soci::use(desk, "desk"), soci::into(person);
    return sql.got_data() ? person : std::string();
}

} // namespace

std::expected<void, Diagnostics> check_people(const Database& database, std::span<const PersonWords> words) {
    auto known = people(database);
    if (!known) return std::unexpected(Diagnostics{known.error()});
    Diagnostics problems;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const PersonWords w = trimmed(words[i]);
        std::optional<Diagnostic> problem;
        if (w.name.empty())
            problem = Diagnostic::error("person_no_name");
        else if (problem = too_long(w); !problem)
            problem = taken(w, *known);
        if (problem) problems.push_back(std::move(*problem).at({{}, static_cast<int>(i) + 1, 0, {}}));
        known->push_back({.id = {}, .words = w, .created_at = {}});
    }
    if (!problems.empty()) return std::unexpected(std::move(problems));
    return {};
}

std::expected<std::vector<Person>, Diagnostics> add_people(Database& database, std::span<const PersonWords> words) {
    if (auto checked = check_people(database, words); !checked) return std::unexpected(checked.error());
    Database::Impl& impl = database.impl();
    auto added = impl.guarded([&]() -> std::expected<std::vector<Person>, Diagnostic> {
        auto made = make_people(impl.keys, words);
        if (!made) return std::unexpected(made.error());
        soci::transaction all(impl.sql);
        claim(impl.sql, impl.address.engine, Writing::adding);
        for (std::size_t i = 0; i < made->people.size(); ++i)
            insert_person(impl.sql, impl.address.engine, made->people[i], made->sealed[i]);
        all.commit();
        return std::move(made->people);
    });
    if (!added) return std::unexpected(Diagnostics{added.error()});
    return std::move(*added);
}

std::expected<Person, Diagnostic> add_person(Database& database, const PersonWords& words) {
    auto added = add_people(database, std::span(&words, 1));
    if (!added) {
        added.error().front().where.line = 0;
        return std::unexpected(added.error().front());
    }
    return std::move(added->front());
}

std::expected<void, Diagnostic> change_person(Database& database, const std::string& id, const PersonWords& given) {
    const PersonWords words = trimmed(given);
    if (words.name.empty()) return std::unexpected(Diagnostic::error("person_no_name"));
    if (auto problem = too_long(words)) return std::unexpected(std::move(*problem));
    auto others = people(database);
    if (!others) return std::unexpected(others.error());
    if (std::erase_if(*others, [&](const Person& p) { return p.id == id; }) == 0)
        return std::unexpected(Diagnostic::error("person_not_found").with("name", id));
    if (auto problem = taken(words, *others)) return std::unexpected(std::move(*problem));
    Database::Impl& impl = database.impl();
    return impl.guarded([&]() -> std::expected<void, Diagnostic> {
        const auto key = impl.keys.find_or_make(id, own_month);
        if (!key) return std::unexpected(key.error());
        const PersonWords sealed = sealed_words(*key, id, words);
        const std::string now = utc_now();
        soci::transaction all(impl.sql);
        claim(impl.sql, impl.address.engine, Writing::adding);
        soci::statement change =
            (impl.sql.prepare << "UPDATE rapport_people SET name = :name, staff_number = :staff_number,"
                                 " changed_at = :now WHERE id = :id",
             soci::use(sealed.name, "name"), soci::use(sealed.staff_number, "staff_number"), soci::use(now, "now"),
             soci::use(id, "id"));
        change.execute(true);
        if (change.get_affected_rows() == 0)
            return std::unexpected(Diagnostic::error("person_not_found").with("name", id));
        outbox_add(impl.sql, impl.address.engine, outbox_person, id);
        all.commit();
        return {};
    });
}

std::expected<std::vector<Person>, Diagnostic> people(const Database& database) {
    Database::Impl& impl = database.impl();
    return impl.guarded([&]() -> std::expected<std::vector<Person>, Diagnostic> {
        std::vector<Person> all;
        Person person;
        soci::statement s =
            (impl.sql.prepare << "SELECT id, name, staff_number, created_at FROM rapport_people", soci::into(person.id),
             soci::into(person.words.name), soci::into(person.words.staff_number), soci::into(person.created_at));
        s.execute();
        while (s.fetch()) all.push_back(person);
        const std::string own = own_of(impl.sql, impl.desk);
        Opener opener(impl.keys);
        for (Person& p : all) {
            p.own = p.id == own;
            const auto open = [&](std::string& words, std::string_view column) -> std::expected<void, Diagnostic> {
                auto opened = opener.open(p.id, own_month, words, place_of(p.id, column));
                if (!opened && opened.error().code != "key_missing" && opened.error().code != "seal_broken")
                    return std::unexpected(opened.error());
                p.readable = p.readable && opened.has_value();
                words = opened.value_or("");
                return {};
            };
            if (auto opened = open(p.words.name, "name"); !opened) return std::unexpected(opened.error());
            if (auto opened = open(p.words.staff_number, "staff_number"); !opened)
                return std::unexpected(opened.error());
        }
        std::ranges::sort(all, {}, [](const Person& p) {
            return std::tuple<bool, std::string_view, std::string_view, std::string_view>(!p.readable, p.words.name,
                                                                                          p.words.staff_number, p.id);
        });
        return all;
    });
}

std::expected<Person, Diagnostic> person_named(const Database& database, std::string_view given) {
    const std::string word = trimmed(given);
    auto all = people(database);
    if (!all) return std::unexpected(all.error());
    const std::string small = plain_case(word);
    const auto one = [&](auto&& fits) {
        std::vector<const Person*> found;
        for (const Person& p : *all)
            if (fits(p)) found.push_back(&p);
        return found;
    };
    for (int way = 0; way < 3 && !word.empty(); ++way) {
        const auto found = one([&](const Person& p) {
            if (way == 0) return p.words.staff_number == word;
            if (way == 1) return plain_case(p.words.name) == small;
            return small.size() >= 6 && p.id.starts_with(small);
        });
        if (found.size() == 1) return *found.front();
        if (found.size() > 1)
            return std::unexpected(
                Diagnostic::error("person_ambiguous").with("name", word).with("count", std::to_string(found.size())));
    }
    return std::unexpected(Diagnostic::error("person_not_found").with("name", word));
}

std::expected<std::string, Diagnostic> own_person_if_any(const Database& database) {
    Database::Impl& impl = database.impl();
    return impl.guarded([&]() -> std::expected<std::string, Diagnostic> { return own_of(impl.sql, impl.desk); });
}

std::expected<std::string, Diagnostic> own_person(Database& database, const std::string& name) {
    const PersonWords words{std::string(code_point_slice(trimmed(name), 0, longest_person_name)), {}};
    Database::Impl& impl = database.impl();
    return impl.guarded([&]() -> std::expected<std::string, Diagnostic> {
        soci::session& sql = impl.sql;
        if (std::string own = own_of(sql, impl.desk); !own.empty()) {
            std::string kept = "-";
            sql << "SELECT name FROM rapport_people WHERE id = :id", soci::use(own, "id"), soci::into(kept);
            if (!kept.empty() || words.name.empty()) return own;
            const auto key = impl.keys.find_or_make(own, own_month);
            if (!key) return std::unexpected(key.error());
            const PersonWords sealed = sealed_words(*key, own, words);
            const std::string now = utc_now();
            soci::transaction all(sql);
            sql << "UPDATE rapport_people SET name = :name, changed_at = :now WHERE id = :id AND name = ''",
                soci::use(sealed.name, "name"), soci::use(now, "now"), soci::use(own, "id");
            outbox_add(sql, impl.address.engine, outbox_person, own);
            all.commit();
            return own;
        }
        auto made = make_people(impl.keys, std::span(&words, 1));
        if (!made) return std::unexpected(made.error());
        const std::string& id = made->people.front().id;
        {
            soci::transaction all(sql);
            claim(sql, impl.address.engine, Writing::adding);
            soci::statement enter = (sql.prepare << "INSERT INTO rapport_desk_people (desk, person) VALUES (:desk,"
                                                    " :person) ON CONFLICT (desk) DO NOTHING",
                                     soci::use(impl.desk, "desk"), soci::use(id, "person"));
            enter.execute(true);
            if (enter.get_affected_rows() > 0) {
                insert_person(sql, impl.address.engine, made->people.front(), made->sealed.front());
                all.commit();
                return id;
            }
        }
        // Another program was quicker: the key just made opens nothing.
        if (auto gone = impl.keys.destroy(id); !gone) return std::unexpected(gone.error());
        return own_of(sql, impl.desk);
    });
}

} // namespace rapport::records
