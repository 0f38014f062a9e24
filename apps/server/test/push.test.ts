import { startPushService } from "@getu/testkit";
import type { PushService } from "@getu/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isPushAddress } from "../src/push/push-address.ts";
import { createPushKey, publicKeyOf } from "../src/push/push-key.ts";
import { isPublicAddress, publicLookup } from "../src/push/public-network.ts";
import { sendPush } from "../src/push/send-push.ts";

const privateKey = createPushKey();
const publicKey = publicKeyOf(privateKey)!; // it has just been made
const CALL = { pressing: 3, fresh: 1 };

let service: PushService;
const settings = () => ({ privateKey, contact: "mailto:office@example.cn", hosts: [service.host] });

const find = (name: string, all: boolean): Promise<unknown> =>
  new Promise((resolve, reject) =>
    publicLookup(name, { all }, (error, found) => (error ? reject(error) : resolve(found))),
  );

beforeAll(async () => {
  service = await startPushService();
});
afterAll(() => service.stop());

describe("a call to a phone", () => {
  test("can be opened by the phone alone, is signed for this push service and for half a day, and says how urgent it is", async () => {
    const before = Date.now() / 1000;
    expect(await sendPush(service.subscribe(publicKey), CALL, settings())).toBe("taken");
    const { headers, text, token } = service.calls.at(-1)!;
    expect(JSON.parse(text)).toEqual(CALL);
    expect(headers).toMatchObject({
      "content-encoding": "aes128gcm",
      ttl: "43200",
      urgency: "normal",
      topic: "work",
    });
    expect(token).toMatchObject({ aud: `https://${service.host}`, sub: "mailto:office@example.cn" });
    expect(token["exp"]).toBeGreaterThan(before);
    expect(token["exp"]).toBeLessThanOrEqual(before + 24 * 3600 + 5); // push services refuse more than a day
  });

  test.each([
    [200, "taken"],
    [201, "taken"],
    [404, "gone"],
    [410, "gone"],
    [307, "not-taken"],
    [403, "not-taken"],
    [413, "not-taken"],
    [429, "not-taken"],
    [500, "not-taken"],
    ["silence", "not-taken"],
  ] as const)("that is answered with %s is %s", async (status, outcome) => {
    const phone = service.subscribe(publicKey);
    service.answer(status);
    expect(await sendPush(phone, CALL, settings())).toBe(outcome);
    service.answer(201);
  });

  test("to keys that no phone has is gone", async () => {
    const phone = service.subscribe(publicKey);
    expect(await sendPush({ ...phone, p256dh: "B".repeat(87) }, CALL, settings())).toBe("gone");
  });

  test("goes to no address of one's own network unless the operator has named it, nor to one that a name leads to", async () => {
    const phone = service.subscribe(publicKey);
    const heard = service.calls.length;
    expect(await sendPush(phone, CALL, { ...settings(), hosts: [] })).toBe("not-taken");
    expect(service.calls).toHaveLength(heard);
    for (const all of [true, false])
      await expect(find("localhost", all)).rejects.toThrow("no address of the public network");
  });
});

test("addresses of push services are https at a name, or at a host that the operator has named", () => {
  const own = ["push.office.cn:8443", "127.0.0.1:9"];
  const taken = [
    "https://fcm.googleapis.com/fcm/send/abc",
    "https://updates.push.services.mozilla.com/wpush/v2/abc",
    "https://web.push.apple.com/abc",
    "https://push.office.cn:8443/abc",
    "http://127.0.0.1:9/abc",
  ];
  const refused = [
    "http://fcm.googleapis.com/abc",
    "https://fcm.googleapis.com:8443/abc",
    "https://somebody@fcm.googleapis.com/abc",
    "https://127.0.0.1/abc",
    "https://2130706433/abc",
    "https://0x7f.1/abc",
    "https://[::1]/abc",
    "https://[::ffff:127.0.0.1]/abc",
    "https://8.8.8.8/abc",
    "https://localhost/abc",
    "https://postgres/abc",
    "http://127.0.0.1:9@evil.example/abc",
    "file:///etc/passwd",
    "javascript:1",
    "no address",
  ];
  const isTaken = (address: string): boolean => isPushAddress(address, own);
  expect(taken.filter((address) => !isTaken(address))).toEqual([]);
  expect(refused.filter(isTaken)).toEqual([]);
});

test("the public network is what routers of the world know, and no address of an office, a machine or a test", () => {
  const open = [
    "8.8.8.8",
    "1.1.1.1",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "2606:4700::1111",
    "2400:3200::1",
  ];
  const closed = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.255",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "fc00::1",
    "fd12::1",
    "fe80::1",
    "ff02::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "localhost",
    "",
  ];
  expect(open.filter((address) => !isPublicAddress(address))).toEqual([]);
  expect(closed.filter(isPublicAddress)).toEqual([]);
});
