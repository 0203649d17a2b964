/**
 * A drawing as strokes: white ink on dark, like the digits the network learned from.
 * Points are in pixels of a 280 × 280 pad; a keyboard draws the same strokes from cell to cell.
 */
export interface Point {
  readonly x: number;
  readonly y: number;
}
export type Stroke = readonly Point[];

export const SIDE = 280;
export const CELLS = 14;
const NIB = 22;

/** The middle of a cell of the keyboard's grid. */
export function cellCentre(row: number, column: number): Point {
  const cell = SIDE / CELLS;
  return { x: (column + 0.5) * cell, y: (row + 0.5) * cell };
}

/** The smoothest path through the points, as the canvas draws it: curves through the middles between them. */
export function inkStroke(context: CanvasRenderingContext2D, stroke: Stroke): void {
  const [first] = stroke;
  if (!first) return;
  context.beginPath();
  context.moveTo(first.x, first.y);
  if (stroke.length === 1) context.lineTo(first.x + 0.01, first.y);
  for (let i = 1; i < stroke.length; i++) {
    const [a, b] = [stroke[i - 1]!, stroke[i]!];
    context.quadraticCurveTo(a.x, a.y, (a.x + b.x) / 2, (a.y + b.y) / 2);
  }
  const end = stroke.at(-1)!;
  context.lineTo(end.x, end.y);
  context.stroke();
}

export function inkAll(canvas: HTMLCanvasElement, strokes: readonly Stroke[]): void {
  canvas.width = SIDE;
  canvas.height = SIDE;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = '#000';
  context.fillRect(0, 0, SIDE, SIDE);
  context.strokeStyle = '#fff';
  context.lineWidth = NIB;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const stroke of strokes) inkStroke(context, stroke);
}

/** The drawing as a PNG file, at once: the browser's own way waits for an idle moment, up to a second. */
export function asPicture(canvas: HTMLCanvasElement): File {
  const text = atob(canvas.toDataURL('image/png').split(',')[1]!);
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  return new File([bytes], 'drawing.png', { type: 'image/png' });
}
