import { buildPage } from "@getu/page-build";

export default buildPage({
  base: "/report/",
  backendPaths: [
    "/territories",
    "/report/office.json",
    "/report/territories",
    "/report/reports",
    "/report/cases",
    "/report/ratings",
  ],
});
