import { build } from "vite";

/** A text that may be the key of a message: written out, or the fixed beginning of one that is put together. */
const KEY = /(\bt\()?["'`](\w+(?:\.[\w-]+)*)(?:["'`]|\.\$\{)/g;

/**
 * What may be keys of messages in the program of a page, as it is after everything that is never called was left out of it;
 * `folder`: where its index.html lies. Single words count only where they are handed to `t`.
 */
export async function listMessageKeys(folder: string): Promise<string[]> {
  const built = await build({
    root: folder,
    configFile: false,
    logLevel: "silent",
    build: { write: false, minify: false, target: "es2022" },
  });
  const outputs = [built].flat().flatMap((each) => ("output" in each ? each.output : []));
  const modules = outputs.flatMap((each) => (each.type === "chunk" ? Object.entries(each.modules) : []));
  const own = modules.filter(([id]) => !id.includes("/node_modules/") && !id.includes("/messages/"));
  return [...new Set(own.flatMap(([, { code }]) => keysIn(code ?? "")))].sort();
}

const keysIn = (code: string): string[] =>
  [...code.matchAll(KEY)]
    .filter(([text, called, key]) => called !== undefined || key!.includes(".") || text.endsWith(".${")) // KEY has it
    .map(([, , key]) => key!);

/** Whether there are words for a key, or below it. */
export const hasMessage = (words: unknown, key: string): boolean =>
  key
    .split(".")
    .reduce((within: unknown, step) => (within as Record<string, unknown> | undefined)?.[step], words) !==
  undefined;
