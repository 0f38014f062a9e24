import { afterAll, beforeAll, expect, test } from "vitest";
import { lookAt, signIn, takePhotos, waitUntilKept } from "./leader-phone.ts";
import { startStreetWithPhone } from "./street-with-phone.ts";
import type { StreetWithPhone } from "./street-with-phone.ts";

let street: StreetWithPhone;
let lamp: number;

beforeAll(async () => {
  street = await startStreetWithPhone();
  lamp = await street.call("6 幢门口的路灯不亮，晚上很黑");
});
afterAll(() => street?.stop());

test("what lies nearby and is the same is added to with what was typed and photographed, also without a network, and is not reported once more", async () => {
  const page = await street.openPage();
  await signIn(page, street.origin);
  await waitUntilKept(page, 1);
  await page.goto(`${street.origin}/leader/#/report`);
  await page.locator(".place").waitFor();
  await takePhotos(page, { 拍照: 1 });
  await page.getByLabel("补充说明").fill("今晚还是不亮");
  await street.wire.set("refuse");
  expect(await lookAt(page, "report-near")).toEqual([]);
  await page.getByRole("button", { name: "是同一件" }).click();
  await page.getByText("6 幢门口的路灯不亮").waitFor();
  await page.locator(".photo img").waitFor();
  expect(await page.getByLabel("补充说明").inputValue()).toBe("今晚还是不亮");
  expect(await lookAt(page, "same")).toEqual([]);

  await page.getByRole("link", { name: /回到上报/ }).click();
  await page.getByRole("button", { name: "是同一件" }).waitFor(); // given up, it is a report as before
  expect(await page.getByLabel("补充说明").inputValue()).toBe("今晚还是不亮");
  await expect.poll(() => page.locator(".photo img").count()).toBe(1);

  await page.getByRole("button", { name: "是同一件" }).click();
  await page.getByRole("button", { name: "补充到这件" }).click();
  await page.getByText("待发送：补充").waitFor();
  await page.getByRole("button", { name: "接单", exact: true }).waitFor(); // it is still theirs to take
  await street.wire.set("ok");
  await expect
    .poll(
      () =>
        street.ask(
          `SELECT action, text FROM incident_step WHERE incident_id = ${lamp} ORDER BY ordinal OFFSET 3`,
        ),
      { timeout: 60_000 },
    )
    .toEqual([{ action: "supplement", text: "今晚还是不亮" }]);
  const photos = await street.ask(
    `SELECT kind FROM incident_photo WHERE incident_id = ${lamp} AND state = 'attached'`,
  );
  expect(photos).toEqual([{ kind: "near" }]);
  expect(await street.ask("SELECT count(*)::integer AS count FROM incident")).toEqual([{ count: 1 }]);
  await page.goto(`${street.origin}/leader/#/report`);
  await page.locator(".place").waitFor();
  await page.waitForTimeout(500); // what is restored comes a moment after the field
  expect(await page.getByLabel("补充说明").inputValue()).toBe("");
  await page.close();
  expect(street.faults).toEqual([]);
});
