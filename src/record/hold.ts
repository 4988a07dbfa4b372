import { type Claim, type ClaimHost, moveClaim, type StateChange, type Worker } from "./claim.ts";

/** Somebody else has the claim by now; whoever gets this must stop at once. */
export class ClaimLost extends Error {
  override readonly name = "ClaimLost";
}

/** A claim while one worker works on it. */
export class Hold {
  readonly #host: ClaimHost;
  readonly #worker: Worker;
  #claim: Claim;

  constructor(host: ClaimHost, worker: Worker, claim: Claim) {
    this.#host = host;
    this.#worker = worker;
    this.#claim = claim;
  }

  get claim(): Claim {
    return this.#claim;
  }

  /**
   * To be called before every write: most of the lease is left afterwards, more than any single call
   * takes. Throws `ClaimLost` where somebody else has taken the claim.
   */
  async keep(): Promise<void> {
    const { now, leaseMs } = this.#worker;
    const left = Date.parse(this.#claim.state.until) - now().getTime();
    if (left < (leaseMs * 2) / 3) await this.move({});
  }

  /** The next state. Throws `ClaimLost` as above. */
  async move(change: StateChange): Promise<void> {
    const moved = await moveClaim(this.#host, this.#worker, this.#claim, change);
    if (moved === null) throw new ClaimLost("the claim is somebody else's by now");
    this.#claim = moved;
  }
}
