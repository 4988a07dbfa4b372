import { isBlank } from "./indentation.ts";

/** What is known about the place that an answer is meant for. */
export interface Surroundings {
  /** Lines of the file above and below the region. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly target: readonly string[];
  /** Name of the definition, without its class. */
  readonly name: string;
}

/** Below this share of word characters, a line such as `});` says nothing about where it stands. */
const WORD = /[\p{L}\p{N}_]{2}/u;

const WORDS_BEFORE_NAME =
  /\b(?:def|class|function|func|fn|const|let|var|interface|type|enum|struct|impl|public|private|protected|static|async|export|abstract|override)\b/;

/** Whether a line looks as if it defines `name`, in any of the usual languages. */
export function definesName(line: string, name: string): boolean {
  if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) return false;
  const at = wordAt(line.slice(0, 500), name);
  if (at < 0) return false;
  const head = line.slice(0, at);
  const rest = line.slice(at + name.length, 500).trim();
  if (WORDS_BEFORE_NAME.test(head)) return true;
  // `name(…) {`, `Type name(…) {`, `name = (…) =>`, `name: function`
  const call = /^\(/.test(rest) && /[{:]$/.test(rest) && /^[\s\w<>[\],.?@*#]*$/.test(head);
  return call || (/^\s*$/.test(head) && /^[:=]\s*(?:async\s*)?(?:function\b|\()/.test(rest));
}

/**
 * Cuts away what the model repeated of the code around the region: lines above it down to the
 * region's own first line, lines below it, and the braces of a class that was repeated.
 */
export function cutToRegion(answer: readonly string[], around: Surroundings): string[] {
  const start = echoEnd(answer, around);
  const body = answer.slice(start);
  const wrapped = start > 0;
  const tail = tailStart(body, around);
  return dropWrapper(body.slice(0, tail), around, wrapped);
}

/** Without a first line that stands there twice, as when the prompt had begun the answer with it. */
export function dropRepeatedFirst(lines: readonly string[], around: Surroundings): string[] {
  const [first = "", second = ""] = lines;
  if (isBlank(first) || first.trim() !== second.trim()) return [...lines];
  const known = around.target.find((line) => !isBlank(line))?.trim() === first.trim();
  const twice = around.target.filter((line) => line.trim() === first.trim()).length > 1;
  const drop = !twice && (known || definesName(first, around.name));
  return drop ? lines.slice(1) : [...lines];
}

function wordAt(line: string, name: string): number {
  let at = line.indexOf(name);
  while (at >= 0) {
    const left = line[at - 1] ?? " ";
    const right = line[at + name.length] ?? " ";
    if (!/[\p{L}\p{N}_$.]/u.test(left) && !/[\p{L}\p{N}_$]/u.test(right)) return at;
    at = line.indexOf(name, at + 1);
  }
  return -1;
}

/** How many lines at the start stand above the region in the file. */
function echoEnd(answer: readonly string[], around: Surroundings): number {
  const first = around.target.find((line) => !isBlank(line))?.trim();
  let anchor = answer.findIndex((line) => line.trim() === first);
  if (anchor < 0) anchor = answer.findIndex((line) => definesName(line, around.name));
  if (anchor <= 0) return 0;
  const above = new Set(around.before.map((line) => line.trim()));
  const echoed = answer.slice(0, anchor);
  if (!echoed.some((line) => WORD.test(line))) return 0;
  return echoed.every((line) => isBlank(line) || above.has(line.trim())) ? anchor : 0;
}

/** Where the lines that stand below the region in the file begin; the length where none do. */
function tailStart(body: readonly string[], around: Surroundings): number {
  const below = around.after.map((line) => line.trim()).filter((line) => line !== "");
  const own = new Set(around.target.map((line) => line.trim()));
  for (let at = 1; at < body.length; at++) {
    const line = (body[at] ?? "").trim();
    // The first line below has to be one that could not belong to the region itself.
    if (line !== below[0] || (own.has(line) && WORD.test(line))) continue;
    const rest = body.slice(at).filter((text) => !isBlank(text));
    const same = rest.every((text, i) => text.trim() === below[i]);
    if (same && rest.some((text) => WORD.test(text))) return at;
  }
  return body.length;
}

/** Without lines of nothing but closing brackets, indented less than the definition they follow. */
function dropWrapper(lines: readonly string[], around: Surroundings, wrapped: boolean): string[] {
  if (!wrapped) return [...lines];
  const margin = (line: string) => line.length - line.trimStart().length;
  const base = margin(lines.find((line) => !isBlank(line)) ?? "");
  let end = lines.length;
  while (end > 1) {
    const line = lines[end - 1] ?? "";
    const closes = /^[\s)\]};]*$/.test(line) && (isBlank(line) || margin(line) < base);
    if (!closes) break;
    end--;
  }
  return around.target.length === 0 ? [...lines] : lines.slice(0, end);
}
