import type { Engine, Score, Segment } from "../../contracts/engine.ts";
import { LABELS } from "../../judge/prompt.ts";
import { hashPrompt } from "../prompt-hash.ts";
import type { LearnTask } from "../tasks/types.ts";
import { measured } from "./cost.ts";
import { judgedOf, type PoolLine } from "./pool.ts";
import { type StatesLine, storedScore } from "./states.ts";
import { VIEWS, type View } from "./views.ts";

/**
 * What a judge model sees of a task's candidates from one of the `VIEWS`. Equal code is read once:
 * a third of small models' answers are the same as another.
 */
export async function judgeStates(
  request: { task: LearnTask; pool: PoolLine; view: string },
  engine: Engine,
  signal: AbortSignal,
): Promise<StatesLine> {
  const { task, pool, view } = request;
  const shown = VIEWS[view];
  if (shown === undefined) throw new Error(`there is no view ${view}`);
  const info = await engine.info();
  const sampled = judgedOf(pool);
  const keys = sampled.map(({ code }) => (shown.blind ? "" : code));
  const unique = [...new Set(keys)];
  const prompts = promptsOf(shown, task, unique);
  const asked = { labels: shown.labels ?? LABELS, hidden: true, reading: info.abilities.reading };
  const { value: scores, cost } = await measured(engine, async () => {
    const all: Score[] = [];
    for (const prompt of prompts)
      all.push(...(await engine.score({ ...prompt, ...asked, signal })));
    return all;
  });
  return {
    task: pool.task,
    generator: pool.generator,
    model: info.model,
    modelSha256: info.modelSha256,
    view,
    promptSha256: hashPrompt(prompts.flatMap((own) => [...own.prefix, ...own.candidates.flat()])),
    cost,
    scores: sampled.flatMap(({ id }, i) => {
      const score = scores[unique.indexOf(keys[i] ?? "")];
      return score === undefined ? [] : [storedScore(id, score)];
    }),
  };
}

/** One call for all candidates, or one each where they have no beginning in common. */
function promptsOf(view: View, task: LearnTask, codes: readonly string[]) {
  const promptOf = (shown: readonly string[]): { prefix: Segment[]; candidates: Segment[][] } => ({
    prefix: view.prefix(task, shown),
    candidates: shown.map((code) => view.candidate(task, code, shown)),
  });
  return view.alone ? codes.map((code) => promptOf([code])) : [promptOf(codes)];
}
