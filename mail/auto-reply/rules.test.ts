import { describe, expect, it } from 'vitest';
import type { EmailAddress } from '#kernel/email-address.ts';
import { autoReplyLimits } from './limits.ts';
import { type Answerable, mayAnswer } from './rules.ts';

const at = (text: string) => ({ localPart: text.split('@')[0]!, domain: text.split('@')[1]! }) as EmailAddress;
const recipient = at('binhtt.nv@tinh.gov.vn');
const header = (...more: string[]) => ['From: a', 'Subject: Chào', ...more, '', ''].join('\r\n');
const message = (more: Partial<Answerable> = {}): Answerable => ({
  ...{ sender: at('anhnv.tt@tinh.gov.vn'), isSignedIn: true, isSenderOurs: true, recipient },
  addressees: [{ localPart: 'BinhTT.nv', domain: 'Tinh.gov.vn' }],
  header: header(),
  ...more,
});
const may = (more: Partial<Answerable> = {}, outside = false) => mayAnswer(message(more), { outside });

describe('there is no answer', () => {
  it('to the null sender, to oneself, or to an address behind which nobody reads', () => {
    expect(may({ sender: null })).toBe(false);
    expect(may({ sender: at('BinhTT.NV@tinh.gov.vn') })).toBe(false);
    for (const name of [
      'MAILER-DAEMON',
      'postmaster',
      'owner-tin',
      'tin-request',
      'tin+bounces',
      'bounce-17',
      'no-reply',
      'noreply.vneid',
      'listserv',
    ])
      expect([name, may({ sender: at(`${name}@tinh.gov.vn`) })]).toEqual([name, false]);
  });

  it('to whoever did not sign in and says to be one of ours, whatever is configured', () => {
    for (const outside of [false, true]) expect(may({ isSignedIn: false }, outside)).toBe(false);
  });

  it('to the outside, unless that is configured', () => {
    const stranger = { sender: at('dan@example.vn'), isSignedIn: false, isSenderOurs: false };
    expect([may(stranger), may(stranger, true)]).toEqual([false, true]);
  });

  it('to what was not addressed to the person by name', () => {
    expect(may({ addressees: [at('danhsach@tinh.gov.vn'), at('binhtt.nv@tinh.vn')] })).toBe(false);
    expect(may({ addressees: [] })).toBe(false);
  });

  it.each([
    'Auto-Submitted: auto-replied',
    'auto-submitted:auto-generated',
    'Auto-Submitted: auto-notified; owner-email="a@b.vn"',
    'Auto-Submitted: note',
    'Auto-Submitted:',
    'List-Id: <tin.tinh.gov.vn>',
    'LIST-UNSUBSCRIBE: <mailto:a@b.vn>',
    'Precedence: bulk',
    'Precedence:\r\n List',
    'X-Auto-Response-Suppress: DR, OOF, AutoReply',
    'Content-Type: multipart/report; report-type=delivery-status',
  ])('to what a program or a list sent: %s', (field) => {
    expect(may({ header: header(field) })).toBe(false);
  });

  it('to a header that is more than a person’s program writes', () => {
    expect(may({ header: header(...Array.from({ length: autoReplyLimits.headerFieldsMax }, (_one, n) => `X-${n}: a`)) })).toBe(false);
  });
});

it.each([
  'Auto-Submitted: no',
  'Auto-Submitted: NO (really)',
  'Precedence: first-class',
  'Content-Type: multipart/mixed',
  'X-Auto-Response-Suppress: DR',
])('staff who wrote to the person by name are answered: %s', (field) => {
  expect(may({ header: header(field) })).toBe(true);
});
