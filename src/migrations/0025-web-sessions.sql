-- Signing in on the web (REQ-ACC-7, REQ-ACC-8; docs/decisions/0020): sessions of browsers, and sign-ins that wait for the second factor.

-- mac: of the secret in the browser's cookie, under a key that is not in the database. password_version: of the password that proved it, as
-- sign-in has it; another one ends the session. proofs and proved_at: by what the person showed who they are, and when last.
CREATE TABLE web_session (
  id text PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  mac bytea NOT NULL,
  password_version text NOT NULL,
  proofs text[] NOT NULL CHECK (proofs <@ ARRAY['password', 'totp', 'recovery-code'] AND 'password' = ANY (proofs)),
  proved_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  network text NOT NULL,
  user_agent text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  used_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ends_at timestamptz NOT NULL,
  ended_at timestamptz,
  CHECK (ends_at > created_at)
) WITH (fillfactor = 70);
CREATE INDEX web_session_account ON web_session (account_id);
CREATE INDEX web_session_age ON web_session (ends_at);

-- The password was right; nothing is open yet.
CREATE TABLE web_sign_in (
  id text PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  mac bytea NOT NULL,
  password_version text NOT NULL,
  tries_left int NOT NULL,
  ends_at timestamptz NOT NULL
);
CREATE INDEX web_sign_in_account ON web_sign_in (account_id);
CREATE INDEX web_sign_in_age ON web_sign_in (ends_at);

-- Whoever is locked, suspended or leaves finds no session open on coming back, however soon.
CREATE FUNCTION end_web_sessions() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  UPDATE public.web_session SET ended_at = clock_timestamp() WHERE account_id = NEW.id AND ended_at IS NULL;
  DELETE FROM public.web_sign_in WHERE account_id = NEW.id;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION end_web_sessions FROM PUBLIC;
CREATE TRIGGER account_web_sessions_ended AFTER UPDATE OF state ON account
  FOR EACH ROW WHEN (NEW.state <> 'active') EXECUTE FUNCTION end_web_sessions();

GRANT SELECT, INSERT, DELETE ON web_session, web_sign_in TO congthu_app;
GRANT UPDATE (password_version, proofs, proved_at, used_at, ended_at) ON web_session TO congthu_app;
GRANT UPDATE (tries_left) ON web_sign_in TO congthu_app;
