import { expect, it } from 'vitest';
import { workerEnvironment } from './worker-environment.ts';

it('leaves alone how an operator has tuned the memory of the processes', () => {
  expect(workerEnvironment({ MALLOC_ARENA_MAX: '4' })).not.toHaveProperty('MALLOC_ARENA_MAX');
  expect(workerEnvironment({ GLIBC_TUNABLES: 'glibc.malloc.arena_max=4' })).not.toHaveProperty('MALLOC_ARENA_MAX');
});

it('has the threads of a worker share what they took, else', () => {
  expect(workerEnvironment({ GLIBC_TUNABLES: 'glibc.malloc.tcache_count=0' })).toMatchObject({ MALLOC_ARENA_MAX: '1' });
});
