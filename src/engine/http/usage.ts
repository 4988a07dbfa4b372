import type { EngineUsage } from "../../contracts/engine.ts";

/** Adds up what the calls of one engine cost, in tokens. */
export interface UsageMeter {
  requested(tokens: number): void;
  /** Takes the server's own account of one prompt. */
  evaluated(usage: {
    prompt_tokens: number;
    prompt_tokens_details?: { cached_tokens: number } | null | undefined;
  }): void;
  generated(tokens: number): void;
  read(): EngineUsage;
}

/** A meter at zero. */
export function createUsageMeter(): UsageMeter {
  let requestedTokens = 0;
  let evaluatedTokens = 0;
  let generatedTokens = 0;
  return {
    requested: (tokens) => {
      requestedTokens += tokens;
    },
    evaluated: (usage) => {
      evaluatedTokens += usage.prompt_tokens - (usage.prompt_tokens_details?.cached_tokens ?? 0);
    },
    generated: (tokens) => {
      generatedTokens += tokens;
    },
    read: () => ({ requestedTokens, evaluatedTokens, generatedTokens }),
  };
}
