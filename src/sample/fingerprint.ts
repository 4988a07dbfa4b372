import type { AnswerStyle } from "../contracts/answer-style.ts";
import { plainText } from "../prompt/chatml.ts";
import { fingerprint } from "../prompt/fingerprint.ts";
import { generatorPrompt } from "./prompt.ts";

/** Of what the generator was asked, in these ways: asked otherwise, it is right more or less often. */
export function promptsFingerprint(styles: readonly AnswerStyle[]): string {
  return fingerprint((task, context) =>
    styles.map((style) => plainText(generatorPrompt(task, context, style).segments)),
  );
}
