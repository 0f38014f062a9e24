import { buildPage } from "@getu/page-build";

export default buildPage({
  base: "/",
  backendPaths: ["/trpc", "/live", "/territories", "/basemap", "/wall-pairing"],
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
