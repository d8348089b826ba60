#include "sim/cli/people.h"

#include "sim/cli/records.h"
#include "sim/cli/sign_in.h"
#include "sim/records/erase_person.h"
#include "sim/records/folders.h"
#include "sim/records/people.h"
#include "sim/records/profiles.h"
#include "sim/scenario_files/files.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace rapport::cli {
namespace {

using nlohmann::ordered_json;

ordered_json person_json(const records::Person& person, bool pin) {
    return {{"id", person.id},   {"name", person.words.name},   {"number", person.words.staff_number}, {"pin", pin},
            {"own", person.own}, {"readable", person.readable}, {"since", person.created_at}};
}

std::string shown_name(const Context& context, const records::Person& person) {
    if (!person.readable) return std::string(context.tr("cli.people.unreadable"));
    if (person.words.name.empty()) return std::string(context.tr("cli.people.no_name"));
    return person.words.name;
}

void print_person(const Context& context, const records::Person& person, bool pin) {
    std::string line = shown_name(context, person);
    if (!person.words.staff_number.empty()) line.append("  ").append(person.words.staff_number);
    if (pin) line.append("  ").append(context.tr("cli.people.has_pin"));
    if (person.own) line.append("  ").append(context.tr("cli.people.own"));
    out_line(fmt::format("{}\n    {}", line, person.id));
}

// Of one person whose data was asked for or changed.
Exit told(const Context& context, std::string_view what, const records::Person& person, std::string_view key) {
    if (context.json)
        out_json({{std::string(what), {{"id", person.id}, {"name", person.words.name}}}});
    else
        out_line(context.tr(key, {{"name", shown_name(context, person)}}));
    return fine;
}

training::AskPin asking(const Context& context) {
    return [&context](const records::Person& person) { return ask_pin(context, person); };
}

} // namespace

Exit people_list(const Context& context) {
    if (nothing_kept(context)) {
        if (context.json)
            out_json({{"people", ordered_json::array()}});
        else
            out_line(context.tr("cli.people.none"));
        return fine;
    }
    auto services = services_with_database(context);
    if (!services) return services.error();
    const auto all = records::people(*services->database);
    if (!all) return fail(context, all.error());
    const auto locked = records::with_pin(*services->database);
    if (!locked) return fail(context, locked.error());
    ordered_json list = ordered_json::array();
    for (const auto& person : *all) {
        if (context.json)
            list.push_back(person_json(person, locked->contains(person.id)));
        else
            print_person(context, person, locked->contains(person.id));
    }
    if (context.json) out_json({{"people", list}});
    if (!context.json && all->empty()) out_line(context.tr("cli.people.none"));
    return fine;
}

Exit people_add(const Context& context, const PeopleOptions& options) {
    auto services = services_with_database(context);
    if (!services) return services.error();
    const auto added = records::add_person(*services->database, {options.name, options.number.value_or("")});
    if (!added) return fail(context, added.error());
    return told(context, "added", *added, "cli.people.added");
}

Exit people_rename(const Context& context, const PeopleOptions& options) {
    auto services = services_with_database(context);
    if (!services) return services.error();
    auto person = records::person_named(*services->database, options.name);
    if (!person) return fail(context, person.error());
    person->words.name = options.to;
    if (options.number) person->words.staff_number = *options.number;
    if (const auto done = records::change_person(*services->database, person->id, person->words); !done)
        return fail(context, done.error());
    return told(context, "renamed", *person, "cli.people.renamed");
}

Exit people_pin(const Context& context, const PeopleOptions& options) {
    auto services = services_with_database(context);
    if (!services) return services.error();
    const auto person = records::person_named(*services->database, options.name);
    if (!person) return fail(context, person.error());
    const auto locked = records::with_pin(*services->database);
    if (!locked) return fail(context, locked.error());
    // The one she has, if she has one, and the new one: read before any of them is tried.
    if (const auto taken = take_pin_lines(context, locked->contains(person->id) ? 2 : 1); !taken)
        return fail(context, taken.error());
    if (const auto proven = training::prove(*services, *person, asking(context)); !proven)
        return fail(context, proven.error());
    const auto pin = new_pin(context, *person);
    if (!pin) return fail(context, pin.error());
    if (pin->empty())
        return fail(context, Diagnostic::error("pin_too_short").with("least", std::to_string(records::shortest_pin)));
    if (const auto done = records::set_pin(*services->database, *person, *pin); !done)
        return fail(context, done.error());
    return told(context, "pin", *person, "cli.people.pin_set");
}

