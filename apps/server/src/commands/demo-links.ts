import { defineCommand } from "citty";
import { strictOptions } from "./command-options.ts";

/** `getu demo-links`: a new link for each of the made-up people of a demo street; the links before end. */
export const demoLinksCommand = defineCommand({
  meta: {
    name: "demo-links",
    description: "Make new one-time links for the made-up people of the demo street (loopback only)",
  },
  args: {},
  plugins: [strictOptions],
  async run() {
    const [
      { openDatabaseFromEnvironment },
      { makeDemoLinks },
      { publicUrlOf, readConfiguration },
      { findHomeHolder },
    ] = await Promise.all([
      import("../database.ts"),
      import("../demo/demo-links.ts"),
      import("../configuration.ts"),
      import("../home-lock.ts"),
    ]);
    const configuration = readConfiguration(process.env);
    const database = await openDatabaseFromEnvironment();
    try {
      const port = findHomeHolder(configuration.home)?.port ?? configuration.port;
      const publicUrl = publicUrlOf(configuration, port);
      const lines = await makeDemoLinks(database.db, { ...configuration, publicUrl });
      for (const line of lines) process.stdout.write(`${line}\n`);
    } finally {
      await database.close();
    }
  },
});
