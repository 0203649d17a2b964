/** Of a network that has learned nothing, nobody says that it has. */
import { expect, test } from 'vitest';
import type { Origin } from '../../static/src/data/types';
import { isDrawn } from '../../static/src/state/drawn';
import type { Session } from '../../static/src/state/session.svelte';
import { told, type Topics } from '../../static/src/views/explain/topic';
import { topics as bar } from '../../static/src/views/shell/Bar.words';
import { topics as norm } from '../../static/src/views/stage/BatchNorm.words';
import { topics as inspector } from '../../static/src/views/text/Inspector.words';
import { network, run, TINY } from './networks';

const layer = { ...TINY[0]!, parameters: 112, macs: 4000 };
const asked = (weights: Origin) => ({
  session: { network: { ...network('tiny'), weights }, run: { ...run('a'), weights }, layers: TINY, layer, weights: new Map() } as unknown as Session,
  layer, cell: [0, 0, 0] as [number, number, number], value: 1, printed: '',
});
const said = (topics: Topics, name: string, weights: Origin): string =>
  (['summary', 'eli5', 'in_depth'] as const).map((depth) => told(topics[name]![depth], asked(weights))).join(' ');

test('a run knows best whose weights it had', () => {
  const [drawn, loaded] = [{ weights: 'drawn' }, { weights: 'loaded' }] as const;
  expect(isDrawn({ run: null, network: null })).toBe(false);
  expect(isDrawn({ run: null, network: drawn })).toBe(true);
  expect(isDrawn({ run: loaded, network: drawn })).toBe(false);
});

test.each([[bar, 'network-menu', /were learned;/], [inspector, 'inspect-parameters', /numbers were learned here|were turned while|were learned from/g], [norm, 'norm-fixed', /learned from\. They stay|set while learning/g]] as const)('what was learned is said of those that learned: %#', (topics, name, claim) => {
  expect(said(topics, name, 'learned')).toMatch(claim);
  expect(said(topics, name, 'loaded')).toMatch(claim);
  expect(said(topics, name, 'drawn')).not.toMatch(claim);
  expect(said(topics, name, 'drawn')).toMatch(/random|chance/);
});
