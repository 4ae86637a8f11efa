/** People created in one transaction: the largest province's largest agency. More belongs in several batches, as it holds the address lock. */
export const peopleAtOnceMax = 5_000;

/** Accounts in one listing: every mailbox of a large province, and an end for what asks for all. */
export const listedAccountsMax = 10_000;
