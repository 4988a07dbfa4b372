/** Names a task as one generator answered it: pools of several generators share tasks. */
export function taskKey({
  generator,
  task,
}: {
  readonly generator: string;
  readonly task: string;
}): string {
  return `${generator} ${task}`;
}
