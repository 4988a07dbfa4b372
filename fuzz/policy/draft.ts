import { FILES } from "./base.ts";
import { drawStyle, gitLine, randomId, type Style } from "./headers.ts";
import type { Random } from "./random.ts";

/** A patch in the making: what the files would be after the sections so far. */
export class Draft {
  readonly random: Random;
  readonly files = new Map(Object.entries(FILES));
  readonly kinds = new Set<string>();

  constructor(random: Random) {
    this.random = random;
  }

  style(): Style {
    return drawStyle(this.random);
  }

  /** A file as it now is; one that went meanwhile is as good as any. */
  text(path: string): string {
    return this.files.get(path) ?? "gone\n";
  }
}

export type Section = (draft: Draft) => string;

/** The lines above `---`, which only git's own form has. */
export function header(style: Style, path: string, extended: string): string {
  return style.git ? gitLine(style, path, path) + extended : "";
}

export function indexLine(draft: Draft, style: Style, mode = ""): string {
  if (!style.index) return "";
  const ids = `${randomId(draft.random, 7)}..${randomId(draft.random, 7)}`;
  return `index ${ids}${mode === "" ? "" : ` ${mode}`}\n`;
}

/** Strange ones too: git brings most of them into its own form. */
export function drawMode(random: Random): string {
  return random.pick([
    ...["100755", "100755", "120000", "160000", "040000"],
    ...["100664", "100777", "104755", "000000", "644"],
  ]);
}
