import type { dashboardVi } from './wording-vi.ts';

/** `1 plan`, `2 plans`. */
const so = (count: string, one: string, many = `${one}s`) => `${count} ${count === '1' ? one : many}`;

export const dashboardEn: typeof dashboardVi = {
  dashboard: {
    needs: 'What needs you today',
    allWell: 'All is done: nothing waits for you.',
    need: {
      outage: (count) => `${so(count, 'outage')} whose end is not noted`,
      'refused-plans': (count) => `${so(count, 'plan')} that could not be carried out, to be made anew`,
      'due-plans': (count) => `${so(count, 'plan')} whose day has come`,
      approvals: (count) => `${so(count, 'act')} waiting for a second person`,
      'late-requests': (count) => so(count, 'late request'),
      requests: (count) => `${so(count, 'request')} waiting`,
      certificates: (count) => `${count} certificates to hand over, revoke or issue anew`,
    },
    services: 'How the services stand',
    readAt: (moment) => `at ${moment}`,
    standings: { well: 'Well', watch: 'To be looked at', fails: 'Not working', off: 'Not set up' },
    database: 'Database',
    databaseText: (ms, octets) => `Answers in ${ms} ms · ${octets}`,
    storage: 'Storage',
    storageText: (used, free) => `Mail ${used} · ${free} free on the disk`,
    storageFails: 'The folder of mail cannot be written to.',
    scanner: 'Virus scanner',
    scannerText: {
      none: 'None is set up: mail is not scanned.',
      reached: 'The scanner answers.',
      silent: 'The scanner does not answer: incoming mail is put off.',
    },
    outbound: 'The way out',
    outboundText: {
      reached: (to) => `${to} is reached.`,
      silent: (to) => `${to} cannot be reached: mail waits.`,
      direct: 'Mail goes straight to where it is for.',
      closed: 'No relay is set up.',
    },
    queue: 'Mail on its way out',
    queueEmpty: 'Nothing waits.',
    queueText: (waiting, since) => `${so(waiting, 'recipient')} waiting, the first since ${since}.`,
    queueHeld: (held) => `${so(held, 'recipient')} held.`,
    queueFailed: (failed) => `${so(failed, 'recipient')} given up within 24 hours.`,
    mailToday: 'Mail of today',
    mailTodayText: (received, sent) => `${received} received · ${sent} sent`,
    stopped: (count) => `${count} stopped`,
    lastHour: (total) => `Last hour: taken elsewhere for ${so(total, 'recipient')}`,
    perMinute: (count) => `${count} a minute`,
    duties: 'Mail read yesterday',
    dutiesNone: 'Yesterday does not count: a day off, or not recorded yet.',
  },
};
