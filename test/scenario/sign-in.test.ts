import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openImap, submit } from '#test/helpers/mail-clients.ts';
import { sampleMessage } from '#test/helpers/sample-message.ts';
import { startSystem, type TestSystem } from '#test/helpers/start-system.ts';

vi.setConfig({ testTimeout: 90_000 }); // whole processes, on a machine that may be busy with other tests

let system: TestSystem;

beforeAll(async () => {
  system = await startSystem();
}, 150_000);

afterAll(() => system?.[Symbol.asyncDispose](), 60_000);

const attempt = async (address: string, password: string): Promise<'in' | 'refused'> => {
  try {
    await using _imap = await openImap(system, { address, password });
    return 'in';
  } catch (error) {
    if ((error as { authenticationFailed?: boolean }).authenticationFailed) return 'refused';
    throw error;
  }
};

describe('wrong passwords', () => {
  it('lock the account for every process and protocol, and nobody else’s', async () => {
    const victim = system.personNamed('Đặng Thu Hà');
    const other = system.personNamed('Ma Thị Lan');
    expect(await attempt(victim.address, victim.password)).toBe('in');
    for (let turn = 0; turn < 5; turn += 1) expect(await attempt(victim.address, `sai-${turn}`)).toBe('refused');
    // Six connections: with two workers, one of them alone would hardly get them all.
    for (let turn = 0; turn < 6; turn += 1) expect(await attempt(victim.address, victim.password)).toBe('refused');
    const { octets } = sampleMessage({ from: victim.address, to: other.address });
    await expect(submit(system, { from: victim, to: [other.address], raw: octets })).rejects.toThrow(/\b(454|535) /);
    expect(await attempt(other.address, other.password)).toBe('in');
    const rows = await system.query("SELECT 1 FROM sign_in_throttle WHERE subject_kind <> 'network' AND blocked_until > now()");
    expect(rows).toHaveLength(1);
  });

  it('of an empty or a hostile kind are refused like any other', async () => {
    const person = system.personNamed('Lê Minh');
    expect(await attempt(person.address, `${person.password} `)).toBe('refused');
    expect(await attempt(`${person.address}\0`, person.password)).toBe('refused');
  });
});

describe('a right password', () => {
  it('opens the account by its address in any case', async () => {
    const person = system.personNamed('Hà Văn Sơn');
    expect(await attempt(person.address.toUpperCase(), person.password)).toBe('in');
  });
});
