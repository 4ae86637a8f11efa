-- Passkeys (WebAuthn; docs/decisions/0023): keys that people's devices keep, each good for the host name it was made at.

-- What authenticators know an account by: random, and nothing else of it. Its row is locked by whoever adds a passkey.
CREATE TABLE passkey_user (
  account_id bigint PRIMARY KEY REFERENCES account,
  handle bytea NOT NULL UNIQUE CHECK (octet_length(handle) = 32)
);

-- id: ours, in addresses. counter: that the device gave last; it goes up, or stays 0 where the device counts nothing. is_synced: the key may leave the
-- device it was made on (WebAuthn: backup eligible); is_backed_up: it has.
CREATE TABLE passkey (
  id text PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES passkey_user,
  credential_id bytea NOT NULL UNIQUE CHECK (octet_length(credential_id) BETWEEN 1 AND 1023),
  rp_id text NOT NULL,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  is_synced boolean NOT NULL,
  is_backed_up boolean NOT NULL,
  transports text[] NOT NULL,
  name text NOT NULL,
  made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  used_at timestamptz
) WITH (fillfactor = 80);
CREATE INDEX passkey_account ON passkey (account_id);

-- Challenges that were answered rightly, until they are over: none is good twice. Those that were only given out are nowhere.
CREATE TABLE passkey_challenge_spent (
  nonce bytea PRIMARY KEY,
  ends_at timestamptz NOT NULL
);
CREATE INDEX passkey_challenge_spent_age ON passkey_challenge_spent (ends_at);

-- A passkey proves who it is without the password.
ALTER TABLE web_session DROP CONSTRAINT web_session_proofs_check;
ALTER TABLE web_session ADD CONSTRAINT web_session_proofs_check
  CHECK (proofs <@ ARRAY['password', 'totp', 'recovery-code', 'passkey'] AND proofs && ARRAY['password', 'passkey']);

GRANT SELECT, INSERT, DELETE ON passkey_user, passkey, passkey_challenge_spent TO congthu_app;
GRANT UPDATE ON passkey_user TO congthu_app;
GRANT UPDATE (counter, is_backed_up, name, used_at) ON passkey TO congthu_app;
