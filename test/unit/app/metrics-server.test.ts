import { afterEach, describe, expect, it } from "@jest/globals";
import { createMetrics } from "../../../src/app/metrics.ts";
import { serveMetrics } from "../../../src/app/metrics-server.ts";
import { UserError } from "../../../src/contracts/errors.ts";
import { freePort } from "../../support/app-scene.ts";

let close = () => {};
afterEach(() => close());

describe("the port of the figures", () => {
  it("answers /metrics and nothing else, until it is closed", async () => {
    const port = await freePort();
    close = await serveMetrics(
      createMetrics(() => 3),
      { host: "127.0.0.1", port },
    );
    const url = `http://127.0.0.1:${port}`;
    expect(await (await fetch(`${url}/metrics`)).text()).toMatch(/^patchjudge_jobs 3$/m);
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect((await fetch(`${url}/metrics`, { method: "POST" })).status).toBe(404);
    close();
    await expect(fetch(`${url}/metrics`)).rejects.toThrow();
  });

  it("says which flag to change where the port is taken", async () => {
    const port = await freePort();
    const metrics = createMetrics(() => 0);
    close = await serveMetrics(metrics, { host: "127.0.0.1", port });
    const again = serveMetrics(metrics, { host: "127.0.0.1", port });
    await expect(again).rejects.toThrow(UserError);
    await expect(again).rejects.toThrow(`--metrics-port ${port} cannot be used`);
  });
});
