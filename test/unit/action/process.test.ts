import { beforeEach, describe, expect, it, jest } from "@jest/globals";
import { modelEnvironment } from "../../../src/action/process.ts";

const AROUND = { passedOn: { PATH: "/bin" }, engineKey: "s3cret" };

describe("the environment of the models' process", () => {
  let log = "";
  beforeEach(() => {
    log = "";
    jest.spyOn(process.stdout, "write").mockImplementation((text) => {
      log += String(text);
      return true;
    });
  });

  it("has the key of a llama-server only where one is asked, and hides it in the log", () => {
    const local = modelEnvironment(AROUND, { engine: "local", cache: "" });
    expect(local).toEqual({ PATH: "/bin" });
    expect(log).toBe("");
    const server = modelEnvironment(AROUND, { engine: "http://127.0.0.1:8080", cache: "" });
    expect(server).toEqual({ PATH: "/bin", PATCHJUDGE_API_KEY: "s3cret" });
    expect(log).toContain("::add-mask::s3cret");
  });

  it("has no key where the runner has none, and the cache where one is named", () => {
    const around = { ...AROUND, engineKey: undefined };
    const env = modelEnvironment(around, { engine: "http://127.0.0.1:8080", cache: "/c" });
    expect(env).toEqual({ PATH: "/bin", PATCHJUDGE_CACHE: "/c" });
  });
});
