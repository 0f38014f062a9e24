import { buildPage } from "@getu/page-build";
import type { Plugin } from "vite";

/** Names the guard in the page, under the name of its content: a browser that has had it once has it in an outage too. */
function placeGuard(): Plugin {
  return {
    name: "place-guard",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle = {} }) {
        const guard = Object.values(bundle).find((file) => file.type === "chunk" && file.name === "guard");
        if (!guard) throw new Error("the build has no guard");
        return [{ tag: "script", attrs: { async: true, src: `/${guard.fileName}` }, injectTo: "body" }];
      },
    },
  };
}

export default buildPage({
  base: "/",
  backendPaths: ["/trpc", "/live", "/territories", "/basemap", "/wall-pairing", "/wall-report"],
  plugins: [placeGuard()],
  rolldownOptions: {
    input: { index: "index.html", guard: "src/guard.ts" },
    output: {
      codeSplitting: {
        groups: [
          { name: "maplibre", test: /node_modules[\\/]maplibre-gl/ },
          { name: "deck", test: /node_modules[\\/]@?(deck\.gl|luma\.gl|math\.gl|loaders\.gl)/ },
          { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
        ],
      },
    },
  },
});
