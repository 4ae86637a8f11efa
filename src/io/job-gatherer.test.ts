import { expect, it } from 'vitest';
import { JobGatherer } from './job-gatherer.ts';

const limits = { lanes: 1, jobsMax: 64 };

it('rejects only the job that fails, and carries out the others of its group', async () => {
  const done: number[] = [];
  const group = new JobGatherer<number, number>(
    async (jobs) => {
      if (jobs.includes(3)) throw new Error('three');
      done.push(...jobs);
      return jobs.map((job) => job * 10);
    },
    limits,
    () => true,
  );
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map((job) => group.submit(job)));
  expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.message))).toEqual([10, 20, 'three', 40]);
  expect(done.sort()).toEqual([1, 2, 4]);
});

it('gathers what arrives while a transaction is under way', async () => {
  const sizes: number[] = [];
  const group = new JobGatherer<number, number>(
    async (jobs) => {
      sizes.push(jobs.length);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return [...jobs];
    },
    limits,
    () => true,
  );
  const jobs = Array.from({ length: 50 }, (_, index) => index);
  expect(await Promise.all(jobs.map((job) => group.submit(job)))).toEqual(jobs);
  expect(sizes.length).toBeLessThan(50);
});

it('rejects the whole group at once when the error would meet every job', async () => {
  let runs = 0;
  const group = new JobGatherer<number, number>(async () => {
    runs++;
    throw new Error('no database');
  }, limits);
  const outcomes = await Promise.allSettled([1, 2, 3].map((job) => group.submit(job)));
  expect(outcomes.every((one) => one.status === 'rejected')).toBe(true);
  expect(runs).toBe(1);
});

it('a job that takes long alone holds up none of those that come after it', async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const group = new JobGatherer<string, string>(
    async (jobs, isAlone) => {
      if (isAlone) await held;
      else if (jobs.includes('slow')) throw new Error('a row is held');
      return jobs.map((job) => `${job} done`);
    },
    limits,
    () => true,
  );
  const slow = group.submit('slow');
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(await group.submit('quick')).toBe('quick done');
  release();
  expect(await slow).toBe('slow done');
});
