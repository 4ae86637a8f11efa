-- When the flags of a message that was already there changed last. Above it there are only arrivals and expunges, which are found by index:
-- new mail in a large mailbox need not be looked for among all of its messages.
ALTER TABLE mailbox ADD COLUMN flags_modseq bigint NOT NULL DEFAULT 0;
UPDATE mailbox SET flags_modseq = highestmodseq;
