import react from "@vitejs/plugin-react";
import type { BuildOptions, Plugin, UserConfig } from "vite";
import { compression, defineAlgorithm } from "vite-plugin-compression2";

export { hasMessage, listMessageKeys } from "./list-message-keys.ts";

/** What one page has of its own. */
export type Page = {
  /** Where the server serves it; its files lie below. */
  readonly base: string;
  /** Paths that the development server hands on to the backend. */
  readonly backendPaths: readonly string[];
  readonly plugins?: readonly Plugin[];
  readonly rolldownOptions?: BuildOptions["rolldownOptions"];
};

const BACKEND = process.env["GETU_BACKEND"] ?? "http://127.0.0.1:4180";

/**
 * The build of one page. Files lie in it compressed as well, as small as brotli and gzip can make them: the server sends
 * them as they are (a phone waits for every kilobyte, and compressing at each request is neither as small nor free).
 */
export function buildPage({ base, backendPaths, plugins = [], rolldownOptions = {} }: Page): UserConfig {
  return {
    base,
    plugins: [
      react(),
      ...plugins,
      compression({ algorithms: [defineAlgorithm("brotliCompress"), defineAlgorithm("gzip", { level: 9 })] }),
    ],
    server: { proxy: Object.fromEntries(backendPaths.map((path) => [path, { target: BACKEND }])) },
    build: {
      target: "es2022",
      modulePreload: { polyfill: false }, // would be an inline script, which the content security policy forbids
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1_200,
      rolldownOptions,
    },
  };
}
