/** The way to a verdict: shares, sigmoids, an order lost and found, what weighs most. */
import { describe, expect, test } from 'vitest';
import { chances, inPercent, moved, ranked, sigmoid, tenths, UNTURNED } from '../../static/src/core/chances';
import { evidence, weightiest } from '../../static/src/core/evidence';
import { onward, type Onward } from '../../static/src/core/onward';
import type { Weights } from '../../static/src/core/products';
import { DISTANCES, entering } from '../../static/src/views/stage/heard';
import { findings, lifted, pair, written } from '../../static/src/views/stage/softening';
import { inverse, reordered, reorderedWeights, shuffled } from '../../static/src/core/shuffle';

const LOGITS = [0.73, -5.46, -7.64, 2.5];

describe('shares', () => {
  test('come to one, however large the logits', () => {
    for (const logits of [LOGITS, [1000, 999, -1000], [0, 0]]) {
      const { all } = chances(logits);
      expect(all.reduce((sum, one) => sum + one.share, 0)).toBeCloseTo(1, 12);
    }
    expect(chances([1000, 999]).all[0]!.share).toBeCloseTo(sigmoid(1), 12);
  });
  test('do not notice what is added to every logit; sigmoids do', () => {
    const [before, after] = [chances(LOGITS), chances(LOGITS, { ...UNTURNED, add: 7.5 })];
    expect(moved(before, after)).toBeLessThan(1e-14);
    expect(after.all[0]!.logit).toBeCloseTo(8.23, 12);
    expect(after.all[0]!.less).toBeCloseTo(before.all[0]!.less, 12);
    expect(after.all[0]!.sigmoid).not.toBeCloseTo(before.all[0]!.sigmoid, 2);
  });
  test('even out when it is hot, and keep their order', () => {
    const [cold, warm, hot] = [0.1, 1, 10].map((temperature) => chances(LOGITS, { ...UNTURNED, temperature }));
    expect(cold!.all[3]!.share).toBeGreaterThan(warm!.all[3]!.share);
    expect(hot!.all[3]!.share).toBeLessThan(warm!.all[3]!.share);
    for (const one of [cold!, warm!, hot!]) expect(ranked(one.all.map((c) => c.less))).toEqual([3, 0, 1, 2]);
  });
  test('forget who lost by how much where logits are cut at zero first', () => {
    const { all } = chances(LOGITS, { ...UNTURNED, cut: true });
    expect(all[1]!.share).toBe(all[2]!.share);
    expect(all[1]!.logit).toBe(0);
  });
  test('of two are the sigmoid of their difference', () => {
    const [a, b] = chances([0.73, -5.46]).all;
    expect(a!.share).toBeCloseTo(sigmoid(0.73 + 5.46), 14);
    expect(b!.share).toBeCloseTo(sigmoid(-0.73 - 5.46), 14);
  });
});

describe('printed shares', () => {
  test('add up', () => {
    expect(inPercent([1 / 3, 1 / 4, 5 / 12])).toEqual({ parts: ['33.3 %', '25.0 %', '41.7 %'], exact: true });
  });
  test('of equals are equal, even where they then do not add up', () => {
    expect(inPercent([1 / 3, 1 / 3, 1 / 3])).toEqual({ parts: ['33.3 %', '33.3 %', '33.3 %'], exact: false });
  });
  test('are never quite nothing or quite everything, unless they are', () => {
    expect([1e-9, 1 - 1e-9, 0, 1].map(tenths)).toEqual(['≈0 %', '> 99.9 %', '0 %', '100.0 %']);
    expect(inPercent([1 - 1e-9, 1e-9]).parts).toEqual(['> 99.9 %', '≈0 %']);
  });
});

test('a sigmoid overflows on neither side', () => {
  expect([sigmoid(-800), sigmoid(0), sigmoid(800)]).toEqual([0, 0.5, 1]);
});

test('what weighs most comes first, for or against', () => {
  expect(weightiest([1, -5, 3, -3], 3)).toEqual([1, 2, 3]);
});

test('evidence is for, against, and by map', () => {
  const { groups, plus, minus, total } = evidence(Float32Array.of(1, 2, 3, 4), Float32Array.of(1, -1, 0.5, 0), 2);
  expect([groups, plus, minus, total]).toEqual([[-1, 1.5], 2.5, -2, 0.5]);
});

