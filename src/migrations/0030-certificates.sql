-- Certificates of people and units, and what is to become of each when service changes (REQ-ACC-4). Public keys only: no private key is ever here.

-- post_id: of a person's, the post it was issued for; null: for the person, whatever post. fingerprint: SHA-256 of the octets, which nobody sets.
-- cause, reason, plan_id, since, changed_by: of the present state. reason holds the number of the decision, where there is one.
-- hand_over_to: of a unit's that is to be handed over, who heads it from then on; null: nobody does yet.
CREATE TABLE certificate (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  post_id bigint REFERENCES post,
  serial text NOT NULL,
  issuer text NOT NULL,
  subject text NOT NULL,
  addresses text[] NOT NULL,
  key_usage text[] NOT NULL,
  not_before timestamptz NOT NULL,
  not_after timestamptz NOT NULL,
  der bytea NOT NULL CHECK (octet_length(der) <= 16384),
  fingerprint bytea NOT NULL GENERATED ALWAYS AS (sha256(der)) STORED UNIQUE,
  state text NOT NULL DEFAULT 'valid'
    CHECK (state IN ('valid', 'to-hand-over', 'to-revoke', 'to-reissue', 'revoked', 'handed-over', 'replaced')),
  since date NOT NULL DEFAULT today_in_vietnam(),
  cause text CHECK (cause IN ('left', 'post-ended', 'head-changed', 'renamed', 'new-address')),
  reason text,
  plan_id bigint REFERENCES plan,
  hand_over_to bigint REFERENCES person,
  changed_by bigint REFERENCES account,
  added_at timestamptz NOT NULL DEFAULT now(),
  -- RFC 5280 §4.1.2.2: an authority gives each number once.
  UNIQUE (issuer, serial),
  CHECK (not_after > not_before),
  CHECK ((cause IS NOT NULL) = (state IN ('to-hand-over', 'to-revoke', 'to-reissue')))
);
CREATE INDEX certificate_account ON certificate (account_id);
CREATE INDEX certificate_not_after ON certificate (not_after) WHERE state IN ('valid', 'handed-over');

-- Every state that it has been in, the first too: written by the database, so that nobody leaves one out or changes it afterwards.
CREATE TABLE certificate_change (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  certificate_id bigint NOT NULL REFERENCES certificate,
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  state text NOT NULL,
  since date NOT NULL,
  cause text,
  reason text,
  plan_id bigint,
  hand_over_to bigint,
  changed_by bigint
);
CREATE INDEX certificate_change_certificate ON certificate_change (certificate_id);
CREATE FUNCTION note_certificate_state() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  INSERT INTO public.certificate_change (certificate_id, state, since, cause, reason, plan_id, hand_over_to, changed_by)
  VALUES (NEW.id, NEW.state, NEW.since, NEW.cause, NEW.reason, NEW.plan_id, NEW.hand_over_to, NEW.changed_by);
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION note_certificate_state FROM PUBLIC;
CREATE TRIGGER certificate_state_noted AFTER INSERT OR UPDATE ON certificate
  FOR EACH ROW EXECUTE FUNCTION note_certificate_state();

-- Of which certificate its owner and the operators were told that it ends, how many days before: once, whichever process was first.
CREATE TABLE certificate_warning (
  certificate_id bigint NOT NULL REFERENCES certificate,
  days_before int NOT NULL,
  told_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (certificate_id, days_before)
);

GRANT SELECT, INSERT ON certificate, certificate_warning TO congthu_app;
GRANT UPDATE (state, since, cause, reason, plan_id, hand_over_to, changed_by) ON certificate TO congthu_app;
GRANT SELECT ON certificate_change TO congthu_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO congthu_app;
