-- Units with history, and plans: what is to be done to the directory on a day (REQ-DIR-13, REQ-DIR-14, REQ-ACC-3).

-- A plan is made, looked at, and carried out exactly as it was made, or cancelled. body: what was asked for, what the plan was made from
-- (facts), what it will do. fingerprint: of facts and deeds; if making it again gives another, the plan is stale and is refused.
CREATE TABLE plan (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  title text NOT NULL,
  state text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'carried-out', 'cancelled')),
  effective_on date NOT NULL,
  body jsonb NOT NULL,
  fingerprint text NOT NULL,
  made_by bigint REFERENCES account,
  made_at timestamptz NOT NULL DEFAULT now(),
  settled_by bigint REFERENCES account,
  settled_at timestamptz,
  -- why the last attempt to carry it out was refused
  refused_because text,
  refused_at timestamptz,
  CHECK ((state = 'planned') = (settled_at IS NULL))
);
CREATE INDEX plan_due ON plan (effective_on) WHERE state = 'planned';

-- What a unit was, up to and including valid_to; what it is stands in unit. valid_to is the day before valid_from where a version was replaced
-- on its first day.
CREATE TABLE unit_history (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  unit_id bigint NOT NULL REFERENCES unit,
  valid_from date NOT NULL,
  valid_to date NOT NULL,
  parent_id bigint REFERENCES unit,
  domain_id bigint NOT NULL REFERENCES domain,
  kind text NOT NULL,
  name text NOT NULL,
  code text,
  naming_profile text,
  plan_id bigint REFERENCES plan,
  CHECK (valid_to >= valid_from - 1)
);
CREATE INDEX unit_history_unit ON unit_history (unit_id, valid_from);

-- What became of units that ended, and where units came from. dissolve: to whoever took over mailbox and people.
CREATE TABLE unit_lineage (
  from_unit_id bigint NOT NULL REFERENCES unit,
  to_unit_id bigint NOT NULL REFERENCES unit,
  kind text NOT NULL CHECK (kind IN ('merge', 'split', 'dissolve')),
  effective_on date NOT NULL,
  plan_id bigint REFERENCES plan,
  PRIMARY KEY (from_unit_id, to_unit_id),
  CHECK (from_unit_id <> to_unit_id)
);
CREATE INDEX unit_lineage_to ON unit_lineage (to_unit_id);

-- QCVN 102:2016: 000.00.00.H03, level 1 rightmost. QĐ 20/2020/QĐ-TTg: G12.18, at most 35 characters, level 1 leftmost.
ALTER TABLE unit_identifier
  ADD CHECK (CASE scheme
    WHEN 'qcvn-102' THEN value ~ '^[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}$'
    ELSE value ~ '^[A-Z][0-9]{2}(\.[0-9A-Z]+)*$' AND length(value) <= 35 END),
  ADD CHECK (valid_to IS NULL OR valid_to >= valid_from - 1);
-- One unit at a time has an identifier, and a unit one of each form.
CREATE UNIQUE INDEX unit_identifier_live ON unit_identifier (scheme, value) WHERE valid_to IS NULL;
CREATE UNIQUE INDEX unit_identifier_unit_live ON unit_identifier (unit_id, scheme) WHERE valid_to IS NULL;

GRANT SELECT, INSERT ON plan, unit_history, unit_lineage TO congthu_app;
GRANT UPDATE (state, settled_by, settled_at, refused_because, refused_at) ON plan TO congthu_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO congthu_app;
REVOKE UPDATE, DELETE ON unit_identifier FROM congthu_app;
GRANT UPDATE (valid_to) ON unit_identifier TO congthu_app;
