/** A line of a stack trace. */
export interface Frame {
  readonly path: string;
  readonly line: number;
  readonly name?: string;
  /** 0: where the error was raised. */
  readonly depth: number;
}

type RawFrame = Omit<Frame, "depth">;

const PYTHON = /^\s*File "([^"]{1,400})", line (\d{1,7})(?:, in (.{1,200}))?/;
const NODE_NAMED =
  /^\s*at (?:async )?(?:new )?([^\s()]{1,200})[^()]{0,100} \(([^()]{1,400}?):(\d{1,7}):\d{1,7}\)/;
const NODE_BARE = /^\s*at (?:async )?([^\s()]{1,400}?):(\d{1,7}):\d{1,7}\s*$/;
const JAVA =
  /^\s*at (?:[\w.@-]{1,100}\/{1,2})?([\w.$<>]{3,300})\(([\w$]{1,100}\.(?:java|kt|scala)):(\d{1,7})\)/;

/**
 * Frames of stack traces of Python, Node.js and Java, numbered from where the error was raised:
 * Python prints that last, the others first.
 */
export function findFrames(lines: readonly string[]): Frame[] {
  const python: RawFrame[] = [];
  const others: RawFrame[] = [];
  for (const line of lines) {
    const found = pythonFrame(line);
    if (found !== null) python.push(found);
    const other = javaFrame(line) ?? nodeFrame(line);
    if (other !== null) others.push(other);
  }
  return python
    .reverse()
    .map((frame, depth) => ({ ...frame, depth }))
    .concat(others.map((frame, depth) => ({ ...frame, depth })));
}

function pythonFrame(line: string): RawFrame | null {
  const match = PYTHON.exec(line);
  if (match === null) return null;
  return frame(match[1], match[2], match[3]);
}

function nodeFrame(line: string): RawFrame | null {
  const named = NODE_NAMED.exec(line);
  if (named !== null) return frame(named[2], named[3], named[1]);
  const bare = NODE_BARE.exec(line);
  return bare === null ? null : frame(bare[1], bare[2], undefined);
}

function javaFrame(line: string): RawFrame | null {
  const match = JAVA.exec(line);
  if (match === null) return null;
  const parts = (match[1] ?? "").split(".");
  const packages = parts.slice(0, -2);
  return frame([...packages, match[2] ?? ""].join("/"), match[3], parts.at(-1));
}

function frame(path = "", line = "", name: string | undefined): RawFrame {
  const last = name?.trim().split(".").at(-1);
  const named = last === undefined || last.startsWith("<") ? {} : { name: last };
  return { path: path.replace(/^file:\/\//, ""), line: Number(line), ...named };
}
