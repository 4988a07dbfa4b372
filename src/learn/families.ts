import { codeShingles, textShingles } from "./shingles.ts";

export interface FamilyTask {
  readonly task: string;
  /** What is asked for, without examples and headings that all tasks share. */
  readonly text: string;
  /** A solution, where there is one. */
  readonly code?: string | null | undefined;
  /** Shared by one problem in several languages: such tasks are one family, whatever they say. */
  readonly key?: string | undefined;
}

export interface FamilyOptions {
  /** Most problems that a chain of near-equal ones may hold before it is cut; 12 by default. */
  readonly largest?: number | undefined;
}

/**
 * Two problems are nearly the same if their Jaccard similarity (Broder, "On the resemblance and
 * containment of documents", 1997) reaches `text` in words, or `code` in code, or both of `both`.
 * Found by reading all pairs of 464 MBPP tasks: at these values pairs are twins or differ in a word
 * (odd for even, sum for product); below, they begin to share no more than a topic.
 */
const NEAR = { text: 0.6, code: 0.8, both: { text: 0.35, code: 0.6 } };
/** Shorter code is alike by chance. */
const LEAST_CODE = 12;

/**
 * The family of each task. Near-equal problems are joined through chains (union–find), which is
 * the careful side: whatever is near to each other is never split. A chain of more than `largest`
 * problems is cut by complete linkage instead (all in a family are near to all: Defays, Computer
 * Journal 20, 1977), since one giant family would unbalance every split. A family's name is that of
 * its first problem; it does not depend on the order of the tasks.
 */
export function groupFamilies(
  tasks: readonly FamilyTask[],
  { largest = 12 }: FamilyOptions = {},
): Map<string, string> {
  const problems = [...new Set(tasks.map(problemOf))].sort();
  const links = findLinks(tasks, new Map(problems.map((problem, i) => [problem, i])));
  const familyOf = new Map<string, string>();
  for (const chain of joinChains(problems.length, links)) {
    const parts = chain.length > largest ? completeLinkage(chain, links) : [chain];
    for (const part of parts) {
      const name = problems[Math.min(...part)] ?? "";
      for (const index of part) familyOf.set(problems[index] ?? "", name);
    }
  }
  return new Map(tasks.map((task) => [task.task, familyOf.get(problemOf(task)) ?? task.task]));
}

function problemOf({ task, key }: FamilyTask): string {
  return key ?? task;
}

/** Two problems, and how near they are: at least 1, more is nearer. */
interface Link {
  readonly a: number;
  readonly b: number;
  readonly strength: number;
}

type Links = ReadonlyMap<string, Link>;

function linkKey(a: number, b: number): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/** Links between problems, each by the nearest two of their tasks. */
function findLinks(tasks: readonly FamilyTask[], position: ReadonlyMap<string, number>): Links {
  const problems = tasks.map((task) => position.get(problemOf(task)) ?? 0);
  const links = new Map<string, Link>();
  const text = createIndex(0);
  const code = createIndex(LEAST_CODE);
  for (const [index, task] of tasks.entries()) {
    const byText = text(textShingles(task.text));
    const byCode = code(codeShingles(task.code ?? ""));
    for (const other of new Set([...byText.keys(), ...byCode.keys()])) {
      const strength = strengthOf(byText.get(other) ?? 0, byCode.get(other) ?? 0);
      addLink(links, { a: problems[other] ?? 0, b: problems[index] ?? 0, strength });
    }
  }
  return links;
}

function addLink(links: Map<string, Link>, link: Link): void {
  const key = linkKey(link.a, link.b);
  const least = links.get(key)?.strength ?? 1;
  if (link.a !== link.b && link.strength >= least) links.set(key, link);
}

function strengthOf(text: number, code: number): number {
  return Math.max(
    text / NEAR.text,
    code / NEAR.code,
    Math.min(text / NEAR.both.text, code / NEAR.both.code),
  );
}

/**
 * Takes sets one by one; answers each with its Jaccard similarity to earlier ones, by their
 * number, where they share anything. An inverted index, so that most pairs are never looked at.
 */
function createIndex(least: number): (shingles: ReadonlySet<string>) => Map<number, number> {
  const holders = new Map<string, number[]>();
  const sizes: number[] = [];
  return (shingles) => {
    const own = sizes.push(shingles.size) - 1;
    const shared = new Map<number, number>();
    if (shingles.size < least) return shared;
    for (const shingle of shingles) {
      const others = holders.get(shingle) ?? [];
      for (const other of others) shared.set(other, (shared.get(other) ?? 0) + 1);
      others.push(own);
      holders.set(shingle, others);
    }
    for (const [other, count] of shared) {
      shared.set(other, count / (shingles.size + (sizes[other] ?? 0) - count));
    }
    return shared;
  };
}

/** Sets of problems that links connect, alone ones too. */
function joinChains(count: number, links: Links): number[][] {
  const parent = Array.from({ length: count }, (_, i) => i);
  function rootOf(i: number): number {
    let root = i;
    while (parent[root] !== root) root = parent[root] ?? root;
    parent[i] = root;
    return root;
  }
  for (const { a, b } of links.values()) parent[rootOf(a)] = rootOf(b);
  const chains = new Map<number, number[]>();
  for (let i = 0; i < count; i += 1) {
    const root = rootOf(i);
    chains.set(root, [...(chains.get(root) ?? []), i]);
  }
  return [...chains.values()];
}

/** Parts of a chain in which every problem is linked to every other, nearest first. */
function completeLinkage(chain: readonly number[], links: Links): number[][] {
  const partOf = new Map(chain.map((i) => [i, [i]]));
  const nearest = [...links.values()]
    .filter(({ a }) => partOf.has(a))
    .sort((x, y) => y.strength - x.strength || x.a - y.a || x.b - y.b);
  for (const { a, b } of nearest) {
    const [one, two] = [partOf.get(a) ?? [], partOf.get(b) ?? []];
    if (one === two || !one.every((i) => two.every((j) => links.has(linkKey(i, j))))) continue;
    const joined = [...one, ...two];
    for (const i of joined) partOf.set(i, joined);
  }
  return [...new Set(partOf.values())];
}
