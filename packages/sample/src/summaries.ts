import type { Category } from "./incident-traits.ts";
import type { Catalogue } from "@getu/domain";

type Condition = Catalogue["categories"][number]["conditions"][number];

/** What a report says after the place; never about a person. */
const SAYINGS: Readonly<Record<string, readonly string[]>> = {
  "noise-night": ["夜间噪声扰民", "深夜仍有施工声响", "夜宵摊点喧哗影响休息", "广场音响音量过大"],
  parking: ["车辆占道停放", "出入口被车辆堵住", "车辆停在人行道上", "双排停车影响通行"],
  "fire-lane-blocked": ["消防通道停有车辆", "消防通道被杂物占用"],
  "overflowing-bin": ["垃圾桶满溢", "垃圾桶满溢，异味明显", "收集点垃圾溢出"],
  "littered-ground": ["路边有暴露垃圾", "绿化带内有垃圾", "有零星垃圾未清"],
  "bulky-waste": ["有废旧家具堆放", "大件垃圾堆在单元门口"],
  "construction-waste": ["装修垃圾未清运", "有人倾倒建筑垃圾"],
  "waste-sorting": ["垃圾混投", "厨余垃圾未分类"],
  "missed-collection": ["早班垃圾漏收", "收集点今日未清运"],
  "illegal-posting": ["电线杆上有小广告", "楼道内有小广告"],
  "street-vendor": ["流动摊贩占道", "商铺出店经营", "夜市摊点占用人行道"],
  "sewer-overflow": ["污水井外溢", "下水不畅，路面积水", "积水有异味"],
  "black-water": ["河面有漂浮物", "水色异常"],
  "oil-smoke": ["餐饮油烟扰民", "烧烤油烟直排"],
  dust: ["工地扬尘", "渣土车遗撒"],
  "green-damage": ["绿化被踩踏毁损", "有人毁绿种菜", "树枝折断"],
  "illegal-building": ["楼顶疑似搭建", "院内正在搭建"],
  "street-light": ["路灯不亮", "多盏路灯不亮"],
  "road-damage": ["路面坑洼", "人行道砖松动", "路面破损积水"],
  "shared-bikes": ["共享单车淤积", "共享单车占用盲道"],
  "public-facility": ["健身器材松动", "座椅损坏", "护栏缺损"],
  "charging-pile-fault": ["充电桩不能启动", "充电桩屏幕故障"],
  "courier-locker": ["快递柜无法开门", "驿站包裹堆放通道"],
  signage: ["门牌脱落", "路牌被遮挡"],
  "neighbour-dispute": ["邻里因漏水争执", "因楼道堆物引起争执", "因停车位发生争执"],
  "property-dispute": ["居民对物业收费有异议", "电梯维修费用分摊有争议"],
  "fire-hazard-corridor": ["楼道堆放杂物", "安全出口堆放纸箱"],
  "ebike-charging": ["飞线充电", "电动自行车在门厅充电"],
  "manhole-cover": ["井盖松动", "井盖破损", "井盖缺失"],
  "falling-facade": ["外墙有空鼓", "外墙瓷砖脱落"],
  "gas-smell": ["有燃气异味"],
  "dog-unleashed": ["遛犬未牵绳", "犬吠扰民"],
  "water-outage": ["停水", "水压不足"],
  "power-outage": ["停电", "单元跳闸"],
  "lift-fault": ["电梯停运", "电梯异响"],
  "heating-fault": ["供暖不热", "燃气供应不稳"],
  "elderly-visit": ["定期探访安排", "请求上门看望"],
  "elderly-meal": ["申请助餐送餐"],
  "housing-repair": ["公房屋面漏水", "公房墙体渗水"],
  "street-order": ["人员聚集占道", "活动散场秩序需疏导"],
  "drowning-risk": ["临水护栏缺失", "有人在禁游水域下水"],
};

/** A short report: the place, then what is the matter there. */
export function summaryOf(
  place: string,
  { category, condition, share }: { category: Category; condition: Condition; share: number },
): string {
  const sayings = SAYINGS[category.code];
  const saying = sayings?.[Math.floor(share * sayings.length)];
  return `${place}${saying ?? `${category.name.zh}：${condition.name.zh}`}`;
}
