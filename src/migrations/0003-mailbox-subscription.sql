-- A person's own answer to whether a mailbox shared with them is subscribed; without a row it is as its owner has it.
CREATE TABLE mailbox_subscription (
  account_id bigint NOT NULL REFERENCES account,
  mailbox_id bigint NOT NULL REFERENCES mailbox,
  is_subscribed boolean NOT NULL,
  PRIMARY KEY (account_id, mailbox_id)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON mailbox_subscription TO congthu_app;
