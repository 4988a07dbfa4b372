import { createInterface } from "node:readline/promises";

/** Questions to whoever sits at the terminal. */
export interface Questions {
  /** The answer, trimmed; null where the input has ended (Ctrl-D): nobody will answer any more. */
  ask(question: string): Promise<string | null>;
  close(): void;
}

export function openQuestions(): Questions {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // The question alone would wait for ever.
  const ended = new Promise<null>((resolve) => lines.once("close", () => resolve(null)));
  return {
    ask: async (question) =>
      (await Promise.race([lines.question(question), ended]))?.trim() ?? null,
    close: () => lines.close(),
  };
}
