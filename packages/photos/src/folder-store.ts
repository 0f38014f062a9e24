import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { checkedName, isPhotoName } from "./photo-name.ts";
import type { PhotoStore } from "./photo-store.ts";

const isAbsent = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

/** Two letters of the name spread a million files over 256 folders. */
const pathIn = (folder: string, name: string): string => join(folder, name.slice(0, 2), checkedName(name));

/** Takes photos out of a folder, whoever else has it open. */
export const folderRemover = (folder: string): Pick<PhotoStore, "remove"> => ({
  remove: (name) => rm(pathIn(folder, name), { force: true }),
});

/**
 * Photos in a folder that one process owns. A file is written beside its place, forced to the disk and then moved there:
 * under its name it is whole or absent, whenever the machine stops.
 */
export async function openFolder(folder: string): Promise<PhotoStore> {
  const incoming = join(folder, "incoming");
  await rm(incoming, { recursive: true, force: true }); // halves of an earlier process
  await mkdir(incoming, { recursive: true });
  return {
    async put(name, bytes) {
      const [half, whole] = [join(incoming, checkedName(name)), pathIn(folder, name)];
      try {
        await writeDurably(half, bytes);
        await mkdir(dirname(whole), { recursive: true });
        await rename(half, whole);
        await syncFolder(dirname(whole));
      } catch (error) {
        await rm(half, { force: true });
        throw error;
      }
    },
    async find(name) {
      return readFile(pathIn(folder, name)).catch((error: unknown) => {
        if (isAbsent(error)) return null;
        throw error;
      });
    },
    ...folderRemover(folder),
    async *list() {
      for (const group of await readdir(folder)) {
        if (group.length === 2) yield* (await readdir(join(folder, group))).filter(isPhotoName);
      }
    },
  };
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "w");
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A name is on the disk only when its folder is; Windows knows no such call. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
