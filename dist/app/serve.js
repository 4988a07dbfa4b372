// src/app/serve.ts
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { run } from "probot";

// src/contracts/errors.ts
var EXIT = { done: 0, failed: 1, usage: 2, stopped: 3, noWeights: 4 };
var UserError = class extends Error {
  name = "UserError";
  exitCode = EXIT.failed;
};
function hasStatus(error, ...statuses) {
  return typeof error === "object" && error !== null && "status" in error && statuses.includes(Number(error.status));
}

// src/publish/secrets.ts
import { lintSource } from "@secretlint/core";
import { creator } from "@secretlint/secretlint-rule-preset-recommend";

// src/publish/live-values.ts
var SHORTEST = 8;
var SHORTEST_LINE = 16;
function findLiveValues(text2, live) {
  const needles = new Set(live.flatMap(linesOf).flatMap(writings));
  if (needles.size === 0) return [];
  const exact = compact(text2);
  const hay = [exact.text, urlAsStandard(exact.text), exact.text.toLowerCase()];
  return [...needles].flatMap(
    (needle) => hay.flatMap((within) => occurrences(within, needle)).map(({ start: start2, end }) => ({
      start: exact.at[start2] ?? 0,
      end: (exact.at[end - 1] ?? 0) + 1
    }))
  );
}
function linesOf(value) {
  const lines = value.split(/\r?\n|\\n/).map((line) => line.trim());
  const own = lines.filter((line) => line.length >= SHORTEST_LINE && !line.startsWith("-----"));
  const whole = value.trim();
  return whole.length >= SHORTEST ? [whole, ...own] : own;
}
function writings(value) {
  const bytes = Buffer.from(value, "utf8");
  const base64 = [0, 1, 2].map((shift) => alignedBase64(bytes, shift));
  const all = [value, encodeURIComponent(value), bytes.toString("hex"), ...base64];
  return all.map((writing) => writing.replace(/\s/g, "")).filter(({ length }) => length >= SHORTEST);
}
function alignedBase64(bytes, shift) {
  const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
  const first = [0, 2, 3][shift] ?? 0;
  const rest = (shift + bytes.length) % 3;
  const last = whole.length - ([0, 3, 2][rest] ?? 0);
  return whole.slice(first, last);
}
function urlAsStandard(text2) {
  return text2.replaceAll("-", "+").replaceAll("_", "/");
}
function compact(text2) {
  const at = [];
  let kept = "";
  for (let index = 0; index < text2.length; index += 1) {
    const unit = text2.charAt(index);
    if (/\s/.test(unit)) continue;
    kept += unit;
    at.push(index);
  }
  return { text: kept, at };
}
function occurrences(text2, needle) {
  const found = [];
  for (let start2 = text2.indexOf(needle); start2 !== -1; start2 = text2.indexOf(needle, start2 + 1)) {
    found.push({ start: start2, end: start2 + needle.length });
  }
  return found;
}

