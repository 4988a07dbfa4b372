import { describe, expect, test } from "@jest/globals";
import { childVariables } from "../../../src/engine/local/child-variables.ts";

const ALWAYS = {
  PATH: "/usr/bin:/bin",
  HOME: "/nonexistent",
  NODE_LLAMA_CPP_SKIP_DOWNLOAD: "true",
};

describe("variables of the engine's process", () => {
  test("none of ours reaches it", () => {
    expect(childVariables({ GITHUB_TOKEN: "secret", PATH: "/opt/bin", LANG: "C" })).toEqual(ALWAYS);
  });

  test("what a card needs does, and its kernels are kept in the home of who runs us", () => {
    const env = { HOME: "/home/someone", LD_LIBRARY_PATH: "/opt/cuda", CUDA_VISIBLE_DEVICES: "1" };
    expect(childVariables(env)).toEqual({
      ...ALWAYS,
      LD_LIBRARY_PATH: "/opt/cuda",
      CUDA_VISIBLE_DEVICES: "1",
      CUDA_CACHE_PATH: "/home/someone/.nv/ComputeCache",
    });
  });

  test("another place for the kernels is taken over", () => {
    const { CUDA_CACHE_PATH } = childVariables({ HOME: "/home/x", CUDA_CACHE_PATH: "/fast/cuda" });
    expect(CUDA_CACHE_PATH).toBe("/fast/cuda");
  });
});
