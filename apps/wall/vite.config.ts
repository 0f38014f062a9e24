import { fileURLToPath } from "node:url";
import { buildPage } from "@getu/page-build";
import { build } from "vite";
import type { Plugin, Rolldown } from "vite";

/** The guard with all that it needs in it: beside the page's program, what both use would lie in a file that may not come. */
async function bundleGuard(): Promise<string> {
  const entry = fileURLToPath(new URL("src/guard.ts", import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, lib: { entry, formats: ["iife"], name: "guard" } },
  });
  const [bundle] = [built].flat() as Rolldown.RolldownOutput[];
  return bundle!.output[0].code; // of one format
}

/** Names the guard in the page, under the name of its content: a browser that has had it once has it in an outage too. */
function placeGuard(): Plugin {
  return {
    name: "place-guard",
    apply: "build",
    async buildStart() {
      this.emitFile({ type: "asset", name: "guard.js", source: await bundleGuard() });
    },
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle = {} }) {
        const guard = Object.values(bundle).find(
          (file) => file.type === "asset" && file.names.includes("guard.js"),
        );
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
