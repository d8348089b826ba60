// Levels that people changed, kept beside the attempts they belong to.
#include "sim/records/chain_store.h"
#include "sim/records/database_engine.h"
#include "sim/records/outbox.h"
#include "sim/records/sealed_record.h"

namespace rapport::records {
namespace {

std::expected<Whose, Diagnostic> whose_attempt(soci::session& sql, const std::string& shown,
                                               const std::string& attempt) {
    Whose whose{attempt, {}, {}};
    Nullable<std::string> person;
    sql << "SELECT person, started_at FROM rapport_attempts WHERE id = :attempt AND " << shown,
        soci::use(attempt, "attempt"), soci::into(person.value, person.indicator), soci::into(whose.started_at);
    if (!sql.got_data()) return std::unexpected(Diagnostic::error("attempt_not_found").with("attempt", attempt));
    whose.person = person.as<std::string>().value_or("");
    return whose;
}

} // namespace

std::expected<void, Diagnostic> Database::overrule(const std::string& attempt, const Overrule& made) {
    return impl_->guarded([&]() -> std::expected<void, Diagnostic> {
        soci::session& sql = impl_->sql;
        const auto whose = whose_attempt(sql, impl_->shown, attempt);
        if (!whose) return std::unexpected(whose.error());
        Overrule change = made;
        if (auto sealed = seal_words(impl_->keys, *whose, change); !sealed) return sealed;
        soci::transaction all(sql);
        // Alone, or two changes might get one number.
        if (auto ours = claim_ours(sql, impl_->address, Writing::alone); !ours) return ours;
        const std::string behaviour(scoring::id(change.behaviour));
        const int from = change.from, to = change.to;
        soci::statement insert =
            (sql.prepare << "INSERT INTO rapport_overrules"
                            " (attempt, number, turn, behaviour, from_level, to_level, reason, made_by, made_at)"
                            " SELECT id, (SELECT COUNT(*) + 1 FROM rapport_overrules WHERE attempt = :same), :turn,"
                            " :behaviour, :from_level, :to_level, :reason, :made_by, :made_at"
                            " FROM rapport_attempts WHERE id = :attempt",
             soci::use(attempt, "same"), soci::use(change.turn, "turn"), soci::use(behaviour, "behaviour"),
             soci::use(from, "from_level"), soci::use(to, "to_level"), soci::use(change.reason, "reason"),
             soci::use(change.by, "made_by"), soci::use(change.at, "made_at"), soci::use(attempt, "attempt"));
        insert.execute(true);
        if (insert.get_affected_rows() == 0)
            return std::unexpected(Diagnostic::error("attempt_not_found").with("attempt", attempt));
        long long number = 0;
        sql << "SELECT MAX(number) FROM rapport_overrules WHERE attempt = :attempt", soci::use(attempt, "attempt"),
            soci::into(number);
        chain_overrule(sql, impl_->desk, attempt, number);
        outbox_add(sql, impl_->address.engine, outbox_overrule, attempt + "/" + std::to_string(number));
        all.commit();
        return {};
    });
}

std::expected<std::vector<Overrule>, Diagnostic> Database::overrules(const std::string& attempt) const {
    return impl_->guarded([&]() -> std::expected<std::vector<Overrule>, Diagnostic> {
        std::vector<Overrule> all;
        const auto whose = whose_attempt(impl_->sql, impl_->shown, attempt);
        if (!whose) return all;
        Overrule change;
        std::string behaviour;
        int from = 0, to = 0;
        soci::statement s =
            (impl_->sql.prepare << "SELECT turn, behaviour, from_level, to_level, reason, made_by, made_at"
                                   " FROM rapport_overrules WHERE attempt = :attempt ORDER BY number",
             soci::use(attempt, "attempt"), soci::into(change.turn), soci::into(behaviour), soci::into(from),
             soci::into(to), soci::into(change.reason), soci::into(change.by), soci::into(change.at));
        s.execute();
        while (s.fetch()) {
            const auto known = scoring::behaviour_from(behaviour);
            if (!known || from < 0 || from > 2 || to < 0 || to > 2) continue; // of no Rapport we know
            change.behaviour = *known;
            change.from = static_cast<scoring::Level>(from);
            change.to = static_cast<scoring::Level>(to);
            all.push_back(change);
        }
        Opener opener(impl_->keys);
        for (Overrule& c : all)
            if (auto opened = open_words(opener, *whose, c); !opened) return std::unexpected(opened.error());
        return all;
    });
}

std::expected<std::vector<std::string>, Diagnostic> Database::overruled() const {
    return impl_->guarded([&]() -> std::expected<std::vector<std::string>, Diagnostic> {
        std::string id;
        std::vector<std::string> ids;
        soci::statement s = (impl_->sql.prepare << "SELECT id FROM rapport_attempts WHERE EXISTS"
                                                   " (SELECT 1 FROM rapport_overrules WHERE attempt = id) AND "
                                                << impl_->shown << " ORDER BY started_at, id",
                             soci::into(id));
        s.execute();
        while (s.fetch()) ids.push_back(id);
        return ids;
    });
}

} // namespace rapport::records
