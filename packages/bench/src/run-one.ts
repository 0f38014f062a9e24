import type { RunOptions } from "./benchmark.ts";
import { BENCHMARKS } from "./benchmarks.ts";

/** A process for one benchmark: no row inherits the memory, the garbage or the compiled code of another. */
async function runOne(name: string, options: Omit<RunOptions, "say">): Promise<void> {
  const benchmark = BENCHMARKS.find((candidate) => candidate.name === name);
  if (!benchmark) throw new Error(`there is no benchmark "${name}"`);
  const outcome = await benchmark.run({ ...options, say: (line) => process.stderr.write(`  ${line}\n`) });
  process.send?.(outcome);
}

const [name = "", quick = "", installPeers = ""] = process.argv.slice(2);
await runOne(name, { quick: quick === "quick", installPeers: installPeers === "install" });
process.disconnect?.();
