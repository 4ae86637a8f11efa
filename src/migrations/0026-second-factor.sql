-- The second factor (REQ-ACC-8): one-time codes by time (RFC 6238), and recovery codes for whoever lost the phone.

-- Secrets are sealed (AES-256-GCM) under a key that is not in the database. offered: one that was shown and is not confirmed yet, beside the one in
-- force. counter: of the last code that was taken; none is taken twice.
CREATE TABLE totp (
  account_id bigint PRIMARY KEY REFERENCES account,
  sealed bytea,
  confirmed_at timestamptz,
  counter bigint NOT NULL DEFAULT 0,
  offered bytea,
  offered_at timestamptz,
  CHECK ((sealed IS NULL) = (confirmed_at IS NULL)),
  CHECK ((offered IS NULL) = (offered_at IS NULL))
);

-- Each is good once. Made anew, the old ones go.
CREATE TABLE recovery_code (
  account_id bigint NOT NULL REFERENCES account,
  mac bytea NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz,
  PRIMARY KEY (account_id, mac)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON totp TO congthu_app;
GRANT SELECT, INSERT, DELETE ON recovery_code TO congthu_app;
GRANT UPDATE (used_at) ON recovery_code TO congthu_app;
