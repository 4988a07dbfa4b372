import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import {
  convertWorkflowTemplate,
  NoOperationTraceWriter,
  parseWorkflow,
} from "@actions/workflow-parser";

/** What GitHub's own parser says against a workflow; empty where it would take it. */
export async function faultsOf(text: string): Promise<string[]> {
  const file = { name: "patchjudge.yml", content: text };
  const { context, value } = parseWorkflow(file, new NoOperationTraceWriter());
  if (value !== undefined) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}

/** The value of an expression, by GitHub's own evaluator. */
export function evaluate(expression: string, contexts: Readonly<Record<string, unknown>>): unknown {
  const { tokens } = new Lexer(expression).lex();
  const parsed = new Parser(tokens, Object.keys(contexts), []).parse();
  const dictionary = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  return new Evaluator(parsed, dictionary).evaluate().coerceString();
}
