-- Signing in on the web by an identity provider (OpenID Connect; docs/decisions/0024).

-- Whose account at the provider is whose here: made at the first sign-in by a verified address, and from then on the address says nothing. subject:
-- never given to another by the provider (OpenID Connect Core 1.0 §2, `sub`).
CREATE TABLE oidc_link (
  issuer text NOT NULL,
  subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
  account_id bigint NOT NULL REFERENCES account,
  linked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  used_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (issuer, subject),
  UNIQUE (account_id, issuer)
);

-- Not only passwords open a sign-in or a session now. password_version: '' of an account that has no password yet.
ALTER TABLE web_session DROP CONSTRAINT web_session_proofs_check;
ALTER TABLE web_session ADD CONSTRAINT web_session_proofs_check CHECK (
  proofs <@ ARRAY['password', 'totp', 'recovery-code', 'passkey', 'oidc', 'oidc-factor'] AND proofs && ARRAY['password', 'passkey', 'oidc']);
-- issuer and subject: of the provider's account that proved it, linked when the second factor is shown too.
ALTER TABLE web_sign_in
  ADD COLUMN proofs text[] NOT NULL DEFAULT ARRAY['password'],
  ADD COLUMN oidc_issuer text,
  ADD COLUMN oidc_subject text,
  ADD CHECK ((oidc_issuer IS NULL) = (oidc_subject IS NULL));

GRANT SELECT, INSERT, DELETE ON oidc_link TO congthu_app;
GRANT UPDATE (used_at) ON oidc_link TO congthu_app;
