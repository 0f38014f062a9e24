import { expect, test } from "vitest";
import { allWords } from "./messages/all-words.ts";
import { createMessages } from "./messages/i18n.ts";
import { openingHoursText } from "./opening-hours.ts";

test.each([
  ["24/7", "全天 24 小时", "Always, 24 hours"],
  ["Mo-Fr 08:00-18:00", "周一至周五 08:00–18:00", "Mon–Fri 08:00–18:00"],
  ["Mo-Su 08:00-20:00", "每天 08:00–20:00", "Daily 08:00–20:00"],
  ["09:00-17:00", "每天 09:00–17:00", "Daily 09:00–17:00"],
  [
    "Tu,Th 09:00-12:00,14:00-17:00",
    "周二、周四 09:00–12:00、14:00–17:00",
    "Tue, Thu 09:00–12:00, 14:00–17:00",
  ],
  [
    "Mo-Fr 15:00-18:30; Sa-Su 09:00-17:00",
    "周一至周五 15:00–18:30；周六至周日 09:00–17:00",
    "Mon–Fri 15:00–18:30; Sat–Sun 09:00–17:00",
  ],
])("%s reads as plain words in both languages", async (written, chinese, english) => {
  const read = async (language: "zh-CN" | "en"): Promise<string> =>
    openingHoursText(written, { t: (await createMessages(language, allWords)).t, language });
  expect(await read("zh-CN")).toBe(chinese);
  expect(await read("en")).toBe(english);
});

test.each(["Mo-Fr 08:00-18:00; PH off", "sunrise-sunset", "Apr-Oct 08:00-20:00", "只在上午", ""])(
  "%j goes beyond days and times and stays as it was written",
  async (written) => {
    const { t } = await createMessages("en", allWords);
    expect(openingHoursText(written, { t, language: "en" })).toBe(written);
  },
);
