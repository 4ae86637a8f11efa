/** People created in one transaction: the largest province's largest agency. More belongs in several batches, as it holds the address lock. */
export const peopleAtOnceMax = 5_000;

/** Accounts in one listing: every mailbox of a large province, and an end for what asks for all. */
export const listedAccountsMax = 10_000;

/** What a quota may be. Less would be a mailbox that takes no mail, which locking or closing says more plainly; more is a slip of the finger. */
export const quotaLimits = {
  octetsMin: 2 ** 20,
  octetsMax: 2 ** 50,
  messagesMin: 1,
  messagesMax: 1_000_000_000,
} as const;
