import type { Context, Region } from "../contracts/context.ts";
import type { Syntax } from "../contracts/syntax.ts";
import { isSafeNewPath } from "./files.ts";
import type { Hints } from "./hints.ts";
import type { MatchedHints } from "./match-path.ts";

/** The path of a file that the task wants made, or `null`. */
export function wantedNewFile(known: MatchedHintsOnly & { readonly hints: Hints }): string | null {
  const path = known.missing.find(isSafeNewPath);
  if (path === undefined || !known.hints.wantsNew) return null;
  // With a file that exists named too, the missing one is more likely an example.
  return known.hinted.size > 0 && !path.includes("/") ? null : path;
}

interface MatchedHintsOnly {
  readonly missing: MatchedHints["missing"];
  readonly hinted: MatchedHints["found"];
}

/** Asks for a new file, with what fits the task best to read. */
export function newFileContext(
  path: string,
  like: Omit<Context, "id"> | undefined,
  known: { syntax: Syntax; maxLines: number },
): Omit<Context, "id"> {
  const reasons = ["the task names this file, which does not exist yet"];
  const language = known.syntax.language(path);
  const target = {
    path,
    startLine: 1,
    endLine: 0,
    text: "",
    language,
    name: path,
    reasons,
    score: 0,
  };
  const reading: Region[] = [];
  let left = known.maxLines;
  for (const region of like === undefined ? [] : [like.target, ...like.reading]) {
    const lines = region.endLine - region.startLine + 1;
    if (lines > left) continue;
    reading.push(region);
    left -= lines;
  }
  return { format: "new-file", target, reading };
}
