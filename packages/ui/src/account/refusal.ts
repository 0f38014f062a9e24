import type { Failure } from "@getu/api/types";

/** Why the server refused something, in the product's codes; `UNREACHABLE` = it did not answer. */
export type RefusalCode = Failure["code"] | "UNREACHABLE";

/** The code of whatever a call threw; screens choose their words by it. */
export function refusalOf(error: unknown): RefusalCode {
  const { data, code } = error as {
    data?: { failure?: { code: Failure["code"] } | null };
    code?: RefusalCode;
  };
  return data?.failure?.code ?? code ?? "UNREACHABLE";
}

/** True when asking again would be refused again. */
export const isFinal = (error: unknown): boolean => {
  const status = (error as { data?: { httpStatus?: number } }).data?.httpStatus ?? 0;
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
};
