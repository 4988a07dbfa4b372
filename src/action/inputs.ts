import { z } from "zod";
import { UserError } from "../contracts/errors.ts";

/** Empty in the jobs that need none. */
const BLOB = /^(?:[0-9a-f]{40,64})?$/;
const CONCLUSION = /^(?:success|failure|cancelled|skipped)?$/;

/** What `action.yml` promises; the defaults stand there and nowhere else. */
const Inputs = z.object({
  mode: z.enum(["gate", "run", "publish", "doctor"]),
  token: z.string().min(1, "is empty; leave it out for the workflow's own token"),
  "app-slug": z.string().regex(/^[a-z\d-]*$/, "is the app's name as in its address"),
  request: z
    .string()
    .regex(BLOB, "is the blob's id, as the output `request` of the job `gate` has it"),
  conclusion: z
    .string()
    .regex(CONCLUSION, "is success, failure, cancelled or skipped: pass needs.run.result"),
  model: z.string().min(1, "names a model: 0.5b, 1.5b or a .gguf file"),
  "judge-model": z.string(),
  judge: z.string().min(1, "is auto, none or a judge's file"),
  engine: z
    .string()
    .regex(/^(?:local|https?:\/\/.+)$/, "is local or the address of a llama-server"),
  gpu: z.enum(["auto", "off"]),
  cache: z.string(),
});
export type Inputs = z.infer<typeof Inputs>;

export const INPUT_NAMES = Object.keys(Inputs.shape) as (keyof Inputs)[];

/** Reads every input by its name. Throws a `UserError` that names the input and what it may be. */
export function readInputs(read: (name: string) => string): Inputs {
  const values = Object.fromEntries(INPUT_NAMES.map((name) => [name, read(name)]));
  const parsed = Inputs.safeParse(values);
  if (!parsed.success) throw new UserError(parsed.error.issues.map(explain).join("; "));
  const { mode, request, conclusion } = parsed.data;
  if ((mode === "run" || mode === "publish") && request === "") {
    throw new UserError(`mode ${mode} needs the input "request", an output of the job gate`);
  }
  if (mode === "publish" && conclusion === "") {
    throw new UserError('mode publish needs the input "conclusion": pass needs.run.result');
  }
  return parsed.data;
}

function explain(issue: z.core.$ZodIssue): string {
  const what =
    issue.code === "invalid_value" ? `is one of ${issue.values.join(", ")}` : issue.message;
  return `the input "${issue.path.join(".")}" ${what}`;
}
