import { z } from "zod";

/** What llama-server answers, as far as this engine reads it. */
export const Tokens = z.object({ tokens: z.array(z.int().nonnegative()) });

export const Props = z.object({
  default_generation_settings: z.object({ n_ctx: z.int().positive() }),
  total_slots: z.int().positive(),
  model_path: z.string().default(""),
  model_alias: z.string().default(""),
  build_info: z.string().default("unknown"),
});
export type Props = z.infer<typeof Props>;

/** One row a token with pooling `none`, one row in all with other poolings. */
export const Embeddings = z
  .array(z.object({ embedding: z.union([z.array(z.number()), z.array(z.array(z.number()))]) }))
  .min(1);

const TokenLogprob = z.object({ id: z.int(), logprob: z.number() });

/** One event of a streamed completion. */
export const Chunk = z.object({
  choices: z
    .array(
      z.object({
        index: z.int().nonnegative(),
        text: z.string(),
        finish_reason: z.enum(["stop", "length"]).nullish(),
        logprobs: z
          .object({
            content: z.array(TokenLogprob.extend({ top_logprobs: z.array(TokenLogprob) })),
          })
          .nullish(),
      }),
    )
    .default([]),
  usage: z
    .object({
      completion_tokens: z.int().nonnegative(),
      prompt_tokens: z.int().nonnegative(),
      prompt_tokens_details: z.object({ cached_tokens: z.int().nonnegative() }).nullish(),
    })
    .nullish(),
  prompt_progress: z
    .object({ total: z.number(), cache: z.number(), processed: z.number() })
    .nullish(),
});
export type Chunk = z.infer<typeof Chunk>;
