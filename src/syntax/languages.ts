/** A language whose grammar we load; the value is also the name of its wasm file. */
export type GrammarName = "python" | "javascript" | "typescript" | "tsx" | "java";

const GRAMMARS: Readonly<Record<string, GrammarName>> = {
  py: "python",
  pyi: "python",
  js: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  jsx: "javascript",
  ts: "typescript",
  mts: "typescript",
  cts: "typescript",
  tsx: "tsx",
  java: "java",
};

const LABELS: Readonly<Record<string, string>> = {
  ...GRAMMARS,
  bash: "bash",
  c: "c",
  cc: "cpp",
  cpp: "cpp",
  cs: "csharp",
  css: "css",
  cxx: "cpp",
  dart: "dart",
  ex: "elixir",
  exs: "elixir",
  go: "go",
  h: "c",
  hpp: "cpp",
  htm: "html",
  html: "html",
  json: "json",
  kt: "kotlin",
  kts: "kotlin",
  less: "less",
  lua: "lua",
  md: "markdown",
  php: "php",
  pl: "perl",
  ps1: "powershell",
  r: "r",
  rb: "ruby",
  rs: "rust",
  scala: "scala",
  scss: "scss",
  sh: "bash",
  sql: "sql",
  svelte: "svelte",
  swift: "swift",
  toml: "toml",
  vue: "vue",
  xml: "xml",
  yaml: "yaml",
  yml: "yaml",
  zsh: "bash",
};

const BY_NAME: Readonly<Record<string, string>> = {
  dockerfile: "dockerfile",
  makefile: "makefile",
};

/** Fence label of a path's language; `text` where the extension is unknown. */
export function languageOf(path: string): string {
  return own(LABELS, extensionOf(path)) ?? own(BY_NAME, baseOf(path)) ?? "text";
}

/** The grammar for a path, if there is one. */
export function grammarOf(path: string): GrammarName | undefined {
  return own(GRAMMARS, extensionOf(path));
}

/** `constructor` is a file extension that somebody may think of. */
function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).toLowerCase();
}

function extensionOf(path: string): string {
  const base = baseOf(path);
  const dot = base.lastIndexOf(".");
  return dot < 0 ? "" : base.slice(dot + 1);
}
