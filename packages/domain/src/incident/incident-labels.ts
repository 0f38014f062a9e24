import type { Channel, Severity } from "./incident.ts";
import type { Label } from "../label.ts";

/** What screens and files call where a report comes from. */
export const CHANNEL_LABELS: Readonly<Record<Channel, Label>> = {
  hotline: { zh: "热线", en: "Hotline" },
  snapshot: { zh: "随手拍", en: "Resident's snapshot" },
  "opinion-box": { zh: "民情意见箱", en: "Opinion box" },
  mailbox: { zh: "社区书记信箱", en: "Secretary's mailbox" },
  patrol: { zh: "巡查", en: "Patrol" },
  visit: { zh: "走访", en: "Household visit" },
  meeting: { zh: "议事会", en: "Residents' meeting" },
  device: { zh: "设备告警", en: "Device alarm" },
  petition: { zh: "信访转办", en: "Petition office" },
};

/** What screens and files call how much an incident weighs. */
export const SEVERITY_LABELS: Readonly<Record<Severity, Label>> = {
  minor: { zh: "一般", en: "Minor" },
  major: { zh: "重大", en: "Major" },
  urgent: { zh: "紧急", en: "Urgent" },
};
