/**
 * The first Ctrl-C (or SIGTERM) asks the run to stop, which takes two seconds at most; the second
 * ends the process at once. Engine processes end with us in both cases.
 */
export function stopSignal(): { signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(3);
    process.stderr.write("\nstopping …\n");
    controller.abort();
  };
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, onSignal);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of ["SIGINT", "SIGTERM"] as const) process.off(name, onSignal);
    },
  };
}
