import { defineConfig } from 'vitest/config';

// Unit tests stand beside the code; whole-system tests in test/. Tests that need Debian's programs are test/system
// (vitest.system.config.ts). One PostgreSQL serves the whole run; each file gets a database from a template.
export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'mail/**/*.test.ts',
      'directory/**/*.test.ts',
      'config/**/*.test.ts',
      'admin-ui/**/*.test.ts',
      'test/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', 'test/system/**'],
    globalSetup: ['test/helpers/global-setup.ts'],
    setupFiles: ['test/helpers/property-seed.ts'],
    pool: 'forks',
    // Files of one process share what is loaded: a third less time. State that outlives a file is a fault of the file.
    isolate: false,
    // By default one fewer than there are: much of a run is waiting for programs that tests have started.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
