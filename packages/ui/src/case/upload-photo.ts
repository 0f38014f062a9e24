import type { Failure } from "@getu/api/types";
import type { PhotoKind } from "@getu/domain";
import { z } from "zod";
import { meantHeaders } from "../trpc.ts";

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

const TOO_LARGE = 413;

/** A photo on its way; `personId`: it is that person's alone, null = whoever has signed in sends it. */
type OutgoingPhoto = { kind: PhotoKind; file: Blob; signal?: AbortSignal | null; personId?: string | null };

/** Sends a photo ahead of the action that takes it along; its id. Throws what screens have words for. */
export async function uploadPhoto(
  territoryId: number,
  { kind, file, signal = null, personId = null }: OutgoingPhoto,
): Promise<string> {
  const body = new FormData();
  body.append("photo", file);
  const response = await fetch(`/territories/${territoryId}/photos?kind=${kind}`, {
    method: "POST",
    body,
    signal,
    headers: personId === null ? {} : meantHeaders(personId),
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return keptSchema.parse(answer).id;
  const failure = refusedSchema.safeParse(answer).data?.error.data.failure ?? null;
  const isTooLarge = response.status === TOO_LARGE; // a proxy before the server says so in no words of ours
  throw new UploadRefused(
    isTooLarge ? (failure ?? { code: "PHOTO_TOO_LARGE", mostBytes: file.size - 1 }) : failure,
  );
}
