import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { UsageError } from "../../contracts/errors.ts";
import { JudgeFigures } from "../../learn/evaluate/figures.ts";
import { loadDrawing } from "../../learn/report/charts.ts";
import { renderReportPage } from "../../learn/report/html.ts";
import { renderReportMarkdown } from "../../learn/report/markdown.ts";
import { buildReport } from "../../learn/report/report.ts";
import type { ReportSource } from "../../learn/report/source.ts";
import { readText } from "./jsonl.ts";

export interface ReportOptions {
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
  const report = buildReport(files.map(readSource), commandLine(files, options));
  if (out !== undefined) write(out, renderReportPage(report, await loadDrawing()));
  if (markdown !== undefined) write(markdown, renderReportMarkdown(report, image));
}

function readSource(file: string): ReportSource {
  let value: unknown;
  try {
    value = JSON.parse(readText(file));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file} is not JSON`);
  }
  const parsed = JudgeFigures.safeParse(value);
  if (parsed.success) return { file, figures: parsed.data };
  const [issue] = parsed.error.issues;
  const what = `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "wrong"}`;
  throw new UsageError(`${file} does not hold figures of learn train: ${what}`);
}

/** What to type for the same report. */
function commandLine(files: readonly string[], options: ReportOptions): string {
  const { out, markdown, image } = options;
  const named = Object.entries({ "--out": out, "--markdown": markdown, "--image": image }).flatMap(
    ([name, value]) => (value === undefined ? [] : [name, quote(value)]),
  );
  return ["patchjudge learn report", ...files.map(quote), ...named].join(" ");
}

function quote(word: string): string {
  return /^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
