-- What reports are drawn from (REQ-CMP-3; docs/decisions/0016), and the reports that were issued.

-- A row a message that was accepted, or stopped by a scanner (stopped_as: what it was stopped for), in the transaction that accepts it. Gathered
-- into mail_day within the hour and then gone, so it is small and has no index. sent_as: the address of ours it was sent from; account_ids: the
-- mailboxes it was put into, or was stopped before.
CREATE TABLE mail_traffic (
  at timestamptz NOT NULL,
  origin text NOT NULL CHECK (origin IN ('own', 'outside', 'system')),
  sent_as text,
  actor_account_id bigint,
  account_ids bigint[] NOT NULL,
  outside_recipients int NOT NULL,
  octets bigint NOT NULL,
  is_signed boolean NOT NULL,
  stopped_as text
);

-- An account's mail by days of Vietnam's calendar: what is deleted later was still received. signed: by the message's form; its worth is another matter.
CREATE TABLE mail_day (
  account_id bigint NOT NULL,
  day date NOT NULL,
  received bigint NOT NULL DEFAULT 0,
  received_outside bigint NOT NULL DEFAULT 0,
  received_signed bigint NOT NULL DEFAULT 0,
  received_octets bigint NOT NULL DEFAULT 0,
  sent bigint NOT NULL DEFAULT 0,
  sent_outside bigint NOT NULL DEFAULT 0,
  sent_signed bigint NOT NULL DEFAULT 0,
  sent_octets bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, day)
) WITH (fillfactor = 70);
CREATE INDEX mail_day_day ON mail_day USING brin (day);

-- What scanners stopped: once a message, with whoever sent it or else its first addressee. account_id 0: nobody's of ours.
CREATE TABLE mail_stopped_day (
  account_id bigint NOT NULL,
  day date NOT NULL,
  name text NOT NULL,
  amount bigint NOT NULL,
  PRIMARY KEY (account_id, day, name)
);

-- Of mail before this day nothing is counted.
CREATE TABLE mail_counting (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  since date NOT NULL DEFAULT today_in_vietnam()
);
INSERT INTO mail_counting DEFAULT VALUES;

-- How full mailboxes were at the end of a day: of the last of each month, and of each period's last.
CREATE TABLE mailbox_fill (
  day date NOT NULL,
  account_id bigint NOT NULL,
  used_octets bigint NOT NULL,
  quota_octets bigint NOT NULL,
  PRIMARY KEY (day, account_id)
);

-- Reports as they were issued: never changed, never removed. digest: SHA-256 of what it says, which the audit has too.
CREATE TABLE report (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- null: of everything there is
  unit_id bigint REFERENCES unit,
  period text NOT NULL,
  starts_on date NOT NULL,
  ends_on date NOT NULL CHECK (ends_on >= starts_on),
  number text NOT NULL,
  issued_on date NOT NULL,
  issued_by bigint REFERENCES account,
  issued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  letterhead jsonb NOT NULL,
  figures jsonb NOT NULL,
  digest bytea NOT NULL CHECK (octet_length(digest) = 32)
);
-- Numbers begin anew each year, and each who issues has their own.
CREATE UNIQUE INDEX report_number ON report (coalesce(unit_id, 0), number, extract(year FROM issued_on));
CREATE INDEX report_unit ON report (unit_id, ends_on);

GRANT SELECT, INSERT, DELETE ON mail_traffic TO congthu_app;
GRANT SELECT, INSERT, UPDATE ON mail_day, mail_stopped_day TO congthu_app;
GRANT SELECT ON mail_counting TO congthu_app;
GRANT SELECT, INSERT ON mailbox_fill, report TO congthu_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO congthu_app;
