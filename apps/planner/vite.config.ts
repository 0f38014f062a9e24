import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const BACKEND = process.env["GETU_BACKEND"] ?? "http://127.0.0.1:4180";

export default defineConfig({
  base: "/planner/",
  plugins: [react()],
  server: {
    proxy: Object.fromEntries(
      ["/trpc", "/auth", "/device-session", "/territories", "/live"].map((path) => [
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
      input: ["index.html", "print.html"],
      output: {
        codeSplitting: {
          groups: [{ name: "antd", test: /node_modules[\\/](antd|@ant-design|@rc-component|dayjs)/ }],
        },
      },
    },
  },
});
