/** The strongest few of many contributions, edge by edge: what is worth a wire. */
export interface Contribution {
  readonly from: string;
  readonly to: string;
  readonly source: number;
  readonly reader: number;
  readonly evidence: number;
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  /** The strongest first. */
  readonly wires: readonly Contribution[];
}

export function strongest(wires: readonly Contribution[], few: number): Edge[] {
  const edges = new Map<string, Contribution[]>();
  for (const wire of wires) {
    if (wire.evidence === 0) continue;
    const key = `${wire.from} ${wire.to}`;
    edges.set(key, [...(edges.get(key) ?? []), wire]);
  }
  return [...edges.values()].map((all) => ({
    from: all[0]!.from,
    to: all[0]!.to,
    wires: all.sort((a, b) => Math.abs(b.evidence) - Math.abs(a.evidence)).slice(0, few),
  }));
}

/** From the verdict back to the picture: on every layer the map that gives most to the one before on this way. */
export function strongestPath(wires: readonly Contribution[], end: { readonly layer: string; readonly channel: number }): Contribution[] {
  const way: Contribution[] = [];
  let [layer, map] = [end.layer, end.channel];
  for (;;) {
    const into = wires.filter((wire) => wire.to === layer && wire.reader === map && wire.evidence > 0);
    const most = into.reduce<Contribution | null>((a, b) => (a && a.evidence >= b.evidence ? a : b), null);
    if (!most || way.length > wires.length) return way;
    way.push(most);
    [layer, map] = [most.from, most.source];
  }
}
