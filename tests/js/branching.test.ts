/** The main line of a network, its branches, and what of it is folded. */
import { expect, test } from 'vitest';
import { mainLine, ranks } from '../../static/src/core/branching';
import { ALL, Folding, walk, type Part } from '../../static/src/core/folding';

const part = (name: string, inputs: readonly string[], module: string | null = null): Part => ({ name, inputs, module });
const SEQUENCE = [part('input', []), part('conv', ['input']), part('relu', ['conv'])];
/** Four ways side by side, one of them a reduction longer, that are stacked; and a head that ends. */
const WIDE = [
  part('input', []),
  part('a', ['input'], 'wide'),
  part('b1', ['input'], 'wide'), part('b2', ['b1'], 'wide'),
  part('c', ['input'], 'wide'),
  part('stack', ['b2', 'a', 'c'], 'wide'),
  part('head', ['stack']), part('head_dense', ['head']), part('head_answer', ['head_dense']),
  part('answer', ['stack']),
];
/** Two residual blocks: one carries its input past, the other sends it through a layer. */
const RESIDUAL = [
  part('input', []),
  part('one_a', ['input'], 'one'), part('one_b', ['one_a'], 'one'), part('one_add', ['one_b', 'input'], 'one'), part('one_relu', ['one_add'], 'one'),
  part('two_a', ['one_relu'], 'two'), part('two_b', ['two_a'], 'two'), part('two_short', ['one_relu'], 'two'), part('two_add', ['two_b', 'two_short'], 'two'),
  part('answer', ['two_add']),
];

test('without branches the main line is the list of layers', () => {
  expect(mainLine(SEQUENCE)).toEqual(['input', 'conv', 'relu'].map((name) => ({ form: 'layer', name })));
  expect(walk(new Folding(SEQUENCE).standing([]))).toEqual(['input', 'conv', 'relu']);
});

test('branches lie between the layer they leave and the one they meet in, in its order', () => {
  expect(mainLine(WIDE)[1]).toEqual({ form: 'branches', fork: 'input', join: 'stack', lanes: [['b1', 'b2'], ['a'], ['c']] });
});

test('what is carried past the others is a lane without layers, and comes first', () => {
  expect(mainLine(RESIDUAL)[1]).toEqual({ form: 'branches', fork: 'input', join: 'one_add', lanes: [[], ['one_a', 'one_b']] });
  expect(mainLine(RESIDUAL)[4]).toMatchObject({ form: 'branches', fork: 'one_relu', join: 'two_add', lanes: [['two_a', 'two_b'], ['two_short']] });
});

test('a branch that leads nowhere is an ending, behind what it leaves', () => {
  expect(mainLine(WIDE)[3]).toEqual({ form: 'ending', fork: 'stack', lane: ['head', 'head_dense', 'head_answer'] });
});

test('a rank is the longest of the ways that lead to a layer', () => {
  const of = ranks(RESIDUAL, ['two_a', 'two_b', 'two_short', 'two_add']);
  expect([...of]).toEqual([['two_a', 0], ['two_b', 1], ['two_short', 0], ['two_add', 2]]);
});

test('a folded module is its output; unfolded, its layers are walked branch by branch', () => {
  const folding = new Folding(WIDE);
  expect(folding.modules.map(({ name, output }) => [name, output])).toEqual([['wide', 'stack'], ['head', 'head_answer']]);
  expect(walk(folding.standing([]))).toEqual(['input', 'stack', 'head_answer', 'answer']);
  expect(walk(folding.standing(['wide']))).toEqual(['input', 'b1', 'b2', 'a', 'c', 'stack', 'head_answer', 'answer']);
  expect(walk(folding.standing(['head']))).toEqual(['input', 'stack', 'head', 'head_dense', 'head_answer', 'answer']);
});

test('a layer inside a module is hidden by it, its output is not', () => {
  const folding = new Folding(RESIDUAL);
  expect(['input', 'two_short', 'two_add'].map((name) => folding.within(name))).toEqual([null, 'two', null]);
  expect(walk(folding.standing(['two']))).toEqual(['input', 'one_relu', 'two_a', 'two_b', 'two_short', 'two_add', 'answer']);
});

test('when every module is unfolded one word says so, and one of them can be folded again', () => {
  const folding = new Folding(RESIDUAL);
  expect(folding.toggled([], 'one')).toEqual(['one']);
  expect(folding.toggled(['one'], 'two')).toEqual([ALL]);
  expect(folding.toggled([ALL], 'one')).toEqual(['two']);
});

test('every layer is walked exactly once when everything is unfolded', () => {
  for (const layers of [SEQUENCE, WIDE, RESIDUAL]) {
    const folding = new Folding(layers);
    const all = walk(folding.standing([ALL]));
    expect([...all].sort()).toEqual(layers.map(({ name }) => name).sort());
  }
});

test('a module whose layers do not stand together cannot be folded', () => {
  const torn = [part('input', []), part('a', ['input'], 'torn'), part('b', ['a']), part('c', ['b'], 'torn'), part('d', ['c'])];
  expect(new Folding(torn).modules).toEqual([]);
});