describe('an order', () => {
  const values = Float32Array.of(3, 1, 4, 1.5, 9, 2.6);
  const weights: Weights = { dims: [2, 6], shape: [2, 6, 1], data: Float32Array.from({ length: 12 }, (_, i) => Math.cos(i)) };
  const rest = (w: Weights): Onward[] => [{ rule: 'weigh', weights: w, bias: [0.5, -0.5] }, { rule: 'each', f: (x) => Math.max(0, x) }, { rule: 'share' }];

  test('is lost the same way by the same seed, and nothing is lost with it', () => {
    const order = shuffled(1690, 7);
    expect(order).toEqual(shuffled(1690, 7));
    expect(order).not.toEqual(shuffled(1690, 8));
    expect([...order].sort((a, b) => a - b)).toEqual([...order.keys()]);
  });
  test('is found again', () => {
    const order = shuffled(6, 3);
    expect([...reordered(reordered(values, order), inverse(order))]).toEqual([...values]);
  });
  test('matters to the weights, unless they are reordered alike', () => {
    const order = shuffled(6, 3);
    const [straight] = onward(values, rest(weights));
    const [lost] = onward(reordered(values, order), rest(weights));
    const [both] = onward(reordered(values, order), rest(reorderedWeights(weights, order)));
    expect(lost![0]).not.toBeCloseTo(straight![0]!, 3);
    both!.forEach((logit, i) => expect(logit).toBeCloseTo(straight![i]!, 12));
  });
  test('is carried on to the end', () => {
    const made = onward(values, rest(weights));
    expect(made).toHaveLength(3);
    expect(made[0]![1]).toBeCloseTo(values.reduce((sum, v, i) => sum + v * weights.data[6 + i]!, -0.5), 12);
    expect(made[1]!.every((v) => v >= 0)).toBe(true);
    expect(made[2]![0]! + made[2]![1]!).toBeCloseTo(1, 12);
  });
});

describe('what is said about moved logits', () => {
  const told = (how: Partial<typeof UNTURNED>) => findings(LOGITS, { ...UNTURNED, ...how }, 0, 'cat').join(' ');
  test('nothing, where nothing is moved', () => expect(told({})).toBe(''));
  test('a constant moves no share, and the sigmoid', () => {
    expect(told({ add: 5 })).toBe('With +5.0 on every logit no share moves: cat had 14.5 % and has 14.5 %. Only differences count. The sigmoid of cat goes from 67.5 % to 99.7 %.');
  });
  test('heat changes shares and no order', () => expect(told({ temperature: 4 })).toContain('cat has 34.6 % instead of 14.5 %. The order stays.'));
  test('cutting at zero makes the losers alike', () => expect(told({ cut: true })).toContain('two logits are 0 and take equal shares'));
});

describe('distances', () => {
  const given = Float32Array.of(3.2, 0.5, 4);
  test('enter the powers with their sign turned, and are printed as they were heard', () => {
    expect(ranked(entering(DISTANCES, given))).toEqual([1, 0, 2]);
    expect([...entering(DISTANCES, given)].map(DISTANCES.printed)).toEqual(['3.20', '0.50', '4.00']);
    expect(DISTANCES.printed(-0)).toBe('0');
  });
  test('are moved by what is added to them, and no logit is spoken of', () => {
    const how = { ...UNTURNED, add: -2 };
    expect(lifted(how, DISTANCES)).toBe(2);
    expect(findings(entering(DISTANCES, given), how, 1, 'seven', DISTANCES)).toEqual(['With +2.0 on every distance no share moves: seven had 91.1 % and has 91.1 %. Only differences count.']);
  });
});

test('two classes are the two largest, unless they are chosen', () => {
  const of = (text?: string) => pair({ tool: () => text } as never, ranked(LOGITS));
  expect([of(), of('1,2'), of('7,7'), of('nobody')]).toEqual([null, [1, 2], [3, 0], [3, 0]]);
});

test('of a thousand classes twelve are written and the rest stands together', () => {
  const { rows, rest, shares, powers, exact } = written(chances(Array.from({ length: 1000 }, (_, i) => 8 * Math.cos(i))));
  expect([rows.length, rest.count, shares.length, powers.length]).toEqual([12, 988, 13, 13]);
  expect(exact).toBe(true);
  expect(shares.reduce((sum, text) => sum + Number(text.replace(' %', '')), 0)).toBeCloseTo(100, 6);
});
