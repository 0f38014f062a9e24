import type { PhotoKind } from "@getu/domain";
import { z } from "zod";

const photoSchema = z.object({ id: z.string() });
const refusalSchema = z.object({ error: z.object({ message: z.string() }) });

/** Uploads a photo; resolves with the id that a report takes it by, throws an error with the server's code. */
export async function uploadPhoto(
  photo: Blob,
  { territoryId, kind }: { territoryId: number; kind: PhotoKind },
): Promise<string> {
  const body = new FormData();
  body.append("photo", photo);
  const response = await fetch(`/territories/${territoryId}/photos?kind=${kind}`, { method: "POST", body });
  const answer: unknown = await response.json().catch(() => null); // a proxy may answer in HTML
  if (response.ok) return photoSchema.parse(answer).id;
  const code = refusalSchema.safeParse(answer).data?.error.message ?? "UNREACHABLE";
  throw Object.assign(new Error(code), { code });
}
