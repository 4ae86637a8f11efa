-- People brought in by tables (REQ-ACC-10). A batch is a plan of the kind bulk; here is what came of its rows when it was carried out.

-- is_new: the batch gave the person the mailbox. undone_at: it was taken back unused: the account is closed and its posts never began. What was
-- taken back stays, with the address, which nobody else is ever given; somebody of the same name may have it again (decision 0013).
CREATE TABLE bulk_row (
  plan_id bigint NOT NULL REFERENCES plan,
  row_number int NOT NULL,
  account_id bigint NOT NULL REFERENCES account,
  is_new boolean NOT NULL,
  undone_at timestamptz,
  PRIMARY KEY (plan_id, row_number),
  CHECK (is_new OR undone_at IS NULL)
);
CREATE INDEX bulk_row_account ON bulk_row (account_id);

GRANT SELECT, INSERT ON bulk_row TO congthu_app;
GRANT UPDATE (undone_at) ON bulk_row TO congthu_app;
