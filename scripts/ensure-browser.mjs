// The browser tests drive a real Chromium with a Chinese font; both come from Debian's packages.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

const PACKAGES = ["chromium", "fonts-noto-cjk"];
const installed = () =>
  existsSync("/usr/bin/chromium") && existsSync("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc");

/** Installs Chromium and the font when this is root on Debian; otherwise throws one line that says what to install. */
export async function ensureBrowser() {
  if (installed()) return;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    throw new Error(
      `the browser tests need these packages: ${PACKAGES.join(" ")} (Debian: apt-get install ${PACKAGES.join(" ")})`,
    );
  }
  console.error(`installing ${PACKAGES.join(", ")} for the browser tests`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  execFileSync("apt-get", ["update", "-q"], { stdio: "ignore", env });
  execFileSync("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...PACKAGES], {
    stdio: "ignore",
    env,
  });
}
