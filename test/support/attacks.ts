/** Diffs that try to get past policy, made here byte by byte. Against the files of `fuzz/policy/base.ts`. */

interface Names {
  /** Where the header lines are to say something else than the path. */
  readonly line?: string;
  readonly from?: string;
  readonly to?: string;
}

/** A new file in git's own form. */
export function make(path: string, mode = "100644", text = "x\n", names: Names = {}): string {
  const { line = `a/${path} b/${path}`, from = "/dev/null", to = `b/${path}\t` } = names;
  return `diff --git ${line}\nnew file mode ${mode}\n--- ${from}\n+++ ${to}\n${created(text)}`;
}

/** The first line of `src/app.py` gets a remark above it. */
export function edit(names: Names = {}, extended = ""): string {
  const { line = "a/src/app.py b/src/app.py", from = "a/src/app.py", to = "b/src/app.py" } = names;
  return `diff --git ${line}\n${extended}--- ${from}\n+++ ${to}\n${EDIT}`;
}

export const EDIT =
  "@@ -1,3 +1,4 @@\n+# a remark\n def f0(a, b):\n     return a + 0 * b\n def f1(a, b):\n";

/** A new file without git's own header. */
export function plain(path: string, text = "x\n"): string {
  return `--- /dev/null\n+++ ${path}\n${created(text)}`;
}

/** `src/app.py` moved or copied; edited first, since the applier fetches only what a diff names as a result. */
export function move(word: "rename" | "copy", to: string, from = "src/app.py"): string {
  const lines = `similarity index 100%\n${word} from ${from}\n${word} to ${to}\n`;
  return `${edit()}diff --git a/src/app.py b/${to}\n${lines}`;
}

export function created(text: string): string {
  const lines = text.split("\n");
  const last = lines.pop();
  const shown = [
    ...lines.map((line) => `+${line}\n`),
    last ? `+${last}\n\\ No newline at end of file\n` : "",
  ];
  const count = lines.length + (last ? 1 : 0);
  return `@@ -0,0 +1,${count} @@\n${shown.join("")}`;
}

/** Every byte of a name in octal, as git lets it be written. */
export function octal(name: string): string {
  const bytes = [...Buffer.from(name)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`);
  return `"${bytes.join("")}"`;
}
