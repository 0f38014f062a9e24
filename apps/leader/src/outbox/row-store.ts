import { openDB } from "idb";
import type { IDBPDatabase, IDBPObjectStore, IDBPTransaction } from "idb";

/** Rows of one table, each under its name. */
export type Rows<Row> = {
  get(name: string): Promise<Row | undefined>;
  list(): Promise<Row[]>;
  /** Names with this beginning, in their order. */
  names(beginning: string): Promise<string[]>;
  /** Throws when the name is taken. */
  add(row: Row): Promise<void>;
  put(rows: readonly Row[]): Promise<void>;
  remove(names: readonly string[]): Promise<void>;
};

/** Tables of rows, by what they are called. */
type RowsByTable<Tables> = { [Name in keyof Tables]: Rows<Tables[Name]> };

/** What the browser keeps in tables of rows. */
export type RowStore<Tables> = RowsByTable<Tables> & {
  /** All that is done in `work` or nothing of it; one that awaits anything but these rows ends before it is done. */
  change<Value>(work: (within: RowsByTable<Tables>) => Promise<Value>): Promise<Value>;
};

type Mode = "readonly" | "readwrite";
type Table = IDBPObjectStore<unknown, string[], string, Mode>;
type Transaction = IDBPTransaction<unknown, string[], Mode>;

/** Does something with a table, in a transaction. */
type Use = <Value>(mode: Mode, work: (table: Table) => Promise<Value>) => Promise<Value>;

/** Opens the tables of these names, and makes those that are not there yet; a new `version` is what has them made. */
export function openRows<Tables extends object>(
  database: { name: string; version: number },
  tables: readonly (keyof Tables & string)[],
): RowStore<Tables> {
  const connect = createConnection(database, tables);
  const begin = async (names: readonly string[], mode: Mode): Promise<Transaction> =>
    (await connect()).transaction([...names], mode) as Transaction;
  const toRows = (use: (table: string) => Use): RowsByTable<Tables> =>
    Object.fromEntries(tables.map((table) => [table, rowsOver(use(table))])) as RowsByTable<Tables>; // one for each
  return {
    ...toRows((table) => async (mode, work) => {
      const transaction = await begin([table], mode);
      return throughout(transaction, async () => work(transaction.objectStore(table)));
    }),
    async change(work) {
      const transaction = await begin(tables, "readwrite");
      const within = toRows((table) => (_mode, rows) => rows(transaction.objectStore(table)));
      return throughout(transaction, async () => work(within));
    },
  };
}

const rowsOver = <Row>(use: Use): Rows<Row> => ({
  get: (name) => use("readonly", (table) => table.get(name) as Promise<Row | undefined>),
  list: () => use("readonly", (table) => table.getAll() as Promise<Row[]>),
  names: (beginning) =>
    use("readonly", async (table) =>
      (await table.getAllKeys(IDBKeyRange.bound(beginning, `${beginning}\uffff`))).map(String),
    ),
  add: (row) => use("readwrite", (table) => all([table.add!(row)])), // a table of "readwrite" has these
  put: (rows) => use("readwrite", (table) => all(rows.map((row) => table.put!(row)))),
  remove: (names) => use("readwrite", (table) => all(names.map((name) => table.delete!(name)))),
});

const all = async (written: readonly Promise<unknown>[]): Promise<void> => void (await Promise.all(written));

/** What is done is done once the browser has written it down: a full phone says so at the end. What fails undoes it all. */
async function throughout<Value>(transaction: Transaction, work: () => Promise<Value>): Promise<Value> {
  const [worked, ended] = await Promise.allSettled([work().catch(undo(transaction)), transaction.done]);
  if (worked.status === "rejected") throw worked.reason;
  if (ended.status === "rejected") throw ended.reason;
  return worked.value;
}

const undo =
  (transaction: Transaction) =>
  (error: unknown): never => {
    try {
      transaction.abort();
    } catch {
      // the browser has done so
    }
    throw error;
  };

/** One connection for everybody who asks; another one after the browser has closed it, or has failed to open it. */
function createConnection(
  { name, version }: { name: string; version: number },
  tables: readonly string[],
): () => Promise<IDBPDatabase> {
  let connected: Promise<IDBPDatabase> | null = null;
  const forget = (): void => {
    connected = null;
  };
  const open = (): Promise<IDBPDatabase> =>
    openDB(name, version, {
      upgrade(database) {
        const missing = tables.filter((table) => !database.objectStoreNames.contains(table));
        for (const table of missing) database.createObjectStore(table, { keyPath: "name" });
      },
      blocking(_current, _next, { target }) {
        (target as IDBDatabase).close(); // a newer version of the page waits for it
        forget();
      },
      terminated: forget,
    });
  return () =>
    (connected ??= open().catch((error: unknown) => {
      forget();
      throw error;
    }));
}
