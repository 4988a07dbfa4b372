import type {
  Engine,
  EngineInfo,
  GenerateRequest,
  Sample,
  Score,
  ScoreRequest,
  Segment,
} from "../../contracts/engine.ts";
import { StoppedError } from "../../contracts/errors.ts";

export interface Script {
  /** A call's samples in their order, repeated when used up; or sample `i` of a prompt, from 0. */
  readonly answers?: readonly string[] | ((prompt: string, i: number) => string);
  /** Margin of candidate `i`, from 0. */
  readonly margins?: readonly number[] | ((candidate: string, i: number) => number);
  readonly finish?: Sample["finish"];
  readonly labelMass?: number;
  readonly info?: Partial<EngineInfo>;
}

export interface ScriptedEngine extends Engine {
  /** What was asked, in order. */
  readonly requests: {
    readonly generate: readonly GenerateRequest[];
    readonly score: readonly ScoreRequest[];
  };
}

/** An engine without a model: says what the script says and remembers what it was asked. */
export function createScriptedEngine(script: Script): ScriptedEngine {
  const requests: { generate: GenerateRequest[]; score: ScoreRequest[] } = {
    generate: [],
    score: [],
  };
  const used = { requestedTokens: 0, evaluatedTokens: 0, generatedTokens: 0 };
  const pay = (tokens: number) => {
    used.requestedTokens += tokens;
    used.evaluatedTokens += tokens;
  };
  return {
    requests,
    info: async () => ({ ...INFO, ...script.info }),
    countTokens: async (segments) => count(text(segments)),
    tokenIds: async () => null,
    async generate(request) {
      assertNotStopped(request.signal);
      requests.generate.push(request);
      let drawn = 0;
      return request.prompts.map(({ segments, n, greedy }) => {
        const prompt = text(segments);
        const length = greedy ? n + 1 : n;
        pay(count(prompt) * length);
        const samples = Array.from({ length }, (_, i) =>
          sample(script, { prompt, i, drawn: drawn++ }),
        );
        used.generatedTokens += samples.reduce((sum, { tokens }) => sum + tokens, 0);
        return samples;
      });
    },
    async score(request) {
      assertNotStopped(request.signal);
      requests.score.push(request);
      return request.candidates.map((candidate, i) => {
        pay(count(text([...request.prefix, ...candidate])));
        return score(script, text(candidate), i);
      });
    },
    usage: () => ({ ...used }),
    close: async () => {},
  };
}

const INFO: EngineInfo = {
  engine: "scripted",
  engineVersion: "1",
  model: "scripted",
  modelSha256: null,
  contextLength: 4096,
  device: "cpu",
  abilities: {
    sharedPrefill: "none",
    exactLabels: true,
    hidden: false,
    reading: false,
    followUp: false,
    adapter: null,
  },
};

function assertNotStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new StoppedError();
  }
}

function sample(
  { answers = [""], finish = "stop" }: Script,
  { prompt, i, drawn }: { readonly prompt: string; readonly i: number; readonly drawn: number },
): Sample {
  const answer =
    typeof answers === "function" ? answers(prompt, i) : (answers[drawn % answers.length] ?? "");
  return { text: answer, tokens: count(answer), finish, meanLogprob: -0.5, certainty: null };
}

function score({ margins = [0], labelMass = 1 }: Script, candidate: string, i: number): Score {
  const margin =
    typeof margins === "function" ? margins(candidate, i) : (margins[i % margins.length] ?? 0);
  return { margin, labelMass, hidden: null };
}

function text(segments: readonly Segment[]): string {
  return segments.map((segment) => segment.text).join("");
}

// About the rate of a code model, so that limits on prompts behave as they do in earnest.
function count(value: string): number {
  return Math.ceil(value.length / 4);
}
