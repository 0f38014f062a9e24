import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { bindMigrationAwareSqlAdapterFactory, DriverAdapterError } from "@prisma/driver-adapter-utils";
import { PrismaPg } from "@prisma/adapter-pg";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import pg from "pg";

const SET_WASM = "__wbg_set_wasm";

type EngineModule = {
  SchemaEngine: typeof SchemaEngine;
  [SET_WASM](exports: WebAssembly.Exports): void;
};

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;

/**
 * Sends a script as one message, which PostgreSQL runs as one transaction: whole or not at all.
 * The adapter's own way cuts it at every semicolon, in comments and function bodies too, and commits each piece.
 */
function withWholeScripts(adapter: Adapter): Adapter {
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
      throw new DriverAdapterError({
        kind: "postgres",
        code: error.code ?? "XX000",
        severity: error.severity ?? "ERROR",
        message: error.message,
        detail: error.detail,
        column: error.column,
        hint: error.hint,
      });
    }
  };
  return adapter;
}

class WholeScriptPg extends PrismaPg {
  override async connect(): Promise<Adapter> {
    return withWholeScripts(await super.connect());
  }
}

let loaded: Promise<typeof SchemaEngine> | null = null;

/** The module keeps one WebAssembly instance in itself; a second one in the same process breaks the first. */
async function loadEngineClass(): Promise<typeof SchemaEngine> {
  const script = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  // The package's own entry imports the .wasm as a module, which Node does only behind a flag.
  const engine = (await import(script)) as EngineModule;
  const bytes = await readFile(script.replace(/\.js$/, ".wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, {
    "./schema_engine_bg.js": engine as unknown as WebAssembly.ModuleImports,
  });
  engine[SET_WASM](instance.exports);
  (instance.exports["__wbindgen_start"] as () => void)();
  return engine.SchemaEngine;
}

const ignoreLog = (): void => {};

/**
 * Does the work with Prisma's own migration engine, as WebAssembly: no binary to download, so it works on a
 * closed network. The engine holds a lock on its connection and never lets go: the pool is ours to end.
 */
export async function withSchemaEngine<T>(
  args: { url: string; datamodel: string },
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loaded ??= loadEngineClass();
  const engineClass = await loaded;
  const pool = new pg.Pool({ connectionString: args.url, max: 1 });
  const adapter = bindMigrationAwareSqlAdapterFactory(new WholeScriptPg(pool));
  try {
    const engine = await engineClass.new(
      { datamodels: [["schema.prisma", args.datamodel]] },
      ignoreLog,
      adapter,
    );
    const result = await work(engine);
    engine.free();
    return result;
  } finally {
    await pool.end();
  }
}
