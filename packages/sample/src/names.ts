import type { LandUse } from "./land-use.ts";
import { shuffled } from "./random.ts";
import type { Random } from "./random.ts";

// Every name below is made up from common parts; none stands for a real place or person.

const STREETS =
  "云桥 柳湾 望江 槐荫 清溪 桂园 永安 新河 春晖 双塔 和悦 石埠 梅溪 竹林 锦绣 长虹 凤栖 月牙 枫桥 银杏".split(
    " ",
  );

const COMMUNITIES =
  "云桥 柳湾 望江 槐荫 文昌 清溪 桂园 永安 新河 春晖 双塔 和悦 梅苑 翠屏 朝阳 兴隆 钟楼 北苑 南浦 东升 锦绣 长虹 凤栖 银杏 安泰 同心".split(
    " ",
  );

const VILLAGES = "石埠 杨家湾 北圩 上塘 下塘 陈巷 柏树 菱塘 前庄 后庄 高桥 沙洲".split(" ");

const HAMLETS =
  "东头 西头 南圩 北庄 大塘 小塘 老庄 新庄 桥头 柳树 荷塘 菱角 竹园 槐树 石桥 井头 河沿 枣园".split(" ");

const ESTATES =
  "翠湖 锦江 阳光 金桂 紫荆 丹桂 玉兰 海棠 梧桐 香樟 银河 星光 明珠 康居 安居 和谐 幸福 团结 友谊 光明 胜利 红星 建设 迎春 百合 兰亭 书香 水岸 滨江 观澜 听涛 临湖 东方 时代 世纪 御景 龙湾 凤鸣 鹿鸣 天悦 云锦 风和 日丽 月圆 长青 松涛 枫林 丽景 金色 碧水 蓝天 绿洲 雅居 嘉和 万和 瑞和 祥和 泰和 仁和 春江 秋月 杏林 桃源 莲花 芙蓉 牡丹".split(
    " ",
  );

const ROADS_ALONG =
  "云桥 江山 人民 中山 解放 建业 文昌 朝阳 永安 兴业 学府 和平 振兴 康泰 迎宾 长春 新城 湖滨".split(" ");
const ROADS_ACROSS =
  "健康 春晖 柳湾 工农 青年 桂花 梅园 西林 东林 富民 清河 双塔 育才 光华 凤凰 银杏 向阳 民生".split(" ");
const LANES =
  "槐树 井亭 豆腐 打铁 灯笼 石板 竹竿 花楼 鱼市 米行 柳荫 书院 绣衣 染坊 药王 茶亭 马家 糖坊 梅家 顾家 沈家 周家 油坊 银匠 纸扎 观音桥 状元 铜锣 木匠 三元 五福 八字 太平 安乐 长生 如意 吉祥 丰年".split(
    " ",
  );

const SURNAMES =
  "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文".split(
    "",
  );
const GIVEN =
  "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰玉红建国志华文斌鹏辉婷雪峰琳晨宇浩然欣怡佳慧凯东海波宁春梅荣生立新德福庆祥永安少卿思远小燕云飞".split(
    "",
  );

/** Names of one street, each used once where places must be told apart. */
export type Names = {
  street: string;
  community(kind: "urban" | "village"): string;
  compound(use: LandUse, community: string): string;
  person(): string;
  road(heading: "along" | "across", arterial: boolean): string;
  lane(): string;
};

