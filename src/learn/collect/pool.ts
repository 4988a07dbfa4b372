import { z } from "zod";
import { AnswerStyle, PoolStyle } from "../../contracts/answer-style.ts";

/**
 * One candidate of a pool. `passed` is absent where nobody knows. Greedy answers stand apart: they
 * are not exchangeable with the sampled ones.
 */
export const PoolCandidate = z.object({
  id: z.int().positive(),
  /** In pools of repositories the whole answer, until `learn label` has made it a candidate. */
  code: z.string(),
  tokens: z.int().nonnegative(),
  finish: z.enum(["stop", "length"]),
  meanLogprob: z.number().nullable(),
  certainty: z
    .object({ entropy: z.number(), selfCertainty: z.number(), lowestLogprob: z.number() })
    .nullable(),
  greedy: z.literal(true).optional(),
  /** How the generator was asked, where a pool was sampled both ways; else the pool says. */
  style: AnswerStyle.optional(),
  passed: z.boolean().optional(),
  /** Why it passed or not: assertion, exception, timeout, syntax … */
  reason: z.string().optional(),
  /** Why a live run would not judge it, in pools of repositories. */
  refused: z.string().optional(),
});
export type PoolCandidate = z.infer<typeof PoolCandidate>;

/** Whether a candidate parses (where its language is compiled: compiles with the tests), as far as its label says. */
export function isParsed(reason: string | undefined): boolean | undefined {
  return reason === undefined ? undefined : reason !== "syntax" && reason !== "compile";
}

/**
 * One line of a pool: the candidates of one task. The task's own text is not stored; it is joined
 * from the benchmark's file by `task`, and `promptSha256` tells whether it is the same prompt.
 */
export const PoolLine = z.object({
  task: z.string(),
  problem: z.string(),
  language: z.string(),
  domain: z.enum(["function", "repository"]),
  generator: z.string(),
  generatorSha256: z.string().nullable(),
  promptSha256: z.string(),
  sampling: z.object({
    temperature: z.number(),
    topP: z.number(),
    topK: z.int(),
    n: z.int(),
    seed: z.int(),
    maxTokens: z.int(),
    /**
     * How the generator was asked. Absent in older pools, which asked for code, in repositories with another
     * limit of tokens than a live run's.
     */
    style: PoolStyle.optional(),
  }),
  candidates: z.array(PoolCandidate),
});
export type PoolLine = z.infer<typeof PoolLine>;

/** A candidate of which it is known how the generator was asked. */
export type StyledCandidate<C = PoolCandidate> = C & { readonly style: AnswerStyle };

/** The candidates of a pool's line, each with what the line says of all. */
export function styledOf<C extends PoolCandidate>({
  sampling,
  candidates,
}: Pick<PoolLine, "sampling"> & { readonly candidates: readonly C[] }): StyledCandidate<C>[] {
  const { style = "code" } = sampling;
  const usual = style === "mixed" ? "code" : style;
  return candidates.map((candidate) => ({ ...candidate, style: candidate.style ?? usual }));
}

/**
 * The candidates that a judge ranks. Greedy answers are not among them, and nobody needs to know what a
 * judge thinks of what a live run refuses.
 */
export function judgedOf<C extends Pick<PoolCandidate, "greedy" | "refused">>(line: {
  readonly candidates: readonly C[];
}): C[] {
  return line.candidates.filter(({ greedy, refused }) => !greedy && refused === undefined);
}
