/** What goes wrong with a call. `after` effects let the call act first. */
export type RouteEffect =
  | {
      readonly status: number;
      readonly message?: string;
      readonly headers?: Record<string, string>;
      readonly after?: boolean;
    }
  | { readonly drop: "before" | "after" }
  | { readonly slowMs: number }
  /** The call acts; half of the answer arrives, then the connection breaks. */
  | { readonly truncate: true }
  /** A proxy's page instead of JSON. */
  | { readonly html: number }
  /** An earlier answer to the same question; an empty list or 404 where there was none. */
  | { readonly stale: true }
  /** The call acts; what is answered is another body, as by a server that lies. */
  | { readonly answer: (body: unknown) => Promise<unknown> };

export interface RouteFault {
  readonly method?: string;
  /** Compared with the path without prefix and query; `*` stands for anything. GraphQL is `/graphql`. */
  readonly path: string;
  /** Must occur in the request's body, for GraphQL say. */
  readonly body?: RegExp;
  /** So many calls pass before it strikes (0). */
  readonly skip?: number;
  /** So often does it strike (1). */
  readonly times?: number;
  readonly effect: RouteEffect;
}

export interface DeliveryFault {
  /** Name of a webhook event, or `*`. */
  readonly event: string;
  readonly action?: string;
  readonly skip?: number;
  readonly times?: number;
  readonly effect:
    | { readonly delivery: "lost" | "twice" | "bad-signature" }
    | { readonly delivery: "late"; readonly ms: number };
}

export type Fault = RouteFault | DeliveryFault;

interface Script<F extends Fault> {
  readonly fault: F;
  seen: number;
  struck: number;
}

/** The faults that a test or a campaign asked for, each with how often it has struck. */
export class Faults {
  readonly #routes: Script<RouteFault>[] = [];
  readonly #deliveries: Script<DeliveryFault>[] = [];

  add(fault: Fault): void {
    if ("path" in fault) this.#routes.push({ fault, seen: 0, struck: 0 });
    else this.#deliveries.push({ fault, seen: 0, struck: 0 });
  }

  clear(): void {
    this.#routes.length = 0;
    this.#deliveries.length = 0;
  }

  /** Faults that have not struck as often as they should: a test that waits for them tests nothing. */
  unused(): Fault[] {
    return [...this.#routes, ...this.#deliveries]
      .filter((script) => script.struck < times(script))
      .map(({ fault }) => fault);
  }

  strikeRoute(call: { method: string; path: string; body: string }): RouteEffect | undefined {
    return strike(this.#routes, (fault) => {
      const method = fault.method?.toUpperCase() ?? call.method;
      const body = fault.body === undefined || fault.body.test(call.body);
      return method === call.method && body && matches(fault.path, call.path);
    })?.effect;
  }

  strikeDelivery(event: string, action: string | null): DeliveryFault["effect"] | undefined {
    return strike(this.#deliveries, (fault) => {
      const named = fault.event === "*" || fault.event === event;
      return named && (fault.action === undefined || fault.action === action);
    })?.effect;
  }
}

/** The first script that fits and is due. Every script that fits counts the call. */
function strike<F extends Fault>(scripts: Script<F>[], fits: (fault: F) => boolean): F | undefined {
  let due: F | undefined;
  for (const script of scripts.filter(({ fault }) => fits(fault))) {
    script.seen += 1;
    const ready = script.seen > (script.fault.skip ?? 0) && script.struck < times(script);
    if (!ready || due !== undefined) continue;
    script.struck += 1;
    due = script.fault;
  }
  return due;
}

function times({ fault }: Script<Fault>): number {
  return fault.times ?? 1;
}

function matches(pattern: string, path: string): boolean {
  const source = pattern
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${source}$`).test(path);
}
