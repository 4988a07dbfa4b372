import type { Context, Region } from "../contracts/context.ts";
import type { Located, Scanned } from "./types.ts";

const FORMATS: Readonly<Record<Context["format"], string>> = {
  region: "the region is written anew",
  "search-replace": "too long to be written anew: SEARCH/REPLACE",
  "whole-file": "the whole file is written anew",
  "new-file": "a new file",
};

/** What was found and why, as plain text for people. */
export function renderLocated(located: Located): string {
  const files = located.files.map((file, index) => {
    const place = `${index + 1}.`.padStart(3);
    return `${place} ${file.path}  ${file.score.toFixed(1)}\n    ${file.reasons.join("; ")}`;
  });
  return [
    ...located.contexts.map(renderContext),
    `Files\n${files.join("\n")}`,
    renderScanned(located.scanned),
  ].join("\n\n");
}

function renderContext(context: Context): string {
  const reading = context.reading.map((region) => `    ${renderRegion(region)}`);
  return [
    `Context ${context.id} (${FORMATS[context.format]})`,
    `  change ${renderRegion(context.target)}`,
    ...(reading.length === 0 ? [] : ["  read", ...reading]),
  ].join("\n");
}

function renderRegion(region: Region): string {
  const why = region.reasons.join("; ");
  return `${region.path}:${region.startLine}-${region.endLine} ${region.name}${why === "" ? "" : `: ${why}`}`;
}

function renderScanned(scanned: Scanned): string {
  const megabytes = (scanned.bytes / 1024 / 1024).toFixed(1);
  const cut = scanned.truncated
    ? "\nThe repository is larger than the limits allow: some files were not looked at. Name the file in the issue."
    : "";
  return `Looked at ${scanned.files} files (${megabytes} MB), left out ${scanned.skipped}.${cut}`;
}
