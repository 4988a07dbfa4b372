import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";

/** What the app tells Prometheus. */
export interface Metrics {
  readonly delivery: (event: string) => void;
  readonly outcome: (kind: string) => void;
  readonly failure: () => void;
  /** The queue had no room. */
  readonly dropped: () => void;
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

/** `queued` is asked at every scrape. */
export function createMetrics(queued: () => number): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const deliveries = new Counter({
    name: "patchjudge_deliveries_total",
    help: "Webhooks that were acknowledged, by event",
    labelNames: ["event"],
    registers,
  });
  const outcomes = new Counter({
    name: "patchjudge_outcomes_total",
    help: "What became of commands and requests",
    labelNames: ["outcome"],
    registers,
  });
  const failures = new Counter({
    name: "patchjudge_job_failures_total",
    help: "Jobs that broke; the sweep tries them again",
    registers,
  });
  const dropped = new Counter({
    name: "patchjudge_jobs_dropped_total",
    help: "Jobs that the queue had no room for; the sweep finds commands again",
    registers,
  });
  new Gauge({
    name: "patchjudge_jobs",
    help: "Jobs that wait or run",
    registers,
    collect() {
      this.set(queued());
    },
  });
  return {
    delivery: (event) => deliveries.inc({ event }),
    outcome: (outcome) => outcomes.inc({ outcome }),
    failure: () => failures.inc(),
    dropped: () => dropped.inc(),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
