/** How far a list of numbers is from a code: number by number, squared, added up. */

/** The squared difference of each pair. */
export const squares = (values: ArrayLike<number>, code: ArrayLike<number>): Float32Array =>
  Float32Array.from(code, (wanted, i) => (values[i]! - wanted) ** 2);

/** What is added up where the code asks for ink, and where it asks for none: two parts of one distance. */
export function parted(values: ArrayLike<number>, code: ArrayLike<number>): { readonly ink: number; readonly paper: number; readonly inked: number } {
  let [ink, paper, inked] = [0, 0, 0];
  for (let i = 0; i < code.length; i++) {
    const square = (values[i]! - code[i]!) ** 2;
    if (code[i]! > 0) {
      ink += square;
      inked += 1;
    } else paper += square;
  }
  return { ink, paper, inked };
}

/** Rows and columns of the little picture a code is: upright, as letters are, as near to a square as its length allows. */
export function picture(length: number): readonly [rows: number, columns: number] {
  let columns = Math.floor(Math.sqrt(length));
  while (columns > 1 && length % columns) columns -= 1;
  return columns > 1 ? [length / columns, columns] : [1, length];
}
