#include "sim/records/push.h"

#include "sim/records/chain_record.h"
#include "sim/records/chain_store.h"
#include "sim/records/identity.h"
#include "sim/records/key_store.h"
#include "sim/records/outbox.h"
#include "sim/records/push_batch.h"
#include "sim/records/team_right.h"
#include "sim/records/team_server.h"

#include <algorithm>
#include <utility>

namespace rapport::records {
namespace {

using Done = std::expected<void, Diagnostic>;

// The protocol knows no statement with more.
constexpr std::size_t most_values = 60'000;

class Push {
public:
    Push(const Address& address, soci::session& desk, ServerSession& server, const PushOptions& options)
        : desk_(desk), keys_(address, desk), server_(server), options_(options) {}

    std::expected<Pushed, Diagnostic> run(ServerSession::Clock::time_point until) {
        if (auto ready = catch_up(); !ready) return std::unexpected(ready.error());
        Pushed done;
        for (;;) {
            done.left = waiting();
            if (done.left == 0 || options_.items <= 0 || options_.stop.stop_requested() ||
                ServerSession::Clock::now() >= until)
                return done;
            if (auto begun = begin(); !begun) return std::unexpected(begun.error());
            Batch batch = next_batch(desk_, options_.items, options_.bytes, server_end_, known_);
            auto sent = send(batch);
            if (!sent) return std::unexpected(sent.error());
            if (options_.acknowledged) options_.acknowledged();
            server_end_ = std::max(server_end_, batch.chain_number);
            take_out(batch);
            done.sent += static_cast<std::int64_t>(batch.items.size());
            done.left = waiting();
            if (options_.progress) options_.progress(done);
        }
    }

private:
    std::int64_t waiting() {
        long long count = 0;
        desk_ << "SELECT COUNT(*) FROM rapport_outbox", soci::into(count);
        return count;
    }

    // Where the server stands with this desk's chain, and what follows from that (push.h).
    Done catch_up() {
        std::string desk, head;
        long long end = 0;
        desk_ << "SELECT desk, number, head FROM rapport_chain_heads WHERE own = 1 ORDER BY desk LIMIT 1",
            soci::into(desk), soci::into(end), soci::into(head);
        if (!desk_.got_data()) return {};
        auto there = server_.ask("SELECT number, head FROM rapport_chain_end($1)", {desk});
        if (!there) return std::unexpected(there.error());
        const auto& row = there->empty() ? ServerSession::Values{} : there->front();
        server_end_ = row.empty() || !row[0] ? 0 : std::atoll(row[0]->c_str());
        std::string theirs = server_end_ == 0 ? "" : row[1].value_or("");
        if (server_end_ > end) {
            auto at = server_.value("SELECT rapport_chain_at($1, $2)", {desk, std::to_string(end)});
            if (!at) return std::unexpected(at.error());
            theirs = std::move(*at);
        }
        std::string ours;
        const long long shared = std::min<long long>(server_end_, end);
        if (shared > 0)
            desk_ << "SELECT head FROM rapport_chain WHERE desk = :desk AND number = :number", soci::use(desk, "desk"),
                soci::use(shared, "number"), soci::into(ours);
        auto mine = server_.value("SELECT rapport_desk_mine($1)", {desk});
        if (!mine) return std::unexpected(mine.error());
        if ((shared > 0 && ours != theirs) || *mine == "f") {
            enter_anew();
            server_end_ = 0;
        } else if (server_end_ < end && lacks(desk)) {
            soci::transaction all(desk_);
            outbox_fill(desk_);
            all.commit();
            return take_back_shares(desk);
        }
        return erase_anew(desk);
    }

    // What was erased here and is there: the server was restored from a backup of before.
    Done erase_anew(const std::string& desk) {
        std::vector<std::pair<const char*, std::string>> gone;
        std::string item;
        const long long until = server_end_;
        {
            soci::statement s = (desk_.prepare << "SELECT person FROM rapport_tombstones EXCEPT SELECT item"
                                                  " FROM rapport_outbox WHERE kind = 'erased_person'",
                                 soci::into(item));
            s.execute();
            while (s.fetch()) gone.emplace_back(outbox_erased_person, item);
        }
        {
            soci::statement s =
                (desk_.prepare << "SELECT attempt FROM rapport_chain WHERE desk = :desk AND number <= :until"
                                  " AND entry = 'attempt' AND erased_at IS NOT NULL EXCEPT SELECT item"
                                  " FROM rapport_outbox WHERE kind IN ('erased_attempt', 'attempt')",
                 soci::use(desk, "desk"), soci::use(until, "until"), soci::into(item));
            s.execute();
            while (s.fetch()) gone.emplace_back(outbox_erased_attempt, item);
        }
        if (gone.empty()) return {};
        auto known = server_.ask("SELECT person FROM rapport_tombstones UNION SELECT rapport_erased_of($1)", {desk});
        if (!known) return std::unexpected(known.error());
        std::set<std::string> there;
        for (const auto& row : *known) there.insert(row[0].value_or(""));
        std::erase_if(gone, [&](const auto& one) { return there.contains(one.second); });
        if (gone.empty()) return {};
        soci::transaction all(desk_);
        for (const auto& [kind, what] : gone) outbox_add(desk_, Engine::sqlite, kind, what);
        all.commit();
        return take_back_shares(desk);
    }

