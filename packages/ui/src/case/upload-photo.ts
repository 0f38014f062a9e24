import type { Failure } from "@getu/api/types";
import type { PhotoKind } from "@getu/domain";
import { z } from "zod";

const keptSchema = z.object({ id: z.string() });
const refusedSchema = z.object({
  error: z.object({ data: z.object({ failure: z.custom<Failure>().nullable() }) }),
});

class UploadRefused extends Error {
  readonly data: { failure: Failure | null };

  constructor(failure: Failure | null) {
    super(failure?.code ?? "UNREACHABLE");
    this.data = { failure };
  }
}

/** Sends a photo ahead of the action that takes it along; its id. Throws what screens have words for. */
export async function uploadPhoto(
  territoryId: number,
  { kind, file, signal = null }: { kind: PhotoKind; file: Blob; signal?: AbortSignal | null },
): Promise<string> {
  const body = new FormData();
  body.append("photo", file);
  const response = await fetch(`/territories/${territoryId}/photos?kind=${kind}`, {
    method: "POST",
    body,
    signal,
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return keptSchema.parse(answer).id;
  throw new UploadRefused(refusedSchema.safeParse(answer).data?.error.data.failure ?? null);
}
