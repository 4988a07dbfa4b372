import type { Sample } from "../../contracts/engine.ts";
import { askLanes, type LaneQuestion } from "./ask-lanes.ts";
import type { Context, Sequence } from "./binding.ts";
import {
  closeLane,
  isFinished,
  type Lane,
  type LaneOptions,
  type LaneState,
  openLane,
  stepLanes,
} from "./generate.ts";

export interface PromptTokens {
  readonly tokens: readonly number[];
  readonly n: number;
  readonly greedy: boolean;
  readonly seed: number;
  readonly maxTokens: number;
  readonly stop: readonly string[];
}

export interface Schedule {
  readonly context: Context;
  /** Free ones; a prompt is opened as soon as there are enough for all its samples. */
  readonly sequences: readonly Sequence[];
  readonly lanes: LaneOptions;
  readonly followUp: LaneQuestion | undefined;
  /** Gives all sequences the state of the prompt without its last token. */
  readonly readPrompt: (sequences: readonly Sequence[], tokens: readonly number[]) => Promise<void>;
}

interface Flight {
  readonly state: LaneState;
  readonly prompt: number;
  readonly index: number;
}

/**
 * Samples all prompts, several at once as far as there are sequences: what one prompt's finished
 * samples leave free, the next prompt takes. A batch of few lanes costs nearly as much as one of
 * many, so a list of prompts whose longest samples overlap takes half the time.
 */
export async function samplePrompts(
  prompts: readonly PromptTokens[],
  schedule: Schedule,
): Promise<Sample[][]> {
  const results: Sample[][] = prompts.map(() => []);
  const free = [...schedule.sequences];
  const waiting = [...prompts.entries()];
  let flying: Flight[] = [];
  while (waiting.length > 0 || flying.length > 0) {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const own = takeFree(free, laneCount(next[1]));
      if (own === null) break;
      waiting.shift();
      flying.push(...(await openPrompt(next, own, schedule)));
    }
    const states = flying.map(({ state }) => state);
    await stepLanes(states, schedule.lanes);
    const landed = flying.filter(({ state }) => isFinished(state));
    flying = flying.filter(({ state }) => !isFinished(state));
    for (const [i, sample] of (await close(landed, schedule)).entries()) {
      const { prompt, index, state } = landed[i] as Flight;
      (results[prompt] as Sample[])[index] = sample;
      free.push(state.lane.sequence);
    }
  }
  return results;
}

/** How many sequences a prompt takes. */
export function laneCount({ n, greedy }: Pick<PromptTokens, "n" | "greedy">): number {
  return greedy ? n + 1 : n;
}

function takeFree(free: Sequence[], count: number): Sequence[] | null {
  return free.length < count ? null : free.splice(0, count);
}

async function openPrompt(
  [prompt, { tokens, n, seed, maxTokens, stop }]: readonly [number, PromptTokens],
  sequences: readonly Sequence[],
  { readPrompt }: Schedule,
): Promise<Flight[]> {
  await readPrompt(sequences, tokens);
  const lastPromptToken = tokens.at(-1) ?? 0;
  return sequences.map((sequence, index) => {
    const lane: Lane = {
      ...{ sequence, lastPromptToken, maxTokens, stop },
      ...{ seed: seed + index, greedy: index >= n },
    };
    return { state: openLane(lane), prompt, index };
  });
}

/** Samples of lanes that ended in the same step, each with its verdict where one was asked for. */
async function close(landed: readonly Flight[], schedule: Schedule): Promise<Sample[]> {
  const { followUp, context } = schedule;
  const finished = landed.map(({ state }) => closeLane(state));
  if (followUp === undefined || finished.length === 0) return finished.map(({ sample }) => sample);
  const verdicts = await askLanes(finished, context, followUp);
  return finished.map(({ sample }, i) => {
    const verdict = verdicts[i];
    return verdict === undefined ? sample : { ...sample, verdict };
  });
}
