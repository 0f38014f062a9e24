import { buildPage } from "@getu/page-build";

export default buildPage({
  base: "/planner/",
  backendPaths: ["/trpc", "/auth", "/device-session", "/territories", "/live"],
  rolldownOptions: {
    input: ["index.html", "print.html"],
    output: {
      codeSplitting: {
        groups: [{ name: "antd", test: /node_modules[\\/](antd|@ant-design|@rc-component|dayjs)/ }],
      },
    },
  },
});
