-- The text index (docs/decisions/0007): an inverted index of an account's message contents in immutable segments, written by the background
-- job and merged as they grow. account_id 0: contents that many accounts hold, indexed once for all.
CREATE TABLE text_segment (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL,
  documents int NOT NULL CHECK (documents = cardinality(contents)),
  -- a document's number in the segment is its place here
  contents bigint[] NOT NULL,
  -- when it was last known that hardly any of them were swept
  checked_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX text_segment_account ON text_segment (account_id, documents);
CREATE INDEX text_segment_checked ON text_segment (checked_at);

-- Tokens in octet order, each with the documents that have it (mail/store/text-block.ts). Blocks are made to fit two to a page.
CREATE TABLE text_block (
  segment_id bigint NOT NULL,
  first_token bytea NOT NULL,
  octets bytea NOT NULL,
  PRIMARY KEY (segment_id, first_token)
);
ALTER TABLE text_block ALTER COLUMN octets SET STORAGE PLAIN;

-- Contents with more to find than was indexed, or that could not be read: searches read these themselves.
CREATE TABLE text_partial (
  account_id bigint NOT NULL,
  content_id bigint NOT NULL,
  PRIMARY KEY (account_id, content_id)
);
CREATE INDEX text_partial_content ON text_partial (content_id);

-- How far the index is: every message up to indexed_to is in it. Up to ahead_to no transaction that began before ahead_xid can bring another;
-- once those have ended the job goes on to there. One process at a time, by lease.
CREATE TABLE text_index (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  indexed_to bigint NOT NULL,
  ahead_to bigint NOT NULL,
  ahead_xid xid8 NOT NULL,
  holder uuid,
  leased_until timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 70);
INSERT INTO text_index (indexed_to, ahead_to, ahead_xid) VALUES (0, 0, pg_current_xact_id());

-- From contents found to the UIDs of one mailbox; the sweeper's look-ups by content use its beginning.
CREATE INDEX message_content_mailbox ON message (content_id, mailbox_id, uid);
DROP INDEX message_content;

GRANT SELECT, INSERT, UPDATE, DELETE ON text_segment, text_block, text_partial TO congthu_app;
GRANT SELECT, UPDATE ON text_index TO congthu_app;
GRANT USAGE, SELECT ON SEQUENCE text_segment_id_seq TO congthu_app;