// src/publish/secret-patterns.ts
var LEAST_ENTROPY = 2.5;
var WORDS = "passw(?:or)?d|passwd|pwd|secret|token|api_?-?key|access_?-?key|private_?-?key";
var SECRET_PATTERNS = [
  token("GitHub token", /\bgh[opsur]_[A-Za-z0-9._-]{19,}\w/g),
  // Other letters may become token prefixes; today they are also how Haskell names its flags.
  { ...token("GitHub token", /\bgh[a-z]_[A-Za-z0-9._-]{19,}\w/g), accept: isMixed },
  token("GitHub token", /\bgithub_pat_[A-Za-z0-9_]{20,}/g),
  token("GitLab token", /\bglpat-[A-Za-z0-9_-]{20,}/g),
  token("Hugging Face token", /\bhf_[A-Za-z0-9]{30,}/g),
  token("Google API key", /\bAIza[A-Za-z0-9_-]{35}/g),
  token("Stripe key", /\b[sr]k_live_[A-Za-z0-9]{20,}/g),
  token("PyPI token", /\bpypi-AgE[A-Za-z0-9_-]{50,}/g),
  token("JSON web token", /\beyJ[\w-]{10,4000}\.eyJ[\w-]{10,4000}\.[\w-]{10,4000}/g),
  {
    ...token("AWS access key id", /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g),
    // Amazon's own documentation ends its examples so.
    accept: (value) => !value.endsWith("EXAMPLE")
  },
  // A key's end without its beginning, as in a hunk of a diff.
  token(
    "private key",
    /(?<![\w+/=])(?:[A-Za-z0-9+/=]{40,100}\s{1,10}){1,60}[A-Za-z0-9+/=]{0,100}\s{0,10}-----END [A-Z ]{0,30}PRIVATE KEY/g,
    3
  ),
  token(
    "private key",
    /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----(?:[\s"'+,]|\\[nr])*[A-Za-z0-9+/=]{24}(?:[A-Za-z0-9+/=:\s"',-]|\\[nr])*/g,
    3
  ),
  {
    // secretlint knows only hosts of the public internet.
    kind: "password in an address",
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"'`]{0,60}:([^\s/@"'`]{6,100})@\w/gi,
    group: 1,
    entropy: LEAST_ENTROPY,
    accept: (value) => !PLACEHOLDER.test(value) && !/^passw(?:or)?d$/i.test(value)
  },
  {
    kind: "password",
    pattern: new RegExp(
      `(?:${WORDS})[\\w-]{0,40}["']?\\s{0,20}(?::|=>|:?=)\\s{0,20}(["'\`])([^\\s"'\`]{8,200})\\1`,
      "gi"
    ),
    group: 2,
    entropy: LEAST_ENTROPY,
    accept: isPassword
  },
  {
    // A line of an environment file: upper case, no spaces, no quotes.
    kind: "password",
    pattern: /^[ \t]{0,40}(?:export )?[A-Z0-9_]{0,60}(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD)=([^\s"'`]{12,200})$/gm,
    group: 1,
    entropy: 3.3,
    accept: isPassword
  }
];
function token(kind, pattern, entropy2 = LEAST_ENTROPY) {
  return { kind, pattern, group: 0, entropy: entropy2 };
}
function entropy(text2) {
  const counts = /* @__PURE__ */ new Map();
  for (const character of text2) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count2 of counts.values())
    bits -= count2 / text2.length * Math.log2(count2 / text2.length);
  return bits;
}
function isMixed(value) {
  return /\d/.test(value) && /[A-Z]/.test(value);
}
var PLACEHOLDER = /\$\{|\{\{|%[sd(]|<[^>]*>|^\$|process\.env|os\.environ|example|change_?-?me|placeholder|dummy|sample|redacted|your[_-]|x{4}|\*{3}|\.{3}/i;
var NAME = /^(?:https?:\/\/[^@]*|[./~@][\w./@-]*|[A-Za-z][a-z]*(?:[A-Z][a-z]+)*\d?|[a-z0-9]+(?:[._:/-][a-z]+)+\d?)$/;
function isPassword(value) {
  if (PLACEHOLDER.test(value) || NAME.test(value)) return false;
  return /[A-Za-z]/.test(value) && /[\d!@#$%^&*?+]/.test(value);
}

// src/publish/secrets.ts
async function findSecrets(text2, options = {}) {
  const breaks = lineStarts(text2);
  const found = (await locate(text2, options)).map(({ kind, start: start2 }) => {
    return { kind, line: lineAt(breaks, start2) };
  });
  const once = new Map(found.map((finding) => [`${finding.line} ${finding.kind}`, finding]));
  return [...once.values()].sort((a, b) => a.line - b.line || (a.kind < b.kind ? -1 : 1));
}
async function redact(text2, options = {}) {
  let rest = text2.length;
  let out = "";
  for (const { kind, start: start2, end } of merged(await locate(text2, options)).reverse()) {
    const lines = text2.slice(start2, end).split("\n");
    const hidden = lines.map((line) => KEPT_LINE.test(line) ? line : `[redacted: ${kind}]`);
    out = hidden.join("\n") + text2.slice(end, rest) + out;
    rest = start2;
  }
  return text2.slice(0, rest) + out;
}
function createSecretScan(live) {
  return {
    find: (text2) => findSecrets(text2, { live }),
    redact: (text2) => redact(text2, { live })
  };
}
var KEPT_LINE = /^\s*(?:`{3,}[a-z]*)?\s*$/;
async function locate(text2, { live = [] }) {
  const bare = bareText(text2);
  const known = findLiveValues(bare, live).map((span) => ({ ...span, kind: "secret in use" }));
  return [...known, ...byPattern(bare), ...await bySecretlint(bare)];
}
function bareText(text2) {
  return text2.replace(/^(?:\+|-(?!----))/gm, " ").replace(/secretlint-/gi, "secretlint_");
}
function byPattern(text2) {
  return SECRET_PATTERNS.flatMap(
    ({ kind, pattern, group, entropy: least, accept }) => [...text2.matchAll(pattern)].flatMap((match) => {
      const value = match[group] ?? "";
      if (entropy(value) < least || accept?.(value) === false) return [];
      const start2 = match.index + match[0].lastIndexOf(value);
      return [{ kind, start: start2, end: start2 + value.length }];
    })
  );
}
var PRESET = "@secretlint/secretlint-rule-preset-recommend";
async function bySecretlint(text2) {
  const { messages } = await lintSource({
    source: { filePath: "text", content: text2, contentType: "text" },
    options: {
      config: { rules: [{ id: PRESET, rule: creator, options: {} }] },
      maskSecrets: true,
      noPhysicFilePath: true
    }
  });
  return messages.map(({ ruleId, range: [start2, end] }) => ({ kind: kindOf(ruleId), start: start2, end })).filter(({ start: start2, end }) => entropy(text2.slice(start2, end)) >= LEAST_ENTROPY);
}
var KINDS = {
  "1password": "1Password token",
  anthropic: "Anthropic key",
  aws: "AWS key",
  basicauth: "password in an address",
  "database-connection-string": "password of a database",
  gcp: "Google Cloud key",
  github: "GitHub token",
  linear: "Linear key",
  npm: "npm token",
  openai: "OpenAI key",
  privatekey: "private key",
  sendgrid: "SendGrid key",
  shopify: "Shopify key",
  slack: "Slack token"
};
function kindOf(ruleId) {
  return KINDS[ruleId.replace(/^@secretlint\/secretlint-rule-/, "")] ?? "secret";
}
function merged(spans) {
  const out = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = out.at(-1);
    if (last === void 0 || span.start >= last.end) out.push(span);
    else out[out.length - 1] = { ...last, end: Math.max(last.end, span.end) };
  }
  return out;
}
function lineStarts(text2) {
  return [0, ...[...text2.matchAll(/\n/g)].map(({ index }) => index + 1)];
}
function lineAt(starts, offset) {
  const after = starts.findIndex((start2) => start2 > offset);
  return after === -1 ? starts.length : after;
}

// src/record/seal.ts
import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
function createSeal(secret) {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "patchjudge records 1", 32));
  const digest = (values) => createHmac("sha256", key).update(JSON.stringify(values)).digest();
  return {
    mark: (values) => digest(values).toString("hex"),
    holds: (values, mark2) => {
      const given = Buffer.from(mark2, "hex");
      const wanted = digest(values);
      return given.length === wanted.length && timingSafeEqual(given, wanted);
    }
  };
}

// src/workspace/apply-diff.ts
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

// src/workspace/contained.ts
function assertContained(path) {
  const parts = path.split("/");
  const bad = parts.some((part) => part === "" || part === "." || part === "..");
  if (bad || parts.some((part) => part.toLowerCase() === ".git") || /[\x00-\x1f\\]/.test(path)) {
    throw new UserError(`the path ${JSON.stringify(path)} is not inside the repository`);
  }
}

// src/workspace/git.ts
import { spawn } from "node:child_process";

// src/contracts/secret-name.ts
var SECRET_NAME = /KEY|SECRET|TOKEN|PASSW|CREDENTIAL/i;

// src/workspace/git.ts
var SAFE_CONFIG = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.quotePath=false",
  "core.splitIndex=false",
  "diff.suppressBlankEmpty=false"
];
async function git(args, options) {
  const child = spawn("git", [...SAFE_CONFIG.flatMap((c) => ["-c", c]), ...args], {
    cwd: options.cwd,
    env: options.network ? networkEnvironment() : gitEnvironment(options.env),
    stdio: ["pipe", "pipe", "pipe"]
  });
  const out = [];
  const { maxOutputBytes = Number.POSITIVE_INFINITY } = options;
  let stderr = "";
  let bytes = 0;
  child.stdout.on("data", (chunk) => {
    bytes += chunk.length;
    if (bytes > maxOutputBytes) child.kill();
    else out.push(chunk);
  });
  child.stderr.on("data", (chunk) => {
    stderr = (stderr + chunk.toString()).slice(-4e3);
  });
  child.stdin.on("error", () => {
  });
  child.stdin.end(options.input ?? "");
  const code = await new Promise((resolve, reject) => {
    child.on("error", (error) => reject(explainSpawnFailure(error)));
    child.on("close", resolve);
  });
  if (bytes > maxOutputBytes)
    throw new GitError(args[0] ?? "", `it printed more than ${maxOutputBytes} bytes`, code);
  if (code === 0) return Buffer.concat(out);
  throw new GitError(args[0] ?? "", stderr.trim(), code);
}
var GitError = class extends UserError {
  name = "GitError";
  code;
  constructor(command, stderr, code) {
    const hint = /No space left/i.test(stderr) ? " Free some disk space and run again." : "";
    super(`git ${command} failed: ${stderr === "" ? `exit code ${code}` : stderr}${hint}`);
    this.code = code;
  }
};
function gitEnvironment(extra = {}) {
  const kept = Object.entries(process.env).filter(
    ([name, value]) => value !== void 0 && !name.startsWith("GIT_") && !SECRET_NAME.test(name)
  );
  return {
    ...Object.fromEntries(kept),
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_LITERAL_PATHSPECS: "1",
    // A partial clone would fetch what it lacks, by a program that its settings name. The second
    // is for git before 2.45: no protocol is allowed.
    GIT_NO_LAZY_FETCH: "1",
    GIT_ALLOW_PROTOCOL: "",
    LC_ALL: "C",
    ...extra
  };
}
var ELSEWHERE = /^GIT_(?:DIR|WORK_TREE|COMMON_DIR|INDEX_FILE|SHALLOW_FILE|GRAFT_FILE|QUARANTINE_PATH|NAMESPACE|.*OBJECT_DIRECTOR.*)$/;
function networkEnvironment() {
  const kept = Object.entries(process.env).filter(
    ([name, value]) => value !== void 0 && !ELSEWHERE.test(name)
  );
  return {
    ...Object.fromEntries(kept),
    GIT_TERMINAL_PROMPT: "0",
    GIT_ALLOW_PROTOCOL: "file:git:http:https:ssh",
    LC_ALL: "C"
  };
}
function explainSpawnFailure(error) {
  if ("code" in error && error.code === "ENOENT") {
    return new UserError("git was not found; install git 2.30 or newer");
  }
  return error;
}

// src/workspace/tree.ts
function parseRaw(output) {
  const fields = output.toString("utf8").split("\0");
  const changes = [];
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const [oldMode = "", newMode = "", oldOid = "", newOid = "", status2 = ""] = (fields[i] ?? "").slice(1).split(" ");
    const path = fields[i + 1] ?? "";
    const change = { oldMode, newMode, oldOid, newOid, status: status2.slice(0, 1), path };
    const moved = change.status === "R" || change.status === "C";
    changes.push(moved ? { ...change, target: fields[i + 2] ?? "" } : change);
    if (moved) i += 1;
  }
  return changes;
}
function parseNumstat(output) {
  let added = 0;
  let removed = 0;
  for (const line of output.toString("utf8").split("\0")) {
    const match = /^(\d+)\t(\d+)\t/.exec(line);
    added += Number(match?.[1] ?? 0);
    removed += Number(match?.[2] ?? 0);
  }
  return { added, removed };
}

// src/workspace/patch.ts
var DIFF = ["diff-index", "--cached", "--no-ext-diff", "--no-textconv", "--full-index"];
async function readIndex(base, options) {
  const [raw, diff, numstat, tree] = await Promise.all([
    git([...DIFF, "--no-renames", "--raw", "-z", base], options),
    git([...DIFF, "--no-renames", "--text", "-p", base], options),
    git([...DIFF, "--no-renames", "--text", "--numstat", "-z", base], options),
    git(["write-tree", "--missing-ok"], options)
  ]);
  const lines = parseNumstat(numstat);
  return {
    diff,
    changes: parseRaw(raw),
    tree: tree.toString().trim(),
    addedLines: lines.added,
    removedLines: lines.removed
  };
}

// src/workspace/apply-diff.ts
var diffApplier = {
  async apply(on) {
    const { tree, diff } = on;
    const cwd = await mkdtemp(join(tmpdir(), "patchjudge-apply-"));
    try {
      const place = { cwd, env: { GIT_INDEX_FILE: join(cwd, "scratch.index") } };
      await git(["init", "--quiet", "--bare", "--template=", "."], place);
      const oldContent = await writeNamedFiles(on, place);
      await writeListing(tree, place);
      const base = (await git(["write-tree", "--missing-ok"], place)).toString().trim();
      await applyToIndex(diff, place);
      const found = await readIndex(base, place);
      return { ...found, edits: await readEdits(found.changes, place), oldContent };
    } finally {
      await rm(cwd, { recursive: true, force: true });
    }
  }
};
async function writeNamedFiles({ tree, read, diff, maxFiles }, place) {
  const named = await namedPaths(diff, place);
  if (named.size > maxFiles) {
    throw new UserError(`the diff names ${named.size} files, ${maxFiles} are allowed`);
  }
  const contents = /* @__PURE__ */ new Map();
  for (const { path, oid, mode } of tree.filter((entry) => named.has(entry.path))) {
    if (mode === "160000") continue;
    const content = await read(oid);
    const stored = await git(["hash-object", "-w", "--no-filters", "--stdin"], {
      ...place,
      input: content
    });
    if (stored.toString().trim() !== oid) {
      throw new UserError(`${path} came with other bytes than its id says; run again`);
    }
    contents.set(path, content);
  }
  return contents;
}
async function namedPaths(diff, place) {
  const read = ["apply", "--numstat", "-z", "--summary", "-"];
  const listed2 = await applying(git(read, { ...place, input: diff }));
  const lines = listed2.toString("utf8").split("\0");
  if (/^ create mode 04/m.test(lines.pop() ?? "")) throw new UserError("the diff makes a folder");
  return new Set(lines.map((line) => /^[\d-]+\t[\d-]+\t([\s\S]+)$/.exec(line)?.[1] ?? line));
}
async function writeListing(tree, place) {
  for (const { path } of tree) assertContained(path);
  const input = tree.map(({ mode, oid, path }) => `${mode} ${oid} 0	${path}\0`).join("");
  await git(["update-index", "-z", "--index-info"], { ...place, input });
}
async function applyToIndex(diff, place) {
  const apply = ["apply", "--cached", "--whitespace=nowarn", "-"];
  await applying(git(apply, { ...place, input: diff }));
}
async function applying(call) {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof GitError) || error.code !== 1 && error.code !== 128) throw error;
    throw new UserError("the diff does not apply to the commit it was made for", { cause: error });
  }
}
async function readEdits(changes, place) {
  const edits = [];
  for (const { path, status: status2, newMode, newOid } of changes) {
    if (status2 === "D" || newMode === "160000") continue;
    const content = await git(["cat-file", "blob", newOid], place);
    edits.push({ path, content });
  }
  return edits;
}

// src/github/octokit.ts
var ONCE = { request: { retries: 0 } };
async function orNull(call) {
  try {
    return await call;
  } catch (error) {
    if (hasStatus(error, 404)) return null;
    throw error;
  }
}

// src/github/issues.ts
var PAGE = 100;
function createIssues(octokit, place) {
  const { issues, reactions, repos } = octokit.rest;
  return {
    async comments(issue_number) {
      const all = await octokit.paginate(issues.listComments, {
        ...place,
        issue_number,
        per_page: PAGE
      });
      return all.map(toComment);
    },
    async createComment(issue_number, body) {
      const { data } = await issues.createComment({ ...place, issue_number, body, ...ONCE });
      return toComment(data);
    },
    async updateComment(comment_id, body) {
      await issues.updateComment({ ...place, comment_id, body });
    },
    async react(to, content) {
      if ("comment" in to) {
        await reactions.createForIssueComment({ ...place, comment_id: to.comment, content });
      } else if ("review" in to) {
        const comment_id = to.review;
        await reactions.createForPullRequestReviewComment({ ...place, comment_id, content });
      } else {
        await reactions.createForIssue({ ...place, issue_number: to.issue, content });
      }
    },
    async permissionOf(username) {
      const answer = await orNull(repos.getCollaboratorPermissionLevel({ ...place, username }));
      return toPermission(answer?.data.permission);
    },
    async addLabels(issue_number, labels) {
      await issues.addLabels({ ...place, issue_number, labels: [...labels] });
    },
    async labelEvent(issue_number, label) {
      const all = await octokit.paginate(issues.listEvents, {
        ...place,
        issue_number,
        per_page: PAGE
      });
      const set = all.filter(
        (event) => event.event === "labeled" && "label" in event && event.label?.name === label
      );
      const last = set.at(-1);
      if (last === void 0) return null;
      return { id: last.id, actor: toUser(last.actor), createdAt: last.created_at };
    },
    async recentComments(since) {
      const found = await octokit.paginate(issues.listCommentsForRepo, {
        ...place,
        since: since.toISOString(),
        sort: "created",
        direction: "asc",
        per_page: PAGE
      });
      const made2 = found.filter(({ created_at }) => new Date(created_at) >= since);
      return made2.map((comment) => ({ ...toComment(comment), issue: issueOf(comment.issue_url) }));
    },
    issue: (number) => readIssue(octokit, place, number),
    async labelledIssues(label, since) {
      const found = await octokit.paginate(issues.listForRepo, {
        ...place,
        labels: label,
        state: "open",
        since: since.toISOString(),
        per_page: PAGE
      });
      return found.filter((issue) => issue.pull_request === void 0).map(({ number }) => number);
    }
  };
}
var EDITED = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    issueOrPullRequest(number: $number) {
      ... on Issue { lastEditedAt }
      ... on PullRequest { lastEditedAt }
    }
  }
}`;
async function readIssue(octokit, place, number) {
  const { data } = await octokit.rest.issues.get({ ...place, issue_number: number });
  const answer = await octokit.graphql(EDITED, { ...place, number });
  return {
    number: data.number,
    title: data.title,
    body: data.body ?? "",
    open: data.state === "open",
    locked: data.locked,
    isPull: data.pull_request !== void 0,
    author: toUser(data.user),
    editedAt: answer.repository.issueOrPullRequest.lastEditedAt
  };
}
function toUser(user) {
  if (!user) return { login: "ghost", id: 0, bot: true };
  return { login: user.login, id: user.id, bot: user.type !== "User" };
}
function toComment(comment) {
  return {
    id: comment.id,
    author: toUser(comment.user),
    body: comment.body ?? "",
    createdAt: comment.created_at,
    updatedAt: comment.updated_at
  };
}
function toPermission(permission) {
  return permission === "admin" || permission === "write" || permission === "read" ? permission : "none";
}
function issueOf(url) {
  return Number(/\/issues\/(\d+)$/.exec(url)?.[1] ?? 0);
}

// src/github/events.ts
function commentEvent(payload) {
  const { comment, issue, repository, sender } = payload;
  return {
    repositoryId: repository.id,
    issue: issueOf2(issue),
    // Whoever acts, which for a new comment is its author.
    actor: toUser(sender),
    askedAt: comment.created_at,
    source: { kind: "comment", id: comment.id, body: comment.body }
  };
}
function labelledEvent(payload) {
  const { label, issue, repository, sender } = payload;
  if (label === void 0) return null;
  return {
    repositoryId: repository.id,
    issue: issueOf2(issue),
    actor: toUser(sender),
    askedAt: issue.updated_at,
    source: { kind: "label", label: label.name }
  };
}
function reviewEvent(payload) {
  const { comment, pull_request: pull, repository, sender } = payload;
  const { id, body, path, diff_hunk: hunk } = comment;
  return {
    repositoryId: repository.id,
    issue: {
      number: pull.number,
      title: pull.title,
      body: pull.body ?? "",
      open: pull.state === "open",
      locked: pull.locked,
      isPull: true,
      author: toUser(pull.user)
    },
    actor: toUser(sender),
    // A comment of a review is made before the review is sent.
    askedAt: comment.created_at > pull.updated_at ? comment.created_at : pull.updated_at,
    source: { kind: "review", id, body, path, line: comment.line ?? null, hunk }
  };
}
function issueOf2(issue) {
  return {
    number: issue.number,
    title: issue.title,
    body: issue.body ?? "",
    open: issue.state !== "closed",
    locked: issue.locked ?? false,
    isPull: issue.pull_request !== void 0,
    author: toUser(issue.user)
  };
}

// src/contracts/request.ts
import { createHash } from "node:crypto";
import { z as z2 } from "zod";

// src/contracts/task.ts
import { z } from "zod";
var Task = z.object({
  title: z.string().min(1),
  body: z.string(),
  discussion: z.array(z.object({ author: z.string(), body: z.string() })),
  /** Kinds of text that were taken out because a reader of the rendered issue would not see it. */
  hiddenTextRemoved: z.array(z.string())
});

// src/contracts/request.ts
var COMMIT = /^[0-9a-f]{40,64}$/;
var RunSettings = z2.object({
  /** Samples in all, spread over the contexts. */
  candidates: z2.int().min(1).max(64),
  contexts: z2.int().min(1).max(8),
  temperature: z2.number().min(0).max(2),
  topP: z2.number().gt(0).max(1),
  topK: z2.int().min(1).max(1e3),
  seed: z2.int().nonnegative(),
  /** Longest answer, in tokens; a region's own length sets a lower limit where it is short. */
  maxAnswerTokens: z2.int().min(16),
  /** Longest region to rewrite and longest code to read beside it, in lines. */
  maxTargetLines: z2.int().min(1),
  maxReadingLines: z2.int().nonnegative(),
  policy: z2.object({
    allow: z2.array(z2.string()),
    deny: z2.array(z2.string()),
    paths: z2.array(z2.string()).default([]),
    maxFiles: z2.int().min(1),
    maxLines: z2.int().min(1),
    maxBytes: z2.int().min(1)
  })
});
var USUAL = {
  ...{ candidates: 10, temperature: 0.8, topP: 0.95, topK: 40, seed: 1 },
  ...{ maxAnswerTokens: 1024, maxTargetLines: 150, maxReadingLines: 120 }
};
var Round = z2.object({
  /** The first round is the issue's own. */
  number: z2.int().min(2).max(999),
  /** The issue that all rounds are about. */
  issue: z2.int().positive(),
  /** Branch of the pull request. */
  branch: z2.string().max(300),
  /** Commit of the default branch whose settings hold: those of the pull request's own branch never do. */
  settings: z2.string().regex(COMMIT)
});
var Origin = z2.object({
  host: z2.literal("github"),
  repositoryId: z2.int().positive(),
  /** Number of the conversation: an issue, or the pull request of ours that a further round is about. */
  issue: z2.int().positive(),
  /**
   * What asked: a comment, one on a line of a pull request, the event of setting a label, or a run that was
   * started by hand.
   */
  source: z2.object({
    kind: z2.enum(["comment", "review", "label", "dispatch"]),
    id: z2.int().positive()
  }),
  /** Whoever gave the command, and was allowed to. */
  actor: z2.string().max(100),
  /** The words behind `/generate`, and some more where a secret in them was replaced. */
  words: z2.string().max(4e3),
  askedAt: z2.iso.datetime(),
  /** Set where somebody wants more of a pull request of ours: the base commit is its head then. */
  round: Round.optional()
});
var Request = z2.object({
  version: z2.literal(1),
  /**
   * On GitHub the hash over repository, issue and whatever asked, so that one command is one
   * request; on the command line over repository, commit, task, settings and models.
   */
  id: z2.string().regex(/^[0-9a-f]{64}$/),
  /** Name for people; never a path of the machine. */
  repository: z2.string(),
  base: z2.object({ ref: z2.string(), commit: z2.string().regex(COMMIT) }),
  task: Task,
  settings: RunSettings,
  origin: Origin.optional()
});
function hashRequest(request) {
  return createHash("sha256").update(JSON.stringify(Request.parse(request))).digest("hex");
}
function issueBehind({ origin }) {
  return origin?.round?.issue ?? origin?.issue ?? 0;
}
function roundOf({ origin }) {
  return origin?.round?.number ?? 1;
}

// src/request/authorise.ts
var ENOUGH = {
  write: ["write", "admin"],
  admin: ["admin"]
};
async function mayAsk(host, actor, settings) {
  if (actor.bot) return settings.bots.includes(actor.id);
  return ENOUGH[settings.ask].includes(await host.permissionOf(actor.login));
}
async function writersAmong(host, users) {
  const writers = /* @__PURE__ */ new Set();
  for (const login of new Set(users.filter(({ bot }) => !bot).map((user) => user.login))) {
    if (ENOUGH.write.includes(await host.permissionOf(login))) writers.add(login);
  }
  return writers;
}

// src/request/quota.ts
var QUOTA_MS = 24 * 36e5;
async function overQuota({ quota }, { id, actor }, usage) {
  const { person, repository } = quota;
  if (person === 0 && repository === 0) return null;
  const { all, byPerson } = await usage();
  const others = (ids = /* @__PURE__ */ new Set()) => ids.size - (ids.has(id) ? 1 : 0);
  if (person > 0 && others(byPerson.get(actor)) >= person) {
    return `you have asked for ${person} in the last 24 hours, and more are not allowed here (\`quota.person\` in the settings)`;
  }
  if (repository > 0 && others(all) >= repository) {
    return `there were ${repository} requests in the last 24 hours, and more are not allowed here (\`quota.repository\` in the settings)`;
  }
  return null;
}

// src/request/request-id.ts
import { createHash as createHash2 } from "node:crypto";
function requestId(origin) {
  const { repositoryId, issue, source } = origin;
  const parts = ["github", repositoryId, issue, source.kind, source.id];
  return createHash2("sha256").update(JSON.stringify(parts)).digest("hex");
}

// src/request/settings-file.ts
import { parseDocument } from "yaml";
import { z as z3 } from "zod";
var SETTINGS_PATH = ".github/patchjudge.yml";
var SHARED_NAME = "the organisation's .github/patchjudge.yml";
var MAX_BYTES = 5e4;
var Globs = z3.array(z3.string().min(1).max(200)).max(100);
var SettingsFile = z3.strictObject({
  /** Setting this label on an issue is `/generate`. */
  label: z3.string().min(1).max(50).default("patchjudge"),
  /** Least permission of whoever may ask. */
  ask: z3.enum(["write", "admin"]).default("write"),
  /** Ids of bot accounts that may ask as well. Names can be taken by anyone, ids cannot. */
  bots: z3.array(z3.int().positive()).max(50).default([]),
  /** Requests of the last 24 hours; 0: as many as they like. */
  quota: z3.strictObject({
    person: z3.int().min(0).max(1e3).default(0),
    repository: z3.int().min(0).max(1e3).default(0)
  }).prefault({}),
  /** File name of the workflow whose job runs on the GPU. */
  workflow: z3.string().regex(
    /^[\w.-]{1,100}\.ya?ml$/,
    "is the name of a file in .github/workflows, such as patchjudge.yml"
  ).default("patchjudge.yml"),
  /** What is opened. Private repositories of free plans have no drafts: those get a label instead. */
  open: z3.enum(["draft", "ready", "branch"]).default("draft"),
  reviewers: z3.enum(["none", "codeowners"]).default("none"),
  /** Pull requests of ours that nobody has touched for so many days are closed; 0: never. */
  expireDays: z3.int().min(0).max(365).default(0),
  /** Older records are deleted; 0: none ever. */
  keepMonths: z3.int().min(0).max(120).default(0),
  candidates: z3.int().min(1).max(64).default(USUAL.candidates),
  contexts: z3.int().min(1).max(8).default(1),
  temperature: z3.number().min(0).max(2).default(USUAL.temperature),
  allow: Globs.default([]),
  deny: Globs.default([]),
  paths: Globs.default([]),
  limits: z3.strictObject({
    files: z3.int().min(1).max(100).default(20),
    lines: z3.int().min(1).max(5e3).default(600),
    bytes: z3.int().min(1).max(1e6).default(100 * 1024)
  }).prefault({})
});
var DEFAULT_SETTINGS = SettingsFile.parse({});
function parseSettings(own, shared = null) {
  const common = shared === null ? {} : parseFile(shared, SHARED_NAME);
  const file = own === null ? {} : parseFile(own, SETTINGS_PATH);
  const merged2 = Object.entries(file).map(([key, value]) => [key, merge(common[key], value)]);
  return SettingsFile.parse({ ...common, ...Object.fromEntries(merged2) });
}
function parseFile(content, name) {
  const wrong = (what) => new UserError(`${name} ${what}`);
  if (content.length > MAX_BYTES) throw wrong(`is larger than ${MAX_BYTES} bytes`);
  const text2 = typeof content === "string" ? content : Buffer.from(content).toString("utf8");
  const value = readYaml(text2, wrong) ?? {};
  const parsed = SettingsFile.safeParse(value);
  if (parsed.success) return value;
  throw wrong(parsed.error.issues.map(explain).join("; "));
}
function merge(common, own) {
  return isRecord(common) && isRecord(own) ? { ...common, ...own } : own;
}
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function readYaml(text2, wrong) {
  const document = parseDocument(text2);
  const [fault] = document.errors;
  if (fault !== void 0) throw wrong(`is no YAML: ${fault.message.split("\n")[0]}`);
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw wrong("uses aliases (*name); write the values out");
  }
}
function explain(issue) {
  const where = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    const prefix = where === "" ? "" : `${where}.`;
    const inner = Object.entries(DEFAULT_SETTINGS).find(([name]) => name === where)?.[1];
    const known = Object.keys(isRecord(inner) ? inner : DEFAULT_SETTINGS);
    return issue.keys.map((key) => `knows no "${prefix}${key}"${suggest(key, known)}`).join("; ");
  }
  return where === "" ? `must be a list of settings, such as "candidates: 10"` : `"${where}": ${issue.message}`;
}
function suggest(key, known) {
  const [nearest] = known.map((name) => ({ name, distance: editDistance(key.toLowerCase(), name) })).sort((a, b) => a.distance - b.distance);
  const near = nearest !== void 0 && nearest.distance <= Math.max(2, key.length / 3);
  return near ? `; did you mean "${nearest.name}"?` : `; it knows ${known.join(", ")}`;
}
function editDistance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, letter] of [...a.slice(0, 50)].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (letter === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
function runSettings(settings) {
  const { candidates, contexts, temperature, allow, deny, paths, limits } = settings;
  return {
    ...USUAL,
    candidates,
    contexts: Math.min(contexts, candidates),
    temperature,
    policy: {
      allow,
      deny,
      paths,
      maxFiles: limits.files,
      maxLines: limits.lines,
      maxBytes: limits.bytes
    }
  };
}
async function readSettings(host, commit) {
  const own = await host.readFile(SETTINGS_PATH, commit);
  const shared = await host.readShared(SETTINGS_PATH);
  try {
    return { settings: parseSettings(own, shared), fault: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { settings: DEFAULT_SETTINGS, fault: error.message };
  }
}
async function settingsFor(host, { base, origin }) {
  const { settings } = await readSettings(host, origin?.round?.settings ?? base.commit);
  return settings;
}

// src/request/command.ts
var MAX_WORDS = 2e3;
var COMMAND = /^\/(generate|pick|cancel|status)(?:[ \t]+(.*))?$/;
function parseCommand(body) {
  const [first = ""] = body.split(/\r\n|\r|\n/, 1);
  const match = COMMAND.exec(first.trimEnd());
  if (match === null) return null;
  const rest = (match[2] ?? "").trim();
  switch (match[1]) {
    case "generate":
      return generate(rest);
    case "pick":
      return pick(rest);
    default:
      return rest === "" ? { kind: match[1] === "cancel" ? "cancel" : "status" } : { kind: "help", why: `/${match[1]} takes no words` };
  }
}
function generate(words2) {
  if (words2.length <= MAX_WORDS) return { kind: "generate", words: words2 };
  const why = `the words behind /generate are longer than ${MAX_WORDS} characters; put them into the issue`;
  return { kind: "help", why };
}
function pick(rest) {
  const candidate = /^#?([1-9]\d{0,2}(?:\.[1-9]\d{0,2})?)$/.exec(rest)?.[1];
  if (candidate !== void 0) return { kind: "pick", candidate };
  return { kind: "help", why: "/pick takes the number of a candidate, as in /pick 3" };
}

// src/request/invisible.ts
var ZERO_WIDTH = charClass([
  [173],
  [847],
  [4447, 4448],
  [6068, 6069],
  [6155, 6159],
  [8203],
  [8288, 8292],
  [8298, 8303],
  [12644],
  [65279],
  [65440],
  [65529, 65531],
  // Tags and further variation selectors can spell out whole sentences.
  [917504, 917631],
  [917760, 917999]
]);
var BIDI = charClass([[1564], [8206, 8207], [8234, 8238], [8294, 8297]]);
var CONTROLS = charClass([
  [0, 8],
  [11, 31],
  [127, 159]
]);
var SEPARATORS = charClass([[8232, 8233]]);
var SELECTOR_RUN = /([\uFE00-\uFE0F])[\uFE00-\uFE0F]+/g;
var JOINER = /[\u200C\u200D]/g;
var JOINING_BEFORE = /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Mongolian}\p{Extended_Pictographic}\p{Emoji_Modifier}]\uFE0F?$/u;
function removeInvisible(text2) {
  const steps = [
    ["control characters", (t) => t.replace(CONTROLS, "").replace(SEPARATORS, "\n")],
    ["text direction controls", (t) => t.replace(BIDI, "")],
    [
      "invisible characters",
      (t) => removeJoiners(t.replace(ZERO_WIDTH, "").replace(SELECTOR_RUN, "$1"))
    ]
  ];
  const removed = [];
  let clean = text2;
  for (const [kind, step2] of steps) {
    const next = step2(clean);
    if (next !== clean) removed.push(kind);
    clean = next;
  }
  return { text: clean, removed };
}
function removeJoiners(text2) {
  return text2.replace(JOINER, (joiner, at) => {
    return JOINING_BEFORE.test(text2.slice(Math.max(0, at - 3), at)) ? joiner : "";
  });
}
function charClass(ranges) {
  const written = (code) => `\\u{${code.toString(16)}}`;
  const parts = ranges.map(([first, last]) => `${written(first)}-${written(last ?? first)}`);
  return new RegExp(`[${parts.join("")}]`, "gu");
}

// src/request/sanitise.ts
var ATTRIBUTE = /\b(alt|title|aria-label)\s{0,10}=\s{0,10}(?:"[^"]{1,20000}"|'[^']{1,20000}'|[^\s"'<>=]{1,200})/gi;
var IMAGE_ALT = /!\[[^[\]\n]{1,2000}\](?=[([])/g;
var REFERENCE_COMMENT = /^ {0,3}\[[^\]\n]{1,100}\]:[ \t]{0,10}(?:#|<>)[ \t]{0,10}[("'].*$/gm;
var COMMENTS = "HTML comments";
var TITLES = "alternative texts and titles";
var REFERENCES = "reference comments";
function removeHiddenText(text2) {
  const visible2 = removeInvisible(text2.replace(/\r\n?/g, "\n"));
  const removed = new Set(visible2.removed);
  const pieces = splitCode(visible2.text).map((piece) => {
    if (piece.kind === "code") return piece.text;
    if (piece.kind === "prose") return cleanProse(piece.text, removed);
    removed.add(COMMENTS);
    return "";
  });
  return { text: pieces.join(""), removed: [...removed] };
}
var START = /(?:^|(?<=\n)) {0,3}(`{3,}|~{3,})[^\n]*|`+|<!--/g;
function splitCode(text2) {
  const pieces = [];
  const noSpanEnd = /* @__PURE__ */ new Set();
  let from = 0;
  START.lastIndex = 0;
  for (let match = START.exec(text2); match !== null; match = START.exec(text2)) {
    const end = endOf(text2, match, noSpanEnd);
    if (end === null) continue;
    pieces.push({ kind: "prose", text: text2.slice(from, match.index) });
    const kind = match[0] === "<!--" ? "comment" : "code";
    pieces.push({ kind, text: text2.slice(match.index, end) });
    from = end;
    START.lastIndex = end;
  }
  pieces.push({ kind: "prose", text: text2.slice(from) });
  return pieces;
}
function endOf(text2, match, noSpanEnd) {
  const after = match.index + match[0].length;
  if (match[0] === "<!--") return commentEnd(text2, after);
  const fence2 = match[1];
  if (fence2 !== void 0 && !(fence2.startsWith("`") && match[0].trim().slice(fence2.length).includes("`"))) {
    return fenceEnd(text2, after, fence2);
  }
  return spanEnd(text2, { match, noSpanEnd });
}
function commentEnd(text2, after) {
  const short2 = /^-?>/.exec(text2.slice(after, after + 2));
  if (short2 !== null) return after + short2[0].length;
  const end = text2.indexOf("-->", after);
  return end < 0 ? text2.length : end + 3;
}
function fenceEnd(text2, after, fence2) {
  const mark2 = fence2[0] ?? "`";
  let at = text2.indexOf("\n", after);
  while (at >= 0) {
    const next = text2.indexOf("\n", at + 1);
    const line = text2.slice(at + 1, next < 0 ? text2.length : next);
    const run2 = line.trim();
    const closes = run2.length >= fence2.length && run2 === mark2.repeat(run2.length);
    if (closes && /^ {0,3}\S/.test(line)) return next < 0 ? text2.length : next;
    at = next;
  }
  return text2.length;
}
function spanEnd(text2, span) {
  const { match, noSpanEnd } = span;
  const length = /`+/.exec(match[0])?.[0].length ?? 1;
  const start2 = text2.indexOf("`", match.index) + length;
  if (noSpanEnd.has(length)) return null;
  const paragraph = text2.indexOf("\n\n", start2);
  const limit = paragraph < 0 ? text2.length : paragraph;
  for (const run2 of text2.slice(start2, limit).matchAll(/`+/g)) {
    if (run2[0].length === length) return start2 + run2.index + length;
  }
  if (paragraph < 0) noSpanEnd.add(length);
  return null;
}
function cleanProse(text2, removed) {
  const titled = text2.replace(ATTRIBUTE, (all, name, at) => inTag(text2, at) ? `${name}=""` : all).replace(IMAGE_ALT, "![]");
  if (titled !== text2) removed.add(TITLES);
  const clean = titled.replace(REFERENCE_COMMENT, "");
  if (clean !== titled) removed.add(REFERENCES);
  return clean;
}
function inTag(text2, at) {
  const before = text2.slice(Math.max(0, at - 4e3), at);
  const tag = before.lastIndexOf("<");
  return tag >= 0 && /^<[A-Za-z]/.test(before.slice(tag, tag + 2)) && !before.includes(">", tag);
}

// src/request/remarks.ts
var MAX_BODY = 2e4;
var MAX_DISCUSSION = 2e4;
var MAX_HUNK = 3e3;
var LEAST_REMARK = 20;
var CUT = " \u2026";
function createCleaner(before = []) {
  const removed = new Set(before);
  const clean = (text2, max) => {
    const visible2 = removeHiddenText(text2);
    for (const kind of visible2.removed) removed.add(kind);
    return cut(visible2.text.trim(), max);
  };
  return { clean, removed };
}
async function remarksBefore(host, event, words2, { cleaner, since = "" }) {
  const { clean } = cleaner;
  const earlier = (await earlierComments(host, event)).filter(
    ({ createdAt }) => createdAt >= since
  );
  const said = earlier.map(({ author, body }) => ({
    author: author.login,
    body: clean(body, MAX_BODY)
  }));
  const own = [placeOf(event, cleaner), clean(words2, MAX_BODY)].filter((text2) => text2 !== "");
  if (own.length > 0) said.push({ author: event.actor.login, body: own.join("\n") });
  return said.filter(({ body }) => body !== "");
}
function lastOf(discussion) {
  let room = MAX_DISCUSSION;
  const kept = [];
  for (const said of discussion.toReversed()) {
    if (room < LEAST_REMARK) break;
    const body = cut(said.body, room);
    kept.unshift({ ...said, body });
    room -= body.length;
  }
  return kept;
}
function placeOf({ source }, { removed }) {
  if (source.kind !== "review") return "";
  const clean = (text2) => {
    const visible2 = removeInvisible(text2);
    for (const kind of visible2.removed) removed.add(kind);
    return visible2.text;
  };
  const line = source.line === null ? "" : `, line ${source.line}`;
  const path = clean(source.path.slice(0, 500)).replace(/\s+/g, " ");
  return `On ${path}${line}:
${lastLines(clean(source.hunk), MAX_HUNK)}
`;
}
function lastLines(text2, max) {
  const lines = text2.trimEnd().split("\n");
  while (lines.length > 1 && lines.join("\n").length > max) lines.shift();
  return cut(lines.join("\n"), max);
}
async function earlierComments(host, event) {
  const asked = event.source.kind === "comment" ? event.source.id : null;
  const before = (await host.comments(event.issue.number)).filter(
    ({ id, createdAt, updatedAt, author, body }) => id !== asked && createdAt < event.askedAt && updatedAt < event.askedAt && !author.bot && parseCommand(body) === null
  );
  const writers = await writersAmong(
    host,
    before.map(({ author }) => author)
  );
  return before.filter(({ author }) => writers.has(author.login));
}
function cut(text2, max) {
  if (text2.length <= max) return text2;
  const end = max - CUT.length;
  const whole = /[\uD800-\uDBFF]/.test(text2[end - 1] ?? "") ? end - 1 : end;
  return `${text2.slice(0, whole)}${CUT}`;
}

// src/request/task.ts
async function freezeTask(host, event, words2) {
  const cleaner = createCleaner();
  const title = cleaner.clean(event.issue.title, 300).replace(/\s+/g, " ");
  const body = cleaner.clean(event.issue.body, MAX_BODY);
  if (title === "" && body === "") {
    throw new UserError(
      "the issue has no text; write in it what is wrong and what should happen instead"
    );
  }
  const discussion = lastOf(await remarksBefore(host, event, words2, { cleaner }));
  const hiddenTextRemoved = [...cleaner.removed];
  return { title: title || "Untitled", body, discussion, hiddenTextRemoved };
}
var MOST_FILES = 10;
async function freezeFeedback(host, event, words2, { task, since, files, self }) {
  const cleaner = createCleaner(task.hiddenTextRemoved);
  const remarks = await remarksBefore(host, event, words2, {
    cleaner,
    ...since === void 0 ? {} : { since }
  });
  if (remarks.length === 0) {
    throw new UserError("say what should be different, as in `/generate handle empty lists too`");
  }
  const there = { author: self, body: since === void 0 ? firstPatch(files) : LATER_PATCH };
  const discussion = lastOf([...task.discussion, there, ...remarks]);
  return { ...task, discussion, hiddenTextRemoved: [...cleaner.removed] };
}
function firstPatch(files) {
  const names = files.slice(0, MOST_FILES).join(", ");
  const where = names === "" ? "" : ` It changes ${names}.`;
  return `The code has a first patch for this already.${where} It is to be changed as is said below.`;
}
var LATER_PATCH = "The code has a patch for that as well. It is to be changed as is said below.";

// src/publish/branch.ts
var PREFIX = "patchjudge/issue-";
var NAMES = 9;
async function findOrCreateBranch(host, parts) {
  const { request, patch, onto } = parts;
  const grown = onto === void 0 ? null : await growBranch(host, onto, parts);
  if (grown !== null) return grown;
  for (let i = 1; i <= NAMES; i++) {
    const name = branchName(request, i);
    const head = await findOrCreateRef(host, `refs/heads/${name}`, request.base.commit);
    if (head === request.base.commit) {
      const commit = await commitPatch(host, name, parts);
      if (commit !== null) return { name, commit };
      continue;
    }
    const ours = await findOurs(host, head, patch, request);
    if (ours !== null) return { name, commit: ours };
  }
  throw new UserError(
    `${NAMES} branches named ${branchName(request, 1)} have other commits on them; delete some`
  );
}
async function growBranch(host, name, parts) {
  const { request, patch } = parts;
  const head = await host.readRef(`refs/heads/${name}`);
  if (head === null) return null;
  if (head !== request.base.commit) {
    const ours = await findOurs(host, head, patch, request);
    return ours === null ? null : { name, commit: ours };
  }
  const commit = await commitPatch(host, name, parts);
  return commit === null ? null : { name, commit };
}
function isBranchName(name) {
  return name.startsWith(PREFIX);
}
function branchName(request, attempt) {
  const name = `${PREFIX}${issueBehind(request) || "local"}-${request.id.slice(0, 8)}`;
  return attempt === 1 ? name : `${name}-${attempt}`;
}
async function findOrCreateRef(host, ref, commit) {
  const standing = await host.readRef(ref);
  if (standing !== null) return standing;
  if (await host.createRef(ref, commit)) return commit;
  return await host.readRef(ref) ?? commit;
}
async function commitPatch(host, branch, parts) {
  const { request, patch, message } = parts;
  const commit = await host.commitEdits({
    branch,
    expectedHead: request.base.commit,
    ...message,
    edits: patch.edits,
    deletions: patch.changes.filter(({ status: status2 }) => status2 === "D").map(({ path }) => path)
  });
  if (commit === null) {
    const head = await host.readRef(`refs/heads/${branch}`);
    return head === null ? null : findOurs(host, head, patch, request);
  }
  if ((await host.readCommit(commit)).tree !== patch.tree) {
    throw new UserError(
      "the commit that the host made is not the patch that was checked; no pull request was opened"
    );
  }
  return commit;
}
var MOST_SINCE = 20;
async function findOurs(host, head, patch, { base }) {
  let commit = head;
  for (let i = 0; i <= MOST_SINCE && commit !== void 0 && commit !== base.commit; i++) {
    const { tree, parents } = await host.readCommit(commit);
    if (tree === patch.tree && parents.length === 1 && parents[0] === base.commit) return commit;
    commit = parents[0];
  }
  return null;
}

// src/publish/own-account.ts
function isSelf({ self }, { bot, login }) {
  return bot && login === self;
}
function isOwnPull(host, { author, ownRepository }) {
  return ownRepository && isSelf(host, author);
}

// src/pipeline/further-round.ts
async function furtherRound(host, { issue }, records, settings) {
  const pull = await host.pull(issue.number);
  if (pull === null) throw new UserError("the pull request is gone");
  const fault = whyNot(host, pull);
  if (fault !== null) throw new UserError(fault);
  const last = records.at(-1);
  if (last === void 0) {
    throw new UserError(
      "there is no record of how this pull request was made; comment on its issue instead"
    );
  }
  const number = Math.max(...records.map(({ request }) => roundOf(request))) + 1;
  return {
    before: last.request,
    base: { ref: pull.base, commit: pull.head.commit },
    round: { number, issue: issueBehind(last.request), branch: pull.head.branch, settings }
  };
}
function whyNot(host, { author, head, open, ownRepository }) {
  if (!ownRepository) return "this works on issues, and not on pull requests from a fork";
  if (!isSelf(host, author) || !isBranchName(head.branch)) {
    return "this works on issues and on pull requests that I have opened";
  }
  return open ? null : "the pull request is closed; reopen it, or comment on its issue";
}

// src/pipeline/gate.ts
async function gate(event, words2, { host, secrets, records, usage }) {
  const base = await host.defaultBranch();
  const file = await readSettings(host, base.commit);
  const settings = file.settings;
  const label = event.source.kind === "label" ? event.source.label : null;
  if (label !== null && label !== settings.label) {
    return { kind: "ignored", reason: `the label ${JSON.stringify(label)} is not ours` };
  }
  if (!await mayAsk(host, event.actor, settings)) {
    return { kind: "ignored", reason: `${event.actor.login} may not ask here` };
  }
  if (event.issue.locked) return { kind: "ignored", reason: "the issue is locked" };
  const source = await sourceOf(host, event);
  if (source === null) return { kind: "ignored", reason: "the label was taken off again" };
  const { repositoryId, issue, actor, askedAt } = event;
  const origin = {
    host: "github",
    repositoryId,
    issue: issue.number,
    source,
    actor: actor.login,
    words: await secrets.redact(words2),
    askedAt
  };
  const id = requestId(origin);
  const reason = file.fault ?? await overQuota(settings, { id, actor: actor.login }, usage);
  if (reason !== null) return { kind: "refused", id, reason };
  try {
    const asked = issue.isPull ? await freezeRound(host, event, words2, { records: await records(), base }) : await freezeIssue(host, event, words2, base);
    const { round, ...frozen } = { ...asked, task: await redactTask(asked.task, secrets) };
    const request = Request.parse({
      ...{ version: 1, id, repository: host.repository.fullName },
      ...{ ...frozen, settings: runSettings(settings), origin: { ...origin, round } }
    });
    return { kind: "request", request, settings };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind: "refused", id, reason: error.message };
  }
}
async function freezeIssue(host, event, words2, base) {
  if (!event.issue.open) throw new UserError("the issue is closed; open it again first");
  const task = await freezeTask(host, event, words2);
  return { base: { ref: base.name, commit: base.commit }, task };
}
async function freezeRound(host, event, words2, { records, base: main }) {
  const { before, base, round } = await furtherRound(host, event, records, main.commit);
  const files = (await host.changesOf(event.issue.number)).map(({ path }) => path);
  const since = before.origin?.round === void 0 ? {} : { since: before.origin.askedAt };
  const known = { task: before.task, ...since, files, self: host.self };
  return { base, task: await freezeFeedback(host, event, words2, known), round };
}
async function redactTask(task, { redact: redact2 }) {
  const discussion = [];
  for (const said of task.discussion) discussion.push({ ...said, body: await redact2(said.body) });
  const [title, body] = [await redact2(task.title), await redact2(task.body)];
  return { ...task, title, body, discussion };
}
async function sourceOf(host, event) {
  const { kind } = event.source;
  if (kind !== "label") return { kind, id: event.source.id };
  const set = await host.labelEvent(event.issue.number, event.source.label);
  return set === null || set.actor.id !== event.actor.id ? null : { kind: "label", id: set.id };
}

// src/publish/cap-body.ts
var NOTE_ROOM = 400;
var SHORTEST2 = 200;
function capBody(sections, max) {
  const parts = sections.filter(({ markdown }) => markdown !== "");
  const whole = joined(parts);
  if (whole.length <= max) return whole;
  const kept = [...parts];
  const missing = [];
  for (const section of mostSpareFirst(parts.slice(1))) {
    const excess = joined(kept).length - (max - NOTE_ROOM);
    if (excess <= 0) break;
    const markdown = shorten(section.markdown, section.markdown.length - excess);
    missing.push(markdown === "" ? section.name : `the rest of ${section.name}`);
    kept.splice(kept.indexOf(section), 1, { ...section, markdown });
  }
  return `${joined(kept)}

_${leftOut(missing)}_`;
}
function joined(sections) {
  return sections.map(({ markdown }) => markdown).filter((markdown) => markdown !== "").join("\n\n");
}
function mostSpareFirst(sections) {
  return [...sections].reverse().sort((a, b) => b.spare - a.spare);
}
function leftOut(missing) {
  const named = missing.slice(0, 4);
  const more = missing.length - named.length;
  const names = more === 0 ? named.join("; ") : `${named.join("; ")}; and ${more} more`;
  return `Left out because the text would be too long for GitHub: ${names}.`;
}
function shorten(markdown, max) {
  if (max < SHORTEST2) return "";
  const lines = markdown.split("\n");
  const open = { fence: null, details: 0 };
  let length = 0;
  let best = "";
  for (const [index, line] of lines.entries()) {
    follow(open, line);
    length += line.length + 1;
    if (length - 1 > max) break;
    const closing = closers(open);
    const next = lines[index + 1];
    if (length - 1 + closing.length > max || !isEnd(open, line, next)) continue;
    best = lines.slice(0, index + 1).join("\n") + closing;
  }
  return best.length < SHORTEST2 ? "" : best;
}
function follow(open, line) {
  if (open.fence !== null) {
    if (/^`{3,}$/.test(line) && line.length >= open.fence.length) open.fence = null;
    return;
  }
  const ticks = /^(`{3,})[a-z]*$/.exec(line)?.[1];
  if (ticks !== void 0) open.fence = ticks;
  else if (line.startsWith("<details")) open.details += 1;
  else if (line === "</details>") open.details -= 1;
}
function isEnd(open, line, next) {
  return open.fence !== null || next === void 0 || next === "" || /^(?:\| |- )/.test(line);
}
function closers({ fence: fence2, details: details2 }) {
  const ticks = fence2 === null ? "" : `
${fence2}`;
  return ticks + "\n\n</details>".repeat(Math.max(0, details2));
}

// src/report/rows.ts
function tableRows({ candidates, verdict }) {
  const ranks = new Map(verdict.ranking.map((ranked) => [ranked.candidate, ranked]));
  const chosen = verdict.decision.kind === "open" ? verdict.decision.candidate : 0;
  return candidates.map((candidate) => {
    const ranked = ranks.get(candidate.sameAs ?? candidate.id);
    const order = (ranked?.rank ?? 1e3) + (candidate.sameAs === void 0 ? 0 : 0.5);
    return { row: { ...rowOf(candidate, ranked), chosen: candidate.id === chosen }, order };
  }).sort((a, b) => a.order - b.order || a.row.candidate - b.row.candidate).map(({ row }) => row);
}
function rowOf(candidate, ranked) {
  const { id, sameAs, addedLines: addedLines2, removedLines } = candidate;
  const change = candidate.diff === void 0 ? "" : `+${addedLines2} \u2212${removedLines}`;
  const row = { candidate: id, change, files: candidate.files.join(", ") };
  if (sameAs !== void 0)
    return { ...row, rank: "", score: "", votes: "", state: `same as ${sameAs}` };
  return {
    ...row,
    rank: ranked === void 0 ? "" : String(ranked.rank),
    score: ranked === void 0 ? "" : signed(ranked.score),
    votes: String(candidate.votes),
    state: stateOf(candidate.refusals)
  };
}
function stateOf(refusals) {
  if (refusals.length === 0) return "ready";
  return refusals.map(({ code, detail }) => `${code}: ${detail}`).join("; ");
}
function signed(value) {
  return `${value < 0 ? "\u2212" : "+"}${Math.abs(value).toFixed(2)}`;
}
function decisionSentence({ candidates, verdict }) {
  const { decision, ranking: ranking2 } = verdict;
  if (decision.kind === "abstain") return `No patch is opened: ${decision.reason}.`;
  const best = candidates.find(({ id }) => id === decision.candidate);
  const votes = best?.votes ?? 1;
  const lead = ranking2.findIndex(({ candidate }) => candidate === decision.candidate);
  const next = ranking2[lead + 1];
  const ahead = next === void 0 ? "" : `, ${signed((ranking2[lead]?.score ?? 0) - next.score)} over the next`;
  return `Candidate ${decision.candidate} is best: ${votes} of ${candidates.length} samples wrote it${ahead}.`;
}
function scoreNote({ verdict }) {
  const { judge, probability, basis, noProbability } = verdict;
  const what = judge?.meaning ?? "the judge's margin, logit(Yes) \u2212 logit(No).";
  if (probability === null || basis === void 0) {
    const why = noProbability === void 0 ? "" : ` (${noProbability})`;
    return `${what} Not calibrated for repositories${why}: it ranks, it is not a probability.`;
  }
  const { tasks, packages, languages } = basis;
  const from = `${tasks} bugs planted in ${packages} packages (${languages.join(", ")})`;
  return `${what} How likely it is right: about ${aboutPercent(probability)} of picks that looked like this one passed the tests, of ${from}. There the faulty function was known; your issue is of another kind, so take it for a hint.`;
}
function aboutPercent(probability) {
  const rounded = 5 * Math.round(20 * probability);
  return `${Math.min(95, Math.max(5, rounded))} %`;
}

// src/publish/visible.ts
function visible(text2) {
  return text2.replace(ALL, mark);
}
function mark(character) {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `\u27E8U+${code.padStart(4, "0")}\u27E9`;
}
var HIDDEN = anyOf([
  [0, 8],
  [11, 31],
  [127, 159],
  // Show nothing: soft hyphen, grapheme joiner, Hangul fillers, Khmer and Mongolian controls.
  [173],
  [847],
  [4447, 4448],
  [6068, 6069],
  [6155, 6159],
  [8203],
  [8288, 8303],
  [12644],
  [65279],
  [65440],
  [65529, 65531],
  // Turn the reading direction.
  [1564],
  [8206, 8207],
  [8234, 8238],
  // Breaks that editors do not show.
  [8232, 8233],
  // Can spell out whole sentences.
  [917504, 917631],
  [917760, 917999]
]);
var ASCII = anyOf([[0, 127]]);
var SELECTOR = anyOf([[65024, 65039]]);
var JOINER2 = anyOf([[8204, 8205]]);
var HIDING = `(?<=^|${ASCII})(?:${JOINER2}|${SELECTOR})|(?<=${SELECTOR})${SELECTOR}`;
var ALL = new RegExp(`${HIDDEN}|${HIDING}|\\p{Surrogate}`, "gu");
function anyOf(ranges) {
  const written = (code) => `\\u{${code.toString(16)}}`;
  return `[${ranges.map(([first, last]) => `${written(first)}-${written(last ?? first)}`).join("")}]`;
}

// src/publish/safe-text.ts
var LONGEST_TICKS = 8;
var LONGEST_FENCE = 64;
function fence(text2, { info = "text", max = Infinity } = {}) {
  const shown = shortenTicks(visible(text2.replaceAll("\r\n", "\n")), LONGEST_FENCE).replace(/<!--(?=\s*patchjudge)/gi, `${mark("<")}!--`).replace(/\n$/, "");
  const { kept, missing } = wholeLines(shown, max);
  const ticks = "`".repeat(Math.max(3, longestTicks(kept) + 1));
  const block = `${ticks}${info}
${kept}
${ticks}`;
  return missing === "" ? block : `${block}

_${missing}_`;
}
function wholeLines(text2, max) {
  if (text2.length <= max) return { kept: text2, missing: "" };
  const lines = text2.split("\n");
  let length = 0;
  const fits = lines.findIndex((line) => {
    length += line.length + 1;
    return length - 1 > max;
  });
  const more = lines.length - fits;
  if (fits > 0) {
    const missing = more === 1 ? "One more line is left out." : `${more} more lines are left out.`;
    return { kept: lines.slice(0, fits).join("\n"), missing };
  }
  return { kept: cut2(lines[0] ?? "", max), missing: "The rest, from within a line, is left out." };
}
function inline(text2, max) {
  const line = shortenTicks(visible(text2.replace(/\s+/gu, " ")).trim(), LONGEST_TICKS).replaceAll("|", "\xA6").replaceAll("<!--", `${mark("<")}!--`).replaceAll("##[", `##${mark("[")}`);
  const shown = cut2(line, max) || "(empty)";
  const ticks = "`".repeat(longestTicks(shown) + 1);
  const pad = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return `${ticks}${pad}${shown}${pad}${ticks}`;
}
var SENTENCE = new RegExp(`^\\p{L}[\\p{L}\\p{M}\\p{N} .,;:()'\u2019"%\u2212\u2013\u2014+=-]*$`, "u");
var MEANINGFUL = /\b[0-9a-f]{7,}\b|[\p{L}\p{N}]-\d|www\.|:[\w+-]+:/iu;
var COMMAND2 = /`\/(?:generate|pick|cancel|status)(?: \d{1,3}(?:\.\d{1,3})?)?`/g;
function prose(text2, max) {
  const line = text2.replace(/\s+/gu, " ").trim();
  const words2 = line.replace(COMMAND2, "");
  const plain = SENTENCE.test(words2) && !MEANINGFUL.test(words2) && visible(words2) === words2;
  return plain && (line.length <= max || words2 === line) ? cut2(line, max) : inline(text2, max);
}
function plainLine(text2, max) {
  const line = visible(text2.replace(/\s+/gu, " ")).trim().replaceAll("@", "\uFF20").replaceAll("#", "\uFF03").replace(/:(?=\/\/)/g, "\uFF1A").replace(/(?<=www)\./gi, "\uFF0E").replace(/(?<=\bgh)-(?=\d)/gi, "\u2011").replace(/\[(?=[^\]]*\b(?:skip|ci|actions)\b)/gi, "\uFF3B").replace(/\*{3}(?=NO_CI)/gi, "\uFF0A\uFF0A\uFF0A").replaceAll("<!--", `${mark("<")}!--`);
  return cut2(line, max);
}
function link(words2, address) {
  if (address === null || !URL.canParse(address)) return words2;
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:") return words2;
  const safe = url.href.replace(
    /[()<>[\]\\|`\s]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`
  );
  return `[${words2}](${safe})`;
}
function cut2(text2, max) {
  if (text2.length <= max) return text2;
  const kept = text2.slice(0, Math.max(0, max - 1));
  return `${kept.replace(/[\ud800-\udbff]$/, "")}\u2026`;
}
function longestTicks(text2) {
  return Math.max(0, ...[...text2.matchAll(/`+/g)].map(([run2]) => run2.length));
}
function shortenTicks(text2, longest) {
  const tooLong = new RegExp(`\`{${longest + 1},}`, "g");
  return text2.replace(tooLong, (run2) => `\u27E8${run2.length} \xD7 U+0060\u27E9`);
}

// src/publish/words.ts
var NOTICE = "Written by a language model and ranked by another; review before merging.";
var LONGEST_BODY = 6e4;
function marker(requestId2) {
  if (!/^[0-9a-f]{64}$/.test(requestId2)) throw new Error("a request id has 64 hex digits");
  return `<!-- patchjudge:${requestId2} -->`;
}
function plural(count2, one, many = `${one}s`) {
  return `${count2} ${count2 === 1 ? one : many}`;
}
function listed(items) {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
function minute(time) {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return "an unknown time";
  return `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
function roughly(seconds) {
  if (seconds < 10) return "a few seconds";
  if (seconds < 90) return `about ${Math.round(seconds / 10) * 10} seconds`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `about ${plural(minutes, "minute")}`;
  return `about ${plural(Math.round(minutes / 60), "hour")}`;
}
function pickCommand(candidate, round = 1) {
  return `\`/pick ${round === 1 ? "" : `${round}.`}${candidate}\``;
}
function roundName(round = 1) {
  return round === 1 ? "" : `Round ${round}: `;
}
function chosenCandidate({ candidates, verdict }) {
  const { decision } = verdict;
  return decision.kind === "open" ? candidates.find(({ id }) => id === decision.candidate) : void 0;
}
function isPickable({ diff, refusals, sameAs }) {
  return diff !== void 0 && refusals.length === 0 && sameAs === void 0;
}
function alternatives(result) {
  const chosen = chosenCandidate(result);
  const ranks = new Map(result.verdict.ranking.map(({ candidate, rank }) => [candidate, rank]));
  const rankOf = ({ id }) => ranks.get(id) ?? Infinity;
  return result.candidates.filter((candidate) => isPickable(candidate) && candidate.id !== chosen?.id).sort((a, b) => rankOf(a) === rankOf(b) ? a.id - b.id : rankOf(a) - rankOf(b));
}
function withChoice(result, candidate) {
  if (candidate === void 0) return result;
  const { basis: _, ...verdict } = result.verdict;
  const decision = { kind: "open", candidate };
  if (verdict.ranking[0]?.candidate === candidate || verdict.probability === null) {
    return { ...result, verdict: { ...result.verdict, decision } };
  }
  const noProbability = "a person picked it; the probability would be that of the judge's choice";
  return { ...result, verdict: { ...verdict, probability: null, noProbability, decision } };
}
function choiceSentence(result, picked) {
  const { decision, ranking: ranking2 } = result.verdict;
  const own = decision.kind === "open" ? decision.candidate : void 0;
  if (picked === void 0 || picked === own) return decisionSentence(result);
  const rank = ranking2.find(({ candidate }) => candidate === picked)?.rank;
  const votes = result.candidates.find(({ id }) => id === picked)?.votes ?? 1;
  const place = rank === void 0 ? "It was not ranked" : `It has rank ${rank} of ${ranking2.length}`;
  const judges = own === void 0 ? "would have opened none" : `would have opened candidate ${own}`;
  return `Candidate ${picked} was picked by a person; the judge ${judges}. ${place}, and ${votes} of ${result.candidates.length} samples wrote it.`;
}

// src/publish/details.ts
var LONGEST_DIFF = 8e3;
var SPARE = { never: 0, ranking: 1, reasons: 2, manifest: 3, diffs: 10 };
function details(summary, markdown) {
  return `<details>
<summary>${summary}</summary>

${markdown}

</details>`;
}
function diffSections(result, candidates) {
  const ranks = new Map(result.verdict.ranking.map(({ candidate, rank }) => [candidate, rank]));
  return candidates.map((candidate, index) => {
    const { id, diff = "", addedLines: addedLines2, removedLines } = candidate;
    const rank = ranks.get(id);
    const place = rank === void 0 ? "not ranked" : `rank ${rank}`;
    const summary = `Candidate ${id}: ${place}, +${addedLines2} \u2212${removedLines}`;
    const markdown = details(summary, fence(diff, { info: "diff", max: LONGEST_DIFF }));
    return { name: `the diff of candidate ${id}`, markdown, spare: SPARE.diffs + index };
  });
}
function reasonList({ candidates }) {
  return candidates.filter(({ refusals, sameAs }) => refusals.length > 0 && sameAs === void 0).map(({ id, refusals }) => {
    const reasons = refusals.map(({ code, detail }) => inline(`${code}: ${detail}`, 300));
    return `- Candidate ${id}: ${reasons.join("; ")}`;
  }).join("\n");
}
function manifestDetails({ manifest: made2 }) {
  const { settings } = made2;
  const last = settings.seed + settings.candidates - 1;
  const steps = Object.entries(made2.timings).map(([step2, s]) => `${step2} ${s.toFixed(1)} s`);
  const rows = [
    ["Generator", modelUse(made2.generator)],
    [
      "Judge",
      made2.sharedProcess ? `${modelUse(made2.judge)}, in the same process` : modelUse(made2.judge)
    ],
    ["Samples", `${settings.candidates}, from ${plural(settings.contexts, "prompt")}`],
    ["Seeds", `${settings.seed} to ${last}`],
    [
      "Sampling",
      `temperature ${settings.temperature}, top-p ${settings.topP}, top-k ${settings.topK}, at most ${plural(settings.maxAnswerTokens, "token")} an answer`
    ],
    ["Base", `${inline(made2.baseRef, 80)} at ${inline(made2.baseCommit, 64)}`],
    ["Started", minute(made2.startedAt)],
    ["Seconds a step", steps.length === 0 ? "not measured" : inline(steps.join(", "), 300)],
    ["Versions", inline(`patchjudge ${made2.patchjudge}, node ${made2.node}`, 80)],
    ["Request", inline(made2.requestId, 64)]
  ];
  const lines = rows.map(([what, value]) => `| ${what} | ${value} |`);
  return details("How this was made", ["| What | Value |", "| --- | --- |", ...lines].join("\n"));
}
function modelUse(use) {
  const hash = use.modelSha256 === null ? "no hash known" : `SHA-256 ${inline(use.modelSha256.slice(0, 12), 12)}`;
  const engine = inline(`${use.engine} ${use.engineVersion} on ${use.device}`, 80);
  const prompts = inline(use.promptsSha256.slice(0, 12), 12);
  const tokens = `${use.evaluatedTokens} of ${use.requestedTokens} prompt tokens read, ${use.generatedTokens} written`;
  return `${inline(use.model, 80)} (${hash}), ${engine}; ${tokens}; prompts ${prompts}`;
}

// src/publish/table.ts
var LONGEST_STATE = 80;
function rankingTable(result, { compare = () => null, round = 1 } = {}) {
  const rows = tableRows(result);
  const pickable = new Set(result.candidates.filter(isPickable).map(({ id }) => id));
  const addresses = new Map(rows.map(({ candidate }) => [candidate, compare(candidate)]));
  const linked = [...addresses.values()].some((address) => address !== null);
  const head = ["Choice", "Rank", "Candidate", "Score", "Votes", "Lines", "State"];
  const rule = ["---", "--:", "--:", "--:", "--:", "--:", "---"];
  const body = rows.map((row) => {
    const cells = cellsOf(row, pickable.has(row.candidate), round);
    return linked ? [...cells, compareCell(addresses.get(row.candidate) ?? null)] : cells;
  });
  const top = linked ? [
    [...head, "Compare"],
    [...rule, "---"]
  ] : [head, rule];
  return [...top, ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
function cellsOf(row, pickable, round) {
  const { rank, candidate, score, votes, change } = row;
  const lines = change.replace(" ", "&nbsp;");
  const choice = choiceOf(row, pickable, round);
  return [choice, rank, String(candidate), score, votes, lines, state(row)];
}
function choiceOf({ chosen, candidate }, pickable, round) {
  if (chosen) return "**opened**";
  return pickable ? pickCommand(candidate, round) : "";
}
function state({ state: text2 }) {
  return /^(?:ready|same as \d+)$/.test(text2) ? text2 : inline(text2, LONGEST_STATE);
}
function compareCell(address) {
  return address === null ? "" : link("compare", address);
}

// src/publish/comment-result.ts
function opened(request, state2) {
  const { pullNumber, picked } = state2;
  const round = roundOf(request);
  const result = withChoice(state2.result, picked);
  const id = chosenCandidate(result)?.id;
  if (id === void 0) throw new Error("a pull request was opened without a candidate");
  const [next] = alternatives(result);
  const pick3 = next === void 0 ? "No other candidate could be opened instead." : `Another one looks better? Comment ${pickCommand(next.id, round)}, or any other number marked so below.`;
  const grew = pullNumber === request.origin?.issue;
  const where = grew ? "this pull request has a new commit" : placeOf2(state2);
  const first = capital(`${roundName(round)}${where}`);
  return [
    words(`${first}, with candidate ${id} of ${result.candidates.length}.

${choiceSentence(state2.result, picked)} The score: ${prose(scoreNote(result), 800)}

> ${NOTICE}

${pick3} For new ones, comment \`/generate\` and what to mind.`),
    ranking(result, round),
    { name: "the reasons", markdown: foldedReasons(result), spare: SPARE.reasons },
    made(result)
  ];
}
var NO_PULL = [
  "No pull request was opened",
  "Say in the issue which file or function is wrong, or paste the stack trace, and comment `/generate` again. Finding the right code is half the work."
];
var NO_COMMIT = [
  "Nothing was added to this pull request",
  "Name the function that should be different, and comment `/generate` again with what it should do."
];
function placeOf2(state2) {
  if (state2.pullNumber !== null) {
    return `pull request #${state2.pullNumber} is open for you to review`;
  }
  const { name, compareUrl } = state2.branch;
  const compare = link("open a pull request from it", compareUrl);
  return `the branch ${inline(name, 200)} is there for you to review (${compare})`;
}
function abstained(request, { result, runUrl }) {
  const round = roundOf(request);
  const { decision } = result.verdict;
  const reason = decision.kind === "abstain" ? `: ${prose(decision.reason, 300)}` : "";
  const log = runUrl === null ? "" : `

${link("Log of the run", runUrl)}`;
  const [nothing, again] = round === 1 ? NO_PULL : NO_COMMIT;
  const others = alternatives(result);
  const [next] = others;
  const pick3 = next === void 0 ? "" : `
- Look at the diffs below. ${pickCommand(next.id, round)} opens candidate ${next.id} as a draft all the same.`;
  const reasons = reasonList(result);
  return [
    words(`${nothing}${reason}. Your code is as it was.

What you can do now:

- ${again}${pick3}${log}`),
    ranking(result, round),
    {
      name: "the reasons",
      markdown: reasons === "" ? "" : `**Why not**

${reasons}`,
      spare: SPARE.reasons
    },
    ...diffSections(result, others),
    made(result)
  ];
}
function ranking(result, round) {
  return { name: "the ranking", markdown: rankingTable(result, { round }), spare: SPARE.ranking };
}
function foldedReasons(result) {
  const reasons = reasonList(result);
  return reasons === "" ? "" : details("Why some cannot be opened", reasons);
}
function made(result) {
  return { name: "how this was made", markdown: manifestDetails(result), spare: SPARE.manifest };
}
function words(markdown) {
  return { name: "the text", markdown, spare: SPARE.never };
}
function capital(sentence) {
  return `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}`;
}

// src/publish/comment-text.ts
function commentBody(request, state2) {
  const first = { name: "the marker", markdown: marker(request.id), spare: SPARE.never };
  return capBody([first, ...sectionsOf(request, state2)], LONGEST_BODY);
}
function sectionsOf(request, state2) {
  switch (state2.kind) {
    case "queued":
      return [text(queued(state2))];
    case "running":
      return [text(running(request, state2))];
    case "opened":
      return opened(request, state2);
    case "abstained":
      return abstained(request, state2);
    case "failed":
      return [text(failed(state2))];
    case "cancelled":
      return [
        text(`Cancelled by ${inline(state2.by, 60)}; no pull request was opened.

Comment \`/generate\` to start again.`)
      ];
    case "refused":
      return [text(`Nothing was started: ${prose(ended(state2.reason), 400)}`)];
  }
}
function text(markdown) {
  return { name: "the text", markdown, spare: SPARE.never };
}
var WHILE_WAITING = "`/status` says where it stands, `/cancel` stops it.";
function noRunner(labels) {
  const wanted = labels.map((label) => inline(label, 60)).join(", ");
  const which = wanted === "" ? "No runner" : `No runner with the labels ${wanted}`;
  return `${which} has taken it so far: all may be busy, or none is online (*Settings \u2192 Actions \u2192 Runners*).`;
}
function queued({ since, runUrl, stuckFor }) {
  const outlook = stuckFor === void 0 ? "A runner takes it as soon as one is free." : noRunner(stuckFor);
  return `Your request has been in the queue since ${minute(since)}. ${outlook}

${WHILE_WAITING}${logOf(runUrl)}`;
}
function running({ settings }, { since, runUrl, usualSeconds: usualSeconds2 }) {
  const usual = usualSeconds2 === null ? "How long that takes here is not known yet." : `That usually takes ${roughly(usualSeconds2)}.`;
  const patches = settings === void 0 ? "Candidate patches" : plural(settings.candidates, "candidate patch", "candidate patches");
  const are = settings?.candidates === 1 ? "is" : "are";
  return `${patches} ${are} being written and ranked; the run started at ${minute(since)}. ${usual}

This comment changes when they are ready. ${WHILE_WAITING}${logOf(runUrl)}`;
}
function failed({ reason, runUrl, help }) {
  return `The run failed: ${prose(ended(reason), 400)}

${prose(ended(help), 400)}${logOf(runUrl)}`;
}
function logOf(runUrl) {
  return runUrl === null ? "" : `

${link("Log of the run", runUrl)}`;
}
function ended(sentence) {
  const line = sentence.trim();
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

// src/publish/living-comment.ts
function readMarker(body) {
  return /^<!-- patchjudge:([0-9a-f]{64}) -->(?:\r?\n|$)/.exec(body)?.[1] ?? null;
}
async function findComment(host, issue, id) {
  const wanted = marker(id);
  const ours = (await host.comments(issue)).find(
    ({ author, body }) => isSelf(host, author) && body.split("\n", 1)[0] === wanted
  );
  return ours ?? null;
}
async function showComment(host, issue, id, body) {
  const standing = await findComment(host, issue, id);
  if (standing === null) await host.createComment(issue, body);
  else if (standing.body !== body) await host.updateComment(standing.id, body);
}

// src/publish/reply-text.ts
function helpText(why) {
  return [
    `Nothing was done: ${prose(why, 300)}.`,
    "",
    "| as the first line of a comment | |",
    "|---|---|",
    "| `/generate` | write candidate patches and open the best one as a draft pull request |",
    "| `/generate words` | the same, with something to mind; on a pull request of mine, what should be different |",
    "| `/status` | what is under way |",
    "| `/cancel` | end it |",
    "| `/pick 3` | open another candidate, there or on the pull request; `/pick 2.3` where there were several rounds |"
  ].join("\n");
}
function statusText(found) {
  if (found === null) return "Nothing is under way here. Comment `/generate` to begin.";
  const { origin } = found.request;
  const asked = `The request of ${inline(origin?.actor ?? "somebody", 60)}, given ${when(origin?.askedAt)},`;
  if (found.run === null) return `${asked} is about to be started.`;
  const { status: status2, url, startedAt } = found.run;
  const usual = found.usualSeconds === null ? "" : ` A run usually takes ${roughly(found.usualSeconds)}.`;
  if (status2 === "queued") return `${asked} ${placeText(found.before)} ([run](${url})).${usual}`;
  if (status2 === "running")
    return `${asked} has been running since ${minute(startedAt)} ([run](${url})).${usual}`;
  return `${asked} has been run; its result is being published ([run](${url})).`;
}
function placeText(before) {
  if (before === null) return "waits for a runner";
  if (before === 0) return "waits for a runner, and is next";
  return `waits for a runner, behind ${plural(before, "other run")}`;
}
function when(iso) {
  return iso === void 0 ? "some time ago" : minute(iso);
}

// src/record/claim.ts
import { z as z4 } from "zod";

// src/record/parse-json.ts
function parseJson(text2) {
  try {
    return JSON.parse(text2);
  } catch {
    return null;
  }
}

// src/record/claim.ts
var Stage = z4.enum(["claimed", "dispatched", "publishing"]);
var State = z4.object({
  version: z4.literal(1),
  stage: Stage,
  /** Who works on it: one process, for a while. */
  holder: z4.string(),
  /** Until when nobody else may take over; ISO 8601. */
  until: z4.iso.datetime(),
  /** The workflow run, once it is known. */
  run: z4.int().positive().nullable(),
  /** How often the claim was taken from a holder that had not finished. */
  takeovers: z4.int().nonnegative(),
  /** Who asked for the run to be cancelled. */
  cancelledBy: z4.string().nullable()
});
var SealedState = State.extend({ seal: z4.string() });
var CLAIMS = "refs/patchjudge/claims/";
var REQUEST = "request.json";
var NEW_STATE = {
  version: 1,
  stage: "claimed",
  run: null,
  takeovers: 0,
  cancelledBy: null
};
async function claimIssue(host, worker, request) {
  const ref = claimRef(issueOf3(request));
  const requestBlob = await host.writeBlob(`${JSON.stringify(request, null, 1)}
`);
  const state2 = leased(worker, NEW_STATE);
  const tree = await host.writeTree([{ path: REQUEST, blob: requestBlob }]);
  const claim = { ref, tree, requestBlob, request, state: state2 };
  const message = stateMessage(worker.seal, claim, state2);
  const commit = await host.writeCommit({ tree, parents: [], message });
  if (await createOrReplace(host, worker, ref, commit)) {
    return { kind: "new", claim: { ...claim, commit } };
  }
  const standing = await readClaim(host, worker, ref);
  if (standing === null) return { kind: "busy" };
  if (standing.request.id !== request.id) return { kind: "other", claim: standing };
  const taken = await takeOver(host, worker, standing);
  return taken === null ? { kind: "busy" } : { kind: "taken-over", claim: taken };
}
async function createOrReplace(host, worker, ref, commit) {
  if (await host.createRef(ref, commit)) return true;
  const standing = await host.readRef(ref);
  if (standing === null || await parseClaim(host, worker, ref, standing) !== null) return false;
  await host.deleteRef(ref);
  return host.createRef(ref, commit);
}
async function takeOver(host, worker, claim) {
  if (isHeld(claim, worker)) return null;
  const abandoned = claim.state.holder === "" ? 0 : 1;
  return moveClaim(host, worker, claim, { takeovers: claim.state.takeovers + abandoned });
}
function isHeld({ state: state2 }, worker) {
  return state2.holder !== "" && state2.holder !== worker.name && new Date(state2.until) > worker.now();
}
async function moveClaim(host, worker, claim, change) {
  return advance(host, worker, claim, leased(worker, { ...claim.state, ...change }));
}
async function releaseClaim(host, worker, claim, change = {}) {
  return advance(host, worker, claim, { ...claim.state, ...change, holder: "", takeovers: 0 });
}
async function endClaim(host, worker, claim) {
  if (await advance(host, worker, claim, claim.state) !== null) await host.deleteRef(claim.ref);
}
async function readClaim(host, worker, ref) {
  const commit = await host.readRef(ref);
  return commit === null ? null : parseClaim(host, worker, ref, commit);
}
function claimRef(issue) {
  return `${CLAIMS}issue-${issue}`;
}
async function advance(host, worker, claim, state2) {
  const message = stateMessage(worker.seal, claim, state2);
  const commit = await host.writeCommit({ tree: claim.tree, parents: [claim.commit], message });
  return await host.advanceRef(claim.ref, commit) ? { ...claim, commit, state: state2 } : null;
}
function stateMessage(seal, claim, state2) {
  const sealed = { ...state2, seal: seal.mark(sealedParts(claim, state2)) };
  return `${state2.stage} ${claim.request.id}

${JSON.stringify(sealed)}
`;
}
function sealedParts({ ref, tree }, state2) {
  return ["claim", ref, tree, State.parse(state2)];
}
async function parseClaim(host, { seal }, ref, commit) {
  const { tree, message } = await host.readCommit(commit);
  const sealed = SealedState.safeParse(parseJson(message.slice(message.indexOf("\n"))));
  if (!sealed.success) return null;
  const { seal: mark2, ...state2 } = sealed.data;
  if (!seal.holds(sealedParts({ ref, tree }, state2), mark2)) return null;
  const entry = (await host.readTree(commit)).find(({ path }) => path === REQUEST);
  if (entry === void 0) return null;
  const text2 = Buffer.from(await host.readBlob(entry.oid)).toString("utf8");
  const request = Request.safeParse(parseJson(text2));
  const isOwn = request.data?.origin?.repositoryId === host.repository.id;
  if (!request.success || !isOwn || claimRef(issueOf3(request.data)) !== ref) return null;
  return { ref, commit, tree, requestBlob: entry.oid, request: request.data, state: state2 };
}
function leased(worker, state2) {
  const until = new Date(worker.now().getTime() + worker.leaseMs).toISOString();
  return { ...state2, holder: worker.name, until };
}
function issueOf3({ origin }) {
  if (origin === void 0) throw new Error("only requests from an issue are claimed");
  return origin.issue;
}

// src/record/log.ts
import { randomInt } from "node:crypto";
import { z as z5 } from "zod";

// src/record/read-json.ts
async function readJson(host, path, commit) {
  const file = await host.readFile(path, commit);
  return file === null ? null : parseJson(Buffer.from(file).toString("utf8"));
}

// src/record/log.ts
var Publication = z5.object({
  version: z5.literal(1),
  requestId: z5.string(),
  kind: z5.enum(["opened", "abstained", "failed", "cancelled"]),
  /** Why there is no pull request; empty where there is one. */
  reason: z5.string(),
  candidate: z5.int().positive().nullable(),
  branch: z5.string().nullable(),
  commit: z5.string().nullable(),
  pull: z5.int().positive().nullable(),
  run: z5.int().positive().nullable(),
  /** The blob with the request that the run read, and the request's hash (`hashRequest`). */
  requestBlob: z5.string(),
  requestSha256: z5.string(),
  /** SHA-256 of each candidate's diff, by its number: what may be picked later. */
  diffs: z5.record(z5.string(), z5.string()),
  at: z5.iso.datetime()
});
function unopened(asked, kind, reason, at) {
  const { request, requestBlob, run: run2 } = asked;
  const ids = { requestId: request.id, requestBlob, requestSha256: hashRequest(request), run: run2 };
  const nothing = { candidate: null, branch: null, commit: null, pull: null, diffs: {} };
  return { version: 1, ...ids, kind, reason, ...nothing, at: at.toISOString() };
}
var LOG = "refs/patchjudge/log/";
function logRef(at) {
  return `${LOG}${at.toISOString().slice(0, 7)}`;
}
function isMonth(ref) {
  return ref.startsWith(LOG) && /^\d{4}-(?:0[1-9]|1[0-2])$/.test(ref.slice(LOG.length));
}
function oldestKept(now, months) {
  const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months + 1);
  return new Date(first).toISOString().slice(0, 7);
}
var PUBLICATION = "publication.json";
var REQUEST2 = "request.json";
var ATTEMPTS = 8;
async function recordRun(host, at, id, files, message = `more of ${id}`) {
  const ref = logRef(at);
  const blobs = [];
  for (const [name, content] of Object.entries(files)) {
    blobs.push({ path: `${id}/${name}`, blob: await host.writeBlob(content) });
  }
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await addToLog(host, ref, message, blobs)) return;
    await new Promise((resolve) => setTimeout(resolve, randomInt(20, 150) * (attempt + 1)));
  }
  throw new Error(`the record of ${id} could not be added to ${ref}: others wrote all the time`);
}
async function addToLog(host, ref, message, blobs) {
  const head = await host.readRef(ref);
  if (head === null) {
    const tree2 = await host.writeTree(blobs);
    return host.createRef(ref, await host.writeCommit({ tree: tree2, parents: [], message }));
  }
  const { tree: base } = await host.readCommit(head);
  const tree = await host.writeTree(blobs, base);
  if (tree === base) return true;
  return host.advanceRef(ref, await host.writeCommit({ tree, parents: [head], message }));
}
function sealPublication(seal, repositoryId, publication) {
  return { ...publication, seal: seal.mark(sealedParts2(repositoryId, publication)) };
}
function sealedParts2(repositoryId, publication) {
  return ["publication", repositoryId, Publication.parse(publication)];
}
var Sealed = Publication.extend({ seal: z5.string() });
async function logMonths(host) {
  return (await host.refsBelow(LOG)).toReversed();
}
async function findAmong(host, seal, id, months) {
  for (const { commit } of months) {
    const publication = await readPublication(host, seal, { commit, id });
    if (publication === null) continue;
    const request = Request.safeParse(await readJson(host, `${id}/${REQUEST2}`, commit));
    const isOurs = request.success && hashRequest(request.data) === publication.requestSha256;
    return isOurs ? { request: request.data, publication, logCommit: commit } : null;
  }
  return null;
}
var HEARD_AGAIN_MS = 4 * 864e5;
async function wasRecorded(host, worker, id) {
  const now = worker.now();
  for (const ref of /* @__PURE__ */ new Set([logRef(now), logRef(new Date(now.getTime() - HEARD_AGAIN_MS))])) {
    const commit = await host.readRef(ref);
    if (commit === null) continue;
    if (await readPublication(host, worker.seal, { commit, id }) !== null) return true;
  }
  return false;
}
async function readPublication(host, seal, { commit, id }) {
  const sealed = Sealed.safeParse(await readJson(host, `${id}/${PUBLICATION}`, commit));
  if (!sealed.success || sealed.data.requestId !== id) return null;
  const { seal: mark2, ...publication } = sealed.data;
  return seal.holds(sealedParts2(host.repository.id, publication), mark2) ? publication : null;
}

// src/record/usage.ts
var ENDED = /^run ([0-9a-f]{64})\n+Asked-By: (\S+)$/m;
function endedMessage({ id, actor }) {
  return `run ${id}

Asked-By: ${actor}
`;
}
async function usageSince(host, worker, since) {
  const byPerson = /* @__PURE__ */ new Map();
  const asked = [
    ...await endedSince(host, since, worker.now()),
    ...await underWay(host, worker)
  ];
  for (const { id, actor } of asked) {
    byPerson.set(actor, (byPerson.get(actor) ?? /* @__PURE__ */ new Set()).add(id));
  }
  return { all: new Set(asked.map(({ id }) => id)), byPerson };
}
async function endedSince(host, since, now) {
  const found = [];
  for (const ref of /* @__PURE__ */ new Set([logRef(since), logRef(now)])) {
    const head = await host.readRef(ref);
    const commits = head === null ? [] : await host.commitsSince(head, since);
    for (const { message } of commits) {
      const [, id, actor] = ENDED.exec(message) ?? [];
      if (id !== void 0 && actor !== void 0) found.push({ id, actor });
    }
  }
  return found;
}
async function underWay(host, worker) {
  const found = [];
  for (const { name } of await host.refsBelow(CLAIMS)) {
    const claim = await readClaim(host, worker, name);
    if (claim !== null)
      found.push({ id: claim.request.id, actor: claim.request.origin?.actor ?? "" });
  }
  return found;
}

// src/publish/artifact.ts
import { fromBuffer } from "yauzl";
var ARTIFACT = "patchjudge-result";
var MAX_ARTIFACT_BYTES = 1e7;
var MAX_FILE_BYTES = 2e7;
var MAX_FILES = 200;
var MAX_RESULT_BYTES = 3e6;
var RESULT = "result.json";
var DIFF2 = /^candidates\/([1-9]\d{0,3})\.diff$/;
var UNIX = 3;
var UNREAD = "report.html";
async function openArtifact(zip) {
  const files = await readZip(Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength));
  const result = files.get(RESULT);
  if (result === void 0) throw refused(`it has no ${RESULT}`);
  if (result.length > MAX_RESULT_BYTES) throw refused(`its ${RESULT} has ${result.length} bytes`);
  const diffs = /* @__PURE__ */ new Map();
  for (const [name, content] of files) {
    const number = DIFF2.exec(name)?.[1];
    if (number !== void 0) diffs.set(Number(number), content);
  }
  return { result, diffs };
}
function readZip(zip) {
  return new Promise((resolve, reject) => {
    const fail = (error) => reject(asRefusal(error));
    fromBuffer(zip, { lazyEntries: true, strictFileNames: true }, (error, file) => {
      if (error || file === void 0) return fail(error);
      const files = /* @__PURE__ */ new Map();
      file.on("error", fail);
      file.on("end", () => resolve(files));
      file.on("entry", (entry) => {
        readEntry(file, entry, files).then(() => file.readEntry(), fail);
      });
      if (file.entryCount > MAX_FILES) return fail(refused(`it has ${file.entryCount} files`));
      file.readEntry();
    });
  });
}
async function readEntry(file, entry, files) {
  const name = entry.fileName;
  if (/\/$/.test(name)) return;
  if (!isPlain(entry)) throw refused(`${JSON.stringify(name.slice(0, 100))} is no plain file`);
  if (name === UNREAD) return;
  if (name !== RESULT && !DIFF2.test(name))
    throw refused(`it has a file ${JSON.stringify(name.slice(0, 100))}`);
  if (files.has(name)) throw refused(`it has ${name} twice`);
  const room = MAX_FILE_BYTES - [...files.values()].reduce((sum, { length }) => sum + length, 0);
  if (entry.uncompressedSize > room)
    throw refused(`it unpacks to more than ${MAX_FILE_BYTES} bytes`);
  const content = await new Promise((resolve, reject) => {
    file.openReadStream(entry, (error, stream) => {
      if (error || stream === void 0) return reject(error);
      const chunks = [];
      stream.on("data", (chunk) => chunks.push(chunk));
      stream.on("error", reject);
      stream.on("end", () => resolve(Buffer.concat(chunks)));
    });
  });
  files.set(name, content);
}
function isPlain({ versionMadeBy, externalFileAttributes }) {
  if (versionMadeBy >>> 8 !== UNIX) return true;
  const type = externalFileAttributes >>> 16 & 61440;
  return type === 0 || type === 32768;
}
function asRefusal(error) {
  if (error instanceof UserError) return error;
  return refused(error instanceof Error ? error.message.slice(0, 200) : "it cannot be read");
}
function refused(what) {
  return new UserError(`the artifact is not one of ours: ${what}`);
}

// src/contracts/result.ts
import { z as z10 } from "zod";

// src/contracts/candidate.ts
import { z as z7 } from "zod";

// src/contracts/answer-style.ts
import { z as z6 } from "zod";
var AnswerStyle = z6.enum(["code", "explained", "continued"]);
var PoolStyle = z6.enum([...AnswerStyle.options, "mixed"]);

// src/contracts/candidate.ts
var RefusalCode = z7.enum([
  "half-answer",
  "empty",
  "no-edit",
  "no-match",
  "no-op",
  "stub",
  "encoding",
  "syntax",
  "policy"
]);
var Refusal = z7.object({ code: RefusalCode, detail: z7.string() });
var Candidate = z7.object({
  /** From 1, in the order of sampling. */
  id: z7.int().positive(),
  context: z7.int().positive(),
  /** How it was asked for. Absent for blocks to search and replace, and in records of older versions. */
  style: AnswerStyle.optional(),
  /** What the model wrote. */
  answer: z7.string(),
  tokens: z7.int().nonnegative(),
  finish: z7.enum(["stop", "length"]),
  meanLogprob: z7.number().nullable(),
  /** How sure the generator was from token to token; null where its engine cannot tell. */
  certainty: z7.object({ entropy: z7.number(), selfCertainty: z7.number(), lowestLogprob: z7.number() }).nullable(),
  /** The target's new text: what the judge reads. */
  code: z7.string().optional(),
  /** The patch as git states it; absent when no patch could be made. */
  diff: z7.string().optional(),
  files: z7.array(z7.string()),
  addedLines: z7.int().nonnegative(),
  removedLines: z7.int().nonnegative(),
  /** Id of the tree after the patch. */
  tree: z7.string().optional(),
  refusals: z7.array(Refusal),
  /** The earlier candidate with the same patch, whose vote this one is. */
  sameAs: z7.int().positive().optional(),
  /** How many samples gave this patch, this one included. */
  votes: z7.int().positive()
});
var Evidence = z7.object({
  candidate: z7.int().positive(),
  applies: z7.boolean(),
  allowed: z7.boolean(),
  /** `null`: no parser for these files. */
  parses: z7.boolean().nullable(),
  votes: z7.int().positive()
});

// src/contracts/context.ts
import { z as z8 } from "zod";
var EditFormat = z8.enum(["region", "search-replace", "whole-file", "new-file"]);
var Region = z8.object({
  path: z8.string(),
  startLine: z8.int().positive(),
  endLine: z8.int().nonnegative(),
  /** Decoded text with `\n` line ends; empty for a file that does not exist yet. */
  text: z8.string(),
  language: z8.string(),
  /** Name of the definition, or `lines 10–60`. */
  name: z8.string(),
  /** Why it was chosen, in plain words, for people. */
  reasons: z8.array(z8.string()),
  score: z8.number()
});
var Context = z8.object({
  id: z8.int().positive(),
  format: EditFormat,
  target: Region,
  reading: z8.array(Region)
});

// src/contracts/verdict.ts
import { z as z9 } from "zod";
var Ranked = z9.object({
  candidate: z9.int().positive(),
  /** From 1; every judged candidate has a rank of its own. */
  rank: z9.int().positive(),
  /** logit(Yes) − logit(No). */
  margin: z9.number(),
  labelMass: z9.number(),
  /** What ranks: the judge's own score, or the margin where no trained judge is used. */
  score: z9.number()
});
var Verdict = z9.object({
  ranking: z9.array(Ranked),
  /** The trained judge that ranked, and what its score says; null: the bare margin ranked. */
  judge: z9.object({ name: z9.string(), meaning: z9.string() }).nullable(),
  /** The domain whose calibration gave the probability: only `repository` speaks about patches. */
  calibration: z9.enum(["uncalibrated", "repository"]),
  /** How likely the first of the ranking is right; null without a calibration for runs like this one. */
  probability: z9.number().min(0).max(1).nullable(),
  /** What the probability rests on: planted bugs of packages. */
  basis: z9.object({
    tasks: z9.int().positive(),
    packages: z9.int().positive(),
    languages: z9.array(z9.string())
  }).optional(),
  /** Why there is no probability although the judge has a calibration. */
  noProbability: z9.string().optional(),
  decision: z9.discriminatedUnion("kind", [
    z9.object({ kind: z9.literal("open"), candidate: z9.int().positive() }),
    z9.object({ kind: z9.literal("abstain"), reason: z9.string() })
  ])
});

// src/contracts/result.ts
var ModelUse = z10.object({
  engine: z10.string(),
  engineVersion: z10.string(),
  model: z10.string(),
  modelSha256: z10.string().nullable(),
  device: z10.string(),
  sharedPrefill: z10.string(),
  requestedTokens: z10.int(),
  evaluatedTokens: z10.int(),
  generatedTokens: z10.int(),
  /** SHA-256 over the prompts this model was given. */
  promptsSha256: z10.string()
});
var TokenHash = z10.object({ count: z10.int().nonnegative(), sha256: z10.string() });
var Manifest = z10.object({
  patchjudge: z10.string(),
  node: z10.string(),
  requestId: z10.string(),
  /** Hash of the whole request (`hashRequest`). */
  requestSha256: z10.string(),
  repository: z10.string(),
  baseRef: z10.string(),
  baseCommit: z10.string(),
  settings: RunSettings,
  /** What the generator read and wrote, token by token; absent where its engine cannot tell. */
  tokens: z10.object({
    prompts: z10.array(TokenHash.extend({ context: z10.int().positive() })),
    answers: z10.array(TokenHash.extend({ candidate: z10.int().positive() }))
  }).optional(),
  generator: ModelUse,
  judge: ModelUse,
  /** Generator and judge were one process, so the judge did not read the shared beginning again. */
  sharedProcess: z10.boolean(),
  startedAt: z10.string(),
  /** Seconds a step. */
  timings: z10.record(z10.string(), z10.number())
});
var LocateSummary = z10.object({
  files: z10.array(z10.object({ path: z10.string(), score: z10.number(), reasons: z10.array(z10.string()) })),
  notice: z10.string().nullable()
});
var Result = z10.object({
  version: z10.literal(1),
  task: Task,
  located: LocateSummary,
  contexts: z10.array(Context),
  /** The text each context's prompt had, as the generator read it. */
  prompts: z10.array(z10.object({ context: z10.int(), text: z10.string(), tokens: z10.int() })),
  candidates: z10.array(Candidate),
  evidence: z10.array(Evidence),
  verdict: Verdict,
  manifest: Manifest
});

// src/publish/check-result.ts
function checkResult(request, files) {
  const parsed = Result.safeParse(parseJson2(files.result));
  if (!parsed.success) {
    const at = parsed.error.issues[0]?.path.join(".") ?? "";
    throw refused2(`it is not of this version (at "${at}"); app and runner must be equally new`);
  }
  const result = parsed.data;
  const fault = contradiction(request, result, files);
  if (fault !== null) throw refused2(fault);
  return { ...result, task: request.task };
}
function contradiction(request, result, files) {
  const { manifest, candidates, verdict } = result;
  const ids = new Set(candidates.map(({ id }) => id));
  const ranked = verdict.ranking.map(({ candidate }) => candidate);
  const chosen = verdict.decision.kind === "open" ? verdict.decision.candidate : null;
  const openable = candidates.find(({ id }) => id === chosen);
  const checks = [
    [manifest.requestId === request.id, "it belongs to another request"],
    [manifest.requestSha256 === hashRequest(request), "its request was changed on the way"],
    [manifest.baseCommit === request.base.commit, "it was made for another commit"],
    [ids.size === candidates.length, "two candidates have one number"],
    [
      candidates.length <= request.settings.candidates,
      "it has more candidates than were asked for"
    ],
    [new Set(ranked).size === ranked.length, "a candidate is ranked twice"],
    [ranked.every((id) => ids.has(id)), "a candidate is ranked that is not there"],
    [chosen === null || openable !== void 0, "it opens a candidate that is not there"],
    [chosen === null || openable?.refusals.length === 0, "it opens a candidate that it refuses"],
    [chosen === null || ranked[0] === chosen, "it opens another candidate than the best"],
    [chosen === null || files.diffs.has(chosen), "the patch that it opens is missing"],
    [
      candidates.every((candidate) => isShown(candidate, files)),
      "it shows another patch than it holds"
    ]
  ];
  return checks.find(([holds]) => !holds)?.[1] ?? null;
}
function isShown({ id, diff }, { diffs }) {
  const bytes = diffs.get(id);
  return bytes === void 0 || Buffer.from(bytes).toString("utf8") === diff;
}
function parseJson2(bytes) {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return void 0;
  }
}
function refused2(what) {
  return new UserError(`the result is not believed: ${what}`);
}

// src/publish/check-text.ts
import { createHash as createHash3 } from "node:crypto";
var MOST_BYTES = 65535;
function checkText(result, diffs, options = {}) {
  const shown = withChoice(result, options.picked);
  const chosen = chosenCandidate(shown);
  const total = result.candidates.length;
  const title = chosen === void 0 ? `No patch of ${total} candidates is opened` : `${roundName(options.round)}Candidate ${chosen.id} of ${total} is opened, for review`;
  const summary = withinBytes(summarySections(shown, choiceOf2(result, options), options));
  return { title, summary, text: withinBytes(textSections(shown, diffs)) };
}
function choiceOf2(result, { picked }) {
  const { decision } = result.verdict;
  return decision.kind === "abstain" && picked === void 0 ? `No patch is opened: ${prose(decision.reason, 300)}.` : choiceSentence(result, picked);
}
function summarySections(result, choice, shown) {
  const words2 = `${choice} The score: ${prose(scoreNote(result), 800)}

> ${NOTICE}`;
  return [
    { name: "the decision", markdown: words2, spare: SPARE.never },
    { name: "the ranking", markdown: rankingTable(result, shown), spare: SPARE.ranking }
  ];
}
function textSections(result, diffs) {
  const reasons = reasonList(result);
  const { never, manifest, reasons: spare } = SPARE;
  return [
    { name: "the hashes", markdown: diffHashes(result, diffs), spare: never },
    { name: "the reasons", markdown: reasons && `### Why not

${reasons}`, spare },
    ...diffSections(result, alternatives(result)),
    { name: "how this was made", markdown: manifestDetails(result), spare: manifest }
  ];
}
function withinBytes(sections) {
  let body = capBody(sections, LONGEST_BODY);
  for (let limit = LONGEST_BODY; Buffer.byteLength(body) > MOST_BYTES; ) {
    limit = Math.floor(limit * MOST_BYTES / Buffer.byteLength(body)) - 1;
    body = capBody(sections, limit);
  }
  return body;
}
var HASHES = "patchjudge-diffs 1";
function diffHashes({ candidates }, diffs) {
  const lines = candidates.filter(isPickable).flatMap(({ id }) => {
    const diff = diffs.get(id);
    return diff === void 0 ? [] : [`${id} ${diffHash(diff)}`];
  });
  return fence([HASHES, ...lines].join("\n"));
}
function diffHash(diff) {
  return createHash3("sha256").update(diff).digest("hex");
}
var BLOCK = new RegExp(
  `^\`\`\`text\\n${HASHES}\\n((?:[1-9]\\d{0,3} [0-9a-f]{64}\\n)*)\`\`\`(?:\\n|$)`
);

// src/policy/denied-paths.ts
var DENIED = [
  {
    rule: "ci",
    globs: [
      "**/.github/**",
      "**/.gitlab/**",
      "**/.gitlab-ci.y*ml",
      "**/.circleci/**",
      "**/.buildkite/**",
      "**/.travis.y*ml",
      "**/jenkinsfile*",
      "**/azure-pipelines*",
      "**/.azure-pipelines/**",
      "**/bitbucket-pipelines.yml",
      "**/.drone.y*ml",
      "**/.drone.star",
      "**/.woodpecker*/**",
      "**/.woodpecker*",
      "**/appveyor.yml",
      "**/.appveyor.yml",
      "**/.cirrus.*",
      "**/.teamcity/**",
      "**/.semaphore/**",
      "**/.forgejo/**",
      "**/.gitea/**",
      "**/cloudbuild.y*ml",
      "**/buildspec.y*ml",
      "**/codefresh.y*ml",
      "**/.builds/**",
      "**/.build.yml"
    ]
  },
  { rule: "git", globs: ["**/.git/**", "**/.git*", "**/.githooks/**", "**/git~*", "**/git~*/**"] },
  { rule: "owners", globs: ["**/codeowners", "**/owners", "**/.mailmap"] },
  {
    rule: "lockfile",
    globs: [
      "**/package-lock.json",
      "**/npm-shrinkwrap.json",
      "**/yarn.lock",
      "**/pnpm-lock.yaml",
      "**/bun.lock",
      "**/bun.lockb",
      "**/deno.lock",
      "**/poetry.lock",
      "**/pipfile.lock",
      "**/pdm.lock",
      "**/uv.lock",
      "**/cargo.lock",
      "**/gemfile.lock",
      "**/composer.lock",
      "**/go.sum",
      "**/go.work.sum",
      "**/flake.lock",
      "**/mix.lock",
      "**/pubspec.lock",
      "**/podfile.lock",
      "**/packages.lock.json",
      "**/gradle.lockfile",
      "**/conda-lock.yml",
      "**/pixi.lock",
      "**/gradle/wrapper/**",
      "**/.mvn/**"
    ]
  },
  {
    rule: "tool-settings",
    globs: [
      "**/.npmrc",
      "**/.yarnrc*",
      "**/.yarn/**",
      "**/.pnpmfile.*",
      "**/pnpm-workspace.yaml",
      "**/bunfig.toml",
      "**/.husky/**",
      "**/.husky",
      "**/.envrc",
      "**/.env",
      "**/.env.*",
      "**/.vscode/**",
      "**/.idea/**",
      "**/.devcontainer/**",
      "**/.devcontainer.json",
      "**/.pre-commit-*",
      "**/.lefthook*",
      "**/lefthook.y*ml",
      "**/.direnv/**",
      "**/.bash*",
      "**/.zsh*",
      "**/.profile",
      "**/.ssh/**",
      "**/.pypirc",
      "**/.netrc",
      "**/.docker/**",
      "**/.cargo/**",
      "**/.bundle/**",
      "**/.lintstagedrc*",
      "**/.eslintrc*",
      "**/.prettierrc*",
      "**/.babelrc*",
      "**/.mocharc*",
      "**/.nycrc*",
      "**/.tool-versions",
      "**/.mise*",
      "**/.nvmrc",
      "**/.python-version",
      "**/.ruby-version",
      "**/.vimrc",
      "**/.exrc",
      "**/.editorconfig",
      "**/.gdbinit",
      "**/.lldbinit",
      "**/.renovaterc*",
      "**/.snyk",
      "**/.dockerignore",
      "**/.gitpod*",
      "**/sitecustomize.py",
      "**/usercustomize.py",
      "**/*.pth"
    ]
  },
  {
    rule: "agent",
    globs: [
      "**/agents.md",
      "**/agents.override.md",
      "**/claude.md",
      "**/claude.local.md",
      "**/gemini.md",
      "**/.claude/**",
      "**/.cursor/**",
      "**/.cursorrules",
      "**/.cursorignore",
      "**/.windsurf*",
      "**/.windsurf/**",
      "**/.codex/**",
      "**/.gemini/**",
      "**/.aider*",
      "**/.continue/**",
      "**/.mcp.json",
      "**/.clinerules*",
      "**/.clinerules/**",
      "**/.roo*",
      "**/.roo/**",
      "**/.kiro/**",
      "**/.goose*"
    ]
  },
  {
    rule: "patchjudge",
    globs: ["**/.patchjudge*", "**/.patchjudge/**", "**/patchjudge.y*ml", "**/patchjudge.json"]
  }
];
function denyingRule(folded, matches) {
  return DENIED.find(({ globs }) => globs.some((glob) => matches(folded, glob)))?.rule;
}

// src/policy/glob.ts
function matchesGlob(path, glob) {
  return matchParts(path.split("/"), glob.split("/"), {
    any: (part) => part === "**",
    same: matchesPart
  });
}
function matchesPart(text2, pattern) {
  return matchParts([...text2], [...pattern], {
    any: (char) => char === "*",
    same: (char, wanted) => wanted === "?" || char === wanted
  });
}
function matchParts(items, pattern, by) {
  let at = 0;
  let wanted = 0;
  let wildcard = -1;
  let retry = 0;
  while (at < items.length) {
    const part = pattern[wanted];
    if (part !== void 0 && by.any(part)) {
      wildcard = wanted++;
      retry = at;
    } else if (part !== void 0 && by.same(items[at] ?? "", part)) {
      at++;
      wanted++;
    } else if (wildcard >= 0) {
      wanted = wildcard + 1;
      at = ++retry;
    } else {
      return false;
    }
  }
  return pattern.slice(wanted).every(by.any);
}
function isWithin(path, globs) {
  return globs.length === 0 || globs.some((glob) => matchesGlob(path, glob));
}

// src/policy/package-json.ts
import { isDeepStrictEqual } from "node:util";
var GUARDED = [
  "scripts",
  "bin",
  "main",
  "exports",
  "gypfile",
  "husky",
  "lint-staged",
  "simple-git-hooks",
  "pre-commit",
  "overrides",
  "resolutions",
  "packageManager",
  "workspaces",
  "pnpm",
  "publishConfig",
  "config",
  "engines",
  "dependencies",
  "devDependencies",
  "optionalDependencies",
  "peerDependencies",
  "bundleDependencies",
  "bundledDependencies",
  "dependenciesMeta"
];
var HARMLESS = /* @__PURE__ */ new Set(["main", "exports", "bin", "engines"]);
function changedScripts(before, after) {
  const old = before === null ? {} : parseObject(before);
  const now = parseObject(after);
  if (old === null || now === null) return ["the whole file"];
  return GUARDED.filter((key) => !HARMLESS.has(key) && !isDeepStrictEqual(old[key], now[key]));
}
function parseObject(text2) {
  try {
    const value = JSON.parse(text2.replace(/^\uFEFF/, ""));
    if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
    return Object.fromEntries(Object.entries(value));
  } catch {
    return null;
  }
}

// src/policy/paths.ts
var DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?:\.|$)/;
var SHORT = /^(?=[^.]{3,8}(?:\.|$))[^.]{1,6}~\d{1,6}(?:\.[^.]{0,3})?$/;
var LONGEST_NAME = 255;
var IGNORABLE = new RegExp("\\p{Default_Ignorable_Code_Point}", "gu");
function foldPath(path) {
  const folded = path.normalize("NFKC").replace(IGNORABLE, "").toLowerCase().toUpperCase().toLowerCase();
  return folded.normalize("NFKD").replace(new RegExp("\\p{M}", "gu"), "").replaceAll("\u0131", "i").replaceAll("\u017F", "s");
}
function unsafePath(path) {
  if (path === "" || path.startsWith("/") || /^[A-Za-z]:/.test(path))
    return "an absolute or empty path";
  if (path.includes("\\")) return "a backslash";
  if (/[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Surrogate}\uFFFD]/u.test(path)) {
    return "a control or invisible character";
  }
  if (/[:*?"<>|]/.test(path)) return "a character that Windows does not allow";
  const reasons = path.split("/").map(unsafeName);
  return reasons.find((reason) => reason !== null) ?? null;
}
function unsafeName(raw) {
  const name = raw.normalize("NFKC");
  if (name === "" || name === "." || name === "..") return "a folder that leads elsewhere";
  if (/[. ]$/.test(name) || name.startsWith(" ")) return "a dot or space at the end of a name";
  if (SHORT.test(name)) return "the short form of another name";
  if (Buffer.byteLength(raw) > LONGEST_NAME) return "a name that is too long";
  return DEVICE.test(name.toLowerCase()) ? "the name of a Windows device" : null;
}

// src/policy/check-patch.ts
var HIDDEN2 = /[\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]|[\u{E0000}-\u{E007F}]/u;
var PLAIN_MODES = /* @__PURE__ */ new Set(["000000", "100644", "100755"]);
function checkPatch(patch, settings, options = {}) {
  const violations = [
    ...patch.changes.flatMap((change) => checkChange(change, settings)),
    ...checkEditedPaths(patch, settings),
    ...checkManifests(patch, settings, options),
    ...checkSize(patch, settings),
    ...checkText2(patch)
  ];
  const unique = new Map(violations.map((v) => [`${v.rule}
${v.detail}`, v]));
  return { allowed: unique.size === 0, violations: [...unique.values()] };
}
function checkChange(change, settings) {
  const paths = change.target === void 0 ? [change.path] : [change.path, change.target];
  return [...paths.flatMap((path) => checkPath(path, settings)), ...checkModes(change)];
}
function checkEditedPaths(patch, settings) {
  return patch.edits.flatMap((edit) => checkPath(edit.path, settings));
}
function checkPath(path, settings) {
  const shown = JSON.stringify(path.slice(0, 200));
  const unsafe = unsafePath(path);
  if (unsafe !== null) return [{ rule: "unsafe-path", detail: `${shown} has ${unsafe}` }];
  if (!isWithin(path, settings.paths)) {
    return [
      { rule: "outside-of-paths", detail: `${shown} is not among the paths of the settings` }
    ];
  }
  const folded = foldPath(path);
  if (settings.deny.some((glob) => matchesGlob(folded, foldPath(glob)))) {
    return [{ rule: "denied-by-settings", detail: `${shown} is denied by the settings` }];
  }
  const rule = denyingRule(folded, matchesGlob);
  if (rule === void 0 || settings.allow.some((glob) => matchesGlob(path, glob))) return [];
  return [{ rule, detail: `${shown} may not be changed by a model` }];
}
function checkModes(change) {
  const { oldMode, newMode, path } = change;
  const shown = JSON.stringify(path.slice(0, 200));
  if (!PLAIN_MODES.has(oldMode) || !PLAIN_MODES.has(newMode)) {
    return [{ rule: "mode", detail: `${shown} is a link, a submodule or a folder` }];
  }
  if (newMode === "100755" && oldMode !== "100755") {
    return [{ rule: "mode", detail: `${shown} becomes executable` }];
  }
  return [];
}
function checkManifests(patch, settings, options) {
  const gone = patch.changes.filter(({ status: status2 }) => status2 === "D");
  const states = [
    ...patch.edits.map(({ path, content }) => ({ path, after: Buffer.from(content).toString() })),
    ...gone.map(({ path }) => ({ path, after: "{}" }))
  ];
  const manifests = states.filter(({ path }) => /(?:^|\/)package\.json$/.test(foldPath(path)));
  return manifests.flatMap(({ path, after }) => {
    if (settings.allow.some((glob) => matchesGlob(path, glob))) return [];
    const before = contentBefore(path, patch, options);
    const changed = before === void 0 ? ["unknown parts"] : changedScripts(before, after);
    if (changed.length === 0) return [];
    return [{ rule: "package-scripts", detail: `${path} changes ${changed.join(", ")}` }];
  });
}
function contentBefore(path, patch, options) {
  if (patch.changes.some((change) => change.path === path && change.status === "A")) return null;
  const content = options.oldContent?.get(path);
  return content === void 0 ? void 0 : Buffer.from(content).toString("utf8");
}
function checkSize(patch, settings) {
  const lines = patch.addedLines + patch.removedLines;
  const bytes = patch.diff.length;
  const checks = [
    ["files", patch.changes.length, settings.maxFiles],
    ["lines", lines, settings.maxLines],
    ["bytes", bytes, settings.maxBytes]
  ];
  return checks.filter(([, value, limit]) => value > limit).map(([what, value, limit]) => ({
    rule: `too-many-${what}`,
    detail: `${value} ${what}, where ${limit} are allowed`
  }));
}
function checkText2(patch) {
  const diff = Buffer.from(patch.diff).toString("utf8");
  const violations = [];
  const binary = /^(?:GIT binary patch|Binary files .* differ)$/m.test(diff);
  if (binary || patch.edits.some((edit) => edit.content.includes(0))) {
    violations.push({ rule: "binary", detail: "the patch changes a binary file" });
  }
  for (const file of diff.split("\ndiff --git ")) {
    const removed = hiddenIn(file, "-");
    for (const char of hiddenIn(file, "+")) {
      if (removed.has(char)) continue;
      const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      violations.push({ rule: "hidden-character", detail: `an added line has U+${code}` });
    }
  }
  return violations;
}
function hiddenIn(diff, sign) {
  const found = /* @__PURE__ */ new Set();
  for (const line of diff.split("\n")) {
    if (!line.startsWith(sign) || !HIDDEN2.test(line)) continue;
    for (const char of line) if (HIDDEN2.test(char)) found.add(char);
  }
  return found;
}

// src/publish/check-patch.ts
async function rebuildPatch(host, applier, parts) {
  const { request, candidate, diff, secrets } = parts;
  const { policy } = request.settings;
  if (diff.length > policy.maxBytes) throw withheld(candidate, `its diff has ${diff.length} bytes`);
  const tree = await host.readTree(request.base.commit);
  const read = (oid) => host.readBlob(oid);
  const patch = await applier.apply({ tree, read, diff, maxFiles: policy.maxFiles });
  if (patch.tree !== candidate.tree) throw withheld(candidate, "its diff is not what was judged");
  const { violations } = checkPatch(patch, policy, { oldContent: patch.oldContent });
  const [violation] = violations;
  if (violation !== void 0) throw withheld(candidate, `${violation.rule}: ${violation.detail}`);
  const [secret] = await secrets.find(addedLines(patch.diff));
  if (secret !== void 0)
    throw withheld(candidate, `an added line looks like a secret (${secret.kind})`);
  return patch;
}
function addedLines(diff) {
  return Buffer.from(diff).toString("utf8").split("\n").map((line) => line.startsWith("+") && !line.startsWith("+++ ") ? line.slice(1) : "").join("\n");
}
function withheld({ id }, why) {
  return new UserError(`candidate ${id} is withheld: ${why}`);
}

// src/publish/check-run.ts
var CHECK_NAME = "Patchjudge";
async function findOrCreateCheck(host, check) {
  const { commit, name, externalId } = check;
  return await host.findCheck(commit, name, externalId) ?? await host.createCheck(check);
}

// src/publish/code-owners.ts
var PLACES = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];
var MOST = 15;
async function ownersOf(host, commit, files) {
  for (const place of PLACES) {
    const found = await host.readFile(place, commit);
    if (found === null) continue;
    const [owner = ""] = host.repository.fullName.split("/");
    return parseOwners(Buffer.from(found).toString("utf8"), files, owner);
  }
  return { people: [], teams: [] };
}
function parseOwners(text2, files, owner) {
  const rules = text2.split(/\r?\n/).flatMap((line) => {
    const [pattern = "", ...owners2] = line.replace(/(?:^|\s)#.*$/, "").trim().split(/\s+/);
    return pattern === "" ? [] : [{ globs: globsOf(pattern), owners: owners2 }];
  });
  const owners = files.flatMap(
    (file) => rules.findLast(({ globs }) => globs.some((glob) => matchesGlob(file, glob)))?.owners ?? []
  );
  const names = [...new Set(owners)].filter((owner2) => owner2.startsWith("@")).slice(0, MOST);
  const isTeam = (name) => name.includes("/");
  return {
    people: names.filter((name) => !isTeam(name)).map((name) => name.slice(1)),
    teams: names.filter((name) => isTeam(name) && isOf(name, owner)).map((name) => name.slice(name.indexOf("/") + 1))
  };
}
function isOf(team, owner) {
  return team.toLowerCase().startsWith(`@${owner.toLowerCase()}/`);
}
function globsOf(pattern) {
  const folder = pattern.replace(/\/$/, "");
  const tied = folder.includes("/");
  const glob = `${tied ? "" : "**/"}${folder.replace(/^\//, "")}`;
  const below = `${glob}/**`;
  if (pattern.endsWith("/")) return [below];
  return tied && glob.endsWith("/*") ? [glob] : [glob, below];
}

// src/publish/commit-message.ts
var LONGEST_HEADLINE = 72;
function commitMessage(request, { manifest }, candidate) {
  const { id, task } = request;
  const round = roundOf(request);
  const name = round === 1 ? candidate : `${round}.${candidate}`;
  const body = [
    NOTICE,
    "",
    `Patchjudge-Request: ${id}`,
    `Patchjudge-Candidate: ${name}`,
    `Patchjudge-Generator: ${plainLine(manifest.generator.model, 100)}`,
    `Patchjudge-Judge: ${plainLine(manifest.judge.model, 100)}`
  ].join("\n");
  const title = plainLine(`${roundName(round)}${task.title}`, LONGEST_HEADLINE);
  return { headline: title || `Candidate ${candidate}`, body };
}

// src/publish/pull-request.ts
async function findOrCreatePull(host, pull) {
  const standing = await host.findPull(pull.branch);
  if (standing !== null) return standing;
  try {
    return await host.createPull(pull);
  } catch (error) {
    if (pull.draft && refusesDrafts(error)) {
      return findOrCreatePull(host, { ...pull, draft: false });
    }
    const made2 = await host.findPull(pull.branch);
    if (made2 !== null) return made2;
    throw error;
  }
}
function refusesDrafts(error) {
  return /draft pull requests are not supported/i.test(String(error));
}

// src/publish/pull-request-text.ts
var LONGEST_TITLE = 120;
function pullRequestTitle({ task }) {
  return plainLine(task.title, LONGEST_TITLE) || "Patch without a title";
}
function pullRequestBody(parts) {
  const { request, issueNumber, links, picked } = parts;
  const result = withChoice(parts.result, picked);
  const others = alternatives(result);
  const round = roundOf(request);
  const fixed = (name, markdown) => {
    return { name, markdown, spare: SPARE.never };
  };
  const table = `### All candidates

${rankingTable(result, { ...links, round })}`;
  const reasons = reasonList(result);
  const whyNot2 = reasons === "" ? "" : details("Why some cannot be opened", reasons);
  return capBody(
    [
      fixed("the marker", marker(request.id)),
      fixed("what changes", whatChanges(result, issueNumber)),
      fixed("how likely it is right", howLikely(result, choiceSentence(parts.result, picked))),
      fixed("what can be done", whatNext(others, round)),
      { name: "the ranking", markdown: table, spare: SPARE.ranking },
      { name: "the reasons", markdown: whyNot2, spare: SPARE.reasons },
      ...diffSections(result, others),
      fixed("the hidden text", hiddenText(request)),
      { name: "how this was made", markdown: manifestDetails(result), spare: SPARE.manifest },
      fixed("the links", footer(parts))
    ],
    LONGEST_BODY
  );
}
function whatChanges(result, issueNumber) {
  const chosen = chosenCandidate(result);
  if (chosen === void 0) throw new Error("a pull request needs a candidate that is opened");
  const context = result.contexts.find(({ id }) => id === chosen.context);
  const reasons = (context?.target.reasons ?? []).map((reason) => prose(reason, 120));
  const why = reasons.length === 0 ? "" : ` Why this place: ${reasons.slice(0, 3).join("; ")}.`;
  return `**${changeSentence(result, chosen)}**

It is meant to solve #${issueNumber}, ${inline(result.task.title, 200)}.${why}

Closes #${issueNumber}.

> ${NOTICE}`;
}
function changeSentence(result, chosen) {
  const lines = `${plural(chosen.addedLines, "line")} added, ${chosen.removedLines} removed`;
  const context = result.contexts.find(({ id }) => id === chosen.context);
  const isTarget = chosen.files.length === 1 && chosen.files[0] === context?.target.path;
  if (context === void 0 || !isTarget) {
    return `This patch changes ${listed(chosen.files.map((file2) => inline(file2, 120)))}: ${lines}.`;
  }
  const { name, path, startLine, endLine } = context.target;
  const file = inline(path, 160);
  if (context.format === "new-file") return `This patch adds the file ${file}: ${lines}.`;
  const range = `lines ${startLine} to ${endLine}`;
  if (context.format === "whole-file" || name === path)
    return `This patch changes ${file}: ${lines}.`;
  if (/^lines \d/.test(name)) return `This patch changes ${range} of ${file}: ${lines}.`;
  return `This patch changes ${inline(name, 80)} in ${file}, ${range}: ${lines}.`;
}
function howLikely(result, choice) {
  const chosen = chosenCandidate(result);
  const seen = result.evidence.find(({ candidate }) => candidate === chosen?.id);
  const parses = seen?.parses === true ? "it parses" : "there is no parser here for this kind of file";
  return `### How likely it is right

${choice} The score: ${prose(scoreNote(result), 800)}

What was checked: it applies to the base commit, it stays within what the policy allows, and ${parses}. No tests were run on it.`;
}
function whatNext(others, round) {
  const [next] = others;
  const pick3 = next === void 0 ? "- There is no other candidate that could be opened instead." : `- Another one looks better? Comment ${pickCommand(next.id, round)} here to open candidate ${next.id} instead, or take any other number marked so in the table.`;
  return `### What you can do

- It is right? Let your checks run, mark it as ready for review, and merge it as you would merge a colleague's.
${pick3}
- Nearly right? Push commits of your own to this branch: they are never overwritten. Or comment \`/generate\` here, followed by what should be different: new candidates are written on top of this branch.`;
}
function hiddenText({ task: { hiddenTextRemoved } }) {
  if (hiddenTextRemoved.length === 0) return "";
  const kinds = hiddenTextRemoved.map((kind) => prose(kind, 60));
  return `**The issue had text that its readers do not see:** ${listed(kinds)}. It was taken out before the model read the issue. Somebody may have put it there to steer the model.`;
}
function footer({ request, links }) {
  const places = [
    links.run === null ? "" : link("log of the run", links.run),
    links.report === void 0 || links.report === null ? "" : link("report with pictures", links.report),
    `request ${inline(request.id.slice(0, 12), 12)}`,
    inline(`base ${request.base.commit.slice(0, 12)}`, 20)
  ];
  return `Patchjudge \xB7 ${places.filter((place) => place !== "").join(" \xB7 ")}`;
}

// src/publish/open.ts
async function openPull(request, parts, deps) {
  const { host, applier, secrets, keep } = deps;
  const candidate = parts.result.candidates.find(({ id }) => id === parts.candidate);
  const diff = parts.diffs.get(parts.candidate);
  if (candidate === void 0 || diff === void 0) {
    throw new UserError(`candidate ${parts.candidate} has no patch`);
  }
  const patch = await rebuildPatch(host, applier, { request, candidate, diff, secrets });
  const result = asRebuilt(parts.result, candidate.id, patch);
  await keep();
  const branch = await findOrCreateBranch(host, {
    request,
    patch,
    message: await redactAll(commitMessage(request, result, candidate.id), secrets),
    ...parts.further ? await openBranch(host, request) : {}
  });
  const pull = await openOn(branch.name, { request, parts: { ...parts, result }, deps });
  const check = checkText(result, parts.diffs, {
    picked: candidate.id,
    round: roundOf(request)
  });
  await keep();
  await findOrCreateCheck(host, {
    name: CHECK_NAME,
    commit: branch.commit,
    externalId: request.id,
    url: parts.run.url,
    ...await redactAll(check, secrets)
  });
  return {
    candidate: candidate.id,
    branch: branch.name,
    commit: branch.commit,
    pull: pull?.number ?? null,
    open: pull?.open ?? true
  };
}
async function openBranch(host, { origin }) {
  const onto = origin?.round?.branch;
  if (onto === void 0) return {};
  return (await host.findPull(onto))?.open ? { onto } : {};
}
async function openOn(branch, { request, parts, deps }) {
  const { host, settings, secrets, keep } = deps;
  const grew = branch === request.origin?.round?.branch;
  if (grew || settings.open === "branch") return host.findPull(branch);
  const { result, run: run2, candidate: picked } = parts;
  const issueNumber = issueBehind(request);
  const links = { run: run2.url };
  const body = pullRequestBody({ request, result, issueNumber, links, picked });
  const said = await redactAll({ title: pullRequestTitle(request), body }, secrets);
  await keep();
  const draft = settings.open === "draft";
  const wanted = { ...said, branch, base: request.base.ref, draft };
  const pull = await findOrCreatePull(host, wanted);
  if (pull.labels.includes(settings.label)) return pull;
  if (settings.reviewers === "codeowners") await askOwners(host, request, { pull, result, picked });
  const notYet = draft && !pull.draft ? [NOT_YET] : [];
  await host.addLabels(pull.number, [settings.label, ...notYet]);
  return pull;
}
var NOT_YET = "do not merge yet";
async function askOwners(host, { base, origin }, { pull, result, picked }) {
  const files = result.candidates.find(({ id }) => id === picked)?.files ?? [];
  const owners = await ownersOf(host, origin?.round?.settings ?? base.commit, files);
  await host.requestReviews(pull.number, owners);
}
function asRebuilt(result, id, patch) {
  const { addedLines: addedLines2, removedLines, changes } = patch;
  const files = changes.map(({ path, target }) => target ?? path);
  const candidates = result.candidates.map(
    (candidate) => candidate.id === id ? { ...candidate, files, addedLines: addedLines2, removedLines } : candidate
  );
  return { ...result, candidates };
}
async function redactAll(texts, { redact: redact2 }) {
  const clean = [];
  for (const [name, text2] of Object.entries(texts)) clean.push([name, await redact2(text2)]);
  return Object.fromEntries(clean);
}

// src/pipeline/publish.ts
async function publish(request, from, deps) {
  const { run: run2 } = from;
  const end = endings(request, from, deps.now());
  const doubt = await doubtAbout(request, from, deps);
  if (doubt !== null) return end("failed", `the run's result is not believed: ${doubt}`);
  if (run2.conclusion === "cancelled") return end("cancelled", "the run was cancelled");
  if (run2.conclusion !== "success") return end("failed", `the run ended with ${run2.conclusion}`);
  let found = null;
  try {
    found = await readResult(request, run2, deps.host);
    const { decision } = found.result.verdict;
    if (decision.kind === "abstain") return end("abstained", decision.reason, found);
    const parts = { ...found, run: run2, candidate: decision.candidate, further: true };
    const { candidate, branch, commit, pull } = await openPull(request, parts, deps);
    const { publication } = end("opened", "", found);
    const opened2 = { candidate, branch, commit, pull };
    return { publication: { ...publication, ...opened2 }, result: found.result };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return end(found === null ? "failed" : "abstained", error.message, found);
  }
}
async function publishPick(request, from, pick3, deps) {
  const doubt = await doubtAbout(request, from, deps);
  if (doubt !== null) throw new UserError(`the run's result is not believed: ${doubt}`);
  const { candidate } = pick3;
  const found = await readResult(request, from.run, deps.host);
  const wanted = found.result.candidates.find(({ id }) => id === candidate);
  const diff = found.diffs.get(candidate);
  if (wanted === void 0) throw new UserError(`there is no candidate ${candidate}`);
  if (diff === void 0 || wanted.refusals.length > 0) {
    const why = wanted.refusals.map(({ code, detail }) => `${code}: ${detail}`).join("; ");
    throw new UserError(`candidate ${candidate} cannot be opened (${why})`);
  }
  if (diffHash(diff) !== pick3.diffs[candidate]) {
    throw new UserError(`candidate ${candidate} is not what was judged; the artifact was changed`);
  }
  return openPull(request, { ...found, run: from.run, candidate, further: false }, deps);
}
async function readResult(request, run2, host) {
  const zip = await host.artifact(run2.id, ARTIFACT, MAX_ARTIFACT_BYTES);
  if (zip === null) throw new UserError(`the run left no artifact ${ARTIFACT}, or it has expired`);
  const files = await openArtifact(zip);
  return { result: checkResult(request, files), diffs: files.diffs };
}
function doubtAbout(request, { run: run2, requestBlob }, { settings, doubt }) {
  const { issue = 0, source } = request.origin ?? {};
  return doubt(run2, { issue, requestBlob, source: source?.kind }, settings);
}
function endings(request, { run: run2, requestBlob }, at) {
  return (kind, reason, found = null) => {
    const nothing = unopened({ request, requestBlob, run: run2.id }, kind, reason, at);
    const hashes = [...found?.diffs ?? []].map(([id, diff]) => [String(id), diffHash(diff)]);
    const diffs = Object.fromEntries(hashes);
    const result = found && {
      ...found.result,
      verdict: { ...found.result.verdict, decision: { kind: "abstain", reason } }
    };
    return { publication: { ...nothing, diffs }, result };
  };
}

// src/record/hold.ts
var ClaimLost = class extends Error {
  name = "ClaimLost";
};
var Hold = class {
  #host;
  #worker;
  #claim;
  constructor(host, worker, claim) {
    this.#host = host;
    this.#worker = worker;
    this.#claim = claim;
  }
  get claim() {
    return this.#claim;
  }
  /**
   * To be called before every write: most of the lease is left afterwards, more than any single call
   * takes. Throws `ClaimLost` where somebody else has taken the claim.
   */
  async keep() {
    const { now, leaseMs } = this.#worker;
    const left = Date.parse(this.#claim.state.until) - now().getTime();
    if (left < leaseMs * 2 / 3) await this.move({});
  }
  /** The next state. Throws `ClaimLost` as above. */
  async move(change) {
    const moved = await moveClaim(this.#host, this.#worker, this.#claim, change);
    if (moved === null) throw new ClaimLost("the claim is somebody else's by now");
    this.#claim = moved;
  }
};

// src/publish/redact-value.ts
async function redactValue(value, redact2) {
  if (typeof value === "string") return redact2(value);
  if (typeof value !== "object" || value === null) return value;
  const parts = [];
  for (const [key, part] of Object.entries(value))
    parts.push([key, await redactValue(part, redact2)]);
  return Array.isArray(value) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
}

// src/lifecycle/react.ts
function reactedTo(issue, source) {
  if (source.kind === "comment") return { comment: source.id };
  return source.kind === "review" ? { review: source.id } : { issue };
}

// src/lifecycle/show.ts
async function showState(place, hold, state2) {
  const { request } = hold.claim;
  const body = await place.secrets.redact(commentBody(request, state2));
  await hold.keep();
  await showComment(place.host, request.origin?.issue ?? 0, request.id, body);
}

// src/lifecycle/close.ts
function ended2({ request, requestBlob, state: state2 }, worker, kind, reason) {
  const asked = { request, requestBlob, run: state2.run };
  const publication = unopened(asked, kind, reason, worker.now());
  return { publication, result: null };
}
async function close(place, hold, { publication, result }, { runUrl, givenUp = false }) {
  const { host, worker, log } = place;
  const by = hold.claim.state.cancelledBy;
  const at = { repository: host.repository.url, base: hold.claim.request.base.ref };
  const state2 = finalState(publication, { result, runUrl, by, ...at });
  await ifThere(log, "comment", showState(place, hold, state2));
  await react(place, hold.claim, publication.kind === "opened" ? "rocket" : "confused");
  await hold.keep();
  const record = recordEnd(place, hold.claim, publication, result);
  if (givenUp) await ifPossible(log, "record", record);
  else await record;
  await endClaim(host, worker, hold.claim);
  place.count(publication.kind);
  log.info({ publication }, `request ended: ${publication.kind}`);
}
async function recordEnd({ host, worker, secrets }, { request }, publication, result) {
  const sealed = sealPublication(worker.seal, host.repository.id, publication);
  const shown = result === null ? null : await redactValue(result, secrets.redact);
  const files = {
    "request.json": pretty(request),
    ...shown === null ? {} : { "result.json": pretty(shown) },
    "publication.json": pretty(sealed)
  };
  const message = endedMessage({ id: request.id, actor: request.origin?.actor ?? "somebody" });
  await recordRun(host, new Date(publication.at), request.id, files, message);
}
function finalState(publication, parts) {
  const { kind, reason, pull, branch } = publication;
  const { result, runUrl, by, repository, base } = parts;
  if (kind === "opened" && result !== null && branch !== null) {
    if (pull !== null) return { kind: "opened", pullNumber: pull, result };
    const names = encodeURI(`${base}...${branch}`).replaceAll("#", "%23").replaceAll("?", "%3F");
    const compareUrl = `${repository}/compare/${names}?expand=1`;
    return { kind: "opened", pullNumber: null, branch: { name: branch, compareUrl }, result };
  }
  if (kind === "abstained" && result !== null) return { kind: "abstained", result, runUrl };
  if (kind === "cancelled") return { kind: "cancelled", by: by ?? "somebody" };
  const help = "Comment `/generate` to try again.";
  return { kind: "failed", reason, runUrl, help };
}
async function react(place, claim, reaction) {
  const { origin } = claim.request;
  if (origin === void 0) return;
  const to = reactedTo(origin.issue, origin.source);
  await ifThere(place.log, "reaction", place.host.react(to, reaction));
}
async function ifThere(log, what, call) {
  try {
    await call;
  } catch (error) {
    if (!hasStatus(error, 301, 403, 404, 410, 422)) throw error;
    log.warn({ err: error }, `the ${what} could not be written`);
  }
}
async function ifPossible(log, what, call) {
  await call.catch((error) => log.error({ err: error }, `the ${what} could not be written`));
}
function pretty(value) {
  return `${JSON.stringify(value, null, 1)}
`;
}

// src/publish/origin.ts
function runTitle(issue, requestBlob) {
  return `Patchjudge #${issue} ${requestBlob}`;
}
function parseRunTitle(title) {
  const match = /^Patchjudge #([1-9]\d{0,9}) ([0-9a-f]{40,64})$/.exec(title);
  return match === null ? null : { issue: Number(match[1]), requestBlob: match[2] ?? "" };
}
function whyNotBelieved(run2, expected) {
  const { self, issue, requestBlob } = expected;
  return firstFault([
    [run2.event === "workflow_dispatch", `it was started by ${run2.event}`],
    [isSelf({ self }, run2.actor), `it was started by ${run2.actor.login}`],
    ...ownFile(run2, expected),
    [run2.title === runTitle(issue, requestBlob), "it worked on another request"]
  ]);
}
function ownFile(run2, { workflow, defaultBranch }) {
  return [
    [run2.ownRepository, "it ran code of another repository"],
    [run2.branch === defaultBranch, `it ran the workflow of the branch ${run2.branch}`],
    [run2.workflow === `.github/workflows/${workflow}`, `it ran the workflow ${run2.workflow}`]
  ];
}
function firstFault(checks) {
  return checks.find(([holds]) => !holds)?.[1] ?? null;
}

// src/lifecycle/progress.ts
var STUCK_MS = 10 * 6e4;
var CLOCK_SLACK_MS = 6e4;
async function findRun(host, claim, workflow) {
  if (claim.state.run !== null) return host.run(claim.state.run);
  const asked = Date.parse(claimedSince(claim));
  const isOurs = ({ title, actor }) => title === titleOf(claim) && isSelf(host, actor);
  const runs = await host.runsSince(workflow, new Date(asked - CLOCK_SLACK_MS), isOurs);
  return runs.find(isOurs) ?? null;
}
async function runOf({ host }, claim) {
  const { workflow } = await settingsFor(host, claim.request);
  return findRun(host, claim, workflow);
}
var USUAL_MS = 30 * 864e5;
function recentRuns({ host, worker }, workflow) {
  return host.runsSince(workflow, new Date(worker.now().getTime() - USUAL_MS));
}
async function underWay2(place, claim) {
  const { workflow } = await settingsFor(place.host, claim.request);
  const run2 = await findRun(place.host, claim, workflow);
  const known = { request: claim.request, run: run2 };
  if (run2 === null || !place.isQueue) return { ...known, before: null, usualSeconds: null };
  const runs = await recentRuns(place, workflow);
  const isBefore = ({ id, status: status2, title }) => status2 === "queued" && id < run2.id && parseRunTitle(title) !== null;
  const before = runs.filter(isBefore).length;
  return { ...known, before, usualSeconds: usualSeconds(runs) };
}
function dispatchedRuns(host) {
  return {
    isQueue: true,
    startRun: ({ requestBlob, request }, { workflow }) => host.dispatch(workflow, {
      request: requestBlob,
      issue: String(request.origin?.issue ?? 0)
    }),
    doubt: async (run2, { issue, requestBlob }, { workflow }) => {
      const { name: defaultBranch } = await host.defaultBranch();
      const { self } = host;
      return whyNotBelieved(run2, { self, workflow, defaultBranch, issue, requestBlob });
    }
  };
}
function usualSeconds(runs) {
  const seconds = runs.filter(({ conclusion, title }) => conclusion === "success" && parseRunTitle(title) !== null).slice(0, 20).map(({ startedAt, updatedAt }) => (Date.parse(updatedAt) - Date.parse(startedAt)) / 1e3).sort((a, b) => a - b);
  return seconds.length < 3 ? null : seconds[Math.floor(seconds.length / 2)] ?? null;
}
function claimedSince({ request }) {
  return request.origin?.askedAt ?? (/* @__PURE__ */ new Date(0)).toISOString();
}
function titleOf({ request, requestBlob }) {
  return runTitle(request.origin?.issue ?? 0, requestBlob);
}

// src/lifecycle/workplace.ts
function forRequest(place, request) {
  return { ...place, log: place.log.child({ request }) };
}

// src/lifecycle/advance.ts
var MAX_TAKEOVERS = 5;
var GIVEN_UP = `it could not be finished in ${MAX_TAKEOVERS} tries; the app's log has the errors`;
var RUN_APPEARS_MS = 10 * 6e4;
async function advance2(workplace, claim) {
  const place = forRequest(workplace, claim.request.id);
  const hold = new Hold(place.host, place.worker, claim);
  const givenUp = claim.state.takeovers > MAX_TAKEOVERS;
  try {
    if (givenUp) throw new UserError(GIVEN_UP);
    await step(place, hold);
  } catch (error) {
    if (error instanceof ClaimLost) return place.log.info({}, error.message);
    if (!(error instanceof UserError)) throw error;
    const outcome = ended2(hold.claim, place.worker, "failed", error.message);
    await close(place, hold, outcome, { runUrl: null, givenUp });
  }
}
async function step(place, hold) {
  const { host } = place;
  const { request, state: state2 } = hold.claim;
  const settings = await settingsFor(host, request);
  const run2 = await findRun(host, hold.claim, settings.workflow);
  if (run2 === null && state2.run !== null) throw new UserError("its run was deleted");
  if (state2.cancelledBy !== null) return cancelled(place, hold, run2);
  if (run2 === null) return start(place, hold, settings);
  if (run2.status === "completed") return finish(place, hold, { run: run2, settings });
  await showState(place, hold, await stateOf2(place, hold.claim, run2, settings.workflow));
  await releaseClaim(host, place.worker, hold.claim, { stage: "dispatched", run: run2.id });
}
async function stateOf2(place, claim, run2, workflow) {
  const { host, worker } = place;
  const runUrl = run2.url;
  if (run2.status === "queued") {
    const isStuck = worker.now().getTime() - Date.parse(run2.createdAt) >= STUCK_MS;
    const stuck = isStuck ? { stuckFor: await host.waitsFor(run2.id) } : {};
    return { kind: "queued", since: claimedSince(claim), runUrl, ...stuck };
  }
  const recent = await recentRuns(place, workflow);
  return { kind: "running", since: run2.startedAt, runUrl, usualSeconds: usualSeconds(recent) };
}
async function start(place, hold, settings) {
  const { host, worker, log } = place;
  const since = claimedSince(hold.claim);
  await showState(place, hold, { kind: "queued", since, runUrl: null });
  await hold.keep();
  const run2 = await place.startRun(hold.claim, settings);
  log.info({ run: run2?.id }, "the run is started");
  if (run2 !== null) await showState(place, hold, { kind: "queued", since, runUrl: run2.url });
  await releaseClaim(host, worker, hold.claim, { stage: "dispatched", run: run2?.id ?? null });
  place.count("dispatched");
}
async function cancelled(place, hold, run2) {
  const { host, worker } = place;
  const { state: state2 } = hold.claim;
  const age = worker.now().getTime() - Date.parse(claimedSince(hold.claim));
  const mayAppear = run2 === null && state2.stage !== "claimed" && age < RUN_APPEARS_MS;
  if (run2 !== null && run2.status !== "completed") await host.cancelRun(run2.id);
  else if (!mayAppear) {
    const outcome = ended2(hold.claim, worker, "cancelled", "the run was cancelled");
    return close(place, hold, outcome, { runUrl: run2?.url ?? null });
  }
  await releaseClaim(host, worker, hold.claim, { run: run2?.id ?? null });
}
async function finish(place, hold, { run: run2, settings }) {
  await hold.move({ stage: "publishing", run: run2.id });
  const { host, applier, worker, secrets, doubt } = place;
  const { request, requestBlob } = hold.claim;
  const keep = () => hold.keep();
  const deps = { host, applier, settings, secrets, doubt, keep, now: worker.now };
  const outcome = await publish(request, { run: run2, requestBlob }, deps);
  await close(place, hold, outcome, { runUrl: run2.url });
}

// src/lifecycle/cancel.ts
var TRIES = 3;
async function cancel(place, event) {
  const { host, worker } = place;
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const claim = await readClaim(host, worker, claimRef(event.issue.number));
    if (claim === null) return false;
    if (event.askedAt <= (claim.request.origin?.askedAt ?? "")) return true;
    const run2 = await runOf(place, claim);
    if (run2?.status === "completed") return false;
    const ours = await moveClaim(host, worker, claim, { cancelledBy: event.actor.login });
    if (ours === null) continue;
    place.count("cancel");
    await advance2(place, ours);
    return true;
  }
  throw new Error("the claim moved on all the time; `/cancel` could not be noted");
}

// src/record/picked.ts
import { z as z11 } from "zod";
var Picked = z11.object({
  version: z11.literal(1),
  candidate: z11.int().positive(),
  /** Null where the settings want a branch alone. */
  pull: z11.int().positive().nullable(),
  commit: z11.string(),
  /** The account that asked. */
  by: z11.string(),
  askedAt: z11.string()
});
function pickPath({ pull, candidate }) {
  return pull === null ? `picks/candidate-${candidate}.json` : `picks/${pull}.json`;
}

// src/record/sealed.ts
function sealedText(seal, repositoryId, place, value) {
  const sealed = { ...value, seal: seal.mark(sealedParts3(repositoryId, place, value)) };
  return `${JSON.stringify(sealed, null, 1)}
`;
}
async function readSealed(host, seal, place, schema) {
  const file = await readJson(host, `${place.id}/${place.path}`, place.commit);
  const parsed = schema.safeParse(file);
  if (!parsed.success || typeof file !== "object" || file === null) return null;
  const mark2 = "seal" in file && typeof file.seal === "string" ? file.seal : "";
  return seal.holds(sealedParts3(host.repository.id, place, parsed.data), mark2) ? parsed.data : null;
}
function sealedParts3(repositoryId, { id, path }, value) {
  return ["record", repositoryId, id, path, value];
}

// src/record/opening.ts
async function openingOf(host, seal, { request, publication, logCommit }, pull) {
  const { candidate, commit } = publication;
  if (publication.pull === pull && candidate !== null && commit !== null) {
    return { candidate, commit };
  }
  const path = pickPath({ pull, candidate: 0 });
  const picked = await readSealed(host, seal, { id: request.id, path, commit: logCommit }, Picked);
  return picked?.pull === pull ? picked : null;
}

// src/lifecycle/rounds.ts
async function recordsOn(place, { issue }) {
  const { host, worker } = place;
  const texts = (await host.comments(issue.number)).filter(({ author }) => isSelf(host, author));
  const marks = texts.map(({ body }) => readMarker(body));
  if (issue.isPull && isSelf(host, issue.author)) marks.unshift(readMarker(issue.body));
  const ids = [...new Set(marks)].filter((id) => id !== null);
  const months = ids.length === 0 ? [] : await logMonths(host);
  const records = [];
  for (const id of ids) {
    const record = await findAmong(host, worker.seal, id, months);
    if (record !== null && await belongsTo(place, record, issue.number)) records.push(record);
  }
  return records;
}
async function belongsTo({ host, worker }, record, number) {
  if (record.request.origin?.issue === number) return true;
  return await openingOf(host, worker.seal, record, number) !== null;
}

// src/lifecycle/pick.ts
async function pick2(place, event, choice) {
  const { host, applier, worker, secrets, doubt } = place;
  try {
    const record = await recordOf(place, event, choice);
    const { request, publication } = record;
    const { requestBlob, diffs } = publication;
    if (publication.run === null) throw new UserError("the request had no run");
    const run2 = await host.run(publication.run);
    if (run2 === null) throw new UserError("the request's run was deleted, and its patches with it");
    const settings = await settingsFor(host, request);
    const candidate = Number(choice.split(".").at(-1));
    if (candidate === publication.candidate) throw new UserError(alreadyOpen(publication));
    const keep = async () => {
    };
    const deps = { host, applier, settings, secrets, doubt, keep, now: worker.now };
    const opened2 = await publishPick(request, { run: run2, requestBlob }, { candidate, diffs }, deps);
    await recordPick(place, record, event, opened2);
    place.count("picked");
    return pickedText(opened2, publication);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    place.count("refused");
    return `Nothing was opened: ${prose(error.message, 400)}.`;
  }
}
function alreadyOpen({ candidate, pull }) {
  const where = pull === null ? "on the branch" : `what #${pull} was opened with`;
  return `candidate ${candidate} is ${where} already`;
}
function pickedText({ candidate, pull, open, branch }, first) {
  if (pull === null) return `Candidate ${candidate} is on the branch ${inline(branch, 200)}.`;
  if (!open) {
    return `Candidate ${candidate} is in #${pull}, which somebody has closed; reopen it to go on with it.`;
  }
  const other = first.pull === null ? "" : ` #${first.pull} stays as it is; close the one you do not want.`;
  return `Candidate ${candidate} is open for you to review: #${pull}.${other}`;
}
async function recordPick({ host, worker }, { request, publication }, { actor, askedAt }, { candidate, pull, commit }) {
  const said = { version: 1, candidate, pull, commit, by: actor.login, askedAt };
  const path = pickPath(said);
  const text2 = sealedText(worker.seal, host.repository.id, { id: request.id, path }, said);
  await recordRun(host, new Date(publication.at), request.id, { [path]: text2 });
}
async function recordOf(place, event, choice) {
  const records = await recordsOn(place, event);
  const last = records.at(-1);
  if (last === void 0) {
    throw new UserError("no request has ended here yet; comment `/generate` on the issue first");
  }
  const rounds = [...new Set(records.map(({ request }) => roundOf(request)))];
  if (!choice.includes(".")) {
    if (rounds.length === 1) return last;
    const names = rounds.map((round) => `\`/pick ${round}.${choice}\``).join(" or ");
    throw new UserError(`there are ${rounds.length} rounds; say which: ${names}`);
  }
  const wanted = Number(choice.split(".")[0]);
  const found = records.findLast(({ request }) => roundOf(request) === wanted);
  if (found !== void 0) return found;
  throw new UserError(`there is no round ${wanted} here; there is ${rounds.join(", ")}`);
}

// src/lifecycle/commands.ts
function commandOf({ source }) {
  if (source.kind === "label") return { kind: "generate", words: "" };
  return parseCommand(source.kind === "dispatch" ? `/generate ${source.words}` : source.body);
}
async function handleCommand(place, event) {
  const command = commandOf(event);
  if (command === null) return;
  if (command.kind === "generate") return generate2(place, event, command.words);
  if (!await isAllowed(place, event)) return;
  if (command.kind === "status") return status(place, event);
  if (command.kind === "cancel") {
    const done = await cancel(place, event);
    if (!done) await reply(place, event, helpText("there is nothing to cancel on this issue"));
    return;
  }
  if (command.kind === "pick")
    return reply(place, event, await pick2(place, event, command.candidate));
  await reply(place, event, helpText(command.why));
}
async function generate2(place, event, words2) {
  const { host, log, worker } = place;
  const records = () => recordsOn(place, event);
  const usage = () => usageSince(host, worker, new Date(worker.now().getTime() - QUOTA_MS));
  const outcome = await gate(event, words2, { host, secrets: place.secrets, records, usage });
  if (outcome.kind === "ignored") {
    log.info({ actor: event.actor.login, issue: event.issue.number }, `ignored: ${outcome.reason}`);
    return place.count("ignored");
  }
  const to = reactedTo(event.issue.number, event.source);
  if (outcome.kind === "refused") {
    const { id, reason } = outcome;
    log.info({ request: id, issue: event.issue.number }, `refused: ${reason}`);
    if (await findComment(host, event.issue.number, id) !== null) return;
    await showComment(
      host,
      event.issue.number,
      id,
      commentBody({ id }, { kind: "refused", reason })
    );
    await host.react(to, "confused");
    return place.count("refused");
  }
  await begin(place, outcome.request, to);
}
async function begin(place, request, to) {
  const { host, worker } = place;
  const { log } = forRequest(place, request.id);
  if (await wasHeard(place, request)) return log.info({}, "heard again");
  const outcome = await claimIssue(host, worker, request);
  log.info({ actor: request.origin?.actor }, `claim: ${outcome.kind}`);
  if (outcome.kind === "busy") return;
  if (outcome.kind === "other") return refuseSecond(place, request, to);
  if (outcome.kind === "new") {
    if (await findComment(host, request.origin?.issue ?? 0, request.id) !== null) {
      return endClaim(host, worker, outcome.claim);
    }
    await host.react(to, "eyes");
  }
  await advance2(place, outcome.claim);
}
async function wasHeard(place, request) {
  const { host, worker } = place;
  const standing = await readClaim(host, worker, claimRef(request.origin?.issue ?? 0));
  if (standing === null) return hasEnded(place, request);
  return standing.request.id === request.id && standing.state.stage === "dispatched";
}
async function hasEnded({ host, worker }, { id, origin }) {
  if (await findComment(host, origin?.issue ?? 0, id) !== null) return true;
  return wasRecorded(host, worker, id);
}
async function refuseSecond(place, request, to) {
  const { host } = place;
  const issue = request.origin?.issue ?? 0;
  if (await hasEnded(place, request)) return;
  const reason = "another request is under way here; ask again when it has ended, or `/cancel` it";
  await showComment(host, issue, request.id, commentBody(request, { kind: "refused", reason }));
  await host.react(to, "confused");
  place.count("refused");
}
async function status(place, event) {
  const claim = await readClaim(place.host, place.worker, claimRef(event.issue.number));
  await reply(place, event, statusText(claim === null ? null : await underWay2(place, claim)));
}
async function isAllowed({ host }, event) {
  const base = await host.defaultBranch();
  const { settings, fault } = await readSettings(host, base.commit);
  const who = fault === null ? settings : { ask: "admin", bots: [] };
  return mayAsk(host, event.actor, who);
}
async function reply(place, event, text2) {
  const { host, secrets } = place;
  const { repositoryId, issue, source } = event;
  if (source.kind === "label") return;
  const id = requestId({ repositoryId, issue: issue.number, source });
  await showComment(host, issue.number, id, await secrets.redact(`${marker(id)}
${text2}`));
}

// src/lifecycle/follow.ts
import { setTimeout as wait } from "node:timers/promises";
var TRIES2 = 4;
var WAIT_MS = 2e3;
async function followRun(place, about, ended3) {
  const { host, worker } = place;
  for (let attempt = 1; attempt <= (ended3 ? TRIES2 : 1); attempt++) {
    const claim = await readClaim(host, worker, claimRef(about.issue));
    if (claim === null || claim.requestBlob !== about.requestBlob) return;
    const ours = await takeOver(host, worker, claim);
    if (ours !== null) return advance2(place, ours);
    await wait(WAIT_MS * attempt);
  }
}

// src/record/outcome.ts
import { z as z12 } from "zod";
var Outcome = z12.object({
  version: z12.literal(1),
  /**
   * `merged` as we opened it; `edited` by people and then merged; `closed` without merging, or `reverted`
   * after it was merged.
   */
  kind: z12.enum(["merged", "edited", "closed", "reverted"]),
  pull: z12.int().positive(),
  candidate: z12.int().positive(),
  /** Lines of the merged patch that are not ours, and of ours that are gone from it. */
  editedLines: z12.int().nonnegative(),
  /** The commit on the base branch that has it; null where it was not merged. */
  mergeCommit: z12.string().nullable(),
  at: z12.iso.datetime()
});
function outcomePath(pull) {
  return `outcomes/${pull}.json`;
}
async function readOutcome(host, seal, { request, logCommit }, pull) {
  const place = { id: request.id, path: outcomePath(pull), commit: logCommit };
  return readSealed(host, seal, place, Outcome);
}

// src/lifecycle/changed-lines.ts
function differingLines(a, b) {
  const balance = /* @__PURE__ */ new Map();
  count(balance, a, 1);
  count(balance, b, -1);
  return [...balance.values()].reduce((sum, left) => sum + Math.abs(left), 0);
}
function count(balance, changes, sign) {
  const add = (line, times) => balance.set(line, (balance.get(line) ?? 0) + sign * times);
  for (const { path, added, removed, patch } of changes) {
    if (patch === null) {
      add(`${path}\0${added}\0${removed}`, added + removed);
      continue;
    }
    for (const line of patch.split("\n")) {
      if (/^[+-]/.test(line)) add(`${path}\0${line}`, 1);
    }
  }
}

// src/lifecycle/reverts.ts
function revertedCommit(message) {
  return /^This reverts commit ([0-9a-f]{40,64})\b/m.exec(message)?.[1] ?? null;
}
function revertedPull({ repository }, { body, mergeCommit, ownRepository }) {
  const [, name = "", number] = REVERTS.exec(body) ?? [];
  if (number === void 0 || mergeCommit === null || !ownRepository) return null;
  const isHere = name === "" || name.toLowerCase() === repository.fullName.toLowerCase();
  return isHere ? Number(number) : null;
}
var REVERTS = /^Reverts ([\w.-]+\/[\w.-]+)?#([1-9]\d{0,8})[ \t]*\r?$/m;
function maySayRevert(body) {
  return REVERTS.test(body);
}

// src/lifecycle/outcomes.ts
async function recordClosed(place, pull) {
  const { host } = place;
  if (pull.open) return;
  if (isOwnPull(host, pull)) return recordOutcomes(place, pull);
  const number = revertedPull(host, pull);
  const { name } = number === null ? { name: "" } : await host.defaultBranch();
  if (number === null || pull.base !== name || pull.closedAt === null) return;
  const target = await host.pull(number);
  if (target !== null) await recordRevert(place, target, pull.closedAt);
}
async function recordRevert(place, pull, at) {
  if (pull.mergeCommit === null || !isOwnPull(place.host, pull)) return;
  await eachOpening(place, pull, async (opening, before) => {
    const last = before ?? await outcomeOf(place.host, pull, opening);
    if (last.kind === "reverted") return null;
    return { ...last, kind: "reverted", at: new Date(at).toISOString() };
  });
}
async function recordOutcomes(place, pull) {
  await eachOpening(place, pull, async (opening, before) => {
    if (before?.kind === "reverted" && pull.mergeCommit === before.mergeCommit) return null;
    return outcomeOf(place.host, pull, opening);
  });
}
async function eachOpening(place, pull, next) {
  const { host, log, worker } = place;
  const { number, author, body } = pull;
  for (const record of await recordsOn(place, { issue: { number, isPull: true, author, body } })) {
    const opening = await openingOf(host, worker.seal, record, number);
    if (opening === null) continue;
    const before = await readOutcome(host, worker.seal, record, number);
    const outcome = await next(opening, before);
    if (outcome === null || JSON.stringify(outcome) === JSON.stringify(before)) continue;
    const { id } = record.request;
    const path = outcomePath(number);
    const text2 = sealedText(worker.seal, host.repository.id, { id, path }, outcome);
    await recordRun(host, new Date(record.publication.at), id, { [path]: text2 });
    place.count(`outcome-${outcome.kind}`);
    log.info({ request: id, outcome }, `pull request ${outcome.kind}`);
  }
}
async function outcomeOf(host, pull, opening) {
  const { number, mergeCommit, closedAt, updatedAt, head } = pull;
  const { candidate, commit } = opening;
  const isAsIs = mergeCommit === null || head.commit === commit;
  const editedLines = isAsIs ? 0 : await linesSince(host, pull, commit);
  const merged2 = editedLines === 0 ? "merged" : "edited";
  const kind = mergeCommit === null ? "closed" : merged2;
  const at = new Date(closedAt ?? updatedAt).toISOString();
  return { version: 1, kind, pull: number, candidate, editedLines, mergeCommit, at };
}
async function linesSince(host, pull, commit) {
  const ours = await host.changesBetween(pull.baseCommit, commit);
  return differingLines(ours, await host.changesOf(pull.number));
}

// src/app/body-limit.ts
var MOST_BYTES2 = 25 * 1024 * 1024;
var LIMITS = { bytes: MOST_BYTES2, together: 8 * MOST_BYTES2, waitMs: 1e4 };
function limitBodies(handle, limits = LIMITS) {
  let together = 0;
  return async (request, response) => {
    if (Number(request.headers["content-length"] ?? 0) > limits.bytes) return refuse(response, 413);
    if (request.method !== "POST" || request.headers["x-hub-signature-256"] === void 0) {
      return handle(request, response);
    }
    let held = 0;
    const take = (bytes) => {
      held += bytes;
      together += bytes;
      return together <= limits.together;
    };
    try {
      const body = await readBody(request, limits, take);
      if (body === "gone") return true;
      if (typeof body === "number") return refuse(response, body);
      Object.assign(request, { body: {}, rawBody: body });
      return await handle(request, response);
    } finally {
      together -= held;
    }
  };
}
async function readBody(request, { bytes, waitMs }, take) {
  const chunks = [];
  let size = 0;
  const late = setTimeout(() => request.destroy(new Error("too slow")), waitMs);
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += chunk.length;
      if (size > bytes) return 413;
      if (!take(chunk.length)) return 503;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch {
    return "gone";
  } finally {
    clearTimeout(late);
  }
}
function refuse(response, status2) {
  const headers = { "content-type": "text/plain", connection: "close" };
  response.writeHead(status2, headers).end(status2 === 413 ? "too large\n" : "busy\n");
  return true;
}

// src/app/keys.ts
function issueKey(repositoryId, issue) {
  return `${repositoryId}#${issue}`;
}
function shareOf(repositoryId, { id }) {
  return `${repositoryId}:${id}`;
}

// src/github/git-data.ts
var MOST_COMMITS = 2e3;
function createGitData(octokit, place) {
  const { git: git2, repos } = octokit.rest;
  return {
    async defaultBranch() {
      const { data: repository } = await repos.get(place);
      const branch = repository.default_branch;
      const found = await orNull(repos.getBranch({ ...place, branch }));
      if (found === null)
        throw new UserError("the repository has no commits yet; push the code first");
      return { name: branch, commit: found.data.commit.sha };
    },
    async readFile(path, ref) {
      const mediaType = { format: "raw" };
      const found = await orNull(repos.getContent({ ...place, path, ref, mediaType }));
      return found === null ? null : Buffer.from(String(found.data));
    },
    async readShared(path) {
      const mediaType = { format: "raw" };
      const shared = { owner: place.owner, repo: ".github", path, mediaType };
      const found = await orNull(repos.getContent(shared)).catch((error) => {
        if (hasStatus(error, 403) && /not accessible/i.test(String(error))) return null;
        throw error;
      });
      return found === null ? null : Buffer.from(String(found.data));
    },
    async readTree(commit) {
      const { data } = await git2.getTree({ ...place, tree_sha: commit, recursive: "1" });
      if (data.truncated) {
        throw new UserError(
          "the repository has more files than GitHub lists at once (about 100,000)"
        );
      }
      return data.tree.filter(({ type }) => type !== "tree").map((entry) => ({
        path: entry.path ?? "",
        mode: entry.mode ?? "",
        oid: entry.sha ?? "",
        size: entry.size ?? 0
      }));
    },
    async readBlob(file_sha) {
      const { data } = await git2.getBlob({ ...place, file_sha });
      return Buffer.from(data.content, "base64");
    },
    async writeBlob(content) {
      const encoded = Buffer.from(content).toString("base64");
      const { data } = await git2.createBlob({ ...place, content: encoded, encoding: "base64" });
      return data.sha;
    },
    async writeTree(files, base) {
      const tree = files.map(({ path, blob }) => ({
        path,
        mode: "100644",
        type: "blob",
        sha: blob
      }));
      const based = base === void 0 ? {} : { base_tree: base };
      const { data } = await git2.createTree({ ...place, tree, ...based });
      return data.sha;
    },
    ...createCommits(octokit, place),
    ...createRefs(octokit, place),
    commitEdits: (commit) => commitEdits(octokit, place, commit)
  };
}
function createRefs(octokit, place) {
  const { git: git2 } = octokit.rest;
  return {
    async readRef(name) {
      const found = await orNull(git2.getRef({ ...place, ref: short(name) }));
      return found?.data.object.sha ?? null;
    },
    async refsBelow(prefix) {
      const ref = short(prefix);
      const all = await octokit.paginate(git2.listMatchingRefs, { ...place, ref, per_page: 100 });
      return all.map((found) => ({ name: found.ref, commit: found.object.sha }));
    },
    async createRef(ref, sha) {
      try {
        await git2.createRef({ ...place, ref, sha, ...ONCE });
        return true;
      } catch (error) {
        if (hasStatus(error, 422) && /already exists/i.test(String(error))) return false;
        throw error;
      }
    },
    async advanceRef(name, sha) {
      try {
        await git2.updateRef({ ...place, ref: short(name), sha, force: false, ...ONCE });
        return true;
      } catch (error) {
        if (hasStatus(error, 404, 409, 422)) return false;
        throw error;
      }
    },
    async deleteRef(name) {
      try {
        await git2.deleteRef({ ...place, ref: short(name) });
      } catch (error) {
        if (!hasStatus(error, 404, 422)) throw error;
      }
    }
  };
}
function createCommits(octokit, place) {
  const { git: git2, repos } = octokit.rest;
  return {
    async readCommit(commit_sha) {
      const { data } = await git2.getCommit({ ...place, commit_sha });
      return {
        tree: data.tree.sha,
        parents: data.parents.map(({ sha }) => sha),
        message: data.message,
        committedAt: data.committer.date
      };
    },
    async commitsSince(sha, since) {
      const found = [];
      const pages = octokit.paginate.iterator(repos.listCommits, {
        ...{ ...place, sha, since: since.toISOString(), per_page: 100 }
      });
      for await (const { data } of pages) {
        found.push(
          ...data.map(({ commit, parents }) => ({
            tree: commit.tree.sha,
            parents: parents.map((parent) => parent.sha),
            message: commit.message,
            committedAt: commit.committer?.date ?? ""
          }))
        );
        if (found.length >= MOST_COMMITS) break;
      }
      return found;
    },
    async writeCommit({ tree, parents, message }) {
      const { data } = await git2.createCommit({ ...place, tree, parents: [...parents], message });
      return data.sha;
    }
  };
}
var COMMIT2 = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;
async function commitEdits(octokit, place, commit) {
  const input = {
    branch: {
      repositoryNameWithOwner: `${place.owner}/${place.repo}`,
      branchName: commit.branch
    },
    expectedHeadOid: commit.expectedHead,
    message: { headline: commit.headline, body: commit.body },
    fileChanges: {
      additions: commit.edits.map(({ path, content }) => ({
        path,
        contents: Buffer.from(content).toString("base64")
      })),
      deletions: commit.deletions.map((path) => ({ path }))
    }
  };
  try {
    const answer = await octokit.graphql(COMMIT2, { input, ...ONCE });
    return answer.createCommitOnBranch.commit.oid;
  } catch (error) {
    if (isStale(error)) return null;
    throw error;
  }
}
function isStale(error) {
  const errors = typeof error === "object" && error !== null && "errors" in error ? error.errors : [];
  return Array.isArray(errors) && errors.some((one) => one.type === "STALE_DATA");
}
function short(name) {
  return name.replace(/^refs\//, "");
}

// src/github/pulls.ts
var MOST_PULLS = 500;
function createPulls(octokit, place) {
  const { pulls } = octokit.rest;
  return {
    async findPull(branch) {
      const head = `${place.owner}:${branch}`;
      const { data } = await pulls.list({ ...place, head, state: "all", per_page: 100 });
      const ours = data.filter((pull) => pull.head.ref === branch).sort((a, b) => b.number - a.number);
      return ours[0] === void 0 ? null : toPull(ours[0], place);
    },
    async pull(pull_number) {
      const answer = await orNull(pulls.get({ ...place, pull_number }));
      return answer === null ? null : toPull(answer.data, place);
    },
    async pullsSince(since) {
      const found = [];
      const pages = octokit.paginate.iterator(pulls.list, {
        ...{ ...place, state: "all", sort: "updated", direction: "desc", per_page: 100 }
      });
      for await (const { data } of pages) {
        const young = data.filter(({ updated_at }) => new Date(updated_at) >= since);
        found.push(...young.map((pull) => toPull(pull, place)));
        if (young.length < data.length || found.length >= MOST_PULLS) break;
      }
      return found;
    },
    async openPulls() {
      const found = await octokit.paginate(pulls.list, { ...place, state: "open", per_page: 100 });
      return found.map((pull) => toPull(pull, place));
    },
    async changesOf(pull_number) {
      return (await octokit.paginate(pulls.listFiles, { ...place, pull_number, per_page: 100 })).map(toChange);
    },
    async changesBetween(base, head) {
      const basehead = `${base}...${head}`;
      const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ ...place, basehead });
      return (data.files ?? []).map(toChange);
    },
    async closePull(pull_number) {
      await pulls.update({ ...place, pull_number, state: "closed" });
    },
    async createPull({ title, body, branch, base, draft }) {
      const { data } = await pulls.create({
        ...place,
        title,
        body,
        head: branch,
        base,
        draft,
        ...ONCE
      });
      return toPull(data, place);
    },
    async requestReviews(pull_number, { people, teams }) {
      for (const asked of [{ reviewers: [...people] }, { team_reviewers: [...teams] }]) {
        if (Object.values(asked).every((names) => names.length === 0)) continue;
        try {
          await pulls.requestReviewers({ ...place, pull_number, ...asked });
        } catch (error) {
          if (!hasStatus(error, 403, 404, 422)) throw error;
        }
      }
    },
    ...createChecks(octokit, place)
  };
}
function createChecks(octokit, place) {
  const { checks } = octokit.rest;
  return {
    async findCheck(ref, check_name, externalId) {
      const { data } = await checks.listForRef({ ...place, ref, check_name, per_page: 100 });
      return data.check_runs.find(({ external_id }) => external_id === externalId)?.id ?? null;
    },
    async createCheck(check) {
      const { title, summary, text: text2 } = check;
      const { data } = await checks.create({
        ...place,
        name: check.name,
        head_sha: check.commit,
        external_id: check.externalId,
        ...check.url === void 0 ? {} : { details_url: check.url },
        status: "completed",
        // It says what was found; whether that is good is for people to say.
        conclusion: "neutral",
        output: { title, summary, text: text2 },
        ...ONCE
      });
      return data.id;
    }
  };
}
function toChange(file) {
  const { filename: path, additions: added, deletions: removed, patch = null } = file;
  return { path, added, removed, patch };
}
function toPull(pull, { owner, repo }) {
  const home = pull.head.repo?.full_name.toLowerCase();
  return {
    number: pull.number,
    url: pull.html_url,
    open: pull.state === "open",
    draft: pull.draft ?? false,
    author: toUser(pull.user),
    body: pull.body ?? "",
    labels: pull.labels.map(({ name }) => name),
    base: pull.base.ref,
    head: { branch: pull.head.ref, commit: pull.head.sha },
    baseCommit: pull.base.sha,
    // Before it is merged, GitHub names a commit that only tries whether it could be.
    mergeCommit: pull.merged_at === null ? null : pull.merge_commit_sha,
    updatedAt: pull.updated_at,
    closedAt: pull.closed_at,
    ownRepository: home === `${owner}/${repo}`.toLowerCase()
  };
}

// src/github/runs.ts
var PAGE2 = 100;
var MAX_PAGES = 5;
function createRuns(octokit, place) {
  const { actions } = octokit.rest;
  return {
    dispatch: (workflow, inputs) => dispatch(octokit, place, { workflow, inputs }),
    runsSince: (workflow, since, isWanted) => runsSince(octokit, place, { workflow, since, isWanted }),
    async run(run_id) {
      const found = await orNull(actions.getWorkflowRun({ ...place, run_id }));
      return found === null ? null : toRun(found.data);
    },
    async cancelRun(run_id) {
      try {
        await actions.cancelWorkflowRun({ ...place, run_id });
      } catch (error) {
        if (!hasStatus(error, 409)) throw error;
      }
    },
    async waitsFor(run_id) {
      const { data } = await actions.listJobsForWorkflowRun({ ...place, run_id, per_page: PAGE2 });
      const waiting = data.jobs.filter(({ status: status2 }) => status2 === "queued" || status2 === "waiting");
      return [...new Set(waiting.flatMap(({ labels }) => labels))];
    },
    artifact: (run2, name, maxBytes) => artifact(octokit, place, { run: run2, name, maxBytes })
  };
}
async function artifact(octokit, place, { run: run_id, name, maxBytes }) {
  const { actions } = octokit.rest;
  const { data } = await actions.listWorkflowRunArtifacts({
    ...place,
    run_id,
    name,
    per_page: PAGE2
  });
  const [newest] = data.artifacts.filter((found) => found.name === name && !found.expired).sort((a, b) => b.id - a.id);
  if (newest === void 0) return null;
  const size = newest.size_in_bytes;
  if (size > maxBytes) {
    throw new UserError(`the artifact ${name} has ${size} bytes, ${maxBytes} are allowed`);
  }
  const download = { ...place, artifact_id: newest.id, archive_format: "zip" };
  const bytes = new Uint8Array((await actions.downloadArtifact(download)).data);
  if (bytes.length < size && !hasZipEnd(bytes)) {
    throw new Error(`of ${size} bytes of the artifact came ${bytes.length}`);
  }
  return bytes;
}
function hasZipEnd(bytes) {
  return Buffer.from(bytes).subarray(-65557).includes("PK", "latin1");
}
async function runsSince(octokit, place, what) {
  const { workflow, since, isWanted } = what;
  const found = [];
  for (let page = 1; page <= (isWanted === void 0 ? 1 : MAX_PAGES); page++) {
    const list = octokit.rest.actions.listWorkflowRuns({
      ...place,
      workflow_id: workflow,
      event: "workflow_dispatch",
      created: `>=${since.toISOString().replace(/\.\d+/, "")}`,
      per_page: PAGE2,
      page
    });
    const runs = (await orNull(list))?.data.workflow_runs.map(toRun) ?? [];
    found.push(...runs);
    if (runs.length < PAGE2 || isWanted !== void 0 && runs.some(isWanted)) break;
  }
  return found;
}
async function dispatch(octokit, place, what) {
  const { data: repository } = await octokit.rest.repos.get(place);
  const send = (more) => octokit.request("POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches", {
    ...place,
    workflow_id: what.workflow,
    // The whole name: a tag could have the branch's short one.
    ref: `refs/heads/${repository.default_branch}`,
    inputs: what.inputs,
    ...more,
    ...ONCE
  });
  try {
    const answer = await send({ return_run_details: true }).catch((error) => {
      if (hasStatus(error, 422) && /return_run_details/.test(String(error))) return send({});
      throw error;
    });
    const run2 = answer.data;
    return isStarted(run2) ? { id: run2.workflow_run_id, url: run2.html_url } : null;
  } catch (error) {
    if (!hasStatus(error, 404, 422)) throw error;
    throw new UserError(
      `the workflow .github/workflows/${what.workflow} cannot be started; it must be on the default branch, enabled, and take the inputs request and issue`
    );
  }
}
function isStarted(data) {
  return typeof data === "object" && data !== null && "workflow_run_id" in data;
}
function toRun(run2) {
  return {
    id: run2.id,
    url: run2.html_url,
    title: run2.display_title,
    event: run2.event,
    // `path@ref` where the run used the file of another ref.
    workflow: run2.path.replace(/@.*$/, ""),
    branch: run2.head_branch ?? "",
    commit: run2.head_sha,
    actor: toUser(run2.actor),
    triggeringActor: toUser(run2.triggering_actor),
    ownRepository: run2.head_repository?.id === run2.repository.id,
    status: toStatus(run2.status),
    conclusion: run2.conclusion,
    createdAt: run2.created_at,
    startedAt: run2.run_started_at ?? run2.created_at,
    updatedAt: run2.updated_at
  };
}
function toStatus(status2) {
  if (status2 === "completed") return "completed";
  return status2 === "in_progress" ? "running" : "queued";
}

// src/github/code-host.ts
function createCodeHost(octokit, repository, self) {
  const place = { owner: repository.owner, repo: repository.name };
  return {
    repository: {
      id: repository.id,
      fullName: `${repository.owner}/${repository.name}`,
      url: repository.url
    },
    self,
    ...createIssues(octokit, place),
    ...createGitData(octokit, place),
    ...createRuns(octokit, place),
    ...createPulls(octokit, place)
  };
}

// src/app/open-place.ts
function createOpener(app, parts) {
  const { applier, secrets, worker, metrics, strangers } = parts;
  let self;
  const ownLogin = async () => {
    const octokit = await app.auth();
    const { data } = await octokit.rest.apps.getAuthenticated();
    return `${data?.slug}[bot]`;
  };
  return async (octokit, repository, log) => {
    self ??= ownLogin().catch((error) => {
      self = void 0;
      throw error;
    });
    const owner = repository.full_name.split("/")[0] ?? "";
    const { id, name, html_url: url } = repository;
    const host = strangers.watch(createCodeHost(octokit, { id, owner, name, url }, await self));
    const runs = dispatchedRuns(host);
    return { host, ...runs, applier, secrets, worker, log, count: metrics.outcome };
  };
}

// src/app/app.ts
function createApp(asked, started) {
  return async (app) => {
    const options = asked();
    const openPlace = createOpener(app, options);
    const work = createWork(options, openPlace);
    const command = createCommand(options, work);
    limitBodiesOf(app);
    app.onAny(({ name }) => options.metrics.delivery(name));
    app.on("issue_comment.created", (context) => command(context, commentEvent(context.payload)));
    app.on(
      "pull_request_review_comment.created",
      (context) => command(context, reviewEvent(context.payload))
    );
    app.on("issues.labeled", (context) => {
      const event = labelledEvent(context.payload);
      if (event !== null) command(context, event);
    });
    app.on("pull_request.closed", (context) => {
      const { pull_request: pull, repository, sender } = context.payload;
      if (!mayConcernUs(pull)) return;
      const { number } = pull;
      const job = async (place) => {
        const found = await place.host.pull(number);
        if (found !== null) await recordClosed(place, found);
      };
      const share = shareOf(repository.id, toUser(sender));
      work(context, { what: { issue: number }, share, job });
    });
    app.on(["workflow_run.in_progress", "workflow_run.completed"], (context) => {
      const { workflow_run: run2 } = context.payload;
      const about = "display_title" in run2 ? parseRunTitle(run2.display_title ?? "") : null;
      if (about === null) return;
      const ended3 = context.payload.action === "completed";
      const what = { issue: about.issue, run: run2.id };
      work(context, { what, job: (place) => followRun(place, about, ended3) });
    });
    app.on("installation.created", (context) => {
      const { account } = context.payload.installation;
      const login = account && "login" in account ? account.login : "";
      context.log.info({ account: login }, "installed");
    });
    await started(app, openPlace);
  };
}
function mayConcernUs(pull) {
  const { head, base, user, merged: merged2, body } = pull;
  if (head.repo?.full_name !== base.repo.full_name) return false;
  if (user?.type === "Bot" && isBranchName(head.ref)) return true;
  return merged2 === true && maySayRevert(body ?? "");
}
function createWork({ queue, metrics, missed }, openPlace) {
  return (context, { what, share, job }) => {
    const { repository } = context.payload;
    const origin = { delivery: context.id, repository: repository.full_name };
    const log = context.log.child({ ...origin, issue: what.issue });
    const run2 = async () => {
      try {
        await job(await openPlace(context.octokit, repository, log));
      } catch (error) {
        missed.add(repository.id);
        throw error;
      }
    };
    const details2 = { about: { ...origin, ...what }, ...share === void 0 ? {} : { share } };
    const added = queue.add(issueKey(repository.id, what.issue), run2, details2);
    if (added !== "full") return;
    missed.add(repository.id);
    metrics.dropped();
    log.warn(what, "the queue has no room; the sweep comes back to it");
  };
}
function createCommand({ metrics, strangers }, work) {
  return (context, event) => {
    if (commandOf(event) === null) return;
    const { actor, issue, repositoryId, source } = event;
    const what = { issue: issue.number, actor: actor.login };
    if (strangers.has(repositoryId, actor.login)) {
      context.log.info(what, "ignored: may not ask, as GitHub said less than a minute ago");
      metrics.outcome("ignored");
      return;
    }
    const request = source.kind === "label" ? {} : { request: requestId({ repositoryId, issue: issue.number, source }) };
    work(context, {
      what: { ...what, ...request },
      share: shareOf(repositoryId, actor),
      job: (place) => handleCommand(place, event)
    });
  };
}
function limitBodiesOf(app) {
  const original = app.getNodeMiddleware.bind(app);
  app.getNodeMiddleware = async (options) => limitBodies(await original(options));
}

// src/app/live-secrets.ts
import { readFileSync } from "node:fs";
function liveSecrets(env) {
  return Object.entries(env).flatMap(([name, value]) => {
    if (value === void 0 || value === "" || !SECRET_NAME.test(name)) return [];
    return name.endsWith("_PATH") ? readIfThere(value) : [value];
  });
}
function readIfThere(path) {
  try {
    return [readFileSync(path, "utf8")];
  } catch {
    return [];
  }
}

// src/app/metrics.ts
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
function createMetrics(queued2) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const deliveries = new Counter({
    name: "patchjudge_deliveries_total",
    help: "Webhooks that were acknowledged, by event",
    labelNames: ["event"],
    registers
  });
  const outcomes = new Counter({
    name: "patchjudge_outcomes_total",
    help: "What became of commands and requests",
    labelNames: ["outcome"],
    registers
  });
  const failures = new Counter({
    name: "patchjudge_job_failures_total",
    help: "Jobs that broke; the sweep tries them again",
    registers
  });
  const dropped = new Counter({
    name: "patchjudge_jobs_dropped_total",
    help: "Jobs that the queue had no room for; the sweep finds commands again",
    registers
  });
  new Gauge({
    name: "patchjudge_jobs",
    help: "Jobs that wait or run",
    registers,
    collect() {
      this.set(queued2());
    }
  });
  return {
    delivery: (event) => deliveries.inc({ event }),
    outcome: (outcome) => outcomes.inc({ outcome }),
    failure: () => failures.inc(),
    dropped: () => dropped.inc(),
    text: () => registry.metrics(),
    contentType: registry.contentType
  };
}

// src/app/metrics-server.ts
import { createServer } from "node:http";
async function serveMetrics(metrics, { host, port }) {
  const server = createServer(async (request, response) => {
    if (request.method !== "GET" || request.url?.split("?")[0] !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": metrics.contentType }).end(await metrics.text());
  });
  await new Promise((resolve, reject) => {
    server.once(
      "error",
      ({ message }) => reject(new UserError(`--metrics-port ${port} cannot be used (${message}); name another`))
    );
    server.listen(port, host, resolve);
  });
  return () => {
    server.close();
    server.closeAllConnections();
  };
}

// src/app/queue.ts
var MOST_WAITING = 1e3;
var MOST_OF_A_SHARE = 20;
var KeyedQueue = class {
  #waiting = [];
  #busy = /* @__PURE__ */ new Set();
  #idle = [];
  #limits;
  #onError;
  constructor(limits, onError) {
    this.#limits = { waiting: MOST_WAITING, perShare: MOST_OF_A_SHARE, ...limits };
    this.#onError = onError;
  }
  /** Jobs that wait or run. */
  get size() {
    return this.#waiting.length + this.#busy.size;
  }
  /** Whether a job of this key waits or runs. */
  has(key) {
    return this.#busy.has(key) || this.#waiting.some((waiting) => waiting.key === key);
  }
  add(key, job, details2 = {}) {
    const { name, share } = details2;
    if (name !== void 0 && this.#waiting.some((waiting) => waiting.name === name)) {
      return "waits";
    }
    if (!this.#hasRoom(share)) return "full";
    this.#waiting.push({ key, job, ...details2 });
    this.#start();
    return "added";
  }
  /** Resolves when nothing waits or runs. */
  async idle() {
    if (this.size === 0) return;
    await new Promise((resolve) => this.#idle.push(resolve));
  }
  #hasRoom(share) {
    const { waiting, perShare } = this.#limits;
    if (this.#waiting.length >= waiting) return false;
    if (share === void 0) return true;
    return this.#waiting.filter((each) => each.share === share).length < perShare;
  }
  #start() {
    while (this.#busy.size < this.#limits.running) {
      const next = this.#waiting.findIndex(({ key }) => !this.#busy.has(key));
      const [taken] = next < 0 ? [] : this.#waiting.splice(next, 1);
      if (taken === void 0) return;
      this.#busy.add(taken.key);
      void this.#work(taken);
    }
  }
  async #work({ key, job, about = {} }) {
    try {
      await job();
    } catch (error) {
      this.#onError(error, about);
    }
    this.#busy.delete(key);
    this.#start();
    if (this.size > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
};

// src/app/redeliver.ts
var KEPT_MS = 3 * 864e5;
var MOST2 = 50;
var ATTEMPTS2 = 3;
var PAGES = 10;
async function redeliverFailed(app, now) {
  const octokit = await app.auth();
  const due = lost(await recentDeliveries(octokit, now.getTime() - KEPT_MS));
  for (const delivery_id of due.slice(0, MOST2)) {
    await octokit.rest.apps.redeliverWebhookDelivery({ delivery_id });
  }
  return Math.min(due.length, MOST2);
}
async function recentDeliveries(octokit, since) {
  const list = octokit.rest.apps.listWebhookDeliveries;
  const recent = [];
  let pages = 0;
  for await (const { data } of octokit.paginate.iterator(list, { per_page: 100 })) {
    const young = data.filter(({ delivered_at }) => Date.parse(delivered_at) >= since);
    recent.push(...young);
    pages += 1;
    if (pages >= PAGES || young.length < data.length) break;
  }
  return recent;
}
function lost(deliveries) {
  const isGood = ({ status_code }) => status_code >= 200 && status_code < 300;
  const arrived = new Set(deliveries.filter(isGood).map(({ guid }) => guid));
  const failed2 = /* @__PURE__ */ new Map();
  for (const { guid, id } of deliveries) {
    if (!arrived.has(guid)) failed2.set(guid, [...failed2.get(guid) ?? [], id]);
  }
  return [...failed2.values()].flatMap(
    ([newest, ...older]) => newest === void 0 || older.length + 1 >= ATTEMPTS2 ? [] : [newest]
  );
}

// src/app/stop.ts
async function endsWithin(ms, work) {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

// src/app/strangers.ts
var BELIEVED_MS = 6e4;
var MOST3 = 1e4;
var Strangers = class {
  #until = /* @__PURE__ */ new Map();
  #now;
  constructor(now) {
    this.#now = now;
  }
  has(repositoryId, login) {
    return (this.#until.get(keyOf(repositoryId, login)) ?? 0) > this.#now().getTime();
  }
  /** The same host; who it says may not write is remembered. */
  watch(host) {
    const { id } = host.repository;
    const permissionOf = async (login) => {
      if (this.has(id, login)) return "none";
      const permission = await host.permissionOf(login);
      if (permission === "none" || permission === "read") this.#add(keyOf(id, login));
      return permission;
    };
    return { ...host, permissionOf };
  }
  #add(key) {
    if (this.#until.size >= MOST3) this.#until.clear();
    this.#until.set(key, this.#now().getTime() + BELIEVED_MS);
  }
};
function keyOf(repositoryId, login) {
  return `${repositoryId}:${login}`;
}

// src/lifecycle/expire.ts
var DAY_MS = 864e5;
async function stalePulls({ host, worker }, days) {
  if (days === 0) return [];
  const since = worker.now().getTime() - days * DAY_MS;
  const isStale2 = (pull) => isOwnPull(host, pull) && Date.parse(pull.updatedAt) <= since;
  return (await host.openPulls()).filter(isStale2);
}
async function expirePull(place, pull, days) {
  if (!await isAsOpened(place, pull)) return;
  const { host, log } = place;
  const { number, updatedAt } = pull;
  const source = { kind: "expired", id: Date.parse(updatedAt) };
  const id = requestId({ repositoryId: host.repository.id, issue: number, source });
  await showComment(host, number, id, `${marker(id)}
${expired(days)}`);
  await host.closePull(number);
  place.count("expired");
  log.info({ pull: number }, "closed: nobody has touched it for long");
}
async function isAsOpened(place, pull) {
  const { host, worker } = place;
  const { number, author, body, head } = pull;
  for (const record of await recordsOn(place, { issue: { number, isPull: true, author, body } })) {
    const opening = await openingOf(host, worker.seal, record, number);
    if (opening?.commit === head.commit) return true;
  }
  return false;
}
function expired(days) {
  const time = days === 1 ? "a day" : `${days} days`;
  return `Nothing has happened here for ${time}, so I close this (\`expireDays\` in the repository's settings). The branch stays: reopen the pull request to go on with it.`;
}

// src/lifecycle/tidy.ts
var DAY_MS2 = 864e5;
var LOOK_BACK_MS = 14 * DAY_MS2;
var REVERTED_WITHIN_MS = 60 * DAY_MS2;
async function tidy(place) {
  const { host, worker } = place;
  const since = new Date(worker.now().getTime() - LOOK_BACK_MS);
  const base = await host.defaultBranch();
  await apart(place, "outcomes", async () => {
    for (const pull of await host.pullsSince(since)) {
      await apart(place, `#${pull.number}`, () => recordClosed(place, pull));
    }
  });
  await apart(place, "reverts", () => recordReverts(place, base.name, since));
  const { settings, fault } = await readSettings(host, base.commit);
  if (fault !== null) return;
  const { expireDays, keepMonths } = settings;
  await apart(place, "expiry", async () => {
    for (const pull of await stalePulls(place, expireDays)) {
      await apart(place, `#${pull.number}`, () => expirePull(place, pull, expireDays));
    }
  });
  await apart(place, "retention", () => forgetMonths(place, keepMonths));
}
async function apart({ log }, what, work) {
  try {
    await work();
  } catch (error) {
    log.error({ err: error }, `${what}: it could not be looked after`);
  }
}
async function recordReverts(place, branch, since) {
  const { host, worker } = place;
  const reverts = (await host.commitsSince(branch, since)).flatMap(({ message, committedAt }) => {
    const commit = revertedCommit(message);
    return commit === null ? [] : [{ commit, at: committedAt }];
  });
  if (reverts.length === 0) return;
  const merged2 = await host.pullsSince(new Date(worker.now().getTime() - REVERTED_WITHIN_MS));
  for (const { commit, at } of reverts) {
    const found = merged2.find(
      ({ mergeCommit, head }) => commit === mergeCommit || commit === head.commit
    );
    if (found !== void 0) {
      await apart(place, `#${found.number}`, () => recordRevert(place, found, at));
    }
  }
}
async function forgetMonths({ host, worker, log }, months) {
  if (months === 0) return;
  const oldest = `${LOG}${oldestKept(worker.now(), months)}`;
  for (const { name } of await host.refsBelow(LOG)) {
    if (!isMonth(name) || name >= oldest) continue;
    await host.deleteRef(name);
    log.info({ ref: name }, "deleted, as the settings want it");
  }
}

// src/app/apart.ts
async function apart2(log, what, work) {
  try {
    await work();
  } catch (error) {
    log.warn({ err: error, ...what }, "the sweep broke here; it is tried again");
  }
}

// src/app/sweep-claims.ts
async function sweepClaims(place, { queue }, seen) {
  const { host, worker, log } = place;
  const { id, fullName: repository } = host.repository;
  const refs = await host.refsBelow(CLAIMS);
  forgetOthers(seen, refs);
  for (const ref of refs) {
    await apart2(log, { repository, claim: ref.name }, async () => {
      const claim = await readOnce(place, seen, ref);
      if (claim === null) return;
      const issue = claim.request.origin?.issue ?? 0;
      const key = issueKey(id, issue);
      if (queue.has(key) || !await isDue(place, claim)) return;
      const job = async () => {
        const ours = await takeOver(host, worker, claim);
        if (ours !== null) await advance2(place, ours);
      };
      queue.add(key, job, { about: { repository, issue, request: claim.request.id } });
    });
  }
}
function forgetOthers(seen, refs) {
  const names = new Set(refs.map(({ name }) => name));
  for (const name of [...seen.keys()]) if (!names.has(name)) seen.delete(name);
}
async function readOnce({ host, worker }, seen, { name, commit }) {
  const known = seen.get(name);
  if (known?.commit === commit) return known.claim;
  const claim = await readClaim(host, worker, name);
  seen.set(name, { commit: claim?.commit ?? commit, claim });
  return claim;
}
async function isDue({ host, worker }, claim) {
  if (isHeld(claim, worker)) return false;
  const { stage, holder, run: id, until } = claim.state;
  if (holder !== "" || stage !== "dispatched") return true;
  if (id === null) return new Date(until) <= worker.now();
  const run2 = await host.run(id);
  if (run2 === null || run2.status === "completed") return true;
  const touched = Date.parse(until) - worker.leaseMs;
  if (run2.status === "running") return Date.parse(run2.startedAt) > touched;
  const stuck = Date.parse(run2.createdAt) + STUCK_MS;
  return stuck <= worker.now().getTime() && touched < stuck;
}

// src/app/sweep-commands.ts
var LOOK_BACK_MS2 = 6 * 36e5;
var MOST_SETTLED = 1e4;
async function sweepCommands(place, parts) {
  const { host, worker } = place;
  const now = worker.now().getTime();
  const since = new Date(now - LOOK_BACK_MS2);
  const { settings } = await readSettings(host, (await host.defaultBranch()).commit);
  const found = [
    ...await commentCommands(place, since),
    ...await labelCommands(place, since, settings.label)
  ];
  let settled = true;
  for (const command of found) {
    const young = now - Date.parse(command.askedAt) < worker.leaseMs / 3;
    if (young || !await heal(place, parts, settings, command)) settled = false;
  }
  return settled;
}
async function commentCommands({ host }, since) {
  const comments = await host.recentComments(since);
  return comments.flatMap(({ id, body, author: actor, createdAt: askedAt, updatedAt, issue }) => {
    const isCommand = !actor.bot && askedAt === updatedAt && parseCommand(body)?.kind === "generate";
    const source = { kind: "comment", id, body };
    return isCommand ? [{ issue, sourceId: id, actor, askedAt, source }] : [];
  });
}
async function labelCommands({ host }, since, label) {
  const found = [];
  for (const issue of await host.labelledIssues(label, since)) {
    const set = await host.labelEvent(issue, label);
    if (set === null || Date.parse(set.createdAt) < since.getTime()) continue;
    const { id: sourceId, actor, createdAt: askedAt } = set;
    found.push({ issue, sourceId, actor, askedAt, source: { kind: "label", label } });
  }
  return found;
}
async function heal(place, { queue, settled }, settings, { issue, source, sourceId, actor, askedAt }) {
  const { host } = place;
  const { id: repositoryId, fullName } = host.repository;
  const id = requestId({ repositoryId, issue, source: { kind: source.kind, id: sourceId } });
  if (settled.has(id)) return true;
  const isAnswered = !await mayAsk(host, actor, settings) || await findComment(host, issue, id) !== null;
  if (isAnswered) {
    settle(settled, id);
    return true;
  }
  const job = async () => {
    const found = await host.issue(issue);
    const edited = found.editedAt !== null && found.editedAt > askedAt;
    if (edited) {
      place.log.warn({ issue, request: id }, "lost command; the issue was edited since");
    } else {
      place.count("healed");
      await handleCommand(place, { repositoryId, issue: found, actor, askedAt, source });
    }
    settle(settled, id);
  };
  const about = { repository: fullName, issue, request: id };
  const details2 = { name: id, share: shareOf(repositoryId, actor), about };
  queue.add(issueKey(repositoryId, issue), job, details2);
  return false;
}
function settle(settled, id) {
  if (settled.size > MOST_SETTLED) settled.clear();
  settled.add(id);
}

// src/app/sweep.ts
var FEWEST_ROUNDS = 8;
var MOST_ROUNDS = 12;
var TIDY_MS = 24 * 36e5;
var FIRST_TIDY_MS = 15 * 6e4;
function createSweep(parts) {
  const { app, openPlace, log, missed, signal } = parts;
  const memories = /* @__PURE__ */ new Map();
  const settled = /* @__PURE__ */ new Set();
  let round = 0;
  const sweepOne = async (place) => {
    const { id, fullName: repository } = place.host.repository;
    const now = place.worker.now().getTime();
    const nextTidy = now + FIRST_TIDY_MS * (1 + Math.random());
    const memory = memories.get(id) ?? { claims: /* @__PURE__ */ new Map(), nextLook: round, nextTidy };
    memories.set(id, memory);
    await apart2(log, { repository }, () => sweepClaims(place, parts, memory.claims));
    if (now >= memory.nextTidy) {
      memory.nextTidy = now + TIDY_MS;
      await apart2(log, { repository }, () => tidy(place));
    }
    if (!missed.delete(id) && round < memory.nextLook) return;
    memory.nextLook = round + 1;
    await apart2(log, { repository }, async () => {
      const isSettled = await sweepCommands(place, { ...parts, settled });
      if (isSettled) memory.nextLook = round + roundsToWait();
    });
  };
  return async () => {
    const jwt = await app.auth();
    const all = await jwt.paginate(jwt.rest.apps.listInstallations, { per_page: 100 });
    for (const { id } of all.filter(({ suspended_at }) => !suspended_at)) {
      await apart2(log, { installation: id }, async () => {
        const octokit = await app.auth(id);
        const list = octokit.rest.apps.listReposAccessibleToInstallation;
        for (const repository of await octokit.paginate(list, { per_page: 100 })) {
          if (signal.aborted) return;
          await sweepOne(await openPlace(octokit, repository, log));
        }
      });
    }
    round += 1;
  };
}
function roundsToWait() {
  return FEWEST_ROUNDS + Math.floor(Math.random() * (MOST_ROUNDS - FEWEST_ROUNDS + 1));
}

// src/app/throttle.ts
import Bottleneck from "bottleneck";
import { ProbotOctokit } from "probot";

// src/github/fetch.ts
var BODYLESS = [204, 205, 304];
function createFetch(timeoutMs) {
  return async (url, init) => {
    const late = AbortSignal.timeout(timeoutMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, late]) : late;
    const broke = (error) => {
      if (!late.aborted) throw error;
      throw new Error(`no answer within ${timeoutMs / 1e3} s`, { cause: error });
    };
    const response = await fetch(url, { ...init, signal }).catch(broke);
    const body = await readWhole(response).catch(broke);
    if (response.ok && init?.method !== "HEAD") assertWhole(response, body);
    return rebuild(response, body);
  };
}
async function readWhole(response) {
  try {
    return await response.arrayBuffer();
  } catch (error) {
    if (!response.ok) return new ArrayBuffer(0);
    throw new Error("the answer broke off", { cause: error });
  }
}
function assertWhole(response, body) {
  if (response.status === 202 || BODYLESS.includes(response.status)) return;
  const type = response.headers.get("content-type");
  if (type !== null && !/^\s*(?:application\/json|text\/html)\b/i.test(type)) return;
  try {
    JSON.parse(new TextDecoder().decode(body));
  } catch (error) {
    throw new Error(`the answer is no JSON (status ${response.status})`, { cause: error });
  }
}
function rebuild(response, body) {
  const { status: status2, statusText: statusText2, headers, url } = response;
  const content = BODYLESS.includes(status2) ? null : body;
  const whole = new Response(content, { status: status2, statusText: statusText2, headers });
  return Object.defineProperty(whole, "url", { value: url });
}

// src/app/throttle.ts
var RETRIES = 1;
var LONGEST_WAIT = 20;
var REPEATS_AFTER_A_FAILURE = 1;
function throttledOctokit({ writeIntervalMs, timeoutMs }) {
  const patience = (after, _options, _octokit, retries) => retries < RETRIES && after <= LONGEST_WAIT;
  const group = (minTime) => new Bottleneck.Group({ maxConcurrent: 1, minTime });
  const throttle = {
    onRateLimit: patience,
    onSecondaryRateLimit: patience,
    write: group(writeIntervalMs),
    notifications: group(3 * writeIntervalMs)
  };
  const fetch2 = createFetch(timeoutMs);
  return ProbotOctokit.defaults((options) => {
    const id = String(options["auth"]?.installationId ?? "app");
    return {
      ...options,
      auth: withFetch(options["auth"], fetch2),
      request: { ...options["request"], fetch: fetch2 },
      retry: { retries: REPEATS_AFTER_A_FAILURE },
      throttle: { id, ...options["throttle"], ...throttle }
    };
  });
}
function withFetch(auth, fetch2) {
  if (typeof auth?.request?.defaults !== "function") return auth;
  return { ...auth, request: auth.request.defaults({ request: { fetch: fetch2 } }) };
}

// src/app/serve.ts
var LONGEST_CALL_MS = 2e4;
async function serve(options, env) {
  let app;
  const queue = new KeyedQueue({ running: options.jobs }, (error, about) => {
    metrics.failure();
    app?.log.error({ err: error, ...about }, "a job broke; the sweep tries again");
  });
  const metrics = createMetrics(() => queue.size);
  const missed = /* @__PURE__ */ new Set();
  const toClose = [];
  const close2 = () => Promise.all(toClose.map((each) => each()));
  const started = async (probot, openPlace) => {
    app = probot;
    toClose.push(await openMetrics(metrics, options, env));
    toClose.push(sweepRegularly({ app: probot, openPlace, queue, missed }, options.sweepSeconds));
  };
  const parts = () => ({ ...ownParts(options, env), queue, metrics, missed });
  const server = await listen(createApp(parts, started), options, env).catch((error) => {
    void close2();
    throw error;
  });
  await toldToStop();
  const work = Promise.all([server.stop(), close2()]).then(() => queue.idle());
  if (await endsWithin(options.stopSeconds * 1e3, work)) return;
  app?.log.warn({ jobs: queue.size }, "stopped with jobs left; the next start's sweep goes on");
  process.exit(0);
}
function listen(app, { writeIntervalMs, leaseSeconds }, env) {
  env["NO_SMEE_SETUP"] ??= "true";
  const timeoutMs = Math.min(LONGEST_CALL_MS, leaseSeconds * 1e3 / 2);
  return run(app, { env, Octokit: throttledOctokit({ writeIntervalMs, timeoutMs }) });
}
async function openMetrics(metrics, { metricsPort: port }, env) {
  if (port === void 0) return () => {
  };
  return serveMetrics(metrics, { host: env["HOST"] || "localhost", port });
}
async function toldToStop() {
  process.removeAllListeners("SIGINT");
  await new Promise((resolve) => {
    for (const name of ["SIGINT", "SIGTERM"]) process.once(name, () => resolve());
  });
}
function ownParts({ leaseSeconds }, env) {
  const now = () => /* @__PURE__ */ new Date();
  const worker = {
    name: `${hostname()}-${randomUUID()}`,
    seal: createSeal(readSecret(env["WEBHOOK_SECRET"])),
    now,
    leaseMs: leaseSeconds * 1e3
  };
  const secrets = createSecretScan(liveSecrets(env));
  return { worker, secrets, applier: diffApplier, strangers: new Strangers(now) };
}
function readSecret(secret) {
  if (secret !== void 0 && secret.trim() !== "" && secret !== "development") return secret;
  throw new UserError(
    "WEBHOOK_SECRET is missing: without it anybody could send webhooks in GitHub's name; set it to the secret of the app"
  );
}
function sweepRegularly(parts, seconds) {
  const { app } = parts;
  const log = app.log.child({ name: "sweep" });
  const stop = new AbortController();
  const sweep = createSweep({ ...parts, log, signal: stop.signal });
  let round = Promise.resolve();
  const once = async () => {
    try {
      await sweep();
      const redelivered = await redeliverFailed(app, /* @__PURE__ */ new Date());
      if (redelivered > 0) log.info({ redelivered }, "asked for lost deliveries again");
    } catch (error) {
      log.warn({ err: error }, "the sweep broke; it is tried again");
    }
    if (!stop.signal.aborted) timer = setTimeout(begin2, seconds * 1e3);
  };
  const begin2 = () => {
    round = once();
  };
  let timer = setTimeout(begin2, 1e3);
  return () => {
    stop.abort();
    clearTimeout(timer);
    return round;
  };
}
export {
  serve
};
