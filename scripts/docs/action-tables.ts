import { code, markdownTable } from "./markdown-table.ts";

interface ActionFile {
  readonly inputs: Readonly<
    Record<
      string,
      { readonly description: string; readonly default?: string; readonly required?: boolean }
    >
  >;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

/** Every input of `action.yml`, with its default and its own words. */
export function inputTable({ inputs }: ActionFile): string {
  const rows = Object.entries(inputs).map(([name, input]) => {
    const { description, default: fallback = "", required = false } = input;
    const without = required ? "none, must be given" : fallback === "" ? "empty" : code(fallback);
    return [code(name), without, description];
  });
  return markdownTable(["input", "default", "what it is"], rows);
}

/** Every output of `action.yml`. */
export function outputTable({ outputs }: ActionFile): string {
  const rows = Object.entries(outputs).map(([name, { description }]) => [code(name), description]);
  return markdownTable(["output", "what it is"], rows);
}
