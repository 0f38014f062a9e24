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

/** Does something with a table, in a transaction. */
type Use = <Value>(
  mode: IDBTransactionMode,
  work: (table: IDBObjectStore) => Promise<Value>,
) => Promise<Value>;

/** Opens the tables of these names, and makes those that are not there yet; a new `version` is what has them made. */
export function openRows<Tables extends object>(
  database: { name: string; version: number },
  tables: readonly (keyof Tables & string)[],
): RowStore<Tables> {
  const connect = createConnection(database, tables);
  const toRows = (use: (table: string) => Use): RowsByTable<Tables> =>
    Object.fromEntries(tables.map((table) => [table, rowsOver(use(table))])) as RowsByTable<Tables>; // one for each
  return {
    ...toRows(
      (table) => async (mode, work) =>
        inTransaction((await connect()).transaction(table, mode), (within) =>
          work(within.objectStore(table)),
        ),
    ),
    change: async (work) =>
      inTransaction((await connect()).transaction(tables, "readwrite"), (within) =>
        work(toRows((table) => (_mode, rows) => rows(within.objectStore(table)))),
      ),
  };
}

function rowsOver<Row>(use: Use): Rows<Row> {
  return {
    get: (name) => use("readonly", (table) => answerOf<Row | undefined>(table.get(name))),
    list: () => use("readonly", (table) => answerOf<Row[]>(table.getAll())),
    names: (beginning) =>
      use("readonly", async (table) => {
        const within = IDBKeyRange.bound(beginning, `${beginning}\uffff`);
        return (await answerOf(table.getAllKeys(within))).map(String);
      }),
    add: (row) => use("readwrite", (table) => answersOf([table.add(row)])),
    put: (rows) => use("readwrite", (table) => answersOf(rows.map((row) => table.put(row)))),
    remove: (names) => use("readwrite", (table) => answersOf(names.map((name) => table.delete(name)))),
  };
}

const answerOf = <Value>(asked: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    asked.addEventListener("success", () => resolve(asked.result));
    asked.addEventListener("error", () => reject(asked.error));
  });

const answersOf = async (asked: readonly IDBRequest[]): Promise<void> =>
  void (await Promise.all(asked.map(answerOf)));

/** What is done is done once the browser has written it down: a full phone says so at the end. */
async function inTransaction<Value>(
  transaction: IDBTransaction,
  work: (within: IDBTransaction) => Promise<Value>,
): Promise<Value> {
  const written = new Promise<void>((resolve, reject) => {
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () => reject(transaction.error));
  });
  const attempt = async (): Promise<Value> => work(transaction); // a full phone may say so at once, too
  const [worked, ended] = await Promise.allSettled([attempt().catch(undo(transaction)), written]);
  if (worked.status === "rejected") throw worked.reason;
  if (ended.status === "rejected") throw ended.reason;
  return worked.value;
}

const undo =
  (transaction: IDBTransaction) =>
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
): () => Promise<IDBDatabase> {
  let connected: Promise<IDBDatabase> | null = null;
  const forget = (): void => {
    connected = null;
  };
  async function open(): Promise<IDBDatabase> {
    const asked = indexedDB.open(name, version);
    asked.addEventListener("upgradeneeded", () => {
      const missing = tables.filter((table) => !asked.result.objectStoreNames.contains(table));
      for (const table of missing) asked.result.createObjectStore(table, { keyPath: "name" });
    });
    const database = await answerOf(asked);
    database.addEventListener("close", forget);
    database.addEventListener("versionchange", () => {
      database.close(); // a newer version of the page waits for it
      forget();
    });
    return database;
  }
  return () =>
    (connected ??= open().catch((error: unknown) => {
      forget();
      throw error;
    }));
}
