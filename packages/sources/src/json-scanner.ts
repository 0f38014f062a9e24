import { SourceError } from "./source-error.ts";

/** A value cut out of a JSON text: an element of the streamed array, or a whole document with that array left empty. */
export type JsonPiece = { kind: "element" | "document"; text: string };

/** Which top-level array is streamed, and how large and how deep one piece may be. */
export type ScanLimits = { arrayKey: string; maxPieceBytes: number; maxDepth: number };

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const RECORD_SEPARATOR = 0x1e;

const isBlank = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

/**
 * Cuts a JSON text into pieces without holding more than one of them: the elements of the array under `arrayKey`
 * of each top-level object, then that object. Several objects may follow one another (newline-delimited, RFC 8142).
 */
export async function* scanJson(
  chunks: AsyncIterable<Buffer>,
  limits: ScanLimits,
): AsyncGenerator<JsonPiece> {
  const scanner = createScanner(limits);
  for await (const chunk of chunks) yield* scanner.push(chunk);
  scanner.end();
}

type Scanner = { push(chunk: Buffer): JsonPiece[]; end(): void };

const take = (parts: readonly Buffer[], kind: JsonPiece["kind"]): JsonPiece => ({
  kind,
  text: Buffer.concat(parts).toString("utf8"),
});

/** One loop over the bytes: at 1 GB a call per byte would cost more than the parsing. */
function createScanner({ arrayKey, maxPieceBytes, maxDepth }: ScanLimits): Scanner {
  const key = Buffer.from(arrayKey);
  let depth = 0;
  let line = 1;
  let elements = 0;
  let inString = false;
  let escaped = false;
  let inArray = false;
  let inElement = false;
  /** Bytes of the current string that equal `arrayKey` so far; -1 = differs. Only strings at depth 1 are compared. */
  let matched = -1;
  let keyIsArrayKey = false;
  let element: Buffer[] = [];
  let document: Buffer[] = [];

  const keep = (parts: Buffer[], bytes: Buffer): void => {
    parts.push(bytes);
    const size = parts.reduce((sum, part) => sum + part.length, 0);
    if (size > maxPieceBytes)
      throw new SourceError(`line ${line}: one value is larger than ${maxPieceBytes} bytes`);
  };

  function push(chunk: Buffer): JsonPiece[] {
    const pieces: JsonPiece[] = [];
    let from = depth === 0 ? -1 : 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at]!; // at < length
      if (byte === 0x0a) line += 1;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) {
          inString = false;
          if (depth === 1) keyIsArrayKey = matched === key.length;
          continue;
        }
        if (depth === 1) matched = matched >= 0 && byte === key[matched] ? matched + 1 : -1;
        continue;
      }
      if (isBlank(byte) || byte === COLON) continue;
      if (depth === 0) {
        if (byte === RECORD_SEPARATOR) continue;
        if (byte !== OPEN_BRACE) throw new SourceError(`line ${line}: expected "{", found ${describe(byte)}`);
        depth = 1;
        from = at;
        continue;
      }
      if (inArray && depth === 2) {
        if (byte === COMMA || byte === CLOSE_BRACKET) {
          if (inElement) {
            keep(element, chunk.subarray(from, at));
            pieces.push(take(element, "element"));
            element = [];
            inElement = false;
            elements += 1;
          }
          if (byte === CLOSE_BRACKET) {
            inArray = false;
            depth = 1;
            keyIsArrayKey = false;
          }
          from = at;
          continue;
        }
        if (!inElement) {
          inElement = true;
          from = at;
        }
      }
      if (byte === QUOTE) {
        inString = true;
        matched = 0;
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        depth += 1;
        if (depth > maxDepth) throw new SourceError(`line ${line}: nested more than ${maxDepth} levels deep`);
        if (depth === 2 && byte === OPEN_BRACKET && keyIsArrayKey) {
          inArray = true;
          keep(document, chunk.subarray(from, at + 1));
        }
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        depth -= 1;
        if (depth === 0) {
          keep(document, chunk.subarray(from, at + 1));
          pieces.push(take(document, "document"));
          document = [];
          from = -1;
          keyIsArrayKey = false;
        }
      } else if (byte === COMMA && depth === 1) {
        keyIsArrayKey = false;
      }
    }
    if (depth > 0 && inElement) keep(element, chunk.subarray(from));
    else if (depth > 0 && !inArray) keep(document, chunk.subarray(from));
    return pieces;
  }

  function end(): void {
    if (depth === 0) return;
    const where = inArray ? `element ${elements + 1} of "${arrayKey}"` : "the document";
    throw new SourceError(`line ${line}: the file ends inside ${where}; it is truncated`);
  }

  return { push, end };
}

const describe = (byte: number): string =>
  byte > 0x20 && byte < 0x7f ? `"${String.fromCharCode(byte)}"` : `byte 0x${byte.toString(16)}`;
