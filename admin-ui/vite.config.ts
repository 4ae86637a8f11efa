import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** What is served compressed lies compressed beside it, made once here and as small as it gets; of what was written, which others still change before. */
function compressed(): Plugin {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return {
    name: 'compressed',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      for (const name of Object.keys(bundle).filter((one) => /\.(js|css|svg)$/.test(one))) {
        const octets = await readFile(join(dir, name));
        await writeFile(join(dir, `${name}.br`), brotliCompressSync(octets, { params }));
        await writeFile(join(dir, `${name}.gz`), gzipSync(octets, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/admin/',
  plugins: [react(), compressed()],
  // Nothing is written into the page: the Content-Security-Policy allows files of ours and nothing else.
  build: {
    target: 'es2022',
    // Browsers that know light-dark() by themselves: rewritten for older ones it rests on a color-scheme in the same file, and draws nothing here.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    outDir: 'dist',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
