/** A reason not to start that the operator can act on: its message is the one line that is shown. */
export class StartError extends Error {}

/** The code of a system error such as EACCES; null = none. */
export const systemCode = (error: unknown): string | null =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
