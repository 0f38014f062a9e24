import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const BACKEND = process.env["GETU_BACKEND"] ?? "http://127.0.0.1:4180";

export default defineConfig({
  plugins: [react()],
  server: {
    proxy: Object.fromEntries(
      ["/trpc", "/live", "/territories", "/basemap", "/wall-pairing"].map((path) => [
        path,
        { target: BACKEND },
      ]),
    ),
  },
  build: {
    target: "es2022",
    modulePreload: { polyfill: false }, // would be an inline script, which the content security policy forbids
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_200,
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
  },
});
