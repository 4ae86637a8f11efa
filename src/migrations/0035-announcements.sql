-- What the operator tells people on the pages of the web application, and by mail where it is to reach everybody.

-- unit_id: for those who work there or below; null: for everybody. is_public: shown before anybody has signed in. revision: one more with each
-- correction, so that whoever put the former text away sees the new one. mailed_paced_at: when some were last told, for the pace of all processes.
CREATE TABLE announcement (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('maintenance', 'info', 'urgent')),
  title text NOT NULL CHECK (title IS NFC NORMALIZED),
  body text NOT NULL CHECK (body IS NFC NORMALIZED),
  title_en text,
  body_en text,
  begins_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  unit_id bigint REFERENCES unit,
  is_public boolean NOT NULL,
  revision int NOT NULL DEFAULT 1,
  made_by bigint REFERENCES account,
  made_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,
  mailed_at timestamptz,
  mailed_paced_at timestamptz,
  CHECK (ends_at > begins_at),
  CHECK (NOT is_public OR kind = 'maintenance' AND unit_id IS NULL)
);
CREATE INDEX announcement_ends_at ON announcement (ends_at) WHERE ended_at IS NULL;

-- Who is told of it by mail: noted when that is ordered, told little by little, each mailbox once.
CREATE TABLE announcement_notice (
  announcement_id bigint NOT NULL REFERENCES announcement,
  account_id bigint NOT NULL REFERENCES account,
  settled_at timestamptz,
  -- false: there was no mailbox to put it into.
  is_told boolean,
  PRIMARY KEY (announcement_id, account_id),
  CHECK ((settled_at IS NULL) = (is_told IS NULL))
);
CREATE INDEX announcement_notice_waiting ON announcement_notice (announcement_id, account_id) WHERE settled_at IS NULL;

GRANT SELECT, INSERT ON announcement, announcement_notice TO congthu_app;
GRANT UPDATE (kind, title, body, title_en, body_en, begins_at, ends_at, unit_id, is_public, revision, ended_at, mailed_at, mailed_paced_at)
  ON announcement TO congthu_app;
GRANT UPDATE (settled_at, is_told) ON announcement_notice TO congthu_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO congthu_app;
