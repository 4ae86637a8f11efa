-- The first schema: who (domain … grant), the store (body … message_state), the queue, and what was done (audit).
-- Run as the owner role; the application's own role (congthu_app) owns nothing and gets just what it needs at the end.

-- Dates of posts and units are days in Vietnam, whatever the server's time zone.
CREATE FUNCTION today_in_vietnam() RETURNS date LANGUAGE sql STABLE
RETURN (statement_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date;

-- ───────────── who ─────────────

CREATE TABLE domain (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE CHECK (name = lower(name)),
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Units form trees, dated, with lineage (REQ-DIR-13). code: what the naming rule is overridden with (REQ-DIR-3).
CREATE TABLE unit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  parent_id bigint REFERENCES unit,
  domain_id bigint NOT NULL REFERENCES domain,
  kind text NOT NULL CHECK (kind IN ('province', 'agency', 'mass-organisation', 'office', 'district', 'commune')),
  name text NOT NULL CHECK (name IS NFC NORMALIZED),
  search_key text NOT NULL,
  code text,
  naming_profile text,
  valid_from date NOT NULL DEFAULT today_in_vietnam(),
  valid_to date,
  merged_into bigint REFERENCES unit,
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
CREATE INDEX unit_parent ON unit (parent_id);

-- Organisation identifiers in both forms, with validity (REQ-DIR-14).
CREATE TABLE unit_identifier (
  unit_id bigint NOT NULL REFERENCES unit,
  scheme text NOT NULL CHECK (scheme IN ('qcvn-102', 'qd-20-2020')),
  value text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  PRIMARY KEY (scheme, value, valid_from)
);

CREATE TABLE person (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  family_name text NOT NULL CHECK (family_name IS NFC NORMALIZED),
  middle_name text NOT NULL DEFAULT '' CHECK (middle_name IS NFC NORMALIZED),
  given_name text NOT NULL CHECK (given_name IS NFC NORMALIZED),
  display_name text NOT NULL CHECK (display_name IS NFC NORMALIZED),
  search_key text NOT NULL,
  birth_date date,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- A post is a seat in a unit; who holds it from when to when is an appointment. One person may hold several.
CREATE TABLE post (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  unit_id bigint NOT NULL REFERENCES unit,
  title text NOT NULL CHECK (title IS NFC NORMALIZED),
  kind text NOT NULL CHECK (kind IN ('head', 'deputy', 'clerk', 'staff')),
  valid_from date NOT NULL DEFAULT today_in_vietnam(),
  valid_to date
);
CREATE INDEX post_unit ON post (unit_id);

CREATE TABLE appointment (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  post_id bigint NOT NULL REFERENCES post,
  person_id bigint NOT NULL REFERENCES person,
  is_primary boolean NOT NULL DEFAULT true,
  valid_from date NOT NULL DEFAULT today_in_vietnam(),
  valid_to date,
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
CREATE INDEX appointment_post ON appointment (post_id);
CREATE INDEX appointment_person ON appointment (person_id);

-- A mailbox owner. Locked accounts still receive (REQ-ACC-6); closed ones do not.
-- The counters are written in the transaction that changes the mail. change_counter: one step per change (JMAP later).
CREATE TABLE account (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('personal', 'unit')),
  person_id bigint REFERENCES person,
  unit_id bigint REFERENCES unit,
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'locked', 'closed')),
  quota_octets bigint NOT NULL,
  used_octets bigint NOT NULL DEFAULT 0,
  used_messages bigint NOT NULL DEFAULT 0,
  change_counter bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((kind = 'personal') = (person_id IS NOT NULL) AND (kind = 'unit') = (unit_id IS NOT NULL))
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX account_unit ON account (unit_id) WHERE kind = 'unit';
CREATE INDEX account_person ON account (person_id);

-- An address belongs to one account for ever (REQ-DIR-10): rows are never deleted and account_id never changes.
CREATE TABLE address (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  domain_id bigint NOT NULL REFERENCES domain,
  local_part text NOT NULL CHECK (local_part = lower(local_part)),
  account_id bigint NOT NULL REFERENCES account,
  kind text NOT NULL CHECK (kind IN ('primary', 'alias', 'former')),
  receives_until timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (domain_id, local_part)
);
CREATE UNIQUE INDEX address_primary ON address (account_id) WHERE kind = 'primary';
CREATE INDEX address_account ON address (account_id);

-- ───────────── access ─────────────

-- Who runs the province's system (the operator). Their passwords obey the stricter rule (REQ-ACC-8).
CREATE TABLE administrator (
  account_id bigint PRIMARY KEY REFERENCES account,
  granted_by bigint REFERENCES account,
  granted_at timestamptz NOT NULL DEFAULT now()
);

-- Chosen passwords, argon2id in PHC string form. Unit mailboxes have none (REQ-DEL-3).
CREATE TABLE password (
  account_id bigint PRIMARY KEY REFERENCES account,
  hash text NOT NULL CHECK (hash LIKE '$argon2id$%'),
  changed_at timestamptz NOT NULL DEFAULT now(),
  must_change boolean NOT NULL DEFAULT false
);

-- App passwords: 128 random bits behind an id prefix, kept as HMAC. account_id: whose; target_account_id: what it opens.
CREATE TABLE app_password (
  id text PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  target_account_id bigint NOT NULL REFERENCES account,
  mac bytea NOT NULL,
  label text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX app_password_account ON app_password (account_id);

-- Failed sign-ins, per account and per network address, shared by all processes (REQ-ACC-7).
CREATE TABLE sign_in_throttle (
  subject_kind text NOT NULL CHECK (subject_kind IN ('account', 'network')),
  subject text NOT NULL,
  failures int NOT NULL,
  window_started_at timestamptz NOT NULL,
  blocked_until timestamptz,
  PRIMARY KEY (subject_kind, subject)
) WITH (fillfactor = 70);

-- Who may use whose mailbox: from a target (account, or one of its mailboxes) to a principal. head = whoever heads unit principal_id.
CREATE TABLE principal_group (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  unit_id bigint REFERENCES unit
);
CREATE TABLE principal_group_member (
  group_id bigint NOT NULL REFERENCES principal_group,
  person_id bigint NOT NULL REFERENCES person,
  PRIMARY KEY (group_id, person_id)
);
CREATE TABLE access_grant (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  target_account_id bigint NOT NULL REFERENCES account,
  target_mailbox_id bigint,
  principal_kind text NOT NULL CHECK (principal_kind IN ('person', 'post', 'group', 'head')),
  principal_id bigint NOT NULL,
  rights text[] NOT NULL CHECK (rights <@ ARRAY['read', 'organise', 'delete', 'send-as', 'send-on-behalf', 'manage']),
  valid_from timestamptz NOT NULL DEFAULT now(),
  valid_to timestamptz,
  granted_by bigint REFERENCES account,
  revoked_at timestamptz
);
CREATE INDEX access_grant_target ON access_grant (target_account_id);
CREATE INDEX access_grant_principal ON access_grant (principal_kind, principal_id);

-- One row: moved by every change of access, in the transaction that makes it. Sessions compare it at least every 500 ms.
CREATE TABLE access_generation (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  generation bigint NOT NULL
);
INSERT INTO access_generation (generation) VALUES (1);

-- ───────────── the store ─────────────

-- Octets as received, content-addressed. location: hash + random suffix, so a tombstoned body and its successor never share a file.
-- At most one live row a hash. The sweeper sets tombstoned_at under FOR UPDATE; re-use takes FOR KEY SHARE.
CREATE TABLE body (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  size_octets bigint NOT NULL,
  storage text NOT NULL CHECK (storage IN ('inline', 'file', 's3')),
  encoding text NOT NULL CHECK (encoding IN ('raw', 'zstd')),
  location text NOT NULL UNIQUE,
  octets bytea,
  frame_index bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  tombstoned_at timestamptz,
  CHECK ((storage = 'inline') = (octets IS NOT NULL))
);
ALTER TABLE body ALTER COLUMN octets SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX body_live_hash ON body (hash) WHERE tombstoned_at IS NULL;
CREATE INDEX body_tombstoned ON body (tombstoned_at) WHERE tombstoned_at IS NOT NULL;

-- Facts parsed once a body: ENVELOPE and BODYSTRUCTURE already serialised, where the parts are, what threads and searches need.
CREATE TABLE content (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  body_id bigint NOT NULL UNIQUE REFERENCES body,
  size_octets bigint NOT NULL,
  header_octets int NOT NULL,
  envelope bytea NOT NULL,
  body_structure bytea NOT NULL,
  body_brief bytea NOT NULL,
  parts jsonb NOT NULL,
  facts jsonb NOT NULL,
  message_id_header text,
  in_reply_to text[] NOT NULL,
  reference_ids text[] NOT NULL,
  subject text NOT NULL,
  base_subject text NOT NULL,
  sent_at timestamptz,
  scanner_version int NOT NULL
);
CREATE INDEX content_message_id_header ON content (message_id_header) WHERE message_id_header IS NOT NULL;

-- A folder of an account. Counters are exact: written in the transaction that changes the messages.
-- uidnext and highestmodseq are allocated by UPDATE … RETURNING as a command's last locking step, in ascending id.
CREATE TABLE mailbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  name text NOT NULL CHECK (name IS NFC NORMALIZED),
  special_use text CHECK (special_use IN ('sent', 'drafts', 'trash', 'junk', 'archive', 'flagged', 'important', 'all')),
  uidvalidity bigint NOT NULL CHECK (uidvalidity BETWEEN 1 AND 4294967295),
  uidnext bigint NOT NULL DEFAULT 1,
  highestmodseq bigint NOT NULL DEFAULT 1,
  -- QRESYNC cannot tell what was expunged at or before this modseq: those rows are gone.
  expunge_floor_modseq bigint NOT NULL DEFAULT 0,
  messages bigint NOT NULL DEFAULT 0,
  unseen bigint NOT NULL DEFAULT 0,
  deleted bigint NOT NULL DEFAULT 0,
  size_octets bigint NOT NULL DEFAULT 0,
  is_subscribed boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX mailbox_name ON mailbox (account_id, name) WHERE deleted_at IS NULL;
-- No two mailboxes an account ever had share one: a name deleted, renamed or made again never repeats (RFC 9051 §2.3.1.1).
CREATE UNIQUE INDEX mailbox_uidvalidity ON mailbox (account_id, uidvalidity);
CREATE UNIQUE INDEX mailbox_special_use ON mailbox (account_id, special_use) WHERE deleted_at IS NULL AND special_use IS NOT NULL;
ALTER TABLE access_grant ADD FOREIGN KEY (target_mailbox_id) REFERENCES mailbox;

-- One message in one mailbox: what never changes. prefix: this delivery's own trace fields, before the shared content.
-- Expunge keeps the row with time, modseq and reason until retention ends.
CREATE TABLE message (
  account_id bigint NOT NULL REFERENCES account,
  mailbox_id bigint NOT NULL REFERENCES mailbox,
  uid bigint NOT NULL CHECK (uid BETWEEN 1 AND 4294967295),
  id bigint GENERATED ALWAYS AS IDENTITY,
  content_id bigint NOT NULL REFERENCES content,
  prefix bytea NOT NULL,
  size_octets bigint NOT NULL,
  internal_date timestamptz NOT NULL,
  saved_at timestamptz NOT NULL DEFAULT now(),
  -- same for all copies of one delivery in an account (OBJECTID EMAILID, RFC 8474)
  email_id bigint NOT NULL,
  actor_account_id bigint REFERENCES account,
  expunged_at timestamptz,
  expunged_modseq bigint,
  expunge_reason text CHECK (expunge_reason IN ('expunge', 'move', 'mailbox-deleted', 'replaced', 'withdrawn', 'retention')),
  PRIMARY KEY (mailbox_id, uid)
);
CREATE UNIQUE INDEX message_id ON message (id);
CREATE INDEX message_content ON message (content_id);
CREATE INDEX message_expunged ON message (mailbox_id, expunged_modseq) WHERE expunged_at IS NOT NULL;
CREATE INDEX message_retention ON message (expunged_at) WHERE expunged_at IS NOT NULL;
CREATE SEQUENCE email_id_seq;

-- What does change, narrow; no index on modseq, so that a flag change stays HOT.
-- flags: 1 \Seen, 2 \Answered, 4 \Flagged, 8 \Deleted, 16 \Draft. A row exists while the message is not expunged.
-- No foreign key to message: both rows come in one statement, and the check cost 4 % of inserting in batches, 19 % singly.
CREATE TABLE message_state (
  mailbox_id bigint NOT NULL,
  uid bigint NOT NULL,
  flags smallint NOT NULL,
  keywords text[] NOT NULL,
  modseq bigint NOT NULL,
  PRIMARY KEY (mailbox_id, uid)
) WITH (fillfactor = 70);

-- ───────────── the outbound queue ─────────────

-- One accepted message with recipients elsewhere. It goes out as prefix + the body's octets.
CREATE TABLE queue_message (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  content_id bigint NOT NULL REFERENCES content,
  prefix bytea NOT NULL,
  -- '' is the null reverse-path: a DSN that fails is never bounced (RFC 5321 §4.5.5)
  envelope_from text NOT NULL,
  envelope_id text,
  dsn_return text CHECK (dsn_return IN ('full', 'headers')),
  requires_smtputf8 boolean NOT NULL DEFAULT false,
  requires_8bitmime boolean NOT NULL DEFAULT false,
  actor_account_id bigint REFERENCES account,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX queue_message_content ON queue_message (content_id);

CREATE TABLE queue_recipient (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  queue_message_id bigint NOT NULL REFERENCES queue_message ON DELETE CASCADE,
  address text NOT NULL,
  domain text NOT NULL,
  dsn_notify text[] NOT NULL DEFAULT '{}' CHECK (dsn_notify <@ ARRAY['never', 'success', 'failure', 'delay']),
  original_recipient text,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'held', 'delivered', 'failed')),
  attempts int NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  leased_until timestamptz,
  last_reply text,
  last_host text,
  delay_notified_at timestamptz,
  finished_at timestamptz
) WITH (fillfactor = 70);
CREATE INDEX queue_recipient_due ON queue_recipient (next_attempt_at) WHERE state = 'waiting';
CREATE INDEX queue_recipient_message ON queue_recipient (queue_message_id);

-- ───────────── what was done ─────────────

-- Appended inside the act's own transaction; the application's role may insert and read, never change or remove.
CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor_account_id bigint,
  act text NOT NULL,
  target text,
  detail jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_at ON audit (at);

-- What this installation is: province, when set up, under which program version.
CREATE TABLE installation (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  province text NOT NULL,
  -- HMAC key of app passwords and the like stays outside the database, in the data folder
  created_at timestamptz NOT NULL DEFAULT now()
);

-- ───────────── what the application may do ─────────────

GRANT USAGE ON SCHEMA public TO congthu_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO congthu_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO congthu_app;
REVOKE UPDATE, DELETE ON audit, address FROM congthu_app;
GRANT UPDATE (kind, receives_until) ON address TO congthu_app;
