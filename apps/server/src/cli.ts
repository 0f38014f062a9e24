import { runCli } from "./commands/run-cli.ts";

const code = await runCli(process.argv.slice(2));
// The migration engine leaves a timer of 10 s behind; a command that is done shall not wait for it.
process.stdout.write("", () => process.exit(code));
