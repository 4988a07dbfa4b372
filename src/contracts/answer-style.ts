import { z } from "zod";

/** Whether the model says what must change before it writes the code, or writes at once. */
export const AnswerStyle = z.enum(["code", "explained"]);
export type AnswerStyle = z.infer<typeof AnswerStyle>;

/**
 * What live runs ask for, as evenly as their number allows, the first ones first
 * (docs/decisions/0013-half-explain-half-write.md).
 */
export const LIVE_STYLES: readonly AnswerStyle[] = ["explained", "code"];

/** How a pool was sampled: one way, or as a live run does. */
export const PoolStyle = z.enum([...AnswerStyle.options, "mixed"]);
export type PoolStyle = z.infer<typeof PoolStyle>;
