import { recallRestarts } from "./kept-restarts.ts";
import { watchedPage, watchPage } from "./page-watch.ts";

// A script of its own, small and with nothing else in it: it has to be there when the page's program is not.
const last = recallRestarts().at(-1);
if (last) {
  // oxlint-disable-next-line no-console -- whoever looks why a wall began anew looks here first
  console.info(`getu: this page last began anew by itself at ${last.at}, because: ${last.reason}`);
}
watchPage(watchedPage());
