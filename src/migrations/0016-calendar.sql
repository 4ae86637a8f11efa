-- Days that are not what the law and the week make of them: other holidays, and Saturdays on which a bridge day is worked off (REQ-CMP-1, REQ-ACC-2).
CREATE TABLE calendar_day (
  day date PRIMARY KEY,
  is_working boolean NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  set_at timestamptz NOT NULL DEFAULT now(),
  set_by bigint REFERENCES account
);
GRANT SELECT, INSERT, UPDATE, DELETE ON calendar_day TO congthu_app;
