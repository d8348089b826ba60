#include "sim/records/chain_record.h"

#include "sim/records/content_hash.h"

#include <algorithm>

namespace rapport::records {

void FieldText::add(std::string_view name, std::string_view value) {
    bytes_.append(name).append(" ").append(std::to_string(value.size())).append("\n").append(value).append("\n");
}

void FieldText::add(std::string_view name, const Column& value) {
    if (value.indicator == soci::i_ok)
        add(name, std::string_view(value.value));
    else
        bytes_.append(name).append(" -\n\n");
}

std::string FieldText::hash() const { return content_hash(bytes_); }

Column scenario_digest(soci::session& sql, const std::string& hash) {
    Column bytes;
    sql << "SELECT CAST(bytes AS TEXT) FROM rapport_scenarios WHERE hash = :hash", soci::use(hash, "hash"),
        soci::into(bytes.value, bytes.indicator);
    Column digest;
    if (!sql.got_data() || bytes.indicator != soci::i_ok) return digest;
    digest.value = content_hash(bytes.value);
    digest.indicator = soci::i_ok;
    return digest;
}

std::string attempt_hash(const AttemptColumns& attempt, const Column& scenario,
                         std::vector<BehaviourColumns> behaviours) {
    // Records of before there were people; the columns that came with them are empty there.
    const bool nobodys =
        attempt.values[person_column].indicator != soci::i_ok && attempt.values[wave_column].indicator != soci::i_ok;
    FieldText text(nobodys ? "rapport attempt 1" : "rapport attempt 2");
    attempt.add_to(text, nobodys ? person_column : attempt_columns.size());
    text.add("scenario", scenario);
    text.add("behaviours", std::to_string(behaviours.size()));
    // Not by the database: what comes first in a server's language need not be what comes first by byte.
    std::vector<const BehaviourColumns*> sorted;
    for (const BehaviourColumns& b : behaviours) sorted.push_back(&b);
    std::ranges::sort(sorted, {}, [](const BehaviourColumns* b) -> std::string_view { return b->values[0].value; });
    for (const BehaviourColumns* b : sorted) b->add_to(text);
    return text.hash();
}

std::string overrule_hash(const OverruleColumns& change) {
    FieldText text("rapport overrule 1");
    change.add_to(text);
    return text.hash();
}

std::string taken_over_hash(std::int64_t attempts) {
    FieldText text("rapport taken over 1");
    text.add("attempts", std::to_string(attempts));
    return text.hash();
}

std::string head_of(const Entry& e) {
    FieldText text("rapport chain 1");
    text.add("desk", e.desk);
    text.add("number", std::to_string(e.number));
    text.add("entry", e.entry);
    text.add("attempt", e.attempt);
    text.add("item", std::to_string(e.item));
    text.add("record_hash", e.record_hash);
    text.add("previous", e.previous);
    return text.hash();
}

} // namespace rapport::records
