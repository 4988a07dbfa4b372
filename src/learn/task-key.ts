/** What one generator answered to one task: pools of several generators share tasks. */
export interface Answered {
  readonly generator: string;
  readonly task: string;
}

/** Names a task as one generator answered it. */
export function taskKey({ generator, task }: Answered): string {
  return JSON.stringify([generator, task]);
}

/** Names one of its candidates. */
export function candidateKey({ id, ...own }: Answered & { readonly id: number }): string {
  return `${taskKey(own)} ${id}`;
}

/** Finds each by its `taskKey`; of several with one key, the last. */
export function byTaskKey<Task extends Answered>(tasks: readonly Task[]): Map<string, Task> {
  return new Map(tasks.map((task) => [taskKey(task), task]));
}
