import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildPage } from "@getu/page-build";
import type { Plugin } from "vite";

const BASE = "/leader/";
const PUBLIC = fileURLToPath(new URL("public/", import.meta.url));
const WORKER = "service-worker.js";

/** Tells the worker what the build consists of: what the page begins with, and what comes when it is asked for. */
function fillInBuild(): Plugin {
  return {
    name: "fill-in-build",
    generateBundle(_options, bundle) {
      const worker = bundle[WORKER];
      if (worker?.type !== "chunk") throw new Error(`the build has no ${WORKER}`);
      const files = Object.values(bundle).filter(
        ({ fileName }) => fileName !== WORKER && !fileName.endsWith(".html"),
      );
      const first = new Set(firstFiles(Object.values(bundle)));
      const own = readdirSync(PUBLIC);
      const hash = createHash("sha256");
      for (const file of files)
        hash.update(file.fileName).update(file.type === "chunk" ? file.code : file.source);
      for (const name of own) hash.update(name).update(readFileSync(PUBLIC + name));
      const shell = [
        ...files.filter(({ fileName }) => first.has(fileName)).map(({ fileName }) => fileName),
        ...own,
      ];
      const later = files.map(({ fileName }) => fileName).filter((name) => !first.has(name));
      const build = {
        version: hash.digest("base64url").slice(0, 12),
        shell: shell.map((name) => BASE + name),
        later: later.map((name) => BASE + name),
      };
      worker.code = worker.code.replaceAll("BUILD", `(${JSON.stringify(build)})`);
    },
  };
}

/** What comes behind the first page, and must be there as well when the network is gone. */
const BEHIND: ReadonlySet<string> = new Set(["other-page", "changed-note"]);

type Output = { fileName: string; type: "chunk" | "asset" };
type Chunk = Output & {
  name: string;
  isEntry: boolean;
  imports: string[];
  viteMetadata?: { importedCss: Set<string> };
};

/** The page's own chunk and those behind it with everything that they import at once, and their styles. */
function firstFiles(outputs: readonly Output[]): string[] {
  const chunks = new Map(outputs.filter(isChunk).map((chunk) => [chunk.fileName, chunk]));
  const found = new Set<string>();
  const take = (name: string): void => {
    const chunk = chunks.get(name);
    if (!chunk || found.has(name)) return;
    found.add(name);
    for (const css of chunk.viteMetadata?.importedCss ?? []) found.add(css);
    for (const imported of chunk.imports) take(imported);
  };
  for (const { fileName, name, isEntry } of chunks.values())
    if ((isEntry && fileName !== WORKER) || BEHIND.has(name)) take(fileName);
  return [...found];
}

const isChunk = (output: Output): output is Chunk => output.type === "chunk";

export default buildPage({
  base: BASE,
  backendPaths: ["/trpc", "/auth", "/live", "/territories"],
  plugins: [fillInBuild()],
  rolldownOptions: {
    input: { index: "index.html", "service-worker": "src/service-worker.ts" },
    output: {
      entryFileNames: ({ name }) => (name === "service-worker" ? WORKER : "assets/[name]-[hash].js"),
    },
  },
});
