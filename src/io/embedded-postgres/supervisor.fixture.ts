// A supervisor to be killed: starts the server of the data folder given, says where it is, and stays.
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';

const [dataDir, osUser] = process.argv.slice(2);
const { socketDir, port, pid } = await startEmbeddedPostgres({
  dataDir: dataDir!,
  log: () => undefined,
  maxConnections: 10,
  sharedBuffersMb: 16,
  ...(osUser === undefined ? {} : { osUser }),
});
process.stdout.write(`${JSON.stringify({ socketDir, port, pid })}\n`);
