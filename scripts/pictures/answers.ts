import type { Script } from "../../src/engine/scripted/engine.ts";

/** What a model could have written, and what a judge could have thought of it. Both are made up. */
interface Written {
  readonly says: string;
  readonly code: string;
  readonly margin: number;
}

const HEAD = `  /** Records that \`payer\` paid \`amount\` (text) for the people in \`shares\`, or for all alike. */
  add({ payer, amount, note = "", shares = equalShares(this.#people) }) {
    for (const person of [payer, ...Object.keys(shares)]) this.#check(person);
`;
const TAIL = "    this.#expenses.push({ payer, cents, note, shares });\n  }";
const PARSED = "    const cents = parseAmount(amount);\n";
/** `add` as it was. */
const UNCHANGED = `${HEAD}    this.#expenses.push({ payer, cents: parseAmount(amount), note, shares });\n  }`;

const RIGHT: Written = {
  says: "the amount has to be checked after it was read.",
  code: `${HEAD}${PARSED}    if (cents <= 0) throw new RangeError(\`an amount must be positive: \${amount}\`);\n${TAIL}`,
  margin: 2.71,
};

/** Ten attempts at the example's issue: some right, some wrong, some that are no patch at all. */
const ATTEMPTS: readonly Written[] = [
  {
    says: "negative amounts must be refused.",
    // Zero still passes.
    code: `${HEAD}${PARSED}    if (cents < 0) throw new RangeError("an amount cannot be negative");\n${TAIL}`,
    margin: 0.36,
  },
  RIGHT,
  {
    says: "the amount must be compared with zero.",
    // Text is compared with a number: "0,00" is none and passes.
    code: `${HEAD}    if (amount <= 0) throw new RangeError("the amount must be positive");
    this.#expenses.push({ payer, cents: parseAmount(amount), note, shares });\n  }`,
    margin: 0.94,
  },
  {
    says: "a check is missing.",
    code: `${HEAD}    // ... the rest of the method stays the same\n  }`,
    margin: 0,
  },
  RIGHT,
  {
    says: "an expense of nothing must not be kept.",
    code: `${HEAD}${PARSED}    if (!(cents > 0)) {
      throw new RangeError("an expense must be more than zero");
    }
${TAIL}`,
    margin: 2.18,
  },
  {
    says: "it has to throw.",
    // Throws, but only after it was recorded.
    code: `${HEAD}${PARSED}    this.#expenses.push({ payer, cents, note, shares });
    if (cents <= 0) throw new RangeError("not a positive amount");
  }`,
    margin: -0.87,
  },
  RIGHT,
  {
    says: "the amount has to be positive.",
    code: `${HEAD}${PARSED}    if (cents <= 0 {\n      throw new RangeError("amount must be positive");\n    }\n${TAIL}`,
    margin: 0,
  },
  { says: "nothing has to change, since parseAmount checks it.", code: UNCHANGED, margin: 0 },
];

/** An issue of which nobody could tell what is meant. */
export const VAGUE = {
  title: "The balances are sometimes odd",
  body: "After our last trip the balances were not what we expected. Can somebody look into it?",
};

const BALANCES = `  /** Cents each person gets back (positive) or owes (negative). */
  balances() {
    const balance = Object.fromEntries(this.#people.map((person) => [person, 0]));
    for (const { payer, cents, shares } of this.#expenses) {
      balance[payer] += cents;
      for (const [person, part] of Object.entries(splitByShares(cents, shares))) {
        balance[person] -= part;
      }
    }
    return balance;
  }`;
const SAME = { says: "the balances have to add up to zero, which they do.", code: BALANCES };
const LEFT_OUT = {
  says: "the parts have to be rounded.",
  code: `  /** Cents each person gets back (positive) or owes (negative). */\n  balances() {\n    // ... existing code\n    return balance;\n  }`,
};
const CUT = {
  says: "everybody has to be there.",
  code: BALANCES.replace("    return balance;\n  }", "    return { ...balance;\n  }"),
};
const TALK = {
  says: "we would have to know which balances were expected, and of which expenses.",
  code: "",
};

/** Ten answers to that, none of which is a patch. */
const HELPLESS = [SAME, TALK, LEFT_OUT, SAME, CUT, TALK, SAME, LEFT_OUT, SAME, TALK];

const INFO: Script["info"] = { engine: "scripted", model: "written by hand" };

export const ON_THE_EXAMPLE: Script = {
  answers: inTurn(ATTEMPTS),
  margins: (candidate) =>
    ATTEMPTS.find(({ code }) => squeezed(candidate).includes(squeezed(code)))?.margin ?? 0,
  info: INFO,
};

export const ON_THE_VAGUE: Script = { answers: inTurn(HELPLESS), info: INFO };

const THROWN = `throw new RangeError(\`an amount must be positive: \${amount}\`)`;
const withThrown = (thrown: string, says: string, margin: number): Written => {
  return { says, code: RIGHT.code.replace(THROWN, thrown), margin };
};

/** Attempts at what a reviewer says of the opened one: the note should be named as well. */
const REVISED: readonly Written[] = [
  withThrown(
    `throw new RangeError(\`\${note || "expense"}: an amount must be positive, not \${amount}\`)`,
    "the message has to begin with the note.",
    1.93,
  ),
  withThrown(
    `throw new RangeError(\`an amount must be positive: \${amount} (\${note})\`)`,
    "the note has to be in the message.",
    1.12,
  ),
  withThrown("throw new RangeError(note)", "the note is what is missing.", -1.4),
];

export const ON_THE_REVIEW: Script = {
  answers: inTurn(REVISED),
  margins: (candidate) =>
    REVISED.find(({ code }) => squeezed(candidate).includes(squeezed(code)))?.margin ?? 0,
  info: INFO,
};

/** Five are asked to explain first, where the prompt has begun the sentence; five go on from the first line. */
function inTurn(written: readonly Pick<Written, "says" | "code">[]) {
  return (prompt: string, i: number): string => {
    const explains = prompt.endsWith("To resolve the issue,");
    const { says, code } = written[(explains ? i : 5 + i) % written.length] ?? TALK;
    if (!explains) return code.replace(/^.*\n/, "");
    return code === "" ? ` ${says}` : ` ${says}\n\n\`\`\`javascript\n${code}\n\`\`\`\n`;
  };
}

/** A candidate has the file's indentation. */
function squeezed(code: string): string {
  return code.replace(/\s+/g, "");
}
