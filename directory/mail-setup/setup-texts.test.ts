import { describe, expect, it } from 'vitest';
import { mailPrograms } from '#directory/access/mail-programs.ts';
import { issueCertificate } from '#io/tls/certificate.ts';
import { makeRsaKeyPair } from '#io/tls/rsa-key-pair.ts';
import { appleProfile } from './apple-profile.ts';
import { readStep, stepsOf } from './setup-steps.ts';

const server = { hostname: 'mail.tinh.gov.vn', imaps: 10_993, submissions: 10_465 };
const facts = {
  ...{ id: '7k3f90', server, address: 'anhnv@tinh.gov.vn', name: 'Nguyễn Văn Anh', password: 'k3f9-0a2c', organisation: 'Tỉnh thử' },
  ...{ ca: null, uuidOf: (name: string) => `UUID OF ${name}` },
};

describe('the steps of a program', () => {
  it('have this installation’s name and ports, in both languages', () => {
    for (const program of mailPrograms)
      for (const language of ['vi', 'en'] as const) {
        const steps = stepsOf(program, server, language);
        const values = steps.flat().flatMap(({ as, text }) => (as === 'value' ? [text] : []));
        for (const value of ['mail.tinh.gov.vn', '10993', '10465']) expect(values, `${program} ${language}`).toContain(value);
        for (const { text } of steps.flat()) expect(text).not.toMatch(/[*`]/);
      }
  });

  it('tell menus, values and words apart', () => {
    expect(readStep('Mở *Cài đặt*, gõ `993`.')).toEqual([
      { as: 'text', text: 'Mở ' },
      { as: 'menu', text: 'Cài đặt' },
      { as: 'text', text: ', gõ ' },
      { as: 'value', text: '993' },
      { as: 'text', text: '.' },
    ]);
  });
});

describe('a profile', () => {
  it('is no other document for what somebody is called', () => {
    const profile = appleProfile({ ...facts, name: 'A</string><key>PayloadType</key>\u0000&\ud800' });
    expect(profile).toContain('<string>A&lt;/string&gt;&lt;key&gt;PayloadType&lt;/key&gt;&amp;</string>');
    expect(profile.match(/<key>PayloadType<\/key>/g)).toHaveLength(2);
  });

  it('has a number of its own for each app password, so that none takes another’s place', () => {
    expect(appleProfile(facts)).toContain('vn.congthu.mail.tinh.gov.vn.7k3f90');
    expect(appleProfile({ ...facts, id: 'aaaaaa' })).not.toContain('7k3f90');
  });

  it('brings the local CA where there is one', async () => {
    const { publicKey, privateKey } = await makeRsaKeyPair(2048);
    const request = { subject: { commonName: 'CA' }, publicKey, extensions: [], now: new Date(), days: 1 };
    const ca = await issueCertificate(request, { privateKey });
    expect(appleProfile({ ...facts, ca })).toContain('com.apple.security.root');
    expect(appleProfile(facts)).not.toContain('com.apple.security.root');
  });
});
