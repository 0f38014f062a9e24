import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { LoopState } from "@getu/domain";
import { createTestDatabase, foundNamedTown, openTimeMachine, townPosition } from "@getu/store/testing";
import type { TestDatabase, TimeMachine } from "@getu/store/testing";
import { buildApp, launchBrowser, startServerOver } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeAccount, PASSWORD } from "./browser-session.ts";

type Browser = Awaited<ReturnType<typeof launchBrowser>>;
type Page = Awaited<ReturnType<Browser["newPage"]>>;

const OUTPUT = fileURLToPath(new URL("../../../test-output/", import.meta.url));

/** The middle of a lane grid. */
const SPOT = townPosition(1.5, 1.5);

let database: TestDatabase;
let time: TimeMachine;
let server: AppServer;
let browser: Browser;
const faults: string[] = [];
let shots = 0;

beforeAll(async () => {
  buildApp("resident");
  buildApp("desk");
  database = await createTestDatabase();
  time = await openTimeMachine(database);
  // A sign-in is seen by the clock of the database too, so that a day that is skipped does not end it.
  await database.owner.query(`CREATE FUNCTION seen_now() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN NEW.updated_at := clock_timestamp(); RETURN NEW; END';
    CREATE TRIGGER seen_now BEFORE INSERT ON session FOR EACH ROW EXECUTE FUNCTION seen_now()`);
  const { territoryId, idOf } = await foundNamedTown(time.db);
  server = await startServerOver(database);
  browser = await launchBrowser();
  const { db } = time;
  for (const { grid, ...person } of PEOPLE) {
    const gridId = grid === null ? null : idOf(grid);
    await makeAccount({ db, origin: server.origin }, { ...person, territoryId, gridId });
  }
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await time?.close();
  await database?.drop();
});

const PEOPLE = [
  { username: "dispatcher", role: "dispatcher", grid: null, name: "何晓岚（试验）" },
  { username: "secretary", role: "secretary", grid: "community-0", name: "乔斌晨（试验）" },
  { username: "leader", role: "leader", grid: "lane-1-1", name: "白秀（试验）" },
] as const;

async function openPage(size: { width: number; height: number }): Promise<Page> {
  const [longitude, latitude] = SPOT;
  const context = await browser.newContext({
    viewport: size,
    reducedMotion: "reduce",
    timezoneId: "Asia/Shanghai",
    locale: "zh-CN",
    permissions: ["geolocation"],
    geolocation: { longitude, latitude, accuracy: 9 },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (line) => {
    if (line.type() === "error" && !/status of 40[134]/.test(line.text())) faults.push(line.text());
  });
  return page;
}

async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(OUTPUT, { recursive: true });
  shots += 1;
  await page.locator(".ant-spin-spinning").waitFor({ state: "detached" });
  await page.evaluate(() => scrollTo(0, 0)); // a header sticks to where the page was scrolled to
  await page.screenshot({
    path: `${OUTPUT}loop-${String(shots).padStart(2, "0")}-${name}.png`,
    fullPage: true,
    style: ".ant-message { visibility: hidden }",
  });
}

/** A made-up picture: a lamp in the dusk, dark or lit. */
const picture = async (lamp: "dark" | "lit"): Promise<Buffer> =>
  sharp(
    Buffer.from(
      Array.from({ length: 640 * 480 * 3 }, (_, i) => {
        const [x, y] = [Math.floor(i / 3) % 640, Math.floor(i / 1920)];
        const glow = lamp === "lit" ? Math.max(0, 190 - Math.hypot(x - 320, y - 120)) : 0;
        const post = x > 314 && x < 326 && y > 120 ? 25 : 0;
        const ground = y > 380 ? 35 : 55 - y / 12;
        return Math.min(255, ground + post + glow + (i % 3) * 10);
      }),
    ),
    { raw: { width: 640, height: 480, channels: 3 } },
  )
    .jpeg()
    .toBuffer();

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();

async function signIn(username: string, size = { width: 1440, height: 900 }): Promise<Page> {
  const page = await openPage(size);
  await page.goto(`${server.origin}/desk/#/queue`);
  await page.getByLabel("用户名", { exact: true }).fill(username);
  await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await press(page, /^登\s*录$/);
  await page.getByRole("tab").first().waitFor();
  return page;
}

/** Opens a queue and in it the one incident there is. */
async function openCase(page: Page, queue: string): Promise<void> {
  await page.goto(`${server.origin}/desk/#/queue`);
  await page.getByRole("tab", { name: new RegExp(`^${queue} 1`) }).click();
  await page.locator(".queue__row", { hasText: "路灯" }).waitFor();
}

const enter = (page: Page) => page.locator(".queue__row", { hasText: "路灯" }).click();

/** Takes an action on the page of an incident, with what its form asks for. */
async function act(page: Page, action: string, fill: () => Promise<void> = async () => {}): Promise<void> {
  const offered = page.locator(".case__buttons").getByRole("button", { name: action, exact: true });
  const more = page.locator(".case__buttons").getByRole("button", { name: /更多/ });
  await offered.or(more).first().waitFor();
  if (await offered.isVisible()) await offered.click();
  else {
    await more.click();
    await page.getByRole("menuitem", { name: action, exact: true }).click();
  }
  await fill();
  await press(page, `确认${action}`);
  await page.locator(".case__panel").waitFor({ state: "detached" });
  await page.locator(".case__step strong", { hasText: action }).first().waitFor();
}

