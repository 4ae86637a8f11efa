import { defineConfig } from 'vitest/config';

// Tests with Debian's own programs (npm run test:system) against the running program: swaks, curl, openssl, clamd, and the mail clients
// Thunderbird, mbsync, OfflineIMAP, fetchmail, mutt and the modules of Python; and Chromium for the web application.
export default defineConfig({
  test: {
    include: ['test/system/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false, // clamd and several databases at once are too much for two cores
    testTimeout: 90_000,
    hookTimeout: 150_000,
  },
});
