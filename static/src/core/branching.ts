/**
 * How a network branches, told as one main line: layers that everything passes through, and
 * between some of them several ways side by side. Found from who reads whom alone.
 *
 *     layer      everything from the picture to the answer passes through it
 *     branches   the ways between two such layers, which meet again in the second
 *     ending     a way that leaves the line and never comes back, such as a head used for learning
 */
export interface Knot {
  readonly name: string;
  readonly inputs: readonly string[];
}
/** The layers of one way, first to last; none where the line itself is carried past the others. */
export type Lane = readonly string[];
export type Piece =
  | { readonly form: 'layer'; readonly name: string }
  | { readonly form: 'branches'; readonly fork: string; readonly join: string; readonly lanes: readonly Lane[] }
  | { readonly form: 'ending'; readonly fork: string; readonly lane: Lane };

/** The names of all layers that the last one depends on, and itself. */
function alive(layers: readonly Knot[]): Set<string> {
  const found = new Set<string>(layers.slice(-1).map(({ name }) => name));
  for (const { name, inputs } of [...layers].reverse()) if (found.has(name)) inputs.forEach((input) => found.add(input));
  return found;
}

/** The main line, from the picture to the answer. Layers come after all that they read. */
export function mainLine(layers: readonly Knot[]): readonly Piece[] {
  const counts = alive(layers);
  const line = layers.filter(({ name }) => counts.has(name));
  const at = new Map(line.map(({ name }, i) => [name, i]));
  // Nobody reads past a layer of the line: it is where all ways meet.
  const reach = line.map(() => 0);
  line.forEach(({ inputs }, i) => inputs.forEach((input) => (reach[at.get(input)!] = Math.max(reach[at.get(input)!]!, i))));
  let farthest = 0;
  const meets = line.map((_, i) => {
    const all = farthest <= i;
    farthest = Math.max(farthest, reach[i]!);
    return all;
  });
  const pieces: Piece[] = [];
  let between: Knot[] = [];
  let fork = '';
  line.forEach((layer, i) => {
    if (!meets[i]) return void between.push(layer);
    if (between.length) pieces.push({ form: 'branches', fork, join: layer.name, lanes: lanes(between, fork, layer) });
    pieces.push({ form: 'layer', name: layer.name });
    fork = layer.name;
    between = [];
  });
  return withEndings(pieces, layers.filter(({ name }) => !counts.has(name)));
}

/**
 * A layer goes on in the lane whose end it reads, or begins one. Lanes that are stacked or added
 * come in the order of the layer they meet in; what only carries on comes first.
 */
function lanes(between: readonly Knot[], fork: string, join: Knot): readonly Lane[] {
  const open: string[][] = [];
  for (const { name, inputs } of between) {
    const lane = open.find((names) => inputs.includes(names.at(-1)!));
    if (lane) lane.push(name);
    else open.push([name]);
  }
  const place = (lane: Lane) => {
    const i = join.inputs.indexOf(lane.at(-1)!);
    return i < 0 ? join.inputs.length : i;
  };
  const ordered = open.sort((a, b) => place(a) - place(b));
  return join.inputs.includes(fork) ? [[], ...ordered] : ordered;
}

/** What leads nowhere stands on the line behind the piece it leaves. */
function withEndings(pieces: readonly Piece[], dead: readonly Knot[]): readonly Piece[] {
  const ends: { fork: string; lane: string[] }[] = [];
  for (const { name, inputs } of dead) {
    const own = ends.find(({ lane }) => inputs.some((input) => lane.includes(input)));
    if (own) own.lane.push(name);
    else ends.push({ fork: inputs[0] ?? '', lane: [name] });
  }
  const leaves = (piece: Piece, fork: string) => (piece.form === 'layer' ? piece.name === fork : piece.form === 'branches' && piece.lanes.flat().includes(fork));
  return pieces.flatMap((piece): Piece[] => [piece, ...ends.filter(({ fork }) => leaves(piece, fork)).map((end) => ({ form: 'ending' as const, ...end }))]);
}

/** How many steps behind the fork a layer stands at least: the longest of the ways that lead to it. */
export function ranks(layers: readonly Knot[], names: readonly string[]): ReadonlyMap<string, number> {
  const of = new Map<string, number>();
  for (const { name, inputs } of layers) if (names.includes(name)) of.set(name, Math.max(0, ...inputs.map((input) => (of.get(input) ?? -1) + 1)));
  return of;
}
