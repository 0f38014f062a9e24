import { defineCommand } from "citty";
import { createPushKey } from "../push/push-key.ts";
import { strictOptions } from "./command-options.ts";
import { say } from "./report.ts";

/** `getu push-key`: a key for calling phones. */
export const pushKeyCommand = defineCommand({
  meta: {
    name: "push-key",
    description: "Make a key for calling phones; it is the one line of standard output",
  },
  args: {},
  plugins: [strictOptions],
  run() {
    process.stdout.write(`${createPushKey()}\n`);
    say(
      "give it to the server as GETU_PUSH_KEY, and keep it: with another key every phone has to be asked again",
    );
  },
});
