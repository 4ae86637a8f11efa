-- Mail by minutes, for the page that shows how the services stand: made of mail_traffic's rows where these are gathered into days, in the same
-- statement (docs/decisions/0016, 0025). Two hours of it are kept.
CREATE TABLE mail_minute (
  minute timestamptz PRIMARY KEY,
  received bigint NOT NULL,
  sent bigint NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON mail_minute TO congthu_app;
