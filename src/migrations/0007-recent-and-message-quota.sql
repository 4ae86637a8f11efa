-- Which messages an IMAP4rev1 session was shown first (\Recent, RFC 3501 §2.3.2): from first_uid on none was yet. claimed_from: first_uid before
-- the last claim, so that one statement can tell a session what it got. A table of its own, and without a foreign key, whose check would lock the
-- mailbox's row: a claim waits for no delivery.
CREATE TABLE mailbox_recent (
  mailbox_id bigint PRIMARY KEY,
  claimed_from bigint NOT NULL,
  first_uid bigint NOT NULL
) WITH (fillfactor = 70);
GRANT SELECT, INSERT, UPDATE, DELETE ON mailbox_recent TO congthu_app;
-- What is there already is news to nobody.
INSERT INTO mailbox_recent (mailbox_id, claimed_from, first_uid) SELECT id, uidnext, uidnext FROM mailbox;

-- How many messages an account may hold (QUOTA=RES-MESSAGE, RFC 9208 §5.2); null: only octets are limited.
ALTER TABLE account ADD COLUMN quota_messages bigint CHECK (quota_messages >= 0);
