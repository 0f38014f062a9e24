import { expect, test } from "vitest";
import { scaleBarMetres } from "../../src/print/map/scale-bar.ts";

test("a scale bar is a round length that nearly fills its place", () => {
  for (let metresPerMm = 0.1; metresPerMm < 200; metresPerMm *= 1.07) {
    const metres = scaleBarMetres(metresPerMm, 40);
    expect(String(metres)).toMatch(/^(?:0\.)?[125]0*$/);
    expect(metres / metresPerMm).toBeLessThanOrEqual(40.0001);
    expect(metres / metresPerMm).toBeGreaterThan(16 - 0.0001); // 2 to 5 is the widest step
  }
});
