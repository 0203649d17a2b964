/** Which classes get a bar: all of them in their own order while they fit, else the likeliest. */
export interface Bar {
  readonly index: number;
  readonly label: string;
  readonly probability: number;
}

export function shown(classes: readonly string[], prediction: readonly { readonly label: string; readonly probability: number }[], room: number): Bar[] {
  const likeliest = prediction.map((one) => ({ ...one, index: classes.indexOf(one.label) }));
  return classes.length <= room ? likeliest.sort((a, b) => a.index - b.index) : likeliest.slice(0, room);
}
