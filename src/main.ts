#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { keepCompiled } from '#wiring/compile-cache.ts';

// Before anything large is imported: what is imported after this is compiled once, not at every start.
keepCompiled(fileURLToPath(new URL('../node_modules/.cache/congthu', import.meta.url)));
const { runCommandLine } = await import('./cli/command-line.ts');
await runCommandLine(process.argv);
