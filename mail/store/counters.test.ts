import fc from 'fast-check';
import { expect, it } from 'vitest';
import { attemptInTransaction } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';
import { changeFlags } from './change-flags.ts';
import { changesSince } from './changes-since.ts';
import { copyMessages, moveMessages } from './copy-messages.ts';
import type { MailboxRow } from './mailbox-sql.ts';
import { mailboxesOf } from './mailbox-sql.ts';
import { createMailbox, deleteMailbox, renameMailbox } from './mailboxes.ts';
import { counters, createAccounts, createTestStore, everything, mail, put } from './store.fixture.ts';
import { sweep } from './sweep.ts';
import { expungeDeleted } from './take-out-messages.ts';

const place = fc.nat(20);
const uids = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 });
const bits = fc.integer({ min: 0, max: 31 });
const name = fc.constantFrom('a', 'a/b', 'c', 'Sent', 'INBOX');
const operation = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('put' as const), at: fc.array(place, { minLength: 1, maxLength: 3 }), bits }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('flag' as const),
      at: place,
      uids,
      bits,
      operation: fc.constantFrom('set' as const, 'add' as const, 'remove' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('expunge' as const), at: place, uids: fc.option(uids) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('copy' as const, 'move' as const), at: place, to: place, uids }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('create' as const, 'delete' as const), account: fc.nat(1), name }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rename' as const), account: fc.nat(1), name, to: name }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sweep' as const) }) },
);

it('keeps counters equal to a recount, and every change to be found by modseq, after any sequence of operations', async () => {
  await using store = await createTestStore();
  const { database } = store;
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 5, maxLength: 25 }), async (operations) => {
      const accounts = await createAccounts(database, 2);
      const known = new Map<number, { seen: typeof everything; states: Map<number, string> }>();
      for (const one of operations) {
        const mailboxes = (await Promise.all(accounts.map((id) => mailboxesOf(database, id)))).flat();
        const at = (index: number): MailboxRow => mailboxes[index % mailboxes.length]!;
        const ref = (index: number) => ({ accountId: at(index).account_id, mailboxId: at(index).id });
        const run = (work: Parameters<typeof attemptInTransaction<unknown>>[1]) => attemptInTransaction<unknown>(database, work);
        if (one.kind === 'put') await put(store, one.at.map(at), mail(`m${one.bits}`), { flags: { bits: one.bits, keywords: [] } });
        if (one.kind === 'flag')
          await run((tx) =>
            changeFlags(tx, ref(one.at), one.uids, { operation: one.operation, flags: { bits: one.bits, keywords: ['k'] } }, null),
          );
        if (one.kind === 'expunge') await run((tx) => expungeDeleted(tx, ref(one.at), one.uids));
        if (one.kind === 'copy' || one.kind === 'move') {
          const act = one.kind === 'copy' ? copyMessages : moveMessages;
          await run((tx: Tx) => act(tx, ref(one.at), one.uids, ref(one.to), accounts[0]!));
        }
        if (one.kind === 'create') await run((tx) => createMailbox(tx, accounts[one.account]!, one.name, null));
        if (one.kind === 'delete') await run((tx) => deleteMailbox(tx, accounts[one.account]!, one.name));
        if (one.kind === 'rename') await run((tx) => renameMailbox(tx, accounts[one.account]!, one.name, one.to));
        if (one.kind === 'sweep')
          await sweep({ ...store, clock: { now: () => new Date(Date.now() + 1_000) } }, { expungedRetentionMs: 0, tombstoneGraceMs: 0 });
        // A session that follows each mailbox by modseq and UIDNEXT alone knows the messages that are there, and their flags.
        for (const { id } of mailboxes) {
          const session = known.get(id) ?? { seen: everything, states: new Map<number, string>() };
          const changes = await changesSince(database, id, session.seen);
          const all = (await changesSince(database, id, everything)).changed.map((state) => [state.uid, JSON.stringify(state)] as const);
          for (const state of changes.changed) session.states.set(state.uid, JSON.stringify(state));
          if (changes.vanished) for (const uid of changes.vanished) session.states.delete(uid);
          else session.states = new Map(all);
          expect([...session.states].toSorted(([a], [b]) => a - b)).toEqual(all);
          known.set(id, { seen: changes, states: session.states });
        }
      }
      const { kept, counted } = await counters(database);
      expect(kept).toEqual(counted);
    }),
    { numRuns: 25 },
  );
});
