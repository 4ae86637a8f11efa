import type { Command } from 'commander';
import { holdMailbox, releaseMailbox } from '#directory/people/legal-hold.ts';
import { readPersonFacts } from '#directory/people/person-facts-sql.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { type ActOptions, tellAct, withProvenActOptions } from './act-options.ts';
import { actingPerson, doAct } from './acting.ts';
import { commandLog } from './command-log.ts';
import { configOf } from './common-options.ts';
import { thePersonCalled } from './person-facts.ts';

const acts = {
  hold: {
    does: holdMailbox,
    description: 'lưu giữ hộp thư theo yêu cầu pháp lý, không xoá / legal hold: nothing of the mailbox is deleted',
    done: 'Đang lưu giữ / held',
  },
  release: { does: releaseMailbox, description: 'thôi lưu giữ / lift the legal hold', done: 'Đã thôi lưu giữ / released' },
} as const;

export function addPersonHold(person: Command): void {
  for (const [name, { does, description, done }] of Object.entries(acts))
    withProvenActOptions(person.command(name).description(description))
      .argument('<person>', 'địa chỉ, họ tên đầy đủ hay #số / address, full name or #number')
      .requiredOption('--reason <text>', 'căn cứ / why: whose request')
      .action((who: string, options: HoldOptions) => change(who, options, does, done));
}

type HoldOptions = ActOptions & { readonly reason: string };

async function change(who: string, options: HoldOptions, does: typeof holdMailbox, done: string): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const facts = await readPersonFacts(opened.database, await thePersonCalled(opened.database, who));
  if (facts === undefined) throw new Error(`không có ai / there is nobody: ${who}`);
  const account = { id: facts.accountId, address: facts.address };
  const actorAccountId = await actingPerson(opened, options);
  const { reason, dryRun } = options;
  await doAct({ opened, config, actorAccountId, reason, dryRun }, (deps) => does(deps, { account, actorAccountId, reason }));
  tellAct(options, `${done}: ${facts.name} <${facts.address}>`, {
    personId: facts.id,
    address: facts.address,
    isHeld: does === holdMailbox,
  });
}
