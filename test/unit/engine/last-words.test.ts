import { describe, expect, test } from "@jest/globals";
import { explainEnd } from "../../../src/engine/local/last-words.ts";

// As llama.cpp wrote it on an H100 whose driver was older than the CUDA of the build; frames shortened.
const REFUSED = `/build/ggml-cuda.cu:108: CUDA error
CUDA error: the provided PTX was compiled with an unsupported toolchain.
  current device: 0, in function ggml_cuda_kernel_can_use_pdl at /build/common.cuh:1679
libggml-base.so(ggml_abort+0x152)[0x7f37b014df42]
/lib/x86_64-linux-gnu/libc.so.6(+0x129ecc)[0x7f37b3129ecc]
`;

describe("the end of the engine's process", () => {
  test("CUDA's complaint is found above the frames, with advice about card and driver", () => {
    expect(explainEnd("SIGABRT", REFUSED)).toBe(
      "the engine's process ended (SIGABRT): the provided PTX was compiled with an unsupported toolchain. " +
        "The engine's CUDA build does not work with this card and its driver: a newer driver may help, " +
        "and --gpu off does without the card.",
    );
  });

  test("a full card is another matter than a full machine", () => {
    expect(explainEnd("SIGABRT", "CUDA error: out of memory\nframe\n")).toContain(
      "The card's memory is full",
    );
  });

  test.each([
    ["SIGKILL", "", "the engine's process ended (SIGKILL). If memory was short, "],
    ["exit code 1", "one\nlast\n", "the engine's process ended (exit code 1): last. If memory"],
  ])("%s after %j", (reason, stderr, expected) => {
    expect(explainEnd(reason, stderr)).toContain(expected);
  });
});
