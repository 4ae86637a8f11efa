import type { accountsVi } from './wording-vi.ts';

export const accountsEn: typeof accountsVi = {
  accounts: {
    menu: 'Account',
    reason: 'Grounds',
    reasonHelp: 'For the audit',
    acts: {
      lock: 'Lock the account',
      unlock: 'Unlock the account',
      password: 'Reset the password',
      quota: 'Change what the mailbox may hold',
      hold: 'Put under legal hold',
      release: 'Lift the legal hold',
      unlinkSso: 'Take the SSO link away',
    },
    questions: {
      lock: 'No signing in anywhere; sessions end within a second. Mail still arrives.',
      unlock: 'Signs in again at once, also where wrong passwords had blocked it.',
      password:
        'The password of now ends, and with it all sessions. The new one is shown once, to be handed over in person; it must be changed at sign-in.',
      quota: 'What the mailbox may hold at most, from the next message on.',
      hold: 'Nothing of the mailbox is deleted until the hold is lifted.',
      release: 'Messages may be deleted again when their time is over.',
      unlinkSso:
        'Sessions opened by single sign-on end. The next SSO account that comes with this very mail address is linked, a new one too.',
    },
    gigabytes: 'Storage (GB)',
    newPassword: 'New password',
    newPasswordHelp: 'Hand it over in person. It is not shown again.',
    done: 'Done',
  },
};
