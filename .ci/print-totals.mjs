// Adds up vitest's JSON reports. A report that is missing, and a file that could not even be loaded, count as failures.
import { readFileSync } from 'node:fs';

const totals = { passed: 0, failed: 0, skipped: 0 };

for (const path of process.argv.slice(2)) {
  try {
    add(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    totals.failed += 1;
    process.stderr.write(`no report: ${error.message}\n`);
  }
}

function add(report) {
  totals.passed += report.numPassedTests;
  totals.failed += report.numFailedTests;
  totals.skipped += report.numPendingTests + report.numTodoTests;
  const isBroken = (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed');
  totals.failed += report.testResults.filter(isBroken).length;
  if (!report.success && totals.failed === 0) totals.failed += 1; // an error outside of any test
}

process.stdout.write(`tests: ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`);
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);
