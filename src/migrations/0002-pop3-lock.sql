-- POP3: one session a mailbox (RFC 1939 §8), and exact sizes (§11).

-- Who has an account's INBOX open, whatever its process or machine. The lease is renewed while the session lives; a process that was
-- killed renews no more, and the next session takes the row over. A session that ends deletes its row.
CREATE TABLE pop3_lock (
  account_id bigint PRIMARY KEY REFERENCES account,
  holder uuid NOT NULL,
  leased_until timestamptz NOT NULL
) WITH (fillfactor = 70);

-- POP3 ends every message with CRLF; where the content has none at its end, two octets more are sent than are stored. Mail that arrived by
-- SMTP always has one.
ALTER TABLE content ADD COLUMN ends_with_crlf boolean NOT NULL DEFAULT true;

GRANT SELECT, INSERT, UPDATE, DELETE ON pop3_lock TO congthu_app;
