-- The end of accounts, suspensions that end by themselves, passwords that grow old, accounts nobody uses, mailboxes that fill up
-- (REQ-ACC-6 … REQ-ACC-9).

-- Ordered: the account is closed, and from then on nothing brings its mail back. finished_at: the last message is gone. messages and octets
-- are what there was when it was ordered. The row stays, and with account and address says whose an address was until when (REQ-DIR-10).
CREATE TABLE account_deletion (
  account_id bigint PRIMARY KEY REFERENCES account,
  ordered_by bigint REFERENCES account,
  reason text NOT NULL,
  ordered_at timestamptz NOT NULL DEFAULT now(),
  messages bigint NOT NULL,
  octets bigint NOT NULL,
  finished_at timestamptz
);
CREATE INDEX account_deletion_open ON account_deletion (account_id) WHERE finished_at IS NULL;

-- Of a suspension to a day: the plan by which the person returns the day after.
ALTER TABLE account_absence ADD COLUMN return_plan_id bigint REFERENCES plan;

-- The hashes that a chosen password had before: it is none of the last few (REQ-ACC-8).
CREATE TABLE password_history (
  account_id bigint NOT NULL REFERENCES account,
  hash text NOT NULL CHECK (hash LIKE '$argon2id$%'),
  replaced_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX password_history_account ON password_history (account_id, replaced_at);
-- Passwords that somebody else chose were given under no rule: their days begin today.
UPDATE password SET changed_at = clock_timestamp() WHERE must_change;

-- When an account was last used, to the day: signed in to, made or unlocked. warned_days: so many days before it locks its owner was told last.
CREATE TABLE account_use (
  account_id bigint PRIMARY KEY REFERENCES account,
  used_at timestamptz NOT NULL,
  warned_days int
) WITH (fillfactor = 70);
CREATE INDEX account_use_used ON account_use (used_at);
-- Nobody noted it until today.
INSERT INTO account_use (account_id, used_at) SELECT id, now() FROM account WHERE kind = 'personal';

-- Whose owner was told that the mailbox fills up: how full it was said to be, of a hundred. Gone when it is below again.
CREATE TABLE quota_warning (
  account_id bigint PRIMARY KEY REFERENCES account,
  percent smallint NOT NULL CHECK (percent BETWEEN 1 AND 100),
  told_at timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT, INSERT ON account_deletion TO congthu_app;
GRANT UPDATE (finished_at) ON account_deletion TO congthu_app;
GRANT UPDATE (return_plan_id) ON account_absence TO congthu_app;
GRANT SELECT, INSERT, DELETE ON password_history TO congthu_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON account_use, quota_warning TO congthu_app;
