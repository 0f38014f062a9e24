import { expect, test } from "vitest";
import { foldAddress, rankAddresses } from "./address-rank.ts";
import type { FoundAddress } from "./desk-report.ts";

const spot = (kind: FoundAddress["kind"], name: string, note: string | null = null): FoundAddress => ({
  kind,
  name,
  note,
  position: [120, 30],
});

test("full width, case and blanks make no difference to an address", () => {
  expect(foldAddress(" Ａ１ 号\u3000楼 ")).toBe("a1号楼");
});

test("the name itself comes first, then what begins with it, then what holds it; a code counts like a name", () => {
  const found = [
    spot("road", "东和平路"),
    spot("grid", "花园", "和平路"),
    spot("road", "和平路"),
    spot("building", "和平路小学"),
    spot("place", "和平路警务室"),
    spot("building", "新和平路商场"),
  ];
  expect(rankAddresses(found, "和平路").map(({ name }) => name)).toEqual([
    "花园",
    "和平路",
    "和平路警务室",
    "和平路小学",
    "新和平路商场",
    "东和平路",
  ]);
});
