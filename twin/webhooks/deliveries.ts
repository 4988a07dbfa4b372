import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import type { Faults } from "../faults/faults.ts";
import type { Clock } from "../state/clock.ts";
import type { App, Installation, Repository } from "../state/types.ts";
import { hookHeaders } from "./headers.ts";
import { type Outcome, post } from "./post.ts";
import type { Message } from "./types.ts";

/** One attempt to deliver a webhook. Redeliveries are attempts of their own with the same GUID. */
export interface DeliveryRecord {
  readonly id: number;
  readonly guid: string;
  readonly app: App;
  readonly installation: Installation | null;
  readonly repository: Repository | null;
  readonly event: string;
  readonly action: string | null;
  readonly redelivery: boolean;
  readonly url: string;
  readonly sentAt: Date;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly body: string;
  /** Undefined while the receiver has not answered. */
  outcome: Outcome | undefined;
}

export interface DeliveriesOptions {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly timeoutMs: number;
  nextId(): number;
}

/** Sends webhooks as GitHub does: at once, without waiting, once. A failed delivery stays failed. */
export class Deliveries {
  readonly #options: DeliveriesOptions;
  readonly #records: DeliveryRecord[] = [];
  readonly #pending = new Set<Promise<void>>();
  readonly #stop = new AbortController();

  constructor(options: DeliveriesOptions) {
    this.#options = options;
    // Every delivery under way listens; there may be many.
    setMaxListeners(0, this.#stop.signal);
  }

  /** In the order in which they were sent. */
  all(): readonly DeliveryRecord[] {
    return this.#records;
  }

  send(message: Message): void {
    const action = actionOf(message.payload);
    const fault = this.#options.faults.strikeDelivery(message.event, action);
    const sent = { ...message, action, guid: randomUUID(), redelivery: false };
    // The payload is frozen now, whatever changes before it leaves.
    const attempt = { ...sent, body: JSON.stringify(message.payload) };
    if (fault?.delivery === "lost") {
      this.#record(attempt, "").outcome = { status: "failed to connect to host", code: 502, ms: 0 };
      return;
    }
    const secret = message.app.webhook.secret;
    const signedWith = fault?.delivery === "bad-signature" ? `${secret}-not` : secret;
    const wait = fault?.delivery === "late" ? fault.ms : 0;
    this.#start(attempt, signedWith, wait);
    if (fault?.delivery === "twice") this.#start(attempt, signedWith, wait);
  }

  /** Sends a delivery once more, with its GUID, signed with the secret of today. */
  redeliver(id: number): DeliveryRecord | undefined {
    const record = this.#records.find((each) => each.id === id);
    if (record === undefined) return undefined;
    this.#start({ ...record, redelivery: true }, record.app.webhook.secret, 0);
    return record;
  }

  /** All sent and answered, also those that answers caused. */
  async idle(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  /** Gives up what is under way. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.idle();
  }

  /** Work that events started and that `idle` shall wait for as well. */
  track(work: Promise<void>): void {
    const tracked = work.finally(() => this.#pending.delete(tracked));
    this.#pending.add(tracked);
  }

  #start(attempt: Attempt, secret: string, waitMs: number): void {
    this.track(this.#deliver(this.#record(attempt, secret), waitMs));
  }

  async #deliver(record: DeliveryRecord, waitMs: number): Promise<void> {
    record.outcome = await post({
      url: record.url,
      headers: record.requestHeaders,
      body: record.body,
      timeoutMs: this.#options.timeoutMs,
      waitMs,
      signal: this.#stop.signal,
    });
  }

  #record(attempt: Attempt, secret: string): DeliveryRecord {
    const { app, installation, repository, event, action, guid, redelivery, body } = attempt;
    const record: DeliveryRecord = {
      ...{ app, installation, repository, event, action, guid, redelivery, body },
      id: this.#options.nextId(),
      url: app.webhook.url,
      sentAt: this.#options.clock.now(),
      requestHeaders: hookHeaders({ app, event, guid, body, secret }),
      outcome: undefined,
    };
    this.#records.push(record);
    return record;
  }
}

interface Attempt
  extends Pick<
    DeliveryRecord,
    "app" | "installation" | "repository" | "event" | "action" | "guid" | "redelivery" | "body"
  > {}

function actionOf(payload: Readonly<Record<string, unknown>>): string | null {
  const action = payload["action"];
  return typeof action === "string" ? action : null;
}
