import { z } from "zod";

/** Whether the model says what must change before it writes the code, or writes at once. */
export const AnswerStyle = z.enum(["code", "explained"]);
export type AnswerStyle = z.infer<typeof AnswerStyle>;

/** What live runs ask for (docs/decisions/0012-explain-or-write-at-once.md). */
export const LIVE_STYLE: AnswerStyle = "explained";
