-- Who is told by mail of the address that a plan for units gave them (REQ-DIR-13): noted in the plan's transaction, told soon after it, each
-- once. Ten thousand messages would keep the directory locked for longer than the plan itself.
CREATE TABLE address_notice (
  plan_id bigint NOT NULL REFERENCES plan,
  account_id bigint NOT NULL REFERENCES account,
  -- As they were on the day: a later plan may give others.
  former text NOT NULL,
  present text NOT NULL,
  -- The last day on which the former one receives; null: for ever.
  former_until date,
  settled_at timestamptz,
  -- false: there was no mailbox to put it into.
  is_told boolean,
  PRIMARY KEY (plan_id, account_id),
  CHECK ((settled_at IS NULL) = (is_told IS NULL))
);
CREATE INDEX address_notice_waiting ON address_notice (plan_id, account_id) WHERE settled_at IS NULL;

GRANT SELECT, INSERT ON address_notice TO congthu_app;
GRANT UPDATE (settled_at, is_told) ON address_notice TO congthu_app;
