/** Statuses that may not have a body. */
const BODYLESS: readonly number[] = [204, 205, 304];

/**
 * A fetch for GitHub's client that gives whole answers or none. The client itself takes an answer that breaks
 * off for an empty one, and an empty one for "no settings", "no comments"; and it waits for ever. Here
 * both are failures, which the client repeats as it does a lost connection: not where the call says `ONCE`.
 */
export function createFetch(timeoutMs: number): typeof fetch {
  return async (url, init) => {
    const late = AbortSignal.timeout(timeoutMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, late]) : late;
    const broke = (error: unknown): never => {
      if (!late.aborted) throw error;
      throw new Error(`no answer within ${timeoutMs / 1000} s`, { cause: error });
    };
    const response = await fetch(url, { ...init, signal }).catch(broke);
    const body = await readWhole(response).catch(broke);
    if (response.ok && init?.method !== "HEAD") assertWhole(response, body);
    return rebuild(response, body);
  };
}

async function readWhole(response: Response): Promise<ArrayBuffer> {
  try {
    return await response.arrayBuffer();
  } catch (error) {
    // A refusal is one without its words as well.
    if (!response.ok) return new ArrayBuffer(0);
    throw new Error("the answer broke off", { cause: error });
  }
}

/** What came through whole can still have been cut on the way there, or be a proxy's page. */
function assertWhole(response: Response, body: ArrayBuffer): void {
  // 202: it was heard, and what it says is read by nobody.
  if (response.status === 202 || BODYLESS.includes(response.status)) return;
  const type = response.headers.get("content-type");
  if (type !== null && !/^\s*(?:application\/json|text\/html)\b/i.test(type)) return;
  try {
    JSON.parse(new TextDecoder().decode(body));
  } catch (error) {
    throw new Error(`the answer is no JSON (status ${response.status})`, { cause: error });
  }
}

function rebuild(response: Response, body: ArrayBuffer): Response {
  const { status, statusText, headers, url } = response;
  // The constructor refuses even an empty body for these.
  const content = BODYLESS.includes(status) ? null : body;
  const whole = new Response(content, { status, statusText, headers });
  return Object.defineProperty(whole, "url", { value: url });
}
