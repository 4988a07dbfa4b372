import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Call } from "./record.ts";

export interface FloorRequest {
  /** A ready llama-batched-bench; otherwise it is built from the engine's own sources. */
  readonly binary: string | undefined;
  readonly runtimeDir: string;
  readonly cache: string;
  readonly modelPath: string;
  readonly promptTokens: number;
  readonly samples: number;
  readonly tokens: number;
  readonly threads: number;
  readonly log: (line: string) => void;
}

/** Measures llama.cpp's own batched decoding. Throws an Error that says why it cannot be run. */
export async function runFloor(
  request: FloorRequest,
): Promise<{ call: Call; details: { tableRow: Row } }> {
  const binary = await findBinary(request);
  const { promptTokens, samples, tokens } = request;
  const output = await run(binary, [
    ...["-m", request.modelPath, "-c", String(promptTokens + samples * tokens + 256)],
    ...["-npp", String(promptTokens), "-ntg", String(tokens), "-npl", String(samples), "-pps"],
    ...["-t", String(request.threads), "-b", "512", "-ub", "512", "-kvu"],
  ]);
  const row = readRow(output);
  const call = { seconds: row["T s"] ?? 0, evaluated: promptTokens, generated: tokens * samples };
  return { call, details: { tableRow: row } };
}

type Row = Record<string, number>;

/** Reads the markdown table that llama-batched-bench prints; its single row, by column. */
export function readRow(output: string): Row {
  const lines = output.split("\n").filter((line) => line.trim().startsWith("|"));
  const head = lines.findIndex((line) => /\bN_KV\b/.test(line));
  const cells = (line = "") => line.split("|").map((cell) => cell.trim());
  const names = cells(lines[head]);
  const values = cells(lines[head + 2]);
  const row = Object.fromEntries(
    names.flatMap((name, i) => (name === "" ? [] : [[name, Number(values[i])] as const])),
  );
  if (head < 0 || !Number.isFinite(row["T s"])) {
    throw new Error("llama-batched-bench printed no figures");
  }
  return row;
}

async function findBinary(request: FloorRequest): Promise<string> {
  const { binary, runtimeDir, cache } = request;
  if (binary !== undefined) {
    if (!existsSync(binary)) throw new Error(`there is no ${binary}`);
    return binary;
  }
  const sources = join(runtimeDir, "node_modules", "node-llama-cpp", "llama");
  const info = z
    .object({ tag: z.string().regex(/^[\w.-]+$/) })
    .parse(JSON.parse(await readFile(join(sources, "llama.cpp.info.json"), "utf8")));
  const folder = join(cache, `llama.cpp-${info.tag}`);
  const built = join(folder, "build", "bin", "llama-batched-bench");
  if (!existsSync(built)) {
    await build(join(sources, "gitRelease.bundle"), folder, request.log);
  }
  return built;
}

async function build(bundle: string, folder: string, log: (l: string) => void): Promise<void> {
  for (const tool of ["git", "cmake", "c++"]) {
    await run(tool, ["--version"]).catch(() => {
      throw new Error(`building llama-batched-bench needs ${tool}, which is not installed`);
    });
  }
  log("building llama-batched-bench from the engine's own sources, once: some minutes");
  if (!existsSync(folder)) {
    const begun = `${folder}.${process.pid}`;
    await rm(begun, { recursive: true, force: true });
    await run("git", ["clone", "--quiet", bundle, begun]);
    await rename(begun, folder);
  }
  const off = [
    ...["LLAMA_BUILD_UI", "LLAMA_USE_PREBUILT_UI", "LLAMA_OPENSSL", "BUILD_SHARED_LIBS"],
    ...["LLAMA_BUILD_TESTS", "LLAMA_BUILD_SERVER"],
  ].map((name) => `-D${name}=OFF`);
  const tree = join(folder, "build");
  await run("cmake", ["-S", folder, "-B", tree, ...off, "-DCMAKE_BUILD_TYPE=Release"]);
  await run("cmake", ["--build", tree, "--target", "llama-batched-bench", "--parallel", "2"]);
}

/** Standard output of a program; it ends with this process. */
function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
    const kill = () => child.kill("SIGKILL");
    process.once("exit", kill);
    let output = "";
    let errors = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-2000);
    });
    child.on("error", (cause) => reject(new Error(`${command} cannot be started`, { cause })));
    child.on("close", (code) => {
      process.removeListener("exit", kill);
      const line = errors.trim().split("\n").at(-1) ?? "";
      if (code === 0) resolve(output);
      else reject(new Error(`${command} ended with ${code}: ${line}`));
    });
  });
}
