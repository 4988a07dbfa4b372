import { z } from "zod";

/**
 * How a model is asked: to say what must change before it writes the code; to write at once; or to go on
 * with code whose first line stands there.
 */
export const AnswerStyle = z.enum(["code", "explained", "continued"]);
export type AnswerStyle = z.infer<typeof AnswerStyle>;

/**
 * What live runs ask for, as evenly as their number allows, the first ones first
 * (docs/decisions/0013-half-explain-half-write.md).
 */
export const LIVE_STYLES: readonly AnswerStyle[] = ["explained", "continued"];

/** How a pool was sampled: one way, or as a live run does. */
export const PoolStyle = z.enum([...AnswerStyle.options, "mixed"]);
export type PoolStyle = z.infer<typeof PoolStyle>;
