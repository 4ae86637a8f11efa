/** People created in one transaction: the largest province's largest agency. More belongs in several batches, as it holds the address lock. */
export const peopleAtOnceMax = 5_000;
