import { expect, it } from 'vitest';
import { apiApp } from '#directory/api/api-app.ts';
import type { ApiDeps } from '#directory/api/api-env.ts';
import { contractTypes, type OpenApiDocument } from './helpers/contract-types.ts';

it('is what the web application is compiled against (`npm run contract` writes it anew)', async () => {
  // The document needs nothing of what the endpoints need.
  const answer = await apiApp({} as ApiDeps).request('/api/v1/openapi.json', {}, { peer: {} });
  const types = contractTypes((await answer.json()) as OpenApiDocument);
  await expect(types).toMatchFileSnapshot('../admin-ui/src/api/api-contract.ts');
});
