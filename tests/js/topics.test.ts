import { expect, test } from 'vitest';
import { asked } from '../../static/src/views/explain/asking.svelte';
import { topics } from '../../static/src/views/explain/topics';

test.each(Object.entries(topics))('%s has a name and three depths that differ', (_, { name, summary, eli5, in_depth }) => {
  const depths = [summary, eli5, in_depth];
  if (typeof name === 'string') expect(name.trim()).not.toBe('');
  for (const text of depths) if (typeof text === 'string') expect(text.trim().length).toBeGreaterThan(10);
  expect(new Set(depths).size).toBe(3);
});

test('a thing is about its own topic, else about that of what it lies in', () => {
  document.body.innerHTML = '<div data-explain="outer"><p>loose</p><b data-explain="inner"><i>3.5</i></b></div><p id="none">nothing</p>';
  expect(asked(document.querySelector('i'))).toEqual({ topic: 'inner', printed: '3.5' });
  expect(asked(document.querySelector('p'))).toEqual({ topic: 'outer', printed: 'loose' });
  expect(asked(document.querySelector('#none'))).toBeNull();
});

test('what stands on a control is what it is set to', () => {
  document.body.innerHTML = '<input data-explain="size" value="5"><div data-explain="crop" aria-valuetext="40 by 40">x</div><span data-explain="map" data-explain-value="−0.5"><canvas></canvas></span>';
  expect(asked(document.querySelector('input'))?.printed).toBe('5');
  expect(asked(document.querySelector('div'))?.printed).toBe('40 by 40');
  expect(asked(document.querySelector('canvas'))?.printed).toBe('−0.5');
});
