import { describe, expect, it } from 'vitest';
import { prometheusText } from './prometheus-text.ts';

describe('prometheusText', () => {
  it('keeps a label value from ending its quotes or its line', () => {
    const text = prometheusText([{ name: 'a', help: 'one\ntwo', type: 'gauge', samples: [{ labels: { host: 'x"} 9\n\\' }, value: 1 }] }]);
    expect(text).toBe('# HELP a one\\ntwo\n# TYPE a gauge\na{host="x\\"} 9\\n\\\\"} 1\n');
  });

  it('writes a line a sample, without braces where there are no labels', () => {
    const metrics = [
      { name: 'queue_waiting', help: 'Waiting.', type: 'gauge', samples: [{ value: Number.POSITIVE_INFINITY }] },
      { name: 'accepted_total', help: 'Accepted.', type: 'counter', samples: [{ labels: { door: 'smtp' }, value: 3 }] },
    ] as const;
    expect(prometheusText(metrics).split('\n')).toEqual([
      '# HELP queue_waiting Waiting.',
      '# TYPE queue_waiting gauge',
      'queue_waiting +Inf',
      '# HELP accepted_total Accepted.',
      '# TYPE accepted_total counter',
      'accepted_total{door="smtp"} 3',
      '',
    ]);
  });
});
