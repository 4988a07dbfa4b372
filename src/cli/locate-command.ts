import { USUAL } from "../contracts/request.ts";
import { renderLocated } from "../locate/explain.ts";
import { locate } from "../locate/locate.ts";
import { decodeToText, locateSettings } from "../pipeline/files.ts";
import { printable, printableJson } from "../report/printable.ts";
import { createSyntax } from "../syntax/create-syntax.ts";
import { openRepository } from "../workspace/repository.ts";
import { readIssue, settingsFrom } from "./request.ts";

export interface LocateOptions {
  readonly issue: string;
  readonly repo: string;
  readonly base: string;
  readonly contexts: number;
  readonly json?: boolean;
}

/** `patchjudge locate`: which code would be shown to the model, and why. No model is needed. */
export async function locateCommand(options: LocateOptions): Promise<void> {
  const task = readIssue(options.issue);
  const settings = settingsFrom({
    ...USUAL,
    maxTokens: USUAL.maxAnswerTokens,
    contexts: options.contexts,
  });
  const repository = await openRepository(options.repo);
  try {
    const located = await locate({
      task,
      repository,
      commit: await repository.resolve(options.base),
      syntax: await createSyntax(),
      decode: decodeToText,
      settings: locateSettings(settings),
    });
    const text = options.json ? printableJson(located) : printable(renderLocated(located));
    process.stdout.write(`${text}\n`);
  } finally {
    await repository.close();
  }
}
