/** What one look found. A warning stops nothing; a failure does. */
export interface Finding {
  readonly about: string;
  readonly state: "ok" | "warning" | "failure";
  readonly detail: string;
  /** What to do; empty where nothing needs to be done. */
  readonly mend: string;
}

export const ok = (about: string, detail: string): Finding => {
  return { about, state: "ok", detail, mend: "" };
};

export const warning = (about: string, detail: string, mend: string): Finding => {
  return { about, state: "warning", detail, mend };
};

export const failure = (about: string, detail: string, mend: string): Finding => {
  return { about, state: "failure", detail, mend };
};

/** A look that breaks is a finding as well: the others still have to be taken. */
export async function look(
  about: string,
  mend: string,
  check: () => Promise<Finding> | Finding,
): Promise<Finding> {
  try {
    return await check();
  } catch (error) {
    return failure(about, error instanceof Error ? error.message : String(error), mend);
  }
}
