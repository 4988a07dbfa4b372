import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { dirname } from "node:path";

export const PARTS = [
  "floor",
  "local",
  "judge-shared",
  "llama-server",
  "judge-llama-server",
  "separate",
  "judge-separate",
] as const;
export type PartName = (typeof PARTS)[number];

/** One call and what it really cost. */
export interface Call {
  readonly seconds: number;
  /** Prompt tokens evaluated, by the engine's own account. */
  readonly evaluated: number;
  readonly generated: number;
}

export interface Part {
  readonly started: string;
  readonly loadAverage: number[];
  /** Calls that make the whole part; fewer may have been measured, and are then scaled. */
  readonly of: number;
  /** Calls to measure. */
  readonly wanted: number;
  readonly calls: Call[];
  readonly notRun?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The JSON file of figures. */
export interface Figures {
  readonly benchmark: "engine";
  /** Equal settings make figures that may stand in one file. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly machine: Readonly<Record<string, unknown>>;
  readonly parts: Partial<Record<PartName, Part>>;
  ratios: readonly unknown[];
}

/** Figures that are on disk after every single one. */
export class FigureFile {
  readonly #path: string;
  readonly figures: Figures;

  private constructor(path: string, figures: Figures) {
    this.#path = path;
    this.figures = figures;
  }

  /** Starts a file anew, or goes on with it. Throws when it holds figures of other settings. */
  static async open(
    path: string,
    { resume, ...fresh }: Pick<Figures, "settings" | "machine"> & { resume: boolean },
  ): Promise<FigureFile> {
    const empty: Figures = { benchmark: "engine", ...fresh, parts: {}, ratios: [] };
    if (!resume || !existsSync(path)) return new FigureFile(path, empty);
    const old = JSON.parse(await readFile(path, "utf8")) as Figures;
    if (JSON.stringify(old.settings) !== JSON.stringify(fresh.settings)) {
      throw new Error(`${path} holds figures of other settings; leave out --resume`);
    }
    return new FigureFile(path, old);
  }

  isDone(name: PartName): boolean {
    return isComplete(this.figures.parts[name]);
  }

  /** Calls of this part that an earlier run has measured. */
  measured(name: PartName): number {
    return this.figures.parts[name]?.calls.length ?? 0;
  }

  async begin(name: PartName, of: number, wanted: number): Promise<void> {
    const started = new Date().toISOString();
    await this.#put(name, { started, loadAverage: loadavg(), of, wanted, calls: [] });
  }

  async add(name: PartName, call: Call, details?: Part["details"]): Promise<void> {
    const part = this.figures.parts[name];
    if (part === undefined) throw new Error(`${name} was not begun`);
    const calls = [...part.calls, call];
    await this.#put(name, { ...part, calls, ...(details === undefined ? {} : { details }) });
  }

  async skip(name: PartName, reason: string): Promise<void> {
    await this.begin(name, 1, 1);
    const part = this.figures.parts[name];
    if (part !== undefined) await this.#put(name, { ...part, notRun: reason });
  }

  async finish(ratios: readonly unknown[]): Promise<void> {
    this.figures.ratios = ratios;
    await this.#write();
  }

  async #put(name: PartName, part: Part): Promise<void> {
    this.figures.parts[name] = part;
    await this.#write();
  }

  async #write(): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    const text = `${JSON.stringify(this.figures, null, 2)}\n`;
    await writeFile(`${this.#path}.new`, text);
    await rename(`${this.#path}.new`, this.#path);
  }
}

/**
 * Seconds of a whole part, `null` without figures. Where only some of its calls were measured, the
 * median stands for the others, so that one disturbed call does not count several times.
 */
export function wholeSeconds(part: Part | undefined): number | null {
  if (!isComplete(part)) return null;
  const seconds = part.calls.map((call) => call.seconds);
  if (seconds.length >= part.of) return total(seconds);
  return median(seconds) * part.of;
}

/** Evaluated tokens of a whole part, scaled where only some of its calls were measured. */
export function wholeEvaluated(part: Part | undefined): number | null {
  if (!isComplete(part)) return null;
  return (total(part.calls.map((call) => call.evaluated)) / part.calls.length) * part.of;
}

function isComplete(part: Part | undefined): part is Part {
  return part !== undefined && part.notRun === undefined && part.calls.length >= part.wanted;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
