import type { Failure } from "@getu/api/types";

/** Why the server refused something, in the product's codes; `UNREACHABLE` = it did not answer. */
export type RefusalCode = Failure["code"] | "UNREACHABLE";

/** What the server said of a call that it refused; null when it was not the server, or a door of its own. */
export const failureOf = (error: unknown): Failure | null =>
  (error as { data?: { failure?: Failure | null } | null }).data?.failure ?? null;

/** The code of whatever a call threw; screens choose their words by it. */
export function refusalOf(error: unknown): RefusalCode {
  return failureOf(error)?.code ?? (error as { code?: RefusalCode }).code ?? "UNREACHABLE";
}

/** True when asking again would be refused again. */
export const isFinal = (error: unknown): boolean => {
  const status = (error as { data?: { httpStatus?: number } }).data?.httpStatus ?? 0;
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
};
