import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const gzipText = promisify<string, Buffer>(gzip);

/** JSON ready to be sent: serialised, compressed and tagged once for all who ask. */
export type Answer = { text: string; compressed: Buffer; etag: string };

/** Remembers answers for as long as what they were made from has not changed. */
export type AnswerCache = {
  /** The answer kept under `key` when it is as fresh as `freshness`, else one made now; callers at once share it. */
  answerFor(question: { key: string; freshness: string; make: () => Promise<unknown> }): Promise<Answer>;
};

/** Weak, because the same tag stands for the plain and the compressed form. */
const toEtag = (text: string): string =>
  `W/"${createHash("sha256").update(text).digest("base64url").slice(0, 27)}"`;

async function toAnswer(value: unknown): Promise<Answer> {
  const text = JSON.stringify(value);
  return { text, compressed: await gzipText(text), etag: toEtag(text) };
}

type Kept = { freshness: string; answer: Promise<Answer>; characters: number };

/** Keeps at most `mostCharacters` of text; the oldest answers leave first. */
export function createAnswerCache({ mostCharacters }: { mostCharacters: number }): AnswerCache {
  const kept = new Map<string, Kept>();
  let characters = 0;

  function forget(key: string): void {
    characters -= kept.get(key)?.characters ?? 0;
    kept.delete(key);
  }

  function grow(key: string, entry: Kept, by: number): void {
    if (kept.get(key) !== entry) return; // replaced meanwhile
    entry.characters = by;
    characters += by;
    for (const oldest of kept.keys()) {
      if (characters <= mostCharacters) return;
      forget(oldest);
    }
  }

  return {
    answerFor({ key, freshness, make }) {
      const known = kept.get(key);
      if (known?.freshness === freshness) return known.answer;
      forget(key);
      const entry: Kept = { freshness, answer: make().then(toAnswer), characters: 0 };
      kept.set(key, entry);
      entry.answer.then(
        ({ text }) => grow(key, entry, text.length),
        () => kept.get(key) === entry && forget(key),
      );
      return entry.answer;
    },
  };
}
