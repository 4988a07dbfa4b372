import { parseArgs } from "node:util";
import { findPreset } from "../../src/weights/presets.ts";

/** What the engine benchmark was asked to measure. */
export interface Options {
  readonly model: string;
  readonly promptTokens: number;
  readonly samples: number;
  readonly tokens: number;
  readonly out: string;
  readonly resume: boolean;
}

export const USAGE = `npm run bench -- engine [options]
  --model NAME         0.5b, 1.5b or a .gguf file (default 0.5b)
  --prompt-tokens N    length of the shared prompt (default 2000)
  --samples N          samples and candidates (default 10)
  --tokens N           tokens a sample (default 96)
  --out FILE           figures as JSON (default bench/results/engine-<model>.json)
  --resume             keep the figures that FILE already holds
  --quick              100 prompt tokens, 16 tokens a sample: a trial of the benchmark itself`;

/** A wrong option: the message is for people. */
export class OptionError extends Error {}

/** Reads the command line; `null` where only help is wanted. Throws `OptionError`. */
export function readOptions(args: readonly string[]): Options | null {
  const values = parse(args);
  if (values.help) return null;
  const quick = values.quick === true;
  const model = values.model ?? "0.5b";
  return {
    model,
    promptTokens: count("--prompt-tokens", values["prompt-tokens"], quick ? 100 : 2000),
    samples: count("--samples", values.samples, 10),
    tokens: count("--tokens", values.tokens, quick ? 16 : 96),
    out: values.out ?? `bench/results/engine-${shortName(model)}${quick ? "-quick" : ""}.json`,
    resume: values.resume === true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        model: { type: "string" },
        "prompt-tokens": { type: "string" },
        samples: { type: "string" },
        tokens: { type: "string" },
        out: { type: "string" },
        resume: { type: "boolean" },
        quick: { type: "boolean" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error));
  }
}

function count(option: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 100_000) {
    throw new OptionError(`${option} ${text}: it is a whole number from 1`);
  }
  return value;
}

function shortName(model: string): string {
  const file = model.split(/[\\/]/).at(-1) ?? model;
  return findPreset(file)?.alias ?? file.replace(/\.gguf$/, "");
}
