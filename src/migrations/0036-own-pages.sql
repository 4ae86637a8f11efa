-- What people do for themselves: app passwords by program, setting up a phone, asking for corrections (docs/decisions/0027).

-- For which program it was made (directory/access/mail-programs.ts); null: nobody said.
ALTER TABLE app_password ADD COLUMN program text;
CREATE INDEX app_password_target ON app_password (target_account_id) WHERE revoked_at IS NULL;

-- An app password on its way to a phone: fetched once, within minutes, by whoever knows the code that stands on the other screen. id is in the
-- address and no secret by itself; sealed: the password, under a key that is not in the database. The row goes when it was fetched or is over.
CREATE TABLE device_setup (
  id text PRIMARY KEY,
  app_password_id text NOT NULL REFERENCES app_password ON DELETE CASCADE,
  code_mac bytea NOT NULL,
  sealed bytea NOT NULL,
  tries_left int NOT NULL,
  ends_at timestamptz NOT NULL
);
CREATE INDEX device_setup_age ON device_setup (ends_at);
CREATE INDEX device_setup_app_password ON device_setup (app_password_id);

-- What somebody says is wrong in what the directory has of them. present: as it was when they said so. Answered by who keeps the directory;
-- what is to be changed is changed by the plans that there are.
CREATE TABLE correction (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  field text NOT NULL CHECK (field IN ('name', 'birth-date', 'post', 'address', 'other')),
  present text NOT NULL,
  wanted text NOT NULL,
  note text,
  asked_at timestamptz NOT NULL DEFAULT now(),
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'carried-out', 'refused', 'withdrawn')),
  answer text,
  answered_by bigint REFERENCES account,
  answered_at timestamptz,
  CHECK ((state = 'open') = (answered_at IS NULL)),
  CHECK (answered_by IS NULL OR answered_at IS NOT NULL),
  CHECK (state <> 'refused' OR answer IS NOT NULL)
);
CREATE INDEX correction_account ON correction (account_id, id);
CREATE INDEX correction_open ON correction (id) WHERE state = 'open';

GRANT SELECT, INSERT, DELETE ON device_setup TO congthu_app;
GRANT UPDATE (tries_left) ON device_setup TO congthu_app;
GRANT SELECT, INSERT ON correction TO congthu_app;
GRANT UPDATE (state, answer, answered_by, answered_at) ON correction TO congthu_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO congthu_app;
