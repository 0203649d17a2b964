import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { fields } from '../../static/src/state/fields.svelte';

test('whoever reads one field is told of changes to that field alone', () => {
  const record = fields({ brush: 1, layer: 'conv', list: [1] as readonly number[] });
  const heard: string[] = [];
  const stop = $effect.root(() => {
    $effect(() => void heard.push(`brush ${record.brush}`));
    $effect(() => void heard.push(`layer ${record.layer}`));
  });
  flushSync();
  Object.assign(record, { brush: 2, layer: 'conv' });
  flushSync();
  expect(heard).toEqual(['brush 1', 'layer conv', 'brush 2']);
  stop();
});

test('it is spread, listed and compared like a plain record, and holds what it was given', () => {
  const list: readonly number[] = [1, 2];
  const record = fields({ brush: 1, list });
  expect({ ...record, brush: 3 }).toEqual({ brush: 3, list: [1, 2] });
  expect(Object.keys(record)).toEqual(['brush', 'list']);
  expect(record.list).toBe(list);
});
