-- The audit by months, with where from, on whose behalf, before and after; and the chain that makes a change of it seen
-- (REQ-ACC-11, SEC-6). docs/audit.md says how it is checked without us.

ALTER TABLE audit RENAME TO audit_until_0014;
ALTER TABLE audit_until_0014 RENAME CONSTRAINT audit_pkey TO audit_until_0014_pkey;
ALTER INDEX audit_at RENAME TO audit_until_0014_at;

-- Not an identity column: PostgreSQL before 17 has none in partitioned tables.
CREATE SEQUENCE audit_entry_id;

-- id, at and program are the database's own word: the application may not give them. program: what the connection calls itself.
-- actor: who acted; null at the server's console, or a job. person, account, unit: what the act was done to, as far as it was done to one.
CREATE TABLE audit (
  id bigint NOT NULL DEFAULT nextval('audit_entry_id'),
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  program text NOT NULL DEFAULT current_setting('application_name'),
  actor_account_id bigint,
  actor_address text,
  credential text,
  via text,
  peer text,
  on_behalf_account_id bigint,
  on_behalf_address text,
  act text NOT NULL,
  target text,
  person_id bigint,
  account_id bigint,
  unit_id bigint,
  plan_id bigint,
  before jsonb,
  after jsonb,
  detail jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_act ON audit (act, at);
CREATE INDEX audit_actor ON audit (actor_account_id, at) WHERE actor_account_id IS NOT NULL;
CREATE INDEX audit_on_behalf ON audit (on_behalf_account_id, at) WHERE on_behalf_account_id IS NOT NULL;
CREATE INDEX audit_person ON audit (person_id, at) WHERE person_id IS NOT NULL;
CREATE INDEX audit_account ON audit (account_id, at) WHERE account_id IS NOT NULL;
CREATE INDEX audit_unit ON audit (unit_id, at) WHERE unit_id IS NOT NULL;
CREATE INDEX audit_plan ON audit (plan_id, at) WHERE plan_id IS NOT NULL;

-- Months of Vietnam's calendar. Entries of a month that was not opened in time go to audit_rest: they are kept, and only never pruned.
CREATE TABLE audit_rest PARTITION OF audit DEFAULT;
CREATE FUNCTION audit_open_month(month date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  partition text := 'audit_' || to_char(month, 'YYYY_MM');
BEGIN
  IF to_regclass(partition) IS NULL THEN
    EXECUTE format('CREATE TABLE %I PARTITION OF audit FOR VALUES FROM (%L) TO (%L)', partition,
      to_char(month, 'YYYY-MM-01 00:00:00+07'), to_char(month + interval '1 month', 'YYYY-MM-01 00:00:00+07'));
  END IF;
END $$;
REVOKE EXECUTE ON FUNCTION audit_open_month FROM PUBLIC;
SELECT audit_open_month(month::date) FROM generate_series(
  date_trunc('month', coalesce((SELECT min(at) FROM audit_until_0014), now()) AT TIME ZONE 'Asia/Ho_Chi_Minh'),
  now() AT TIME ZONE 'Asia/Ho_Chi_Minh' + interval '12 months', interval '1 month') AS month;

-- Entries that are not in the chain yet: there from their own transaction on, so a row that commits late is found whenever it commits.
CREATE TABLE audit_unsealed (id bigint PRIMARY KEY, at timestamptz NOT NULL);
CREATE FUNCTION audit_note_unsealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  INSERT INTO public.audit_unsealed (id, at) SELECT id, at FROM added;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION audit_note_unsealed FROM PUBLIC;
CREATE TRIGGER audit_unsealed AFTER INSERT ON audit REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION audit_note_unsealed();

-- What the entries so far were, as they can be told to have been: plan and unit were in the detail, mailboxes in the target.
INSERT INTO audit (id, at, program, actor_account_id, actor_address, act, target, person_id, account_id, unit_id, plan_id, detail)
SELECT old.id, old.at, '', old.actor_account_id,
  (SELECT address.local_part || '@' || domain.name FROM address JOIN domain ON domain.id = address.domain_id
    WHERE address.account_id = old.actor_account_id AND address.kind = 'primary'),
  old.act, old.target, account.person_id, account.id, coalesce((old.detail->>'unitId')::bigint, account.unit_id),
  (old.detail->>'planId')::bigint, old.detail
FROM audit_until_0014 AS old
LEFT JOIN domain ON domain.name = split_part(old.target, '@', 2)
LEFT JOIN address ON address.domain_id = domain.id AND address.local_part = split_part(old.target, '@', 1)
LEFT JOIN account ON account.id = address.account_id;
SELECT setval('audit_entry_id', coalesce(max(id), 0) + 1, false) FROM audit_until_0014;
DROP TABLE audit_until_0014;

-- The chain: each seal holds the digests of its entries, all of one month, and the hash of the seal before. first: its first entry's number in the
-- chain, from 1. An id whose row was gone when it was to be sealed has a digest of zeros.
CREATE TABLE audit_seal (
  batch bigint PRIMARY KEY CHECK (batch > 0),
  month date NOT NULL,
  sealed_at timestamptz NOT NULL,
  first bigint NOT NULL,
  ids bigint[] NOT NULL CHECK (cardinality(ids) > 0),
  digests bytea NOT NULL CHECK (octet_length(digests) = 32 * cardinality(ids)),
  previous bytea NOT NULL CHECK (octet_length(previous) = 32),
  hash bytea NOT NULL CHECK (octet_length(hash) = 32)
);
ALTER TABLE audit_seal ALTER COLUMN digests SET STORAGE EXTERNAL;
CREATE INDEX audit_seal_sealed_at ON audit_seal (sealed_at);

-- A day's root: the last seal made on or before that day, signed with the installation's key. Kept for ever.
CREATE TABLE audit_root (
  number bigint PRIMARY KEY CHECK (number > 0),
  day date NOT NULL UNIQUE,
  batch bigint NOT NULL,
  entries bigint NOT NULL,
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  previous bytea NOT NULL CHECK (octet_length(previous) = 32),
  signed_at timestamptz NOT NULL,
  key_id text NOT NULL,
  signature bytea NOT NULL CHECK (octet_length(signature) = 64)
);

-- Months whose entries were removed when their time was over: by the owner, never by the application.
CREATE TABLE audit_pruning (
  month date PRIMARY KEY,
  entries bigint NOT NULL,
  pruned_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  pruned_by text NOT NULL DEFAULT current_user
);

-- What happens too often for an entry each (sign-ins, reading another's mailbox) is counted here until its hour or day is over, and then is one.
CREATE TABLE audit_tally (
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  act text NOT NULL,
  actor_account_id bigint NOT NULL,
  account_id bigint NOT NULL,
  via text NOT NULL,
  network text NOT NULL,
  credential text NOT NULL,
  subject text NOT NULL,
  amount bigint NOT NULL,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (starts_at, act, actor_account_id, account_id, via, network, credential, subject)
) WITH (fillfactor = 70);
CREATE INDEX audit_tally_ends_at ON audit_tally (ends_at);

GRANT SELECT ON audit, audit_pruning TO congthu_app;
GRANT INSERT (actor_account_id, actor_address, credential, via, peer, on_behalf_account_id, on_behalf_address, act, target, person_id, account_id,
  unit_id, plan_id, before, after, detail) ON audit TO congthu_app;
GRANT USAGE ON SEQUENCE audit_entry_id TO congthu_app;
GRANT SELECT, DELETE ON audit_unsealed TO congthu_app;
GRANT SELECT, INSERT ON audit_seal, audit_root TO congthu_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON audit_tally TO congthu_app;