    // Where the server knows less than it did, it may show what is no longer shared.
    Done take_back_shares(const std::string& desk) {
        auto shared = server_.ask("SELECT rapport_shared_of($1)", {desk});
        if (!shared) return std::unexpected(shared.error());
        soci::transaction all(desk_);
        for (const auto& row : *shared) {
            const std::string attempt = row[0].value_or("");
            int here = 0;
            desk_ << "SELECT COUNT(*) FROM rapport_shares WHERE attempt = :attempt", soci::use(attempt, "attempt"),
                soci::into(here);
            if (here == 0) outbox_add(desk_, Engine::sqlite, outbox_share, attempt);
        }
        all.commit();
        return {};
    }

    // Entries the server does not have, of which nothing is waiting.
    bool lacks(const std::string& desk) {
        std::string one;
        const long long after = server_end_;
        desk_ << "SELECT attempt || '/' || item FROM rapport_chain WHERE desk = :desk AND number > :after"
                 " AND erased_at IS NULL EXCEPT SELECT CASE kind WHEN 'attempt' THEN item || '/0' ELSE item END"
                 " FROM rapport_outbox LIMIT 1",
            soci::use(desk, "desk"), soci::use(after, "after"), soci::into(one);
        return desk_.got_data();
    }

    void enter_anew() {
        soci::transaction all(desk_);
        std::vector<std::pair<std::string, long long>> entries;
        desk_ << "UPDATE rapport_chain_heads SET own = 2 WHERE own = 1"; // writes first, see Database::store
        {
            std::string attempt;
            long long item = 0;
            soci::statement s =
                (desk_.prepare << "SELECT c.attempt, c.item FROM rapport_chain c JOIN rapport_chain_heads h"
                                  " ON h.desk = c.desk WHERE h.own = 2 AND c.erased_at IS NULL ORDER BY c.number",
                 soci::into(attempt), soci::into(item));
            s.execute();
            while (s.fetch()) entries.emplace_back(attempt, item);
        }
        desk_ << "UPDATE rapport_chain_heads SET own = 0 WHERE own = 2";
        for (const auto& [attempt, item] : entries) {
            if (item == 0)
                chain_attempt(desk_, "", attempt);
            else
                chain_overrule(desk_, "", attempt, item);
        }
        outbox_fill(desk_);
        all.commit();
    }

    // One program of a desk at a time, and before it reads what to send: what is held up on the way is still what is
    // true on the desk.
    Done begin() {
        std::string desk;
        desk_ << "SELECT desk FROM rapport_chain_heads WHERE own = 1 ORDER BY desk LIMIT 1", soci::into(desk);
        if (auto begun = server_.run("BEGIN; SELECT pg_advisory_xact_lock_shared(32195282895598196)"); !begun)
            return begun;
        auto alone = server_.ask("SELECT pg_advisory_xact_lock(32195283, hashtext($1))", {desk});
        if (!alone) return std::unexpected(alone.error());
        return {};
    }

    Done send(Batch& batch) {
        if (auto gone = without_erased_people(batch); !gone) return gone;
        if (auto keys = send_keys(batch); !keys) return keys;
        for (const auto& p : batch.people)
            if (auto put = server_.ask("SELECT rapport_put_person($1, $2, $3, $4, $5)", p); !put)
                return std::unexpected(put.error());
        for (const TableRows* table :
             {&batch.scenarios, &batch.attempts, &batch.behaviours, &batch.overrules, &batch.chain})
            if (auto inserted = insert(*table); !inserted) return inserted;
        for (const Share& share : batch.shares)
            if (auto set = server_.ask("SELECT rapport_set_share($1, $2)", {share.attempt, share.at}); !set)
                return std::unexpected(set.error());
        for (const std::string& attempt : batch.erased_attempts)
            if (auto erased = server_.ask("SELECT rapport_erase_attempt($1, $2)", {attempt, batch.desk}); !erased)
                return std::unexpected(erased.error());
        for (const std::string& person : batch.erased_people)
            if (auto erased = server_.ask("SELECT rapport_erase_person($1)", {person}); !erased)
                return std::unexpected(erased.error());
        if (!batch.chain.rows.empty())
            if (auto noted = server_.ask("SELECT rapport_anchor($1, $2, $3)",
                                         {batch.desk, std::to_string(batch.chain_number), batch.chain_head});
                !noted)
                return std::unexpected(noted.error());
        return server_.run("COMMIT");
    }

