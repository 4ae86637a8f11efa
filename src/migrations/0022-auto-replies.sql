-- Answers in the place of who left or moved (RFC 3834), and the day on which an account locks that nobody uses.

-- As its owner was told; gone with the next use.
ALTER TABLE account_use ADD COLUMN locks_on date;

-- Who writes to somebody who left, or to the old address of somebody who moved, is answered with where to write instead, up to and including
-- valid_until. address_id: only mail to that address; null: to any of the account's. contact: the address to write to; null: none is named.
CREATE TABLE auto_reply (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  address_id bigint REFERENCES address,
  cause text NOT NULL CHECK (cause IN ('left', 'moved')),
  contact text,
  valid_until date NOT NULL,
  plan_id bigint REFERENCES plan,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX auto_reply_account ON auto_reply (account_id);

-- Whom an account answered last when: nobody is answered twice within some days (RFC 3834 §2). Swept after that.
CREATE TABLE auto_reply_sent (
  account_id bigint NOT NULL REFERENCES account,
  sender text NOT NULL,
  sent_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (account_id, sender)
);
CREATE INDEX auto_reply_sent_at ON auto_reply_sent (sent_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON auto_reply, auto_reply_sent TO congthu_app;
GRANT USAGE, SELECT ON SEQUENCE auto_reply_id_seq TO congthu_app;
