-- Capabilities of IMAP that an account's clients are not told of: for the odd client that breaks on one.
CREATE TABLE imap_hidden_capability (
  account_id bigint NOT NULL REFERENCES account,
  capability text NOT NULL CHECK (capability = upper(capability)),
  PRIMARY KEY (account_id, capability)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON imap_hidden_capability TO congthu_app;
