import assert from "node:assert/strict";
import { test } from "node:test";
import { timeOf } from "../../../../src/snapshot/import/snapshot-times";

const march = Date.UTC(2025, 2, 1, 4, 5, 6);

test("a time is read only if its meaning is clear, and is the same in every time zone", () => {
  const zone = process.env.TZ;
  const times: readonly [unknown, number | null][] = [
    ["2025-03-01T04:05:06.000Z", march],
    ["2025-03-01 04:05:06", march],
    ["2025-03-01T04:05:06.123456", march + 123],
    ["2025-03-01 04:05:06+00:00", march],
    ["2025-03-01T05:35:06+0130", march],
    ["2025-03-01 04:05:06 UTC", march],
    ["2025/3/1 4:05:06", march],
    ["Sat, 01 Mar 2025 04:05:06 GMT", march],
    ["2025-03-01", Date.UTC(2025, 2, 1)],
    ["2025-03-01 04:05", march - 6_000],
    [String(march / 1_000), march],
    [String(march), march],
    ["1.740801906e+09", march],
    [march / 1_000, march],
    [BigInt(march), march],
    [BigInt(march) * 1_000n, march],
    [BigInt(march) * 1_000_000n, march],
    ["01/03/2025", null],
    ["2025-02-30", null],
    ["0001-01-01T00:00:00Z", null],
    ["0099-03-01", null],
    ["2025-13-01", null],
    ["2025-03-01T25:00:00", null],
    ["yesterday", null],
    [20_250_301, null],
    [0, null],
    [-1, null],
    [null, null],
  ];
  try {
    for (const place of ["UTC", "America/New_York", "Asia/Kolkata"]) {
      process.env.TZ = place;
      for (const [written, expected] of times)
        assert.equal(timeOf(written), expected, `${written} in ${place}`);
    }
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});
