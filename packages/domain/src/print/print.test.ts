import { expect, test } from "vitest";
import { parsePrintHash, printAddress, PRINTS } from "./print.ts";

test("the address of a page to print says what is printed, and anything else says nothing", () => {
  for (const what of PRINTS) {
    const printed = { territoryId: 3, what, id: 41 };
    const { hash, searchParams } = new URL(printAddress(printed, "en"), "http://localhost");
    expect([parsePrintHash(hash), searchParams.get("lang")]).toEqual([printed, "en"]);
  }
  const strange = ["", "#/", "#/1/board", "#/1/poster/2", "#/0/board/2", "#/1/board/2/3", "#/1/board/1e3"];
  expect(strange.map(parsePrintHash)).toEqual(strange.map(() => null));
});
