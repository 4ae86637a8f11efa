/** How many times the usual number of cases are tried: 1 in `npm test`, more on demand (see README.md). */
export const fuzzTimes = Number(process.env.FUZZ_TIMES ?? 1);

/** FUZZ_SHRINK=no shows the first case that fails as it is: shrinking one that hangs takes for ever. */
export const shrinks = process.env.FUZZ_SHRINK !== 'no';