const state = async (): Promise<LoopState> =>
  (await time.db.pool.query<{ state: LoopState }>("SELECT state FROM incident_loop")).rows[0]!.state; // one report

/** Moves the clock to just after the loop's next own move, rings the bell of the real queue of jobs, and waits for the level. */
async function climbTo(level: number): Promise<void> {
  await database.owner.query(`UPDATE shifted.clock SET ahead = (
    SELECT next_move_at - pg_catalog.clock_timestamp() + interval '1 second' FROM incident_loop);
    UPDATE session SET updated_at = clock_timestamp();
    SELECT graphile_worker.add_job('move-on', '{}')`);
  await expect.poll(async () => (await state()).reached, { timeout: 30_000 }).toBe(level);
}

test("one person plays all roles: reported with a photo, late, climbed, entrusted, mended, verified, answered, rated badly, and reopened one level up", async () => {
  const resident = await openPage({ width: 390, height: 844 });
  await resident.goto(`${server.origin}/report`);
  await resident.setInputFiles("input[type=file]", {
    name: "灯.jpg",
    mimeType: "image/jpeg",
    buffer: await picture("dark"),
  });
  await resident.getByText("已上传").waitFor();
  await resident.getByRole("button", { name: /^便民服务/ }).click();
  await press(resident, "路灯不亮");
  await press(resident, "用我现在的位置");
  await resident.getByText("误差约").waitFor();
  await resident.getByRole("textbox", { name: "说一说情况" }).fill("6 幢门口的路灯坏了两天，晚上很黑");
  await shoot(resident, "resident-reports");
  await press(resident, "提交");
  const code = await resident.locator(".sent__code").innerText();
  await shoot(resident, "resident-code");

  const dispatcher = await signIn("dispatcher");
  await openCase(dispatcher, "待派遣");
  await shoot(dispatcher, "dispatcher-queue");
  await enter(dispatcher);
  await act(dispatcher, "立案");
  await act(dispatcher, "派遣");
  await shoot(dispatcher, "dispatcher-assigned");

  const leader = await signIn("leader");
  await openCase(leader, "我的");
  await enter(leader);
  await act(leader, "接单");
  await act(leader, "开始处置");
  await shoot(leader, "leader-handles");

  await climbTo(2); // nobody of the compound takes it either
  await climbTo(1);
  expect(await state()).toMatchObject({ status: "assigned", asked: { duty: { level: 1 } } });

  const secretary = await signIn("secretary");
  await openCase(secretary, "我的");
  await shoot(secretary, "secretary-receives");
  await enter(secretary);
  await act(secretary, "接单");
  await act(secretary, "交办", () => secretary.getByLabel("交办要求").fill("请今天把灯修好，修好后拍照反馈"));
  await shoot(secretary, "secretary-entrusts");
  expect(await state()).toMatchObject({
    status: "handling",
    owner: { level: 1 },
    asked: { duty: { level: 3 } },
  });

  await openCase(leader, "我的");
  await enter(leader);
  await act(leader, "反馈", async () => {
    await leader.getByLabel("处置情况").fill("已更换灯泡，恢复照明");
    const [before, after] = [
      leader.locator(".case__photos input[type=file]").nth(0),
      leader.locator(".case__photos input[type=file]").nth(1),
    ];
    await before.setInputFiles({ name: "前.jpg", mimeType: "image/jpeg", buffer: await picture("dark") });
    await after.setInputFiles({ name: "后.jpg", mimeType: "image/jpeg", buffer: await picture("lit") });
    await expect
      .poll(() => leader.locator(".ant-upload-list-item-done").count(), { timeout: 30_000 })
      .toBe(2);
    await shoot(leader, "leader-feeds-back");
  });

  await openCase(secretary, "待我核实");
  await shoot(secretary, "secretary-queue");
  await enter(secretary);
  await act(secretary, "核实");
  await act(secretary, "结案", () =>
    secretary.getByLabel("给反映人的答复").fill("路灯已修好，谢谢您告诉我们"),
  );
  await shoot(secretary, "secretary-closes");

  await resident.goto(`${server.origin}/report`);
  await press(resident, "查进度");
  await resident.getByLabel("输入查询码").fill(code);
  await press(resident, "查看进度");
  await resident.getByText("路灯已修好").waitFor();
  await shoot(resident, "resident-reads");
  await resident.getByText("很不满意", { exact: true }).click();
  await resident.getByLabel("说说原因（可不填）").fill("当晚又灭了");
  await press(resident, "提交评价");
  await resident.getByText("已经重新打开").waitFor();
  await shoot(resident, "resident-rates");
  await resident.getByText("已经交给上一级，等待接手").waitFor();

  expect(await state()).toMatchObject({ status: "assigned", reached: 0, asked: { duty: { level: 0 } } });
  await openCase(dispatcher, "我的");
  await enter(dispatcher);
  await dispatcher.getByText("当晚又灭了").first().waitFor();
  await shoot(dispatcher, "street-reopened");
  expect(faults).toEqual([]);
}, 300_000);
