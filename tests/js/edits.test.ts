import { describe, expect, test } from 'vitest';
import { active, added, decodeEdits, encodeEdits, fromJson, isEdited, moved, packed, removed, sent, severed, switched, toJson, unpacked, type Edit, type Edits } from '../../static/src/core/edits';
import { History } from '../../static/src/state/history.svelte';

const list = (...edits: Edit[]): Edits => edits.map((edit) => ({ edit, on: true }));
const silenced: Edit = { layer: 'conv', channel: 3, scale: 0 };
const painted: Edit = { layer: 'conv', channel: 3, weights: [[[1, 0], [0, -1]]] };

describe('a list of edits', () => {
  test.each<[string, Edit, Edit, number]>([
    ['a second scale', silenced, { ...silenced, scale: 2 }, 1],
    ['a bias beside a scale', silenced, { layer: 'conv', channel: 3, bias: 1 }, 2],
    ['the same on another map', silenced, { ...silenced, channel: 4 }, 2],
    ['a studio filter in place of painted weights', painted, { layer: 'conv', channel: 3, kernel: [[1]] }, 1],
    ['one slice after the whole', painted, { layer: 'conv', channel: 3, input_channel: 0, weights: [[1, 1], [1, 1]] }, 2],
    ['the whole after one slice', { layer: 'conv', channel: 3, input_channel: 0, weights: [[1]] }, painted, 1],
    ['two swaps', { layer: 'conv', channel: 1, swap: 2 }, { layer: 'conv', channel: 1, swap: 2 }, 2],
  ])('%s: only what nothing is left of goes', (_, before, after, count) => {
    const edits = added(list(before), after);
    expect(edits).toHaveLength(count);
    expect(edits.at(-1)!.edit).toEqual(after);
  });

  describe('an input that is cut off', () => {
    const cut: Edit = { layer: 'sum', channel: 0, cut: 'conv_1.b' };
    test('is one edit for each input, and joined again by the same gesture', () => {
      const both = severed(severed([], 'sum', 'conv_1.b'), 'sum', 'relu');
      expect(both.map(({ edit }) => edit.cut)).toEqual(['conv_1.b', 'relu']);
      expect(severed(both, 'sum', 'conv_1.b').map(({ edit }) => edit.cut)).toEqual(['relu']);
      expect(severed(switched(list(cut), 0), 'sum', 'conv_1.b')).toEqual(list(cut));
      expect(added(list(cut), cut)).toEqual(list(cut));
    });
    test('is sent without a channel, and read back from a file', () => {
      expect(sent(cut)).toEqual({ layer: 'sum', cut: 'conv_1.b' });
      expect(sent(silenced)).toBe(silenced);
      expect(toJson(list(cut))).not.toContain('channel');
      expect(fromJson(toJson(list(cut, silenced)))).toEqual(list(cut, silenced));
    });
    test('is carried by the link, on or off', () => {
      const edits = [...list(cut), { edit: { ...cut, cut: 'relu' }, on: false }];
      expect(decodeEdits(encodeEdits(edits))).toEqual(edits);
      expect(decodeEdits('sum:1,c')).toBeNull();
      expect(decodeEdits('sum:1.2,crelu')).toBeNull();
      expect(decodeEdits('sum:1,c<b>')).toBeNull();
    });
  });

  test('an edit that takes the place of another stands where that stood', () => {
    const edits = added(list({ layer: 'a', channel: 0, bias: 1 }, silenced, { layer: 'b', channel: 0, bias: 1 }), { ...silenced, scale: 2 }, 'loud');
    expect(edits.map(({ edit }) => edit.layer)).toEqual(['a', 'conv', 'b']);
    expect(edits[1]).toEqual({ edit: { ...silenced, scale: 2 }, on: true, name: 'loud' });
  });

  test('edits are switched off, moved and removed, and the list they came from stays as it was', () => {
    const edits = list(silenced, painted);
    expect(active(switched(edits, 0))).toEqual([painted]);
    expect(isEdited(switched(switched(edits, 0), 1))).toBe(false);
    expect(moved(edits, 1, -1).map(({ edit }) => edit)).toEqual([painted, silenced]);
    expect(moved(edits, 1, 1)).toBe(edits);
    expect(removed(edits, 0).map(({ edit }) => edit)).toEqual([painted]);
    expect(active(edits)).toEqual([silenced, painted]);
  });

  test('a file is what the API takes, and comes back', () => {
    const edits = switched(list(silenced, painted), 1);
    expect(JSON.parse(toJson(edits))).toEqual({ edits: [silenced, { ...painted, on: false }] });
    expect(fromJson(toJson(edits))).toEqual(edits);
  });

  test.each(['', 'x', '{}', '[1]', '{"edits":[{"layer":"a"}]}', '{"edits":[{"layer":"a","channel":0.5,"scale":1}]}', JSON.stringify({ edits: Array(257).fill(silenced) })])('what is no list of edits is none: %s', (text) => {
    expect(fromJson(text)).toBeNull();
  });
});

describe('edits in a link', () => {
  test('float32 numbers come back to the last bit', () => {
    const numbers = Float32Array.from([0.1, -1 / 3, 1e-38, 9999.999, 0]);
    expect(unpacked(packed(numbers))).toEqual(numbers);
  });

  test.each<Edit>([
    silenced,
    { layer: 'conv', channel: 0, bias: -1e-7 },
    { layer: 'conv', channel: 0, swap: 5 },
    { layer: 'dense.1', channel: 9, weights: Array.from({ length: 1690 }, (_, i) => i / 2) },
    { layer: 'conv', channel: 1, kernel: [[[1, 2, 3]], [[4, 5, 6]]], rescale: true },
    { layer: 'conv', channel: 1, kernel: [[0.5]] },
  ])('$layer $channel survives', (edit) => {
    expect(decodeEdits(encodeEdits(list(edit)))).toEqual(list(edit));
  });

  test.each(['conv', 'conv:0,s0', 'conv:1,s', 'conv:1,sx', 'conv:1,q1', 'conv:1,w2x2:AAAA', 'conv:1,w1:AADAfw', 'conv:1.0,s1', 'conv:1,w99999999:AAAA', ';'])('%s makes no sense', (text) => {
    expect(decodeEdits(text)).toBeNull();
  });
});

describe('undo', () => {
  test('five hundred steps are taken back and made again', () => {
    const history = new History<number>();
    for (let i = 0; i < 520; i++) history.record(i);
    let now = 520;
    for (let i = 0; i < 500; i++) now = history.undo(now)!;
    expect([now, history.undo(now)]).toEqual([20, null]);
    for (let i = 0; i < 500; i++) now = history.redo(now)!;
    expect([now, history.redo(now)]).toEqual([520, null]);
  });

  test('one gesture is one step, another change begins the next, and what is made anew ends what was taken back', () => {
    const history = new History<string>();
    for (const before of ['a', 'b', 'c']) history.record(before, 'stroke 1');
    history.record('d', 'stroke 2');
    history.record('e');
    expect(history.past).toEqual(['a', 'd', 'e']);
    expect(history.undo('f')).toBe('e');
    history.record('e', 'stroke 2');
    expect([history.past, history.future]).toEqual([['a', 'd', 'e'], []]);
  });
});
