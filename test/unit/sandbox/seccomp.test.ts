import { describe, expect, it } from "@jest/globals";
import { seccompFilter } from "../../../src/sandbox/seccomp.ts";

const ALLOW = 0x7fff0000;
const NOT_PERMITTED = 0x00050001;
const KILL = 0x80000000;
const X64 = 0xc000003e;
const ARM64 = 0xc00000b7;

/** Runs a classic BPF program over a system call, as the kernel would. */
function evaluate(filter: Buffer, call: { arch: number; number: number; argument?: number }) {
  const data: Record<number, number> = { 0: call.number, 4: call.arch, 16: call.argument ?? 0 };
  let accumulator = 0;
  for (let pc = 0; pc * 8 < filter.length; pc += 1) {
    const code = filter.readUInt16LE(pc * 8);
    const [jt, jf] = [filter.readUInt8(pc * 8 + 2), filter.readUInt8(pc * 8 + 3)];
    const k = filter.readUInt32LE(pc * 8 + 4);
    const holds: Record<number, boolean> = { 21: accumulator === k, 53: accumulator >= k };
    if (code === 0x06) return k;
    if (code === 0x20) accumulator = data[k] ?? Number.NaN;
    else pc += holds[code] ? jt : jf;
  }
  throw new Error("the filter has no end");
}

describe("seccompFilter", () => {
  const x64 = seccompFilter("x64") ?? Buffer.alloc(0);
  const arm64 = seccompFilter("arm64") ?? Buffer.alloc(0);

  it.each([
    ["read", 0, ALLOW],
    ["openat", 257, ALLOW],
    ["clone3", 435, ALLOW],
    ["ptrace", 101, NOT_PERMITTED],
    ["mount", 165, NOT_PERMITTED],
    ["unshare", 272, NOT_PERMITTED],
    ["keyctl", 250, NOT_PERMITTED],
    ["bpf", 321, NOT_PERMITTED],
    ["io_uring_setup", 425, NOT_PERMITTED],
    ["mount_setattr", 442, NOT_PERMITTED],
    ["an x32 call", 0x40000000 + 101, KILL],
  ])("on x64 judges %s", (_, number, verdict) => {
    expect(evaluate(x64, { arch: X64, number })).toBe(verdict);
  });

  it.each([
    ["read", 63, ALLOW],
    ["ptrace", 117, NOT_PERMITTED],
    ["mount", 40, NOT_PERMITTED],
    ["keyctl", 219, NOT_PERMITTED],
    ["open_tree", 428, NOT_PERMITTED],
  ])("on arm64 judges %s", (_, number, verdict) => {
    expect(evaluate(arm64, { arch: ARM64, number })).toBe(verdict);
  });

  it.each([
    ["AF_UNIX", 1, ALLOW],
    ["AF_INET", 2, ALLOW],
    ["AF_INET6", 10, ALLOW],
    ["AF_NETLINK", 16, ALLOW],
    ["AF_PACKET", 17, NOT_PERMITTED],
    ["AF_ALG", 38, NOT_PERMITTED],
    ["AF_VSOCK", 40, NOT_PERMITTED],
  ])("judges a socket of %s", (_, argument, verdict) => {
    expect(evaluate(x64, { arch: X64, number: 41, argument })).toBe(verdict);
    expect(evaluate(arm64, { arch: ARM64, number: 198, argument })).toBe(verdict);
  });

  it("ends a program of another architecture", () => {
    expect(evaluate(x64, { arch: 0x40000003, number: 0 })).toBe(KILL);
    expect(evaluate(arm64, { arch: X64, number: 0 })).toBe(KILL);
  });

  it("is whole instructions, fewer than the kernel's limit", () => {
    expect(x64.length % 8).toBe(0);
    expect(x64.length / 8).toBeLessThan(4096);
  });

  it("is not guessed for other architectures", () => {
    expect(seccompFilter("riscv64")).toBeNull();
  });
});
