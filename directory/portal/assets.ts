import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface Asset {
  readonly type: string;
  readonly body: Buffer;
  /** The first 16 hex digits of SHA-256: in the address and the ETag. */
  readonly version: string;
}

const types = {
  'portal.css': 'text/css; charset=utf-8',
  'logo.svg': 'image/svg+xml',
  'favicon.svg': 'image/svg+xml',
} as const;
export type AssetName = keyof typeof types;

const folder = new URL('../../admin-ui/portal/', import.meta.url);

/** All assets, read once: a few kilobytes that every visitor asks for. */
export function readAssets(): ReadonlyMap<string, Asset> {
  const names = Object.keys(types) as AssetName[];
  return new Map(
    names.map((name) => {
      const body = readFileSync(new URL(name, folder));
      return [name, { type: types[name], body, version: createHash('sha256').update(body).digest('hex').slice(0, 16) }];
    }),
  );
}

/** Versioned, so that browsers may keep it for good and still get a new one at once. */
export function assetPath(assets: ReadonlyMap<string, Asset>, name: AssetName): string {
  return `/assets/${name}?v=${assets.get(name)!.version}`;
}
