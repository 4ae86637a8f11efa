-- Requests: lists of what a unit asks for its people, from the unit over those above it to the operator (REQ-ACC-2).

-- unit_id: whose list it is. at_unit_id: the unit above whose turn it is, while it is in review. gathered_into: the request of the unit above
-- that it became a part of. since: when the turn began; due_on: the last day on which it is in time. version: raised by every step.
CREATE TABLE request (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  unit_id bigint NOT NULL REFERENCES unit,
  title text NOT NULL,
  state text NOT NULL CHECK (state IN ('in-review', 'endorsed', 'returned', 'gathered', 'carried-out', 'refused', 'withdrawn')),
  at_unit_id bigint REFERENCES unit,
  gathered_into bigint REFERENCES request,
  version int NOT NULL DEFAULT 1,
  made_by bigint REFERENCES account,
  made_at timestamptz NOT NULL DEFAULT now(),
  since timestamptz NOT NULL DEFAULT now(),
  due_on date,
  settled_at timestamptz,
  CHECK ((state = 'in-review') = (at_unit_id IS NOT NULL)),
  CHECK (state <> 'gathered' OR gathered_into IS NOT NULL),
  CHECK ((state IN ('carried-out', 'refused', 'withdrawn')) = (settled_at IS NOT NULL))
);
CREATE INDEX request_unit ON request (unit_id, id);
CREATE INDEX request_parts ON request (gathered_into) WHERE gathered_into IS NOT NULL;
CREATE INDEX request_waiting ON request (at_unit_id) WHERE settled_at IS NULL;

-- asked: what is asked, by the schema of directory/requests. from_*: of a gathered request, the line it was taken from. problems: why the line
-- was refused. planned: carried out by its plan on a day to come. result: what people are told of it.
CREATE TABLE request_line (
  request_id bigint NOT NULL REFERENCES request,
  number int NOT NULL CHECK (number > 0),
  from_request_id bigint,
  from_number int,
  asked jsonb NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'struck', 'planned', 'carried-out', 'refused')),
  problems jsonb,
  plan_id bigint REFERENCES plan,
  result jsonb,
  PRIMARY KEY (request_id, number),
  FOREIGN KEY (from_request_id, from_number) REFERENCES request_line (request_id, number),
  CHECK ((state IN ('planned', 'carried-out')) = (plan_id IS NOT NULL)),
  CHECK ((state = 'refused') = (problems IS NOT NULL))
);
CREATE INDEX request_line_from ON request_line (from_request_id, from_number) WHERE from_request_id IS NOT NULL;

-- Who did what when, for which unit, with what before and after: appended, never changed. version: of the request after the step.
-- due_on: by when it was to be done.
CREATE TABLE request_step (
  request_id bigint NOT NULL REFERENCES request,
  version int NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  step text NOT NULL,
  actor_account_id bigint REFERENCES account,
  actor_address text,
  as_unit_id bigint REFERENCES unit,
  from_state text,
  from_unit_id bigint REFERENCES unit,
  to_state text NOT NULL,
  to_unit_id bigint REFERENCES unit,
  due_on date,
  reason text,
  changes jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (request_id, version)
);
CREATE INDEX request_step_at ON request_step (at);

-- Days whose morning's reminders were sent: one process sends each.
CREATE TABLE request_reminder (day date PRIMARY KEY, sent_at timestamptz NOT NULL DEFAULT now());

GRANT SELECT, INSERT ON request, request_line, request_step, request_reminder TO congthu_app;
GRANT UPDATE (state, at_unit_id, gathered_into, version, since, due_on, settled_at) ON request TO congthu_app;
GRANT UPDATE (asked, state, problems, plan_id, result) ON request_line TO congthu_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO congthu_app;
