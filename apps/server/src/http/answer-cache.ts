import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const gzipBytes = promisify<Uint8Array, Buffer>(gzip);

/** What a route answers with, before it is compressed and tagged. */
export type Content = {
  type:
    | "application/json; charset=utf-8"
    | "application/geo+json; charset=utf-8"
    | "application/octet-stream";
  body: Buffer;
};

/** JSON as content. */
export const toJson = (value: unknown): Content => ({
  type: "application/json; charset=utf-8",
  body: Buffer.from(JSON.stringify(value)),
});

/** Bytes as content. */
export const toBytes = (bytes: Uint8Array): Content => ({
  type: "application/octet-stream",
  body: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
});

/** Content ready to be sent: compressed and tagged once for all who ask. */
export type Answer = Content & {
  /** Null where compressing saves no packet. */
  compressed: Buffer | null;
  etag: string;
};

/** Remembers answers for as long as what they were made from has not changed. */
export type AnswerCache = {
  /** The answer kept under `key` when it is as fresh as `freshness`, else one made now; callers at once share it. */
  answerFor(question: { key: string; freshness: string; make: () => Promise<Content> }): Promise<Answer>;
};

const WORTH_COMPRESSING = 1024;

/** What a kept answer takes beside its bytes: its promise, its buffers' objects, its tag (measured: 2.2 kB with a body of 150). */
const ENTRY_BYTES = 2048;

/** Weak, because the same tag stands for the plain and the compressed form. */
const toEtag = (body: Buffer): string =>
  `W/"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;

async function toAnswer(content: Content): Promise<Answer> {
  const { body } = content;
  const compressed = body.length < WORTH_COMPRESSING ? null : await gzipBytes(body);
  return { ...content, compressed, etag: toEtag(body) };
}

type Kept = { freshness: string; answer: Promise<Answer>; bytes: number };

/** Keeps at most `mostBytes`; the oldest answers leave first. */
export function createAnswerCache({ mostBytes }: { mostBytes: number }): AnswerCache {
  const kept = new Map<string, Kept>();
  let bytes = 0;

  function forget(key: string): void {
    bytes -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  }

  function grow(key: string, entry: Kept, answer: Answer): void {
    if (kept.get(key) !== entry) return; // replaced meanwhile
    entry.bytes = ENTRY_BYTES + key.length + answer.body.length + (answer.compressed?.length ?? 0);
    bytes += entry.bytes;
    for (const oldest of kept.keys()) {
      if (bytes <= mostBytes) return;
      forget(oldest);
    }
  }

  return {
    answerFor({ key, freshness, make }) {
      const known = kept.get(key);
      if (known?.freshness === freshness) return known.answer;
      forget(key);
      const entry: Kept = { freshness, answer: make().then(toAnswer), bytes: 0 };
      kept.set(key, entry);
      entry.answer.then(
        (answer) => grow(key, entry, answer),
        () => kept.get(key) === entry && forget(key),
      );
      return entry.answer;
    },
  };
}
