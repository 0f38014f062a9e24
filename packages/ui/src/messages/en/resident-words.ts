import type { ResidentKey } from "../resident-words.ts";
import type { Messages } from "../zh-cn.ts";
import { resident } from "./resident.ts";
import { shared } from "./shared.ts";

/** The words of a resident's phone, in English. */
export const residentWords: Pick<Messages, ResidentKey> = { ...shared, resident };
