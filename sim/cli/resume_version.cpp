#include "sim/cli/resume_version.h"

#include "sim/records/content_hash.h"
#include "sim/training/library.h"
#include "sim/training/reopen.h"

#include <algorithm>
#include <chrono>
#include <unistd.h>

namespace rapport::cli {
namespace {

std::int64_t steady_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

// What stands in the way, the first few; `rapport check` lists the rest of a file's errors.
void print_some(const Context& context, const Diagnostics& found) {
    constexpr std::size_t most = 5;
    for (std::size_t i = 0; i < std::min(found.size(), most); ++i) print(context, found[i]);
    if (found.size() > most)
        out_line("  " + context.tr("findings.more", {{"count", std::to_string(found.size() - most)}}));
}

bool changed(const scenario_files::ReadResult& read, const training::Drill& drill) {
    return !read.storage || records::content_hash(read.bytes()) != drill.header().scenario_hash;
}

// Enter is the better answer. Empty: the person leaves.
std::optional<Under> asked(const Context& context, bool touched, const Ask& ask) {
    for (;;) {
        const auto answer = ask(context.tr(touched ? "cli.version.prompt_kept" : "cli.version.prompt"));
        if (!answer || *answer == "q") return std::nullopt;
        if (answer->empty()) return touched ? Under::kept : Under::renewed;
        if (*answer == "k") return Under::kept;
        if (*answer == "n") return Under::renewed;
    }
}

} // namespace

std::optional<Under> under_from(std::string_view word) {
    if (word == "new") return Under::renewed;
    if (word == "kept") return Under::kept;
    return std::nullopt;
}

std::optional<Exit> settle_version(const Context& context, const training::Services& services, training::Drill& drill,
                                   std::optional<Under> wish, const Ask& ask) {
    if (drill.stage() != training::Stage::talking || wish == Under::kept) return std::nullopt;
    const bool insists = wish == Under::renewed;
    if (drill.scenario().use == dialogue::Use::exam)
        return insists ? std::optional(fail(context, Diagnostic::error("reopen_practice_only"))) : std::nullopt;
    const auto library = training::read_library(services, services.library_folder());
    const auto* entry = library.file_of(drill.header().scenario_id);
    if (entry == nullptr) {
        if (!insists) return std::nullopt;
        return fail(context, Diagnostic::error("scenario_not_in_library")
                                 .with("scenario", drill.header().scenario_id)
                                 .with("folder", services.library_folder().string()));
    }
    const auto read = scenario_files::read_scenario_file(entry->path);
    if (!changed(read, drill)) return std::nullopt;
    const auto fits = training::would_go_on_under(services, drill.attempt(), read);
    if (!fits) {
        if (insists) return fail(context, fits.error());
        out_line(context.tr(read.scenario ? "cli.version.differs" : "cli.version.broken"));
        print_some(context, fits.error());
        return std::nullopt;
    }
    const bool touched = training::touches_what_was_said(*fits);
    if (!wish && isatty(STDIN_FILENO) != 0) {
        out_line(context.tr("cli.version.fits"));
        print_some(context, *fits);
        wish = asked(context, touched, ask);
        if (!wish) return fine;
        if (*wish == Under::kept) return std::nullopt;
    } else if (!wish) {
        out_line(context.tr(touched ? "cli.version.kept" : "cli.version.taken"));
        print_some(context, *fits);
        if (touched) return std::nullopt;
    }
    if (auto went = training::go_on_under(services, drill, read, steady_ms()); !went)
        return fail(context, went.error());
    return std::nullopt;
}

} // namespace rapport::cli
