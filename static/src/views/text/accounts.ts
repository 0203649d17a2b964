/** How a layer's sizes and counts come about: the server's lines, taken apart for setting them. */
export interface Account {
  readonly label: string;
  /** What stands before the last equals sign; nothing where there is nothing to work out. */
  readonly sum: string | null;
  readonly result: string;
  readonly remark: string | null;
  readonly topic: string;
}

const TOPICS: Readonly<Record<string, string>> = {
  'height and width': 'inspect-size',
  height: 'inspect-size',
  width: 'inspect-size',
  maps: 'inspect-maps',
  numbers: 'inspect-maps',
  parameters: 'inspect-parameters',
  multiplications: 'inspect-work',
  memory: 'inspect-memory',
  'receptive field': 'inspect-sight',
};

/** "height: ⌊(6 + 2·0 − 3) / 2⌋ + 1 = 2; no window reaches the last row", in its parts. */
export function account(line: string): Account {
  const colon = line.indexOf(': ');
  const label = line.slice(0, colon);
  const [told = '', ...remarks] = line.slice(colon + 2).split('; ');
  const equals = told.lastIndexOf(' = ');
  return {
    label,
    sum: equals < 0 ? null : told.slice(0, equals),
    result: equals < 0 ? told : told.slice(equals + 3),
    remark: remarks.join('; ') || null,
    topic: TOPICS[label] ?? 'inspect-counts',
  };
}
