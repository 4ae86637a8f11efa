-- Roles with scopes, acts that take two people, and where an account is known to sign in from (REQ-ACC-7, REQ-ACC-11).

-- A role that was given to somebody. Days count whole, in Vietnam, both ends included; revoked_at ends it at once. unit_id: that unit and what
-- stands below it. Nothing is ever overwritten or deleted: who could do what on a day can always be told.
CREATE TABLE role_assignment (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  role text NOT NULL CHECK (role IN ('operator', 'unit-administrator', 'auditor')),
  unit_id bigint REFERENCES unit,
  valid_from date NOT NULL DEFAULT today_in_vietnam(),
  valid_to date,
  -- null: at the server's own console, or by the first start
  granted_by bigint REFERENCES account,
  granted_at timestamptz NOT NULL DEFAULT now(),
  revoked_by bigint REFERENCES account,
  revoked_at timestamptz,
  CHECK ((role = 'unit-administrator') = (unit_id IS NOT NULL)),
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
CREATE INDEX role_assignment_account ON role_assignment (account_id);
CREATE INDEX role_assignment_unit ON role_assignment (unit_id) WHERE unit_id IS NOT NULL;

-- The one role there was.
INSERT INTO role_assignment (account_id, role, valid_from, granted_by, granted_at)
SELECT account_id, 'operator', (granted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, granted_by, granted_at FROM administrator;
DROP TABLE administrator;

-- An act that takes two people: proposed by one, approved by another, done once by the first, exactly so. shown: what it is, for people.
CREATE TABLE approval (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  act text NOT NULL,
  target jsonb NOT NULL,
  request jsonb NOT NULL,
  shown text NOT NULL,
  reason text NOT NULL,
  proposed_by bigint NOT NULL REFERENCES account,
  proposed_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  approved_by bigint REFERENCES account,
  approved_at timestamptz,
  used_at timestamptz,
  CHECK (approved_by <> proposed_by),
  CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
  CHECK (used_at IS NULL OR approved_at IS NOT NULL),
  CHECK (expires_at > proposed_at)
);
CREATE INDEX approval_open ON approval (proposed_by) WHERE used_at IS NULL;

-- Networks an account has signed in from lately: there failures from elsewhere shut nobody out. account: its primary address, as in
-- sign_in_throttle.
CREATE TABLE familiar_network (
  account text NOT NULL,
  network text NOT NULL,
  signed_in_at timestamptz NOT NULL,
  PRIMARY KEY (account, network)
);
CREATE INDEX familiar_network_age ON familiar_network (signed_in_at);
-- familiar: `<account> <network>`
ALTER TABLE sign_in_throttle DROP CONSTRAINT sign_in_throttle_subject_kind_check;
ALTER TABLE sign_in_throttle ADD CHECK (subject_kind IN ('account', 'familiar', 'network'));

GRANT SELECT, INSERT ON role_assignment, approval TO congthu_app;
GRANT UPDATE (revoked_by, revoked_at) ON role_assignment TO congthu_app;
GRANT UPDATE (approved_by, approved_at, used_at) ON approval TO congthu_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON familiar_network TO congthu_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO congthu_app;
