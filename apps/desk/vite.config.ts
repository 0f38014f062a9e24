import { buildPage } from "@getu/page-build";

export default buildPage({
  base: "/desk/",
  backendPaths: ["/trpc", "/auth", "/device-session", "/territories", "/live"],
  rolldownOptions: {
    output: {
      codeSplitting: {
        groups: [{ name: "antd", test: /node_modules[\\/](antd|@ant-design|@rc-component|dayjs)/ }],
      },
    },
  },
});
