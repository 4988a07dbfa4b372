import { plainText } from "../prompt/chatml.ts";
import { fingerprint } from "../prompt/fingerprint.ts";
import { judgeCandidate, judgeFence, judgePrefix, LABELS } from "./prompt.ts";

/** Of the judge's prompt: another wording is another judge. */
export function promptFingerprint(): string {
  return fingerprint((task, context) => {
    const code = "golden = 2\n";
    const fence = judgeFence(context, [code]);
    const segments = [...judgePrefix(task, context, fence), ...judgeCandidate(code, fence)];
    return [plainText(segments), ...LABELS];
  });
}
