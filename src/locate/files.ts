import type { TreeEntry } from "../contracts/repository.ts";

/** Whether a file may be read or changed; if not, why. */
export type FileVerdict = { candidate: true } | { candidate: false; reason: string };

/** Longer files are data more often than code. In bytes. */
export const MAX_FILE_BYTES = 256 * 1024;

/** On Windows a backslash parts folders; nobody can read or type control characters. */
const UNSAFE = /[\\\p{Cc}]/u;
const VENDORED =
  /(?:^|\/)(?:node_modules|bower_components|vendor|vendored|third[_-]party|dist|build|out|target|\.git|\.venv|venv|__pycache__|site-packages|coverage|\.next|\.yarn|\.tox|\.mypy_cache)\//i;
const LOCKFILE =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|poetry\.lock|pipfile\.lock|pdm\.lock|uv\.lock|cargo\.lock|gemfile\.lock|composer\.lock|go\.sum|go\.work\.sum|flake\.lock|mix\.lock|pubspec\.lock|podfile\.lock|packages\.lock\.json|gradle\.lockfile)$/i;
const GENERATED =
  /\.min\.(?:js|css|mjs)$|\.(?:map|snap)$|_pb2(?:_grpc)?\.pyi?$|\.pb\.go$|\.g\.dart$|\.designer\.cs$/i;
const BINARY =
  /\.(?:png|jpe?g|gif|webp|bmp|ico|svgz?|tiff?|avif|pdf|zip|gz|tgz|bz2|xz|7z|rar|jar|war|class|pyc|so|dll|dylib|exe|o|a|bin|wasm|woff2?|ttf|otf|eot|mp[34]|m4a|wav|ogg|flac|avi|mov|mkv|webm|sqlite3?|db|npy|npz|pkl|onnx|gguf|safetensors|pt|parquet|xlsx?|docx?|pptx?|keystore|p12)$/i;
const DATA = /\.(?:csv|tsv|jsonl|ndjson|log|lock)$/i;

/** Whether a file of the tree is code or text that a patch could be about. */
export function isCandidateFile(entry: TreeEntry, maxBytes = MAX_FILE_BYTES): FileVerdict {
  if (entry.mode === "120000") return no("a link");
  if (entry.mode === "160000") return no("a submodule");
  if (UNSAFE.test(entry.path)) return no("a path git cannot take back safely");
  if (VENDORED.test(entry.path)) return no("somebody else's code or build output");
  if (LOCKFILE.test(entry.path)) return no("a lockfile");
  if (GENERATED.test(entry.path)) return no("generated");
  if (BINARY.test(entry.path)) return no("not text");
  if (DATA.test(entry.path)) return no("data");
  if (entry.size > maxBytes) return no(`over ${Math.round(maxBytes / 1024)} KB`);
  return { candidate: true };
}

function no(reason: string): FileVerdict {
  return { candidate: false, reason };
}

/** Whether the first lines of a file say that a program wrote it. */
export function isGeneratedText(text: string): boolean {
  const head = text.slice(0, 2000).split("\n").slice(0, 20).join("\n");
  return /@generated\b|\bDO NOT EDIT\b|\bauto-?generated (?:by|file|code|from)\b|\bautomatically generated\b/i.test(
    head,
  );
}

/** Whether a file is a test: worth reading, rarely the place of the fault. */
export function isTestFile(path: string): boolean {
  return (
    /(?:^|\/)(?:tests?|__tests__|spec|specs|testing|fixtures|e2e)\//i.test(path) ||
    /(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.\w+$/i.test(path) ||
    /\.(?:test|spec)\.\w+$/i.test(path) ||
    /(?:^|\/)[^/]*(?:Test|Tests|IT|Spec)\.\w+$/.test(path)
  );
}

/** Whether a file is prose or settings: a fault is more often in code. */
export function isSideFile(path: string): boolean {
  return (
    /\.(?:md|mdx|rst|txt|adoc|ya?ml|toml|json|ini|cfg|xml|html?|svg)$/i.test(path) ||
    !/\.[^/]+$/.test(path)
  );
}

/** Whether a path may be given to a new file: relative, plain, and inside the repository. */
export function isSafeNewPath(path: string): boolean {
  if (path.startsWith("/") || path.length > 200 || !/^[\w@+. /-]+$/.test(path)) return false;
  return path
    .split("/")
    .every((part) => part !== "" && !part.startsWith(".") && !part.endsWith(" "));
}