/** A supply of names that depends on the random stream alone. */
export function createNames(random: Random, index: number): Names {
  const used = new Set<string>();
  const communities = cycling(COMMUNITIES, random);
  const villages = cycling(VILLAGES, random);
  const estates = cycling(ESTATES, random);
  const along = cycling(ROADS_ALONG, random);
  const across = cycling(ROADS_ACROSS, random);
  const lanes = cycling(LANES, random);
  const once = (make: () => string): string => firstUnused(used, make);
  return {
    street: STREETS[index % STREETS.length]!, // in range
    community: (kind) => once(() => (kind === "village" ? `${villages()}村` : `${communities()}社区`)),
    compound: (use, community) =>
      compoundIn(used, community, () => compoundName(use, { community, estate: estates, random })),
    person: () => personName(random),
    road: (heading, arterial) =>
      once(() => (heading === "along" ? along : across)() + roadEnding(heading, arterial, random)),
    lane: () => once(() => lanes() + random.pick(LANE_ENDINGS)),
  };
}

/** Hamlets of two villages may share a name, compounds of a street may not. */
function compoundIn(used: Set<string>, community: string, make: () => string): string {
  const scope = community.endsWith("村") ? `${community}/` : "";
  return firstUnused(used, () => scope + make()).slice(scope.length);
}

const LANE_ENDINGS = ["巷", "巷", "弄", "一巷", "二巷", "一弄"] as const;

function roadEnding(heading: "along" | "across", arterial: boolean, random: Random): string {
  if (arterial) return heading === "along" ? "大道" : "路";
  return random.pick(heading === "along" ? ["路", "路", "南路", "北路"] : ["街", "街", "东街", "西街"]);
}

const NUMERALS = "一二三四五六七八九十".split("");

function firstUnused(used: Set<string>, make: () => string): string {
  for (let round = 0; ; round++) {
    const name = round < 60 ? make() : `${make()}${NUMERALS[round % 10]!}区`; // ten numerals
    if (used.has(name)) continue;
    used.add(name);
    return name;
  }
}

/** The list in a shuffled order, again and again. */
function cycling(list: readonly string[], random: Random): () => string {
  const order = shuffled(list, random);
  let next = 0;
  return () => order[next++ % order.length]!; // in range
}

type CompoundRule = { after: "estate" | "place" | "hamlet"; suffixes: readonly string[] };

/** What stands before the suffix: an invented estate, the community's own name, or a corner of the village. */
const COMPOUND_RULES = {
  slab: { after: "estate", suffixes: ["小区", "新村", "一村", "二村", "东苑", "西苑"] },
  midrise: { after: "estate", suffixes: ["花园", "苑", "家园", "花苑"] },
  tower: { after: "estate", suffixes: ["府", "公馆", "城", "雅苑", "国际花园"] },
  "old-town": { after: "estate", suffixes: ["里", "坊", "巷片", "老街"] },
  commercial: { after: "estate", suffixes: ["广场", "商业中心", "商务区"] },
  market: { after: "place", suffixes: ["农贸市场片区"] },
  factory: { after: "estate", suffixes: ["工业园", "科技园", "产业园"] },
  school: { after: "place", suffixes: ["小学", "中学", "实验小学", "九年制学校"] },
  hospital: { after: "place", suffixes: ["医院"] },
  park: { after: "estate", suffixes: ["公园"] },
  bank: { after: "place", suffixes: ["滨河绿带", "滨河绿带东段", "滨河绿带西段"] },
  construction: { after: "estate", suffixes: ["在建地块"] },
  hamlet: { after: "hamlet", suffixes: ["村民组"] },
  field: { after: "hamlet", suffixes: ["村民组"] },
} as const satisfies Record<LandUse, CompoundRule>;

function compoundName(
  use: LandUse,
  { community, estate, random }: { community: string; estate: () => string; random: Random },
): string {
  const { after, suffixes }: CompoundRule = COMPOUND_RULES[use];
  const suffix = random.pick(suffixes);
  if (after === "estate") return `${estate()}${suffix}`;
  return `${after === "hamlet" ? random.pick(HAMLETS) : community.replace(/社区$|村$/, "")}${suffix}`;
}

function personName(random: Random): string {
  const given = random.chance(0.25) ? random.pick(GIVEN) : random.pick(GIVEN) + random.pick(GIVEN);
  return random.pick(SURNAMES) + given;
}
