/**
 * A record whose fields are told of one by one: whoever reads one field is not woken by a change
 * to another. Fields are compared as wholes; what stands in them is never looked into.
 */
export function fields<R extends object>(start: Readonly<R>): R {
  const record: Partial<R> = {};
  for (const name of Object.keys(start) as (keyof R)[]) {
    let now = $state.raw(start[name]);
    Object.defineProperty(record, name, { enumerable: true, get: () => now, set: (next: R[keyof R]) => (now = next) });
  }
  return record as R;
}