    // The keys to the words in this batch, as far as they are still there. The server keeps the first it is given.
    Done send_keys(const Batch& batch) {
        std::set<std::pair<std::string, std::string>> wanted;
        for (const auto& person : batch.people) wanted.emplace(person[0].value_or(""), own_month);
        for (const auto& attempt : batch.attempts.rows)
            if (attempt[person_column])
                wanted.emplace(*attempt[person_column], month_of(attempt[started_column].value_or("")));
        TableRows table{"rapport_keys.person_keys", {"person", "month", "key", "made_at"}};
        const std::string now = utc_now();
        for (const auto& [person, month] : wanted) {
            const auto key = keys_.find(person, month);
            if (!key) return std::unexpected(key.error());
            if (*key) table.rows.push_back({person, month, text_of(**key), now});
        }
        return insert(table);
    }

    // Of people who were erased on the server nothing is sent; their attempts' entries are stubs there.
    Done without_erased_people(Batch& batch) {
        if (batch.persons.empty()) return {};
        std::string list;
        ServerSession::Values persons;
        for (const std::string& person : batch.persons) {
            persons.emplace_back(person);
            list.append(list.empty() ? "$" : ", $").append(std::to_string(persons.size()));
        }
        auto found =
            server_.ask("SELECT person, erased_at FROM rapport_tombstones WHERE person IN (" + list + ")", persons);
        if (!found) return std::unexpected(found.error());
        for (const auto& row : *found) {
            std::erase_if(batch.people, [&](const auto& p) { return p[0] == row[0]; });
            std::set<std::string> theirs;
            for (const auto& attempt : batch.attempts.rows)
                if (attempt[person_column] == row[0]) theirs.insert(attempt[0].value_or(""));
            std::erase_if(batch.attempts.rows, [&](const auto& a) { return theirs.contains(a[0].value_or("")); });
            std::erase_if(batch.behaviours.rows, [&](const auto& b) { return theirs.contains(b[0].value_or("")); });
            std::erase_if(batch.overrules.rows, [&](const auto& o) { return theirs.contains(o[0].value_or("")); });
            for (auto& entry : batch.chain.rows)
                if (theirs.contains(entry[3].value_or("")) && !entry[8]) entry[8] = row[1];
        }
        return {};
    }

    Done insert(const TableRows& table) {
        const std::size_t columns = table.columns.size(), most = most_values / columns;
        std::string head = "INSERT INTO ";
        head.append(table.table).append(" (");
        for (std::size_t i = 0; i < columns; ++i) head.append(i == 0 ? "" : ", ").append(table.columns[i]);
        head += ") VALUES ";
        for (std::size_t from = 0; from < table.rows.size(); from += most) {
            const std::size_t to = std::min(from + most, table.rows.size());
            std::string sql = head;
            ServerSession::Values values;
            for (std::size_t r = from; r < to; ++r) {
                sql += r == from ? "(" : ", (";
                for (std::size_t c = 0; c < columns; ++c) {
                    values.push_back(table.rows[r][c]);
                    sql.append(c == 0 ? "$" : ", $").append(std::to_string(values.size()));
                }
                sql += ")";
            }
            // Without naming the key: that would need the right to read it.
            if (auto inserted = server_.ask(sql + " ON CONFLICT DO NOTHING", values); !inserted)
                return std::unexpected(inserted.error());
        }
        return {};
    }

    void take_out(const Batch& batch) {
        soci::transaction all(desk_);
        for (const OutboxItem& item : batch.items)
            desk_ << "DELETE FROM rapport_outbox WHERE number = :number", soci::use(item.number, "number");
        all.commit();
    }

    soci::session& desk_;
    KeyStore keys_;
    ServerSession& server_;
    const PushOptions& options_;
    std::int64_t server_end_ = 0; // of this desk's chain
    std::set<std::string> known_; // scenarios the server has got
};

} // namespace

std::expected<Pushed, Diagnostic> push(const std::string& database, const std::string& server,
                                       const PushOptions& options) {
    const auto until =
        options.at_most ? ServerSession::Clock::now() + *options.at_most : ServerSession::Clock::time_point::max();
    const auto address = address_of(database);
    if (!address) return std::unexpected(address.error());
    soci::session desk;
    if (auto opened = connect(desk, *address); !opened) return std::unexpected(opened.error());
    try {
        if (auto current = migrate(desk, *address); !current) return std::unexpected(current.error());
        ServerSession::Patience patience;
        patience.stop = options.stop;
        if (options.at_most) patience.until = until;
        auto session = ServerSession::open(server, patience);
        if (!session) return std::unexpected(session.error());
        if (auto fits = server_fits(*session); !fits) return std::unexpected(sending_refused(*session, fits.error()));
        if (options.items <= 0)
            if (auto may = may_send(*session); !may) return std::unexpected(may.error());
        auto done = Push(*address, desk, *session, options).run(until);
        if (!done) return std::unexpected(sending_refused(*session, done.error()));
        return done;
    } catch (...) {
        return std::unexpected(database_trouble(desk, *address));
    }
}

} // namespace rapport::records
