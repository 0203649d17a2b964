/** The wires between a fork and a join, as SVG path data in the strip's own pixels. */
import type { Fan, Way } from './lanes';
import type { Place } from './places';

const RADIUS = 10;
const middle = ({ y, height }: Place): number => y + height / 2;
const isPlace = (into: Way['into']): into is Place => into !== null && 'height' in into;

/** From a point to a point on the right: level, a bend, level again. */
export function bend(x0: number, y0: number, x1: number, y1: number): string {
  if (Math.abs(y1 - y0) < 1) return `M${x0} ${y0}H${x1}`;
  const half = (x0 + x1) / 2;
  return `M${x0} ${y0}C${half} ${y0} ${half} ${y1} ${x1} ${y1}`;
}

/** From a column, along a height of its own past everything between, and down to a point. */
export function past(x0: number, y0: number, y: number, x1: number, y1: number): string {
  const r = Math.min(RADIUS, Math.abs(y1 - y) / 2);
  const down = y1 > y ? 1 : -1;
  return `${bend(x0, y0, x0 + 22, y)}H${x1 - r}Q${x1} ${y} ${x1} ${y + down * r}V${y1}`;
}

/** A brace round a block of maps. */
const brace = ({ x, y, height }: Place): string => `M${x - 3} ${y}h-2q-3 0 -3 3V${y + height - 3}q0 3 3 3h2`;

function oneWay({ from, to, plus }: Fan, { y, first, last, into }: Way): string[] {
  const [x0, y0] = [from.x + from.width + 3, middle(from)];
  if (!first || !last) {
    // Carried past: at a height of its own it runs over the others.
    if (plus) return [past(x0, y0, y, plus.x, plus.y - 9)];
    return isPlace(into) ? [past(x0, y0, y, into.x - 9, middle(into)), brace(into)] : [];
  }
  if (!to) {
    // It leads nowhere: down from the line, and a bar at its end.
    const end = last.x + last.width + 12;
    const x = from.x + from.width / 2;
    return [`M${x} ${from.y + from.height + 4}V${y - RADIUS}Q${x} ${y} ${x + RADIUS} ${y}H${first.x - 4}`, `M${last.x + last.width + 4} ${y}H${end}M${end} ${y - 7}V${y + 7}`];
  }
  const parts = bend(x0, y0, first.x - 4, middle(first));
  if (isPlace(into)) return [parts, bend(last.x + last.width + 4, middle(last), into.x - 8, middle(into)), brace(into)];
  return into ? [parts, bend(last.x + last.width + 4, middle(last), into.x - (plus ? 9 : 4), into.y)] : [parts];
}

/** Between what stands in a lane, one after the other, nothing is drawn: it stands close. */
export function ways(fan: Fan): readonly string[] {
  const { plus, to } = fan;
  const all = fan.ways.flatMap((way) => oneWay(fan, way));
  return [...new Set(plus && to ? [...all, `M${plus.x + 9} ${plus.y}H${to.x - 3}`] : all)];
}
