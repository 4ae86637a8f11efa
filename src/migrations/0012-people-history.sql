-- People with history: names, acting posts, times away from service, legal holds (REQ-ACC-3 … REQ-ACC-6).

-- In which order a name is said: Nguyễn Văn Anh, but H'Hen Niê (given name, then family) among peoples of Tây Nguyên.
ALTER TABLE person ADD COLUMN name_order text NOT NULL DEFAULT 'family-first' CHECK (name_order IN ('family-first', 'given-first'));

-- What a person was called, up to and including valid_to; what they are called stands in person. valid_to is the day before valid_from where
-- a name was replaced on its first day.
CREATE TABLE person_history (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id bigint NOT NULL REFERENCES person,
  valid_from date NOT NULL,
  valid_to date NOT NULL,
  family_name text NOT NULL,
  middle_name text NOT NULL,
  given_name text NOT NULL,
  name_order text NOT NULL,
  display_name text NOT NULL,
  birth_date date,
  plan_id bigint REFERENCES plan,
  CHECK (valid_to >= valid_from - 1)
);
CREATE INDEX person_history_person ON person_history (person_id, valid_from);

-- acting: quyền, in-charge: phụ trách. Both have what the post brings.
ALTER TABLE appointment ADD COLUMN capacity text NOT NULL DEFAULT 'full' CHECK (capacity IN ('full', 'acting', 'in-charge'));
-- valid_to before valid_from: called off on the day after valid_to, so that it never began.
ALTER TABLE appointment DROP CONSTRAINT appointment_check;

-- Away from service: suspended (đình chỉ, nghỉ dài ngày) until they return, or left (nghỉ hưu, thôi việc, chuyển ngoài). Nobody signs in
-- meanwhile; mail goes on arriving. delete_after: the last day on which the mailbox must still be kept.
CREATE TABLE account_absence (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  kind text NOT NULL CHECK (kind IN ('suspended', 'left')),
  valid_from date NOT NULL,
  valid_to date,
  delete_after date,
  reason text,
  plan_id bigint REFERENCES plan,
  CHECK ((kind = 'left') = (delete_after IS NOT NULL)),
  CHECK (valid_to IS NULL OR valid_to >= valid_from - 1)
);
CREATE UNIQUE INDEX account_absence_open ON account_absence (account_id) WHERE valid_to IS NULL;
CREATE INDEX account_absence_account ON account_absence (account_id);

-- While any stands, nothing of the account is deleted, whatever delete_after says.
CREATE TABLE legal_hold (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  reason text NOT NULL,
  placed_by bigint REFERENCES account,
  placed_at timestamptz NOT NULL DEFAULT now(),
  lifted_by bigint REFERENCES account,
  lifted_at timestamptz
);
CREATE UNIQUE INDEX legal_hold_standing ON legal_hold (account_id) WHERE lifted_at IS NULL;

GRANT SELECT, INSERT ON person_history, account_absence, legal_hold TO congthu_app;
GRANT UPDATE (valid_to) ON account_absence TO congthu_app;
GRANT UPDATE (lifted_by, lifted_at) ON legal_hold TO congthu_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO congthu_app;
-- What somebody was is ended, never removed.
REVOKE DELETE ON person, post, appointment FROM congthu_app;
