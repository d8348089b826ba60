#include "sim/cli/records_backup.h"

#include "sim/cli/records.h"
#include "sim/cli/records_verify.h"
#include "sim/records/backup.h"
#include "sim/records/folders.h"

#include <nlohmann/json.hpp>

namespace rapport::cli {
Exit records_backup(const Context& context, const BackupOptions& options) {
    const auto database = kept_at(context);
    if (!database) return fail(context, database.error());
    const auto done = records::back_up(*database, options.file, options.force);
    if (!done) return fail(context, done.error());
    if (context.json) {
        nlohmann::ordered_json json{{"backup", options.file}};
        json.update(chain_json(context, done->chain));
        out_json(json);
    } else {
        out_line(context.tr("cli.backup_done", {{"path", options.file}}));
        print_chain(context, done->chain);
    }
    return done->chain.findings.empty() ? fine : findings;
}

Exit records_restore(const Context& context, const BackupOptions& options) {
    const auto database = kept_at(context);
    if (!database) return fail(context, database.error());
    if (!context.database)
        if (const auto made = records::make_folder(*records::data_folder()); !made) return fail(context, made.error());
    const auto done = records::restore(*database, options.file, {.yes = options.yes, .changed_as_well = options.force});
    if (!done) return fail(context, done.error());
    const std::string aside = done->kept_aside.string();
    if (context.json) {
        nlohmann::ordered_json json{
            {"restored", options.file},
            {"kept_aside", aside.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(aside)}};
        json.update(chain_json(context, done->chain));
        for (const Diagnostic& d : done->notices) json["notices"].push_back(to_json(context, d));
        out_json(json);
    } else {
        print(context, done->notices);
        out_line(context.tr("cli.restore_done", {{"path", options.file}}));
        if (!aside.empty()) out_line(context.tr("cli.restore_aside", {{"path", aside}}));
        print_chain(context, done->chain);
    }
    return done->chain.findings.empty() ? fine : findings;
}

} // namespace rapport::cli
