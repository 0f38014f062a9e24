/**
 * SQL for the columns of an incident that queues go by, out of a state of the loop: whatever writes one writes the other
 * from it, so that the two cannot differ. The argument is SQL written in the code, never a value.
 */
export const queueColumns = (state: string): Readonly<Record<string, string>> => ({
  owner_path: `${state} #>> '{owner,gridPath}'`,
  asked_path: `${state} #>> '{asked,duty,gridPath}'`,
  reached: `(${state} ->> 'reached')::smallint`,
});

/** The same as assignments of an UPDATE. */
export const setQueueColumns = (state: string): string =>
  Object.entries(queueColumns(state))
    .map(([column, value]) => `${column} = ${value}`)
    .join(", ");
