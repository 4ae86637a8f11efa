import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countMessages, openImap, submit, waitForMessage } from '#test/helpers/mail-clients.ts';
import { signedMessage } from '#test/helpers/signed-message.ts';
import { type SamplePerson, startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';
import { ThunderbirdProcess } from './thunderbird-process.ts';

// Thunderbird's own window, driven as its user would: folders, messages and commands are taken from what it shows.
// THUNDERBIRD_SCREENSHOTS=<folder> keeps pictures of it.
let folder: string;
let system: TestSystem;
let owner: SamplePerson;
let sender: SamplePerson;
let thunderbird: ThunderbirdProcess;
const vietnamese = 'Công văn đến';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'congthu-thunderbird-'));
  system = await startSystem();
  owner = system.person('anhnv.tt@backan.gov.vn');
  sender = system.personNamed('Ma Thị Lan');
  await using imap = await openImap(system, owner);
  await imap.mailboxCreate(vietnamese);
  await imap.mailboxCreate(`${vietnamese}/Năm 2026`);
  thunderbird = await ThunderbirdProcess.start(folder, system, owner);
  await run('about.displayFolder(inbox.URI)');
});

afterAll(async () => {
  await thunderbird?.[Symbol.asyncDispose]();
  await system?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** What the scripts below speak of. */
const words = `
  const { MailServices } = ChromeUtils.importESModule('resource:///modules/MailServices.sys.mjs');
  const server = MailServices.accounts.accounts[0].incomingServer;
  const inbox = server.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
  const about = window.document.getElementById('tabmail').currentAbout3Pane;
  const headerOf = (mark) => inbox.msgDatabase?.getMsgHdrForMessageID(mark + '@backan.gov.vn');
  const shown = () => about.messageBrowser.contentWindow;
`;

const run = <T>(body: string, given: unknown = null) => thunderbird.marionette.run<T>(words + body, given);

/** Asks the window again until it answers something; a picture is taken then, or when it never does. */
async function until<T>(what: string, body: string, given: unknown = null): Promise<NonNullable<Exclude<T, false>>> {
  try {
    return await waitUntil<T>(what, () => run<T>(body, given), { msMax: 20_000, everyMs: 100 });
  } finally {
    await takePicture(what);
  }
}

async function takePicture(what: string): Promise<void> {
  const pictures = process.env.THUNDERBIRD_SCREENSHOTS ?? join(folder, 'screenshots');
  await mkdir(pictures, { recursive: true });
  await writeFile(join(pictures, `${what.replace(/\W+/g, '-')}.png`), await thunderbird.marionette.screenshot());
}

async function deliver(change = (octets: Buffer) => octets): Promise<string> {
  const { octets, mark } = await signedMessage(sender, [owner.address]);
  await submit(system, { from: sender, to: [owner.address], raw: change(octets) });
  return mark;
}

/** Clicks the message, and answers what its security button tells of the signature. */
async function open(mark: string, as: string): Promise<{ label: string; signer: string; address: string; text: string; isGood: boolean }> {
  await until(`${as} is listed`, 'return headerOf(given) !== null && about.gDBView.findIndexOfMsgHdr(headerOf(given), true) < 1e6', mark);
  await run("shown()?.document.getElementById('messageSecurityPanel')?.hidePopup()");
  await run('about.threadTree.selectedIndex = about.gDBView.findIndexOfMsgHdr(headerOf(given), true)', mark);
  const judged = `const { document, gSignatureStatus } = shown();
    const text = document.getElementById('messagepane')?.contentDocument?.body?.textContent ?? '';
    const { SUCCESS, VERIFY_NOT_YET_ATTEMPTED } = Ci.nsICMSMessageErrors;
    if (!text.includes(given) || gSignatureStatus === -1 || gSignatureStatus === VERIFY_NOT_YET_ATTEMPTED) return null;
    const isGood = document.getElementById('signedHdrIcon').src.endsWith('/message-signed-ok.svg');
    if (isGood !== (gSignatureStatus === SUCCESS)) return null; // the icon comes a moment after the verdict
    document.getElementById('encryptionTechBtn').click();
    const say = (id) => document.getElementById(id).textContent || document.getElementById(id).value || '';
    return { text, isGood, label: say('signatureLabel'), signer: say('signedBy'), address: say('signerEmail') };`;
  return until(`${as} is shown`, judged, mark);
}

describe('Thunderbird', () => {
  it('shows the account’s folders in Vietnamese, made ones below them, and the unit’s below Shared', async () => {
    const names = await until<string[]>(
      'the folders are shown',
      `const names = [...about.document.querySelectorAll('#folderTree li .name')].map((name) => name.textContent);
       const own = names.slice(0, names.indexOf('Shared'));
       return own.includes('Thùng rác') && own.includes('Năm 2026') && names.filter((name) => name === 'Sent').length === 1 && names;`,
    );
    const special = ['Hộp thư', 'Thư nháp', 'Thư đã gửi', 'Lưu trữ', 'Thư rác', 'Thùng rác'];
    expect(names.slice(1, 1 + special.length)).toEqual(special);
    expect(names.slice(names.indexOf(vietnamese), names.indexOf(vietnamese) + 2)).toEqual([vietnamese, 'Năm 2026']);
    expect(names.slice(names.indexOf('Shared'))).toEqual(expect.arrayContaining(['phongcn.tt@backan.gov.vn', 'INBOX', 'Sent']));
  });

  it('hears of new mail by IDLE, shows that it is signed and by whom, and what was opened is read for every client', async () => {
    const mark = await deliver();
    const { text, isGood, signer, address } = await open(mark, 'a signed message');
    expect(text).toContain('giấy mời họp số 1352/2010/QĐ-UBND.');
    expect({ isGood, signer, address }).toEqual({ isGood: true, signer: sender.name, address: sender.address });
    await using other = await openImap(system, owner);
    await other.mailboxOpen('INBOX');
    await waitUntil('a second client sees it read', () =>
      other.search({ header: { 'message-id': mark }, seen: true }).then((found) => found && found.length === 1),
    );
  });

  it('shows a signed message that somebody changed as not to be trusted', async () => {
    const good = await open(await deliver(), 'another signed message');
    const bad = await open(
      await deliver((octets) => Buffer.from(octets.toString('latin1').replace('1352/2010', '1352/2011'), 'latin1')),
      'a changed message',
    );
    expect(bad.text).toContain('1352/2011');
    expect(bad).toMatchObject({ isGood: false });
    expect(bad.label).not.toBe(good.label);
  });

  it('moves what is deleted to the trash', async () => {
    const mark = await deliver();
    await open(mark, 'a message to delete');
    await run("shown().document.getElementById('messageSecurityPanel').hidePopup()");
    await run("window.goDoCommand('cmd_delete')");
    await until('the deleted message is no longer listed', 'return headerOf(given) === null', mark);
    await using other = await openImap(system, owner);
    await waitForMessage(other, 'Trash', mark);
    expect(await countMessages(other, 'INBOX', mark)).toBe(0);
  });

  it('sends a letter, which arrives, and keeps a copy among the sent', async () => {
    await run(
      `const fields = Cc['@mozilla.org/messengercompose/composefields;1'].createInstance(Ci.nsIMsgCompFields);
       Object.assign(fields, given);
       const params = Cc['@mozilla.org/messengercompose/composeparams;1'].createInstance(Ci.nsIMsgComposeParams);
       Object.assign(params, { composeFields: fields, format: Ci.nsIMsgCompFormat.PlainText, type: Ci.nsIMsgCompType.New });
       MailServices.compose.OpenComposeWindowWithParams(null, params);`,
      { to: sender.address, subject: 'Báo cáo tháng mười', body: 'Kính gửi đồng chí Lan.\n' },
    );
    await until(
      'the letter is ready to be sent',
      `const letter = Services.wm.getMostRecentWindow('msgcompose');
       const text = letter?.document.getElementById('messageEditor')?.contentDocument?.body?.textContent ?? '';
       if (!text.includes('Kính gửi') || letter.document.querySelectorAll('mail-address-pill').length !== 1) return false;
       if (letter.gSendLocked || letter.document.getElementById('button-send').disabled) return false;
       letter.goDoCommand('cmd_sendNow');
       return true;`,
    );
    await until('the letter is sent', `return Services.wm.getMostRecentWindow('msgcompose') === null`);
    await using recipient = await openImap(system, sender);
    const { source } = await waitForMessage(recipient, 'INBOX', 'User-Agent: Mozilla Thunderbird');
    expect(source.toString()).toContain('Kính gửi đồng chí Lan.');
    const id = /^Message-ID: <(.+)>\r$/m.exec(source.toString())?.[1] ?? 'none';
    await using own = await openImap(system, owner);
    await waitForMessage(own, 'Sent', id);
  });
});
