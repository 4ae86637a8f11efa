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
    minutes: 'Mail by minutes, the last hour',
    minutesText: (received, sent, handedOver) =>
      `${received} received, ${sent} sent; other servers took mail for ${so(handedOver, 'recipient')}.`,
    minutesNone: 'There was no mail in the last hour.',
    perMinute: (now, average) => `Last 5 minutes: ${now} a minute; ${average} on average.`,
    minuteOf: 'From minute',
    received: 'Received',
    sent: 'Sent',
    space: 'Space',
    spaceUsed: (used, quota, share) => `Mailboxes: ${used} of quotas of ${quota} (${share})`,
    diskUsed: (free, disk, share) => `Disk: ${free} free of ${disk} (${share} used)`,
    nearlyFull: (count) => `${so(count, 'mailbox', 'mailboxes')} at 90% of the quota or more.`,
    largest: 'Largest mailboxes',
    largestNone: 'No mailbox has any mail yet.',
    used: 'Used',
    quota: 'Quota',
    share: 'Share',
    alarms: 'Alarms',
    alarm: {
      'body-store': {
        what: 'The folder of mail cannot be written to',
        how: 'Incoming mail is put off. See that the disk is there, has room, and that the data folder may be written to.',
      },
      'disk-full': {
        what: 'The disk is nearly full (less than 5% free)',
        how: 'Without room incoming mail is put off. Enlarge the disk, or clear the largest mailboxes below.',
      },
      'disk-short': {
        what: 'The disk runs short (less than 15% free)',
        how: 'Plan for a larger disk; see the largest mailboxes below.',
      },
      scanner: {
        what: 'The virus scanner does not answer',
        how: 'Incoming mail is put off, not lost. Restart clamd, and check its address in scan.clamd of the configuration.',
      },
      relay: {
        what: 'The relay cannot be reached',
        how: 'Mail on its way out waits and is tried again. Check the network and firewalls on the way to the relay.',
      },
      'queue-old': { what: 'Mail has waited for over an hour', how: 'Open the queue to see what the other side answers.' },
      'queue-failed': {
        what: 'Mail could not be sent within the last day',
        how: 'Its senders were told. Much to one place is mostly that place, or the way there.',
      },
      database: { what: 'The database answers slowly', how: 'Look at the load of the machine and of its disk.' },
      quota: {
        what: 'Mailboxes are nearly full',
        how: 'Their owners were told. A full mailbox takes no more mail: clear it, or raise its quota.',
      },
    },
    toQueue: 'Open the queue',
    duties: 'Mail read yesterday',
    dutiesNone: 'Yesterday does not count: a day off, or not recorded yet.',
  },
};
