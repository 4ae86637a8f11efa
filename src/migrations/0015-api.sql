-- Programs at the API: tokens that people make for them, what was answered to a write, and search as one types (REQ-DIR-11, REQ-ACC-7).

-- As app_password, for programs at the API: they act as whose it is. Nothing is deleted: a token that ended is told from one that never was.
CREATE TABLE api_token (
  id text PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  mac bytea NOT NULL,
  label text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz,
  CHECK (expires_at > created_at)
);
CREATE INDEX api_token_account ON api_token (account_id);

-- What a write with an Idempotency-Key was answered, for the same again. status is null while it is under way, or when nobody knows what
-- became of it: such a key is never used again.
CREATE TABLE api_write (
  account_id bigint NOT NULL REFERENCES account,
  key text NOT NULL,
  request bytea NOT NULL,
  begun_at timestamptz NOT NULL DEFAULT now(),
  status int,
  location text,
  body jsonb,
  PRIMARY KEY (account_id, key)
);
CREATE INDEX api_write_age ON api_write (begun_at);

-- The order of a directory: by given name, which is the last syllable where it is said last. Without marks, as search_key.
ALTER TABLE person ADD COLUMN list_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (
  CASE name_order WHEN 'given-first' THEN search_key ELSE regexp_replace(search_key, '^.* ', '') || ' ' || search_key END) STORED;
CREATE INDEX person_list ON person (list_key, id);
-- Words of a name, found by how they begin.
CREATE INDEX person_words ON person USING gin (to_tsvector('simple', search_key));
CREATE INDEX address_beginning ON address (local_part COLLATE "C");

GRANT SELECT, INSERT ON api_token TO congthu_app;
GRANT UPDATE (last_used_at, revoked_at) ON api_token TO congthu_app;
GRANT SELECT, INSERT, DELETE ON api_write TO congthu_app;
GRANT UPDATE (status, location, body) ON api_write TO congthu_app;
