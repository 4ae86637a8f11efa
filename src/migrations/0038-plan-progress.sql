-- How far the carrying out of a plan is, told from outside of its one transaction; gone when it is done. told_at: it was under way at that moment.
-- ended, because: why it did not come to be; while ended is null and told_at is old, the program was stopped in the middle, and nothing was done.
CREATE TABLE plan_progress (
  plan_id bigint PRIMARY KEY REFERENCES plan,
  begun_at timestamptz NOT NULL DEFAULT now(),
  told_at timestamptz NOT NULL DEFAULT now(),
  step text NOT NULL DEFAULT 'checking' CHECK (step IN ('checking', 'writing', 'recording', 'telling')),
  done integer NOT NULL DEFAULT 0 CHECK (done >= 0),
  total integer NOT NULL DEFAULT 0 CHECK (total >= 0),
  ended text CHECK (ended IN ('refused', 'failed')),
  because jsonb
);
GRANT SELECT, INSERT, UPDATE, DELETE ON plan_progress TO congthu_app;
