import { afterEach, describe, expect, test, vi } from "vitest";
import { networkOf, oneRecipient } from "./rate-limit";

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["192.0.2.7:51234", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["::FFFF:c000:0207", "192.0.2.7"],
  ["0:0:0:0:0:ffff:192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002::", "2001:db8:1:2::/64"],
  ["[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["unknown", null],
  ["", null],
  ["999.1.1.1", null],
  ["10.0.0.1, 10.0.0.2", null],
  ["[::1]@example.org", null],
])("the network of %s is %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test("a mailbox is one recipient, however its address is written", () => {
  for (const address of ["amina.nur@gmail.com", "aminanur+1@gmail.com", "amina.n.u.r+x+y@googlemail.com"])
    expect(oneRecipient(address)).toBe("aminanur@gmail.com");
  expect(oneRecipient("amina.nur+1@example.org")).toBe("amina.nur@example.org");
  expect(oneRecipient("+@example.org")).toBe("+@example.org");
  expect(oneRecipient("+358401234567")).toBe("+358401234567");
});

describe("the address of a request", () => {
  afterEach(() => vi.unstubAllEnvs());

  /**
   * What the portal makes of a header behind this many proxies. Settings are read only once, so each call uses a fresh
   * copy.
   */
  async function seen(proxies: string, header?: string) {
    vi.resetModules();
    for (const [name, value] of Object.entries({
      DATABASE_URL: "postgresql://localhost/none",
      APP_URL: "http://localhost",
      APP_SECRET: "a secret for tests only, forty letters long",
      DATA_KEY: Buffer.alloc(32, 7).toString("base64"),
      DEMO: "true",
      TRUSTED_PROXIES: proxies,
    }))
      vi.stubEnv(name, value);
    const { clientAddress, clientNetwork } = await import("./rate-limit");
    const headers = new Headers(header === undefined ? {} : { "x-forwarded-for": header });
    return [clientAddress(headers), clientNetwork(headers)];
  }

  test("is the one that the outermost trusted proxy saw", async () => {
    expect(await seen("1", "6.6.6.6, 192.0.2.7")).toEqual(["192.0.2.7", "192.0.2.7"]);
    expect(await seen("2", "6.6.6.6, 2001:db8::1, 10.0.0.1")).toEqual(["2001:db8::1", "2001:db8:0:0::/64"]);
    expect(await seen("2", "192.0.2.7")).toEqual([null, null]);
    expect(await seen("1")).toEqual([null, null]);
  });

  test("is unknown without a trusted proxy, whatever a header says", async () => {
    expect(await seen("0", "192.0.2.7")).toEqual([null, null]);
  });
});
