import { describe, expect, it } from 'vitest';
import { type MailResolver, mxRoute } from './mx-route.ts';

const fails = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

function resolver(changes: Partial<MailResolver>): MailResolver {
  return { resolveMx: fails('ENODATA'), resolve4: fails('ENODATA'), resolve6: fails('ENODATA'), ...changes };
}

function ask(changes: Partial<MailResolver>, domain = 'example.vn') {
  return mxRoute(resolver(changes), { hostname: 'mail.own.vn', random: () => 0 }).nextHops(domain);
}

async function hosts(changes: Partial<MailResolver>, domain?: string): Promise<string[]> {
  const answer = await ask(changes, domain);
  return answer.kind === 'hops' ? answer.hops.map((hop) => hop.host) : [];
}

const mx = (...records: [number, string][]) => ({ resolveMx: async () => records.map(([priority, exchange]) => ({ priority, exchange })) });

describe('direct delivery', () => {
  it('refuses a domain with a null MX for good', async () => {
    expect(await ask({ ...mx([0, '']), resolve4: async () => ['192.0.2.1'] })).toMatchObject({ isPermanent: true, status: '5.1.10' });
  });

  it('refuses a domain that does not exist, or has neither MX nor address', async () => {
    expect(await ask({ resolveMx: fails('ENOTFOUND') })).toMatchObject({ isPermanent: true, status: '5.1.2' });
    expect(await ask({})).toMatchObject({ isPermanent: true, status: '5.1.2' });
  });

  it('waits when DNS does not answer', async () => {
    expect(await ask({ resolveMx: fails('ETIMEOUT') })).toMatchObject({ isPermanent: false, status: '4.4.3' });
    expect(await ask({ resolve4: fails('ESERVFAIL') })).toMatchObject({ isPermanent: false, status: '4.4.3' });
  });

  it('refuses mail that would come back to itself', async () => {
    expect(await ask(mx([10, 'MAIL.own.vn'], [20, 'backup.vn']))).toMatchObject({ isPermanent: true, status: '5.4.6' });
  });

  it('takes exchangers by preference, only those before itself', async () => {
    expect(await hosts(mx([30, 'c.vn'], [10, 'A.vn'], [20, 'b.vn'], [25, 'mail.own.vn']))).toEqual(['a.vn', 'b.vn']);
  });

  it('takes the address of a domain without MX', async () => {
    expect(await hosts({ resolve6: async () => ['2001:db8::1'] })).toEqual(['example.vn']);
  });

  it('asks for internationalised domains by their A-label and does not look up literals', async () => {
    const asked: string[] = [];
    const answers = { resolveMx: async (name: string) => [{ priority: 1, exchange: `mx.${asked.push(name)}.vn` }] };
    expect(await hosts(answers, 'bắckạn.vn')).toEqual(['mx.1.vn']);
    expect(asked[0]).toMatch(/^xn--/);
    expect(await hosts(answers, '[192.0.2.7]')).toEqual(['192.0.2.7']);
    expect(asked).toHaveLength(1);
  });
});
