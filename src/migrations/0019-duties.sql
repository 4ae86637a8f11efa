-- Who looked at which mailbox when, so that the duty to read it can be told, and when the system was not there (REQ-CMP-1, -2, -4).

-- The duty as the configuration had it from a day on: parts of the day (`00:00-12:00`) in each of which a mailbox is to be looked at. Days before
-- the first rule are not counted: nobody noted then who looked.
CREATE TABLE duty_rule (
  valid_from date PRIMARY KEY,
  parts text[] NOT NULL CHECK (cardinality(parts) BETWEEN 1 AND 4),
  set_at timestamptz NOT NULL DEFAULT now()
);

-- What was seen, and not what was made of it: bit n of half_hours is the n-th half hour of that day in Vietnam. Parts of the day, holidays and
-- absences are looked at when somebody asks. No foreign keys, as in message: both accounts had a session just now.
CREATE TABLE duty_look (
  day date NOT NULL,
  account_id bigint NOT NULL,
  actor_account_id bigint NOT NULL,
  half_hours bigint NOT NULL CHECK (half_hours BETWEEN 1 AND (1::bigint << 48) - 1),
  PRIMARY KEY (account_id, day, actor_account_id)
) WITH (fillfactor = 80);
-- Rows come day by day: a few pages say where each is.
CREATE INDEX duty_look_day ON duty_look USING brin (day) WITH (pages_per_range = 32);

-- UIDNEXT of a mailbox's INBOX when it was last looked at: whether anything unread has come since.
CREATE TABLE duty_inbox (
  account_id bigint PRIMARY KEY,
  uidnext bigint NOT NULL
) WITH (fillfactor = 70);

-- Who was reminded at which hour of which day: once, whichever process was first.
CREATE TABLE duty_reminder (
  day date NOT NULL,
  hour time NOT NULL,
  account_id bigint NOT NULL REFERENCES account,
  sent_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (day, hour, account_id)
);

-- From when on an account was what, whoever changed it: nobody reads with an account that is locked.
CREATE TABLE account_state_change (
  account_id bigint NOT NULL REFERENCES account,
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  state text NOT NULL,
  PRIMARY KEY (account_id, changed_at)
);
INSERT INTO account_state_change (account_id, state) SELECT id, state FROM account WHERE state <> 'active';
CREATE FUNCTION note_account_state() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  INSERT INTO public.account_state_change (account_id, state) VALUES (NEW.id, NEW.state);
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION note_account_state FROM PUBLIC;
CREATE TRIGGER account_state_noted AFTER UPDATE OF state ON account
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION note_account_state();

-- When the system was not there: stopped is what the program found by itself, from its last beat on.
CREATE TABLE outage (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('stopped', 'planned', 'unplanned')),
  begins_at timestamptz NOT NULL,
  ends_at timestamptz,
  note text NOT NULL,
  noted_by bigint REFERENCES account,
  noted_at timestamptz NOT NULL DEFAULT now(),
  CHECK (ends_at > begins_at)
);
CREATE INDEX outage_begins_at ON outage (begins_at);
-- One that goes on is ended before another begins.
CREATE UNIQUE INDEX outage_open ON outage ((true)) WHERE ends_at IS NULL;

-- The program was there at that moment.
CREATE TABLE heartbeat (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  beat_at timestamptz NOT NULL
);

GRANT SELECT, INSERT ON duty_rule, duty_reminder, outage TO congthu_app;
GRANT UPDATE (parts, set_at) ON duty_rule TO congthu_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON duty_look, duty_inbox TO congthu_app;
GRANT DELETE ON duty_reminder TO congthu_app;
GRANT SELECT ON account_state_change TO congthu_app;
GRANT UPDATE (ends_at) ON outage TO congthu_app;
GRANT SELECT, INSERT, UPDATE ON heartbeat TO congthu_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO congthu_app;