Exit people_remove_pin(const Context& context, const PeopleOptions& options) {
    auto services = services_with_database(context);
    if (!services) return services.error();
    const auto person = records::person_named(*services->database, options.name);
    if (!person) return fail(context, person.error());
    const auto locked = records::with_pin(*services->database);
    if (!locked) return fail(context, locked.error());
    if (!locked->contains(person->id)) return told(context, "pin_removed", *person, "cli.people.no_pin");
    if (!options.forgotten)
        if (const auto proven = training::prove(*services, *person, asking(context)); !proven)
            return fail(context, proven.error());
    if (const auto done = records::remove_pin(*services->database, person->id); !done)
        return fail(context, done.error());
    return told(context, "pin_removed", *person, "cli.people.pin_removed");
}

Exit people_import(const Context& context, const PeopleOptions& options) {
    constexpr std::size_t most = 8U << 20U;
    const auto bytes = scenario_files::read_file(options.file, most);
    if (!bytes) return fail(context, bytes.error());
    const auto placed = [&](Diagnostics problems, const std::vector<int>* lines) {
        for (Diagnostic& d : problems) {
            d.where.file = options.file;
            if (lines != nullptr && d.where.line > 0)
                d.where.line = (*lines)[static_cast<std::size_t>(d.where.line - 1)];
            if (d.where.line > 0) d.where.column = 1;
        }
        return problems;
    };
    const auto table = training::read_people_table(*bytes);
    if (!table) return fail(context, placed(table.error(), nullptr));
    auto services = services_with_database(context);
    if (!services) return services.error();
    if (options.preview) {
        if (const auto checked = records::check_people(*services->database, table->people); !checked)
            return fail(context, placed(checked.error(), &table->lines));
    } else if (const auto added = records::add_people(*services->database, table->people); !added)
        return fail(context, placed(added.error(), &table->lines));
    const std::string count = std::to_string(table->people.size());
    if (context.json) {
        ordered_json list = ordered_json::array();
        for (const auto& p : table->people) list.push_back({{"name", p.name}, {"number", p.staff_number}});
        out_json(
            {{"imported", options.preview ? 0 : table->people.size()}, {"preview", options.preview}, {"people", list}});
        return fine;
    }
    if (options.preview)
        for (const auto& p : table->people) out_line(fmt::format("  {}  {}", p.name, p.staff_number));
    out_line(context.tr(options.preview ? "cli.people.would_import" : "cli.people.imported", {{"count", count}}));
    return fine;
}

Exit people_erase(const Context& context, const PeopleOptions& options) {
    auto services = services_with_database(context);
    if (!services) return services.error();
    const auto person = records::person_named(*services->database, options.name);
    if (!person) return fail(context, person.error());
    if (!options.yes)
        return fail(context, Diagnostic::error("erase_needs_yes").with("name", shown_name(context, *person)));
    if (!options.forgotten)
        if (const auto proven = training::prove(*services, *person, asking(context)); !proven)
            return fail(context, proven.error());
    const auto erased = records::erase_person(*services->database, services->data, person->id);
    if (!erased) return fail(context, erased.error());
    if (context.json) {
        ordered_json left = ordered_json::array();
        for (const Diagnostic& d : erased->left) left.push_back(to_json(context, d));
        out_json({{"erased", person->id},
                  {"attempts", erased->attempts},
                  {"unfinished", erased->unfinished},
                  {"exposures", erased->exposures},
                  {"preferences", erased->preferences},
                  {"diagnostics", left}});
    } else {
        out_line(context.tr("cli.people.erased", {{"name", shown_name(context, *person)},
                                                  {"attempts", std::to_string(erased->attempts)},
                                                  {"unfinished", std::to_string(erased->unfinished)}}));
        print(context, erased->left);
    }
    return erased->left.empty() ? fine : findings;
}

} // namespace rapport::cli
