import { expect, test } from "vitest";
import { pinyinInitials } from "./pinyin-initials.ts";

test.each([
  ["路灯不亮", "ldbl"],
  ["绿化毁损", "lhhs"],
  ["垃圾桶满溢", "ljtmy"],
  ["门牌路牌缺损", "mplpqs"],
  ["燃气异味泄漏", "rqywxl"],
  ["夜间噪声扰民", "yjzsrm"],
  ["安全饿啊", "aqea"],
  ["法律服务", "flfw"],
  ["尼古丁", "ngd"],
  ["葵花", "kh"],
  ["脱落", "tl"],
  ["违法搭建", "wfdj"],
  ["3 号楼 A 座", "3 hl A z"],
])("%s is typed as %s", (words, initials) => {
  expect(pinyinInitials(words)).toBe(initials);
});
