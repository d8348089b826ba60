#include "sim/records/retention.h"

#include "sim/records/database_impl.h"
#include "sim/records/key_backup.h"

#include <array>
#include <cstdio>
#include <set>
#include <tuple>

namespace rapport::records {
namespace {

std::string months_before(const std::string& today, int months) {
    int year = 0, month = 0;
    if (std::sscanf(today.c_str(), "%4d-%2d", &year, &month) != 2) return "0000-01";
    const int count = year * 12 + month - 1 - months;
    if (count <= 0) return "0000-01";
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d", count / 12, count % 12 + 1);
    return text.data();
}

} // namespace

std::expected<Retention, Diagnostic> retention_preview(const Database& database, int months, const std::string& today) {
    if (months < 1 || months > longest_retention)
        return std::unexpected(
            Diagnostic::error("retention_months").with("least", "1").with("most", std::to_string(longest_retention)));
    Database::Impl& impl = database.impl();
    return impl.guarded([&]() -> std::expected<Retention, Diagnostic> {
        Retention plan;
        plan.before = months_before(today, months);
        auto keys = impl.keys.all();
        if (!keys) return std::unexpected(keys.error());
        std::set<std::pair<std::string, std::string>> going;
        for (const StoredKey& key : *keys)
            if (key.month < plan.before && key.month != own_month) going.emplace(key.person, key.month);
        std::set<std::string> whose;
        std::string person, started_at;
        soci::statement s = (impl.sql.prepare << "SELECT COALESCE(person, ''), started_at FROM rapport_attempts"
                                                 " WHERE started_at < :before",
                             soci::use(plan.before, "before"), soci::into(person), soci::into(started_at));
        s.execute();
        while (s.fetch()) {
            if (person.empty()) {
                ++plan.plain;
            } else if (going.contains({person, month_of(started_at)})) {
                ++plan.attempts;
                whose.insert(person);
            }
        }
        plan.people = static_cast<int>(whose.size());
        return plan;
    });
}

std::expected<Retention, Diagnostic> retain(Database& database, int months, const std::string& today) {
    auto plan = retention_preview(database, months, today);
    if (!plan) return plan;
    Database::Impl& impl = database.impl();
    return impl.guarded([&]() -> std::expected<Retention, Diagnostic> {
        if (auto gone = impl.keys.destroy_before(plan->before); !gone) return std::unexpected(gone.error());
        if (impl.address.engine == Engine::sqlite)
            if (auto gone = destroy_kept_aside_before(impl.address.shown, plan->before); !gone)
                return std::unexpected(gone.error());
        return *plan;
    });
}

} // namespace rapport::records
