import { diffArrays } from "diff";

/** A decoded file, with all that is needed to write it back byte for byte. */
export interface TextFile {
  /** With `\n` line ends whatever the file has. */
  readonly text: string;
  readonly encoding: "utf-8" | "utf-8-bom" | "latin-1";
  /** The commonest line end of the file. */
  readonly eol: LineEnd;
  /** The end of every line where they differ; `null` where all are `eol`. */
  readonly mixed: readonly LineEnd[] | null;
  readonly finalNewline: boolean;
}

export type LineEnd = "\n" | "\r\n" | "\r";

/** What a file that does not exist yet counts as: UTF-8, `\n`, and a final newline. */
export const NEW_FILE: TextFile = {
  text: "",
  encoding: "utf-8",
  eol: "\n",
  mixed: null,
  finalNewline: true,
};

const BOM = "\uFEFF";

/** More control bytes than this share of a file that is not UTF-8 means that it is not text. */
const MAX_CONTROL_SHARE = 0.02;

/** Beyond this many edits, aligning line ends is not worth its quadratic cost. */
const MAX_ALIGN_EDITS = 2000;

/** Text of a file in UTF-8 or, failing that, Latin-1; `null` for a binary file. */
export function decodeText(bytes: Uint8Array): TextFile | null {
  if (bytes.includes(0)) return null;
  const utf8 = tryUtf8(bytes);
  if (utf8 === undefined) {
    if (looksBinary(bytes)) return null;
    return textFile(Buffer.from(bytes).toString("latin1"), "latin-1");
  }
  if (utf8.startsWith(BOM)) return textFile(utf8.slice(1), "utf-8-bom");
  return textFile(utf8, "utf-8");
}

/**
 * Bytes of `newText` in the encoding and with the line ends and final newline of `file`. A line
 * that did not change keeps its own ending; a new line takes its neighbour's.
 */
export function encodeText(
  file: TextFile,
  newText: string,
): { content: Uint8Array } | { problem: string } {
  const problem = unencodable(file, newText);
  if (problem !== null) return { problem };
  const normal = newText.replace(/\r\n?/g, "\n");
  const oldLines = toLines(file.text);
  const lines = toLines(normal);
  const endings = file.mixed === null ? null : alignEndings(file, oldLines, lines);
  const parts: string[] = [];
  for (const [index, line] of lines.entries()) {
    const last = index === lines.length - 1;
    parts.push(line);
    if (!last || file.finalNewline || oldLines.length === 0) {
      parts.push(endings?.[index] ?? file.eol);
    }
  }
  const text = parts.join("");
  if (file.encoding === "latin-1") return { content: new Uint8Array(Buffer.from(text, "latin1")) };
  const content = new TextEncoder().encode(file.encoding === "utf-8-bom" ? BOM + text : text);
  return { content };
}

function tryUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function looksBinary(bytes: Uint8Array): boolean {
  let controls = 0;
  for (const byte of bytes) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d) controls++;
  }
  return controls > bytes.length * MAX_CONTROL_SHARE;
}

function textFile(raw: string, encoding: TextFile["encoding"]): TextFile {
  const found = raw.match(/\r\n|\n|\r/g) ?? [];
  const endings: LineEnd[] = [];
  for (const ending of found) {
    endings.push(ending === "\r\n" ? "\r\n" : ending === "\r" ? "\r" : "\n");
  }
  const eol = commonest(endings);
  return {
    text: raw.replace(/\r\n?/g, "\n"),
    encoding,
    eol,
    mixed: endings.every((ending) => ending === eol) ? null : endings,
    finalNewline: raw === "" || /[\r\n]$/.test(raw),
  };
}

function commonest(endings: readonly LineEnd[]): LineEnd {
  const counts = { "\n": 0, "\r\n": 0, "\r": 0 };
  for (const ending of endings) counts[ending]++;
  if (counts["\r\n"] > counts["\n"] && counts["\r\n"] >= counts["\r"]) return "\r\n";
  return counts["\r"] > counts["\n"] ? "\r" : "\n";
}

function unencodable(file: TextFile, text: string): string | null {
  if (text.includes("\0")) return "a NUL character would make the file binary";
  if (/\p{Surrogate}/u.test(text)) return "half a surrogate pair cannot be written";
  if (file.encoding !== "latin-1") return null;
  const foreign = [...text].find((char) => (char.codePointAt(0) ?? 0) > 0xff);
  if (foreign === undefined) return null;
  const code = foreign.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
  return `the file is in Latin-1, which has no U+${code}`;
}

/** Lines without their ends; a final newline starts no further line. */
function toLines(text: string): string[] {
  if (text === "") return [];
  return (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");
}

function alignEndings(file: TextFile, oldLines: string[], newLines: string[]): LineEnd[] {
  const old = file.mixed ?? [];
  const parts = diffArrays(oldLines, newLines, { maxEditLength: MAX_ALIGN_EDITS });
  if (parts === undefined) return newLines.map((_, index) => old[index] ?? file.eol);
  let at = 0;
  return parts.flatMap((part): LineEnd[] => {
    const from = at;
    if (!part.added) at += part.count;
    if (part.removed) return [];
    const neighbour = old[from - 1] ?? old[from] ?? file.eol;
    return Array.from({ length: part.count }, (_, i) =>
      part.added ? neighbour : (old[from + i] ?? file.eol),
    );
  });
}
