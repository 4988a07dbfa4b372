import { plainText } from "../prompt/chatml.ts";
import { fingerprint } from "../prompt/fingerprint.ts";
import { livePrompts } from "./prompt.ts";

/** Of what live runs ask the generator: asked otherwise, it is right more or less often. */
export function livePromptsFingerprint(): string {
  return fingerprint((task, context) =>
    livePrompts(task, context).map(({ segments }) => plainText(segments)),
  );
}
