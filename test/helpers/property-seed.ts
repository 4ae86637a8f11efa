import fc from 'fast-check';

// The same cases in every run: a test that fails only sometimes tells nobody what broke it. PROPERTY_SEED=random looks for new ones, and
// PROPERTY_SEED=number repeats what such a run printed.
const given = process.env.PROPERTY_SEED;
if (given !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: given === undefined ? 20_261_121 : Number(given) });
