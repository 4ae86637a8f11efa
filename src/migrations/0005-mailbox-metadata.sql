-- Annotations of mailboxes (IMAP METADATA, RFC 5464). reader_account_id: whose private one; null: shared by all who may read the mailbox.
-- mailbox_id null: of the reader's account as a whole.
CREATE TABLE mailbox_metadata (
  mailbox_id bigint REFERENCES mailbox ON DELETE CASCADE,
  reader_account_id bigint REFERENCES account,
  entry text NOT NULL CHECK (entry = lower(entry)),
  value bytea NOT NULL,
  CHECK (mailbox_id IS NOT NULL OR reader_account_id IS NOT NULL),
  UNIQUE NULLS NOT DISTINCT (mailbox_id, reader_account_id, entry)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON mailbox_metadata TO congthu_app;
