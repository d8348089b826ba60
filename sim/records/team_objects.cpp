// Who may do what, in the server's own terms. Rules:
// - Who somebody is says session_user, the account that logged in: it cannot be changed by SET ROLE, and is the same
//   inside functions that run as the owner.
// - Every table has FORCE ROW LEVEL SECURITY: what no rule allows is refused, also where a right was granted by
// mistake.
//   The owner has a rule of its own that allows everything; whoever owns the tables cannot be kept out of them.
// - Nobody else has UPDATE or DELETE on attempts, behaviours, changed levels or the chain.
// - Functions that run as the owner name the schemas they look in, and are closed to PUBLIC.
#include "sim/records/team_objects.h"

namespace rapport::records {
namespace {

constexpr const char* roles_and_tables = R"sql(
DO $$
DECLARE r text;
BEGIN
    FOREACH r IN ARRAY ARRAY['rapport_desk', 'rapport_trainee', 'rapport_trainer', 'rapport_overview', 'rapport_admin']
    LOOP
        IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = r) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', r);
        END IF;
    END LOOP;
END $$;

CREATE TABLE IF NOT EXISTS rapport_server (
    version INTEGER PRIMARY KEY,
    made_at TIMESTAMPTZ NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS rapport_accounts (
    account TEXT PRIMARY KEY,
    person TEXT,
    granted_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS rapport_anchors (
    desk TEXT NOT NULL,
    number BIGINT NOT NULL,
    head TEXT NOT NULL,
    account TEXT NOT NULL,
    anchored_at TEXT NOT NULL,
    PRIMARY KEY (desk, number, head));
-- Whose is what: a desk's chain is its first sender's; so is an attempt, and a person's name, keys and erasing.
CREATE TABLE IF NOT EXISTS rapport_desks (
    desk TEXT PRIMARY KEY,
    account TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS rapport_sent (
    attempt TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    arrived BOOLEAN NOT NULL DEFAULT true,
    erased_at TEXT);
CREATE TABLE IF NOT EXISTS rapport_brought (
    person TEXT PRIMARY KEY,
    account TEXT NOT NULL);
-- Roles are the cluster's; who has been given one here, these say.
CREATE TABLE IF NOT EXISTS rapport_grants (
    account TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (account, role));
CREATE TABLE IF NOT EXISTS rapport_opening_notes (
    opening TEXT PRIMARY KEY,
    noted_in XID8 NOT NULL,
    noted_at TIMESTAMPTZ NOT NULL);
ALTER TABLE rapport_scenarios DROP CONSTRAINT IF EXISTS rapport_scenario_hashed;
ALTER TABLE rapport_scenarios ADD CONSTRAINT rapport_scenario_hashed
    CHECK (hash = encode(sha256(convert_to(bytes, 'UTF8')), 'hex'));

CREATE SCHEMA IF NOT EXISTS rapport_keys;
CREATE TABLE IF NOT EXISTS rapport_keys.person_keys (
    person TEXT NOT NULL,
    month TEXT NOT NULL,
    key TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (person, month));
)sql";

// What asks, and what is asked by the rules for rows.
constexpr const char* asking = R"sql(
CREATE OR REPLACE FUNCTION rapport_now() RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, rapport, pg_temp AS $$
    SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') $$;

-- The owner may do what any role may.
CREATE OR REPLACE FUNCTION rapport_is(p_role text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
    SELECT session_user = current_user OR (pg_has_role(session_user, p_role, 'MEMBER')
        AND EXISTS (SELECT 1 FROM rapport_grants WHERE account = session_user AND role = p_role)) $$;

CREATE OR REPLACE FUNCTION rapport_me() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
    SELECT person FROM rapport_accounts WHERE account = session_user $$;

CREATE OR REPLACE FUNCTION rapport_erased(p_person text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM rapport_tombstones WHERE person = p_person) $$;

-- Nobody has sent from this desk yet, or this account has.
CREATE OR REPLACE FUNCTION rapport_desk_mine(p_desk text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
    SELECT NOT EXISTS (SELECT 1 FROM rapport_desks WHERE desk = p_desk AND account <> session_user) $$;

CREATE OR REPLACE FUNCTION rapport_sent_by_me(p_attempt text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
    SELECT session_user = current_user
        OR EXISTS (SELECT 1 FROM rapport_sent WHERE attempt = p_attempt AND account = session_user)
        OR EXISTS (SELECT 1 FROM rapport_attempts WHERE id = p_attempt AND person = rapport_me()) $$;

-- Who may name a person, send her keys and erase her: herself, and the desk account that brought her first.
CREATE OR REPLACE FUNCTION rapport_brings(p_person text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
    SELECT session_user = current_user OR coalesce(p_person = rapport_me(), false)
        OR (rapport_is('rapport_desk')
            AND NOT EXISTS (SELECT 1 FROM rapport_brought WHERE person = p_person AND account <> session_user)) $$;

CREATE OR REPLACE FUNCTION rapport_my_cohort(p_cohort text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM rapport_memberships
                   WHERE cohort = p_cohort AND person = rapport_me() AND role = 'trainer') $$;

CREATE OR REPLACE FUNCTION rapport_trains(p_person text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM rapport_memberships t JOIN rapport_memberships p ON p.cohort = t.cohort
                   WHERE t.person = rapport_me() AND t.role = 'trainer'
                   AND p.person = p_person AND p.role = 'trainee') $$;

-- What a trainer sees: assessments of people in her cohorts, and what people of her cohorts have shared. Practice: never.
CREATE OR REPLACE FUNCTION rapport_trainer_sees(p_attempt text, p_person text, p_wave text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM rapport_waves w JOIN rapport_memberships m ON m.cohort = w.cohort
                   JOIN rapport_memberships p ON p.cohort = w.cohort
                   WHERE w.id = p_wave AND m.person = rapport_me() AND m.role = 'trainer'
                   AND p.person = p_person AND p.role = 'trainee')
        OR (rapport_trains(p_person) AND EXISTS (SELECT 1 FROM rapport_shares WHERE attempt = p_attempt)) $$;
)sql";

constexpr const char* chain_functions = R"sql(
CREATE OR REPLACE FUNCTION rapport_chain_end(p_desk text, OUT number bigint, OUT head text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
    SELECT h.number, h.head FROM rapport_chain_heads h WHERE h.desk = p_desk $$;

CREATE OR REPLACE FUNCTION rapport_chain_at(p_desk text, p_number bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
    SELECT head FROM rapport_chain WHERE desk = p_desk AND number = p_number $$;

-- Of a desk's own entries: which are erased here, and which are shared.
CREATE OR REPLACE FUNCTION rapport_erased_of(p_desk text) RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
    SELECT attempt FROM rapport_chain
        WHERE desk = p_desk AND entry = 'attempt' AND erased_at IS NOT NULL AND rapport_desk_mine(p_desk) $$;
CREATE OR REPLACE FUNCTION rapport_shared_of(p_desk text) RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
    SELECT s.attempt FROM rapport_shares s JOIN rapport_chain c ON c.attempt = s.attempt AND c.entry = 'attempt'
        WHERE c.desk = p_desk AND rapport_desk_mine(p_desk) $$;

-- Notes how far a desk's chain has come. It only goes forward, and each head that was ever noted stays noted.
CREATE OR REPLACE FUNCTION rapport_anchor(p_desk text, p_number bigint, p_head text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
BEGIN
    IF NOT rapport_desk_mine(p_desk)
        OR NOT EXISTS (SELECT 1 FROM rapport_chain WHERE desk = p_desk AND number = p_number AND head = p_head) THEN
        RETURN false;
    END IF;
    INSERT INTO rapport_chain_heads (desk, own, number, head) VALUES (p_desk, 0, p_number, p_head)
        ON CONFLICT (desk) DO UPDATE SET number = excluded.number, head = excluded.head
        WHERE rapport_chain_heads.number < excluded.number;
    INSERT INTO rapport_anchors (desk, number, head, account, anchored_at)
        VALUES (p_desk, p_number, p_head, session_user, rapport_now()) ON CONFLICT DO NOTHING;
    RETURN true;
END $$;

-- Figures come with their attempt, in one transaction, or not at all.
CREATE OR REPLACE FUNCTION rapport_with_its_attempt() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM rapport_attempts
               WHERE id = NEW.attempt AND xmin = pg_current_xact_id()::xid) THEN
        RETURN NEW;
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS rapport_with_its_attempt ON rapport_behaviours;
CREATE TRIGGER rapport_with_its_attempt BEFORE INSERT ON rapport_behaviours
    FOR EACH ROW EXECUTE FUNCTION rapport_with_its_attempt();

-- What touches a person waits for her erasing, or is waited for by it; afterwards the tombstone is seen.
CREATE OR REPLACE FUNCTION rapport_hold(p_person text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
BEGIN
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        PERFORM rapport_refuse('send in a transaction that does not see what others have done');
    END IF;
    PERFORM pg_advisory_xact_lock_shared(32195284, hashtext(p_person));
    IF rapport_erased(p_person) THEN RETURN false; END IF;
    IF rapport_is('rapport_desk') AND session_user <> current_user THEN
        INSERT INTO rapport_brought (person, account) VALUES (p_person, session_user) ON CONFLICT DO NOTHING;
    END IF;
    RETURN true;
END $$;

-- What was erased does not come back from a desk that has not heard of it.
CREATE OR REPLACE FUNCTION rapport_not_again() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
BEGIN
    IF NEW.person IS NOT NULL AND NOT rapport_hold(NEW.person) THEN
        INSERT INTO rapport_sent (attempt, account, arrived, erased_at)
            VALUES (NEW.id, session_user, false, rapport_now()) ON CONFLICT DO NOTHING;
        RETURN NULL;
    END IF;
    IF EXISTS (SELECT 1 FROM rapport_sent
               WHERE attempt = NEW.id AND erased_at IS NOT NULL AND (arrived OR account = session_user))
        OR EXISTS (SELECT 1 FROM rapport_chain c JOIN rapport_desks d ON d.desk = c.desk AND d.account = session_user
                   WHERE c.attempt = NEW.id AND c.entry = 'attempt' AND c.erased_at IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS rapport_not_again ON rapport_attempts;
CREATE TRIGGER rapport_not_again BEFORE INSERT ON rapport_attempts
    FOR EACH ROW EXECUTE FUNCTION rapport_not_again();
CREATE OR REPLACE FUNCTION rapport_note_sender() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
BEGIN
    INSERT INTO rapport_sent (attempt, account) VALUES (NEW.id, session_user)
        ON CONFLICT (attempt) DO UPDATE SET account = excluded.account, arrived = true, erased_at = NULL;
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS rapport_note_sender ON rapport_attempts;
CREATE TRIGGER rapport_note_sender AFTER INSERT ON rapport_attempts
    FOR EACH ROW EXECUTE FUNCTION rapport_note_sender();

-- A key comes from who brings the person; another's is left out, so that nothing else waits for it.
CREATE OR REPLACE FUNCTION rapport_key_of_theirs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
BEGIN
    IF rapport_hold(NEW.person) AND rapport_brings(NEW.person) THEN RETURN NEW; END IF;
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS rapport_key_of_theirs ON rapport_keys.person_keys;
CREATE TRIGGER rapport_key_of_theirs BEFORE INSERT ON rapport_keys.person_keys
    FOR EACH ROW EXECUTE FUNCTION rapport_key_of_theirs();

-- A changed level of an attempt that is gone, or that another has sent, is left out; its entry counts as erased.
CREATE OR REPLACE FUNCTION rapport_level_of_theirs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
BEGIN
    PERFORM 1 FROM rapport_attempts WHERE id = NEW.attempt FOR KEY SHARE;
    IF FOUND AND rapport_sent_by_me(NEW.attempt) THEN RETURN NEW; END IF;
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS rapport_level_of_theirs ON rapport_overrules;
CREATE TRIGGER rapport_level_of_theirs BEFORE INSERT ON rapport_overrules
    FOR EACH ROW EXECUTE FUNCTION rapport_level_of_theirs();

-- An entry follows the last one of its desk, and is sent by whom all before it were. When it was erased says the
-- server. What is entered of another's attempt stands where it agrees with what was entered before.
CREATE OR REPLACE FUNCTION rapport_follows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
DECLARE last record; gone text; there boolean; mine boolean;
BEGIN
    PERFORM pg_advisory_xact_lock(32195283, hashtext(NEW.desk));
    INSERT INTO rapport_desks (desk, account) VALUES (NEW.desk, session_user) ON CONFLICT DO NOTHING;
    IF NOT rapport_desk_mine(NEW.desk) THEN PERFORM rapport_refuse('send for this desk'); END IF;
    IF EXISTS (SELECT 1 FROM rapport_chain WHERE desk = NEW.desk AND number = NEW.number) THEN RETURN NULL; END IF;
    SELECT number, head INTO last FROM rapport_chain WHERE desk = NEW.desk ORDER BY number DESC LIMIT 1;
    IF NEW.number <> coalesce(last.number, 0) + 1 OR NEW.previous <> coalesce(last.head, repeat('0', 64)) THEN
        PERFORM rapport_refuse('enter what does not follow');
    END IF;
    there := EXISTS (SELECT 1 FROM rapport_attempts WHERE id = NEW.attempt);
    mine := rapport_sent_by_me(NEW.attempt);
    SELECT erased_at INTO gone FROM rapport_sent
        WHERE attempt = NEW.attempt AND (arrived OR account = session_user);
    IF gone IS NULL THEN
        SELECT MIN(c.erased_at) INTO gone FROM rapport_chain c JOIN rapport_desks d ON d.desk = c.desk
            WHERE c.attempt = NEW.attempt AND c.entry = 'attempt' AND d.account = session_user;
    END IF;
    IF gone IS NULL
        AND ((NEW.erased_at IS NOT NULL AND (mine OR NOT there))
             OR (NEW.entry = 'overrule' AND NOT EXISTS (SELECT 1 FROM rapport_overrules
                                                        WHERE attempt = NEW.attempt AND number = NEW.item))
             OR (there AND NOT mine AND NOT EXISTS (SELECT 1 FROM rapport_chain c WHERE c.attempt = NEW.attempt
                 AND c.entry = NEW.entry AND c.item = NEW.item AND c.record_hash = NEW.record_hash))) THEN
        gone := rapport_now();
    END IF;
    NEW.erased_at := gone;
    RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS rapport_follows ON rapport_chain;
CREATE TRIGGER rapport_follows BEFORE INSERT ON rapport_chain
    FOR EACH ROW EXECUTE FUNCTION rapport_follows();
)sql";

constexpr const char* doing = R"sql(
CREATE OR REPLACE FUNCTION rapport_refuse(p_what text) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, rapport, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'this account may not %', p_what USING ERRCODE = 'insufficient_privilege';
END $$;

-- A new person, or one whose name has changed; the latest change stays, and none is of the future.
CREATE OR REPLACE FUNCTION rapport_put_person(p_id text, p_name text, p_staff_number text, p_created_at text,
                                              p_changed_at text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
BEGIN
    IF NOT rapport_is('rapport_desk') AND p_id IS DISTINCT FROM rapport_me() THEN
        PERFORM rapport_refuse('name this person');
    END IF;
    IF NOT rapport_hold(p_id) OR NOT rapport_brings(p_id) THEN RETURN; END IF;
    INSERT INTO rapport_people (id, name, staff_number, created_at, changed_at)
        VALUES (p_id, p_name, p_staff_number, p_created_at, LEAST(p_changed_at, rapport_now()))
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, staff_number = excluded.staff_number,
                                       changed_at = excluded.changed_at
        WHERE rapport_people.changed_at <= excluded.changed_at;
END $$;

-- p_at NULL: no longer shared.
CREATE OR REPLACE FUNCTION rapport_set_share(p_attempt text, p_at text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
DECLARE whose text;
BEGIN
    SELECT person INTO whose FROM rapport_attempts WHERE id = p_attempt;
    IF NOT FOUND THEN RETURN; END IF;
    IF NOT rapport_is('rapport_desk') AND (whose IS NULL OR whose IS DISTINCT FROM rapport_me()) THEN
        PERFORM rapport_refuse('share this attempt');
    END IF;
    IF NOT rapport_sent_by_me(p_attempt) THEN RETURN; END IF; -- another desk's
    IF p_at IS NULL THEN
        DELETE FROM rapport_shares WHERE attempt = p_attempt;
    ELSE
        INSERT INTO rapport_shares (attempt, shared_at) VALUES (p_attempt, p_at) ON CONFLICT DO NOTHING;
    END IF;
END $$;

-- An account erases what it has sent; a person what is hers. What never came is erased where it was entered.
CREATE OR REPLACE FUNCTION rapport_erase_attempt(p_attempt text, p_desk text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
BEGIN
    IF rapport_is('rapport_admin') OR rapport_sent_by_me(p_attempt) THEN
        DELETE FROM rapport_attempts WHERE id = p_attempt;
        UPDATE rapport_sent SET erased_at = rapport_now() WHERE attempt = p_attempt AND erased_at IS NULL;
        UPDATE rapport_chain SET erased_at = rapport_now() WHERE attempt = p_attempt AND erased_at IS NULL;
    ELSIF NOT EXISTS (SELECT 1 FROM rapport_attempts WHERE id = p_attempt) THEN
        UPDATE rapport_chain SET erased_at = rapport_now() WHERE attempt = p_attempt AND erased_at IS NULL
            AND desk = p_desk AND desk IN (SELECT desk FROM rapport_desks WHERE account = session_user);
    END IF; -- none of theirs looks as if it were gone already
END $$;

CREATE OR REPLACE FUNCTION rapport_erase_person(p_person text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(32195284, hashtext(p_person));
    IF NOT (rapport_is('rapport_admin') OR rapport_brings(p_person)) THEN
        IF rapport_is('rapport_desk') AND rapport_erased(p_person) THEN RETURN; END IF;
        PERFORM rapport_refuse('erase this person');
    END IF;
    INSERT INTO rapport_tombstones (person, erased_at) VALUES (p_person, rapport_now()) ON CONFLICT DO NOTHING;
    DELETE FROM rapport_keys.person_keys WHERE person = p_person;
    UPDATE rapport_chain SET erased_at = rapport_now() WHERE erased_at IS NULL
        AND attempt IN (SELECT id FROM rapport_attempts WHERE person = p_person);
    UPDATE rapport_sent SET erased_at = rapport_now() WHERE erased_at IS NULL
        AND attempt IN (SELECT id FROM rapport_attempts WHERE person = p_person);
    DELETE FROM rapport_attempts WHERE person = p_person;
    DELETE FROM rapport_practice WHERE person = p_person;
    DELETE FROM rapport_openings WHERE person = p_person;
    DELETE FROM rapport_people WHERE id = p_person;
    DELETE FROM rapport_brought WHERE person = p_person;
    DELETE FROM rapport_grants WHERE account IN (SELECT account FROM rapport_accounts WHERE person = p_person);
    DELETE FROM rapport_accounts WHERE person = p_person; -- accounts are often people's names
END $$;

CREATE OR REPLACE FUNCTION rapport_may_open(p_attempt text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM rapport_attempts a WHERE a.id = p_attempt
                   AND (coalesce(a.person = rapport_me(), false)
                        OR (rapport_is('rapport_trainer') AND rapport_trainer_sees(a.id, a.person, a.wave)))) $$;

-- Notes that an attempt of somebody else is about to be opened.
CREATE OR REPLACE FUNCTION rapport_note_opening(p_attempt text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
DECLARE note text := gen_random_uuid()::text;
BEGIN
    IF NOT rapport_may_open(p_attempt) THEN PERFORM rapport_refuse('open this attempt'); END IF;
    INSERT INTO rapport_openings (id, person, attempt, opened_by, opened_at)
        SELECT note, coalesce(person, ''), id, session_user, rapport_now() FROM rapport_attempts
        WHERE id = p_attempt AND person IS DISTINCT FROM rapport_me();
    IF FOUND THEN
        DELETE FROM rapport_opening_notes WHERE noted_at < now() - interval '1 hour';
        INSERT INTO rapport_opening_notes VALUES (note, pg_current_xact_id(), now());
    END IF;
END $$;

-- The words of an attempt with the key to them. Whoever is not the person herself has noted it before, in a transaction
-- that has ended: a note that could still be taken back is none.
CREATE OR REPLACE FUNCTION rapport_open_attempt(p_attempt text)
RETURNS TABLE (person text, month text, trainee text, header text, log text, scenario text, key text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
DECLARE a rapport_attempts%ROWTYPE;
BEGIN
    SELECT * INTO a FROM rapport_attempts WHERE id = p_attempt;
    IF NOT FOUND OR NOT rapport_may_open(p_attempt) THEN PERFORM rapport_refuse('open this attempt'); END IF;
    IF a.person IS DISTINCT FROM rapport_me()
        AND NOT EXISTS (SELECT 1 FROM rapport_openings o JOIN rapport_opening_notes n ON n.opening = o.id
                        WHERE o.attempt = a.id AND o.opened_by = session_user AND n.noted_in <> pg_current_xact_id()
                        AND n.noted_at BETWEEN now() - interval '10 minutes' AND now()) THEN
        PERFORM rapport_refuse('open this attempt before rapport_note_opening has noted and committed it');
    END IF;
    RETURN QUERY SELECT a.person, left(a.started_at, 7), a.trainee, a.header, a.log,
        (SELECT s.bytes FROM rapport_scenarios s WHERE s.hash = a.scenario_hash),
        (SELECT k.key FROM rapport_keys.person_keys k WHERE k.person = a.person AND k.month = left(a.started_at, 7));
END $$;

-- Why levels of hers were changed, and who did it: for the person herself.
CREATE OR REPLACE FUNCTION rapport_reasons(p_attempt text)
RETURNS TABLE (number integer, reason text, made_by text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
    SELECT o.number, o.reason, o.made_by FROM rapport_overrules o JOIN rapport_attempts a ON a.id = o.attempt
        WHERE o.attempt = p_attempt AND a.person = rapport_me() ORDER BY o.number $$;

-- The name of somebody, with the key to it.
CREATE OR REPLACE FUNCTION rapport_open_person(p_person text)
RETURNS TABLE (name text, staff_number text, key text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, rapport, pg_temp AS $$
BEGIN
    IF NOT (coalesce(p_person = rapport_me(), false) OR rapport_is('rapport_admin') OR rapport_trains(p_person)) THEN
        PERFORM rapport_refuse('see who this is');
    END IF;
    RETURN QUERY SELECT p.name, p.staff_number, (SELECT k.key FROM rapport_keys.person_keys k
        WHERE k.person = p.id AND k.month = '0000-00') FROM rapport_people p WHERE p.id = p_person;
END $$;
)sql";

constexpr const char* rules = R"sql(
DO $$
DECLARE t record; p record;
BEGIN
    FOR p IN SELECT * FROM pg_catalog.pg_policies WHERE schemaname IN ('rapport', 'rapport_keys') LOOP
        EXECUTE format('DROP POLICY %I ON %I.%I', p.policyname, p.schemaname, p.tablename);
    END LOOP;
    FOR t IN SELECT * FROM pg_catalog.pg_tables WHERE schemaname IN ('rapport', 'rapport_keys') LOOP
        EXECUTE format('REVOKE ALL ON %I.%I FROM PUBLIC, rapport_desk, rapport_trainee, rapport_trainer,'
                       ' rapport_overview, rapport_admin', t.schemaname, t.tablename);
        EXECUTE format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY', t.schemaname, t.tablename);
        EXECUTE format('ALTER TABLE %I.%I FORCE ROW LEVEL SECURITY', t.schemaname, t.tablename);
        EXECUTE format('CREATE POLICY owner ON %I.%I TO %I USING (true) WITH CHECK (true)', t.schemaname,
                       t.tablename, current_user);
    END LOOP;
END $$;

DROP VIEW IF EXISTS rapport_results;
-- Cells of fewer than five people are not shown, and in a mean everybody counts once.
CREATE VIEW rapport_results WITH (security_barrier) AS
    SELECT scenario_id, month, COUNT(*) AS people, SUM(attempts) AS attempts, CAST(ROUND(AVG(total)) AS INTEGER) AS total
    FROM (SELECT scenario_id, left(ended_at, 7) AS month, person, COUNT(*) AS attempts, AVG(total) AS total
          FROM rapport_attempts WHERE status = 'finished' AND person IS NOT NULL AND total IS NOT NULL
          GROUP BY 1, 2, 3) one
    WHERE (SELECT rapport_is('rapport_overview') OR rapport_is('rapport_admin'))
    GROUP BY 1, 2 HAVING COUNT(*) >= 5;

REVOKE ALL ON SCHEMA rapport, rapport_keys FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA rapport FROM PUBLIC;
GRANT USAGE ON SCHEMA rapport TO rapport_desk, rapport_trainee, rapport_trainer, rapport_overview, rapport_admin;
GRANT SELECT ON rapport_schema, rapport_server
    TO rapport_desk, rapport_trainee, rapport_trainer, rapport_overview, rapport_admin;
CREATE POLICY everybody ON rapport_schema FOR SELECT USING (true);
CREATE POLICY everybody ON rapport_server FOR SELECT USING (true);

-- The rules ask these.
GRANT EXECUTE ON FUNCTION rapport_is(text), rapport_me(), rapport_erased(text), rapport_my_cohort(text),
    rapport_trains(text), rapport_trainer_sees(text, text, text), rapport_desk_mine(text)
    TO rapport_desk, rapport_trainee, rapport_trainer, rapport_overview, rapport_admin;

-- Desks, and people who send for themselves.
GRANT INSERT ON rapport_scenarios, rapport_attempts, rapport_behaviours, rapport_overrules, rapport_chain
    TO rapport_desk, rapport_trainee;
GRANT SELECT ON rapport_tombstones TO rapport_desk, rapport_trainee;
GRANT EXECUTE ON FUNCTION rapport_erased_of(text), rapport_shared_of(text), rapport_chain_end(text), rapport_chain_at(text, bigint), rapport_anchor(text, bigint, text),
    rapport_put_person(text, text, text, text, text), rapport_set_share(text, text),
    rapport_erase_attempt(text, text), rapport_erase_person(text) TO rapport_desk, rapport_trainee;
GRANT USAGE ON SCHEMA rapport_keys TO rapport_desk, rapport_trainee;
GRANT INSERT ON rapport_keys.person_keys TO rapport_desk, rapport_trainee;
CREATE POLICY sending ON rapport_scenarios FOR INSERT TO rapport_desk, rapport_trainee
    WITH CHECK ((SELECT rapport_is('rapport_desk') OR rapport_is('rapport_trainee')));
CREATE POLICY desk ON rapport_attempts FOR INSERT TO rapport_desk
    WITH CHECK ((SELECT rapport_is('rapport_desk')) AND NOT rapport_erased(person));
CREATE POLICY own_new ON rapport_attempts FOR INSERT TO rapport_trainee
    WITH CHECK (person = rapport_me() AND NOT rapport_erased(person));
CREATE POLICY sending ON rapport_behaviours FOR INSERT TO rapport_desk, rapport_trainee
    WITH CHECK ((SELECT rapport_is('rapport_desk') OR rapport_is('rapport_trainee')));
CREATE POLICY sending ON rapport_overrules FOR INSERT TO rapport_desk
    WITH CHECK ((SELECT rapport_is('rapport_desk')));
CREATE POLICY own_new ON rapport_overrules FOR INSERT TO rapport_trainee
    WITH CHECK (EXISTS (SELECT 1 FROM rapport_attempts a WHERE a.id = attempt AND a.person = rapport_me()));
CREATE POLICY sending ON rapport_chain FOR INSERT TO rapport_desk, rapport_trainee
    WITH CHECK ((SELECT rapport_is('rapport_desk') OR rapport_is('rapport_trainee')));
CREATE POLICY known ON rapport_tombstones FOR SELECT TO rapport_desk, rapport_trainee
    USING ((SELECT rapport_is('rapport_desk') OR rapport_is('rapport_trainee')));
CREATE POLICY sending ON rapport_keys.person_keys FOR INSERT TO rapport_desk
    WITH CHECK ((SELECT rapport.rapport_is('rapport_desk')) AND NOT rapport.rapport_erased(person));
CREATE POLICY own_new ON rapport_keys.person_keys FOR INSERT TO rapport_trainee
    WITH CHECK (person = rapport.rapport_me() AND NOT rapport.rapport_erased(person));

-- People: what is theirs, and who has opened it.
GRANT SELECT ON rapport_openings, rapport_practice TO rapport_trainee;
GRANT EXECUTE ON FUNCTION rapport_reasons(text) TO rapport_trainee;
CREATE POLICY own ON rapport_attempts FOR SELECT TO rapport_trainee USING (person = rapport_me());
CREATE POLICY own ON rapport_behaviours FOR SELECT TO rapport_trainee
    USING (EXISTS (SELECT 1 FROM rapport_attempts a WHERE a.id = attempt AND a.person = rapport_me()));
CREATE POLICY own ON rapport_overrules FOR SELECT TO rapport_trainee
    USING (EXISTS (SELECT 1 FROM rapport_attempts a WHERE a.id = attempt AND a.person = rapport_me()));
CREATE POLICY own ON rapport_shares FOR SELECT TO rapport_trainee
    USING (EXISTS (SELECT 1 FROM rapport_attempts a WHERE a.id = attempt AND a.person = rapport_me()));
CREATE POLICY own ON rapport_openings FOR SELECT TO rapport_trainee USING (person = rapport_me());
CREATE POLICY own ON rapport_practice FOR SELECT TO rapport_trainee USING (person = rapport_me());
GRANT EXECUTE ON FUNCTION rapport_note_opening(text), rapport_open_attempt(text), rapport_open_person(text) TO rapport_trainee, rapport_trainer;

-- Figures of what they may see. The same columns for both, or an account that is both would read what it sees as a
-- trainer with the rights of a trainee; words only by the functions.
GRANT SELECT (id, started_at, ended_at, status, scenario_hash, scenario_id, turns, listening, understanding, empathy,
    solution, satisfaction, total, csat, nps, fcr, outcome, ending, faults, severe_faults, capped, person, wave)
    ON rapport_attempts TO rapport_trainee, rapport_trainer;
GRANT SELECT ON rapport_behaviours, rapport_shares TO rapport_trainee, rapport_trainer;
GRANT SELECT (attempt, number, turn, behaviour, from_level, to_level, made_at) ON rapport_overrules
    TO rapport_trainee, rapport_trainer;
GRANT SELECT (id, created_at) ON rapport_people TO rapport_trainer, rapport_admin;
GRANT SELECT ON rapport_cohorts, rapport_memberships, rapport_waves TO rapport_trainer;
GRANT INSERT, DELETE ON rapport_memberships TO rapport_trainer;
GRANT INSERT, UPDATE ON rapport_waves TO rapport_trainer;
CREATE POLICY trainer ON rapport_attempts FOR SELECT TO rapport_trainer
    USING (rapport_trainer_sees(id, person, wave));
CREATE POLICY trainer ON rapport_behaviours FOR SELECT TO rapport_trainer
    USING (EXISTS (SELECT 1 FROM rapport_attempts a
                   WHERE a.id = attempt AND rapport_trainer_sees(a.id, a.person, a.wave)));
CREATE POLICY trainer ON rapport_overrules FOR SELECT TO rapport_trainer
    USING (EXISTS (SELECT 1 FROM rapport_attempts a
                   WHERE a.id = attempt AND rapport_trainer_sees(a.id, a.person, a.wave)));
CREATE POLICY trainer ON rapport_shares FOR SELECT TO rapport_trainer
    USING (EXISTS (SELECT 1 FROM rapport_attempts a
                   WHERE a.id = attempt AND rapport_trainer_sees(a.id, a.person, a.wave)));
CREATE POLICY trainer ON rapport_people FOR SELECT TO rapport_trainer USING (rapport_trains(id));
CREATE POLICY trainer ON rapport_cohorts FOR SELECT TO rapport_trainer USING (rapport_my_cohort(id));
CREATE POLICY trainer ON rapport_memberships FOR SELECT TO rapport_trainer USING (rapport_my_cohort(cohort));
CREATE POLICY trainer_adds ON rapport_memberships FOR INSERT TO rapport_trainer
    WITH CHECK (rapport_my_cohort(cohort) AND role = 'trainee');
CREATE POLICY trainer_removes ON rapport_memberships FOR DELETE TO rapport_trainer
    USING (rapport_my_cohort(cohort) AND role = 'trainee');
CREATE POLICY trainer ON rapport_waves TO rapport_trainer
    USING (rapport_my_cohort(cohort)) WITH CHECK (rapport_my_cohort(cohort));

-- Overview: results of five people and more, nothing else.
GRANT SELECT ON rapport_results TO rapport_overview, rapport_admin;

-- Administrators: who is who and in which cohort; nobody's attempts.
GRANT SELECT, INSERT, UPDATE, DELETE ON rapport_cohorts, rapport_memberships, rapport_waves TO rapport_admin;
GRANT SELECT ON rapport_accounts, rapport_openings, rapport_anchors, rapport_tombstones TO rapport_admin;
GRANT EXECUTE ON FUNCTION rapport_open_person(text), rapport_erase_person(text), rapport_erase_attempt(text, text)
    TO rapport_admin;
CREATE POLICY admin ON rapport_cohorts TO rapport_admin
    USING ((SELECT rapport_is('rapport_admin'))) WITH CHECK ((SELECT rapport_is('rapport_admin')));
CREATE POLICY admin ON rapport_memberships TO rapport_admin
    USING ((SELECT rapport_is('rapport_admin'))) WITH CHECK ((SELECT rapport_is('rapport_admin')));
CREATE POLICY admin ON rapport_waves TO rapport_admin
    USING ((SELECT rapport_is('rapport_admin'))) WITH CHECK ((SELECT rapport_is('rapport_admin')));
CREATE POLICY admin ON rapport_people FOR SELECT TO rapport_admin USING ((SELECT rapport_is('rapport_admin')));
CREATE POLICY admin ON rapport_accounts FOR SELECT TO rapport_admin USING ((SELECT rapport_is('rapport_admin')));
CREATE POLICY admin ON rapport_openings FOR SELECT TO rapport_admin USING ((SELECT rapport_is('rapport_admin')));
CREATE POLICY admin ON rapport_anchors FOR SELECT TO rapport_admin USING ((SELECT rapport_is('rapport_admin')));
CREATE POLICY admin ON rapport_tombstones FOR SELECT TO rapport_admin USING ((SELECT rapport_is('rapport_admin')));
)sql";

} // namespace

std::string team_objects_script() {
    return std::string(roles_and_tables) + asking + chain_functions + doing + rules +
           "INSERT INTO rapport_server (version) VALUES (" + std::to_string(team_objects_version) +
           ") ON CONFLICT DO NOTHING;";
}

} // namespace rapport::records
