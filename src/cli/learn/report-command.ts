import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { z } from "zod";
import { UsageError } from "../../contracts/errors.ts";
import { CrossFigures, JudgeFigures } from "../../learn/evaluate/figures.ts";
import { loadDrawing } from "../../learn/report/charts.ts";
import { renderReportPage } from "../../learn/report/html.ts";
import { renderReportMarkdown } from "../../learn/report/markdown.ts";
import { buildReport } from "../../learn/report/report.ts";
import type { ReportSource } from "../../learn/report/source.ts";
import { learntOf } from "./describe-pool.ts";
import { readText } from "./jsonl.ts";

export interface ReportOptions {
  /** What `learn cross --json` printed. */
  readonly elsewhere?: readonly string[];
  readonly out?: string;
  readonly markdown?: string;
  /** What the Markdown shows at its top, as a path or address from there. */
  readonly image?: string;
}

/** `patchjudge learn report`: what judges are worth, as a page and as Markdown. */
export async function reportCommand(
  files: readonly string[],
  options: ReportOptions,
): Promise<void> {
  const { out, markdown, image } = options;
  if (out === undefined && markdown === undefined) {
    throw new UsageError("nothing to write: give --out, --markdown or both");
  }
  const sources = files.map((file) => ({ file, figures: readFigures(file, TRAIN) }));
  const crosses = (options.elsewhere ?? []).map((file) => readFigures(file, CROSS));
  for (const cross of crosses) refuseOwnPools(cross, sources);
  const report = buildReport(sources, commandLine(files, options), crosses);
  if (out !== undefined) write(out, renderReportPage(report, await loadDrawing()));
  if (markdown !== undefined) write(markdown, renderReportMarkdown(report, image));
}

const TRAIN = { schema: JudgeFigures, by: "learn train" };
const CROSS = { schema: CrossFigures, by: "learn cross --json" };

function readFigures<Figures>(
  file: string,
  { schema, by }: { readonly schema: z.ZodType<Figures>; readonly by: string },
): Figures {
  let value: unknown;
  try {
    value = JSON.parse(readText(file));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file} is not JSON`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const what = `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "wrong"}`;
  throw new UsageError(`${file} does not hold figures of ${by}: ${what}`);
}

/** A judge knows the answers of what it was trained on. */
function refuseOwnPools({ judge, pools }: CrossFigures, sources: readonly ReportSource[]): void {
  const learnt = sources.flatMap(({ figures }) => (figures.name === judge ? figures.pools : []));
  const [own] = learntOf(pools, learnt);
  if (own === undefined) return;
  throw new UsageError(
    `${judge} was trained on ${own.name}: its figures there are too good to show`,
  );
}

/** What to type for the same report. */
function commandLine(files: readonly string[], options: ReportOptions): string {
  const { elsewhere, out, markdown, image } = options;
  const given = {
    "--elsewhere": elsewhere,
    "--out": out,
    "--markdown": markdown,
    "--image": image,
  };
  const named = Object.entries(given).flatMap(([name, value = []]) => {
    const words = [value].flat().map(quote);
    return words.length === 0 ? [] : [name, ...words];
  });
  return ["patchjudge learn report", ...files.map(quote), ...named].join(" ");
}

function quote(word: string): string {
  return /^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
