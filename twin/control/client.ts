import type {
  AcquiredJob,
  AcquireRequest,
  Conclusion,
  Heartbeat,
  UploadedArtifact,
} from "./messages.ts";

export type { AcquiredJob, AcquireRequest, Conclusion, Heartbeat, UploadedArtifact };

export interface ControlClientOptions {
  /** The twin's address, without a path. */
  readonly url: string;
  readonly controlToken: string;
}

/** A runner's side of the control API. */
export interface ControlClient {
  /** The oldest queued job that these labels cover, or undefined. */
  acquire(request: AcquireRequest): Promise<AcquiredJob | undefined>;
  heartbeat(jobId: number): Promise<Heartbeat>;
  /** Adds lines to the job's log; counts as a heartbeat. */
  log(jobId: number, lines: readonly string[]): Promise<Heartbeat>;
  uploadArtifact(jobId: number, name: string, zip: Uint8Array): Promise<UploadedArtifact>;
  /** An artifact of the same run by name, or undefined: what a later job downloads. */
  downloadArtifact(jobId: number, name: string): Promise<Uint8Array | undefined>;
  complete(jobId: number, conclusion: Conclusion): Promise<void>;
}

export function createControlClient(options: ControlClientOptions): ControlClient {
  const ask = (method: string, path: string, body?: unknown) =>
    send(options, method, path, {
      body: body === undefined ? undefined : JSON.stringify(body),
      type: "application/json",
    });
  const job = (id: number, rest: string) => `jobs/${id}/${rest}`;
  return {
    acquire: async (request) => {
      const answer = await ask("POST", "acquire", request);
      return answer.status === 204 ? undefined : ((await answer.json()) as AcquiredJob);
    },
    heartbeat: async (id) => read<Heartbeat>(await ask("POST", job(id, "heartbeat"), {})),
    log: async (id, lines) => read<Heartbeat>(await ask("POST", job(id, "log"), { lines })),
    uploadArtifact: async (id, name, zip) => {
      const path = job(id, `artifacts/${encodeURIComponent(name)}`);
      return read<UploadedArtifact>(
        await send(options, "PUT", path, { body: zip, type: "application/zip" }),
      );
    },
    downloadArtifact: async (id, name) => {
      const answer = await ask("GET", job(id, `artifacts/${encodeURIComponent(name)}`));
      return answer.status === 204 ? undefined : new Uint8Array(await answer.arrayBuffer());
    },
    complete: async (id, conclusion) => {
      await ask("POST", job(id, "complete"), { conclusion });
    },
  };
}

async function send(
  { url, controlToken }: ControlClientOptions,
  method: string,
  path: string,
  { body, type }: { body: Uint8Array | string | undefined; type: string },
): Promise<Response> {
  const answer = await fetch(`${url}/_twin/runner/${path}`, {
    method,
    headers: { authorization: `Bearer ${controlToken}`, "content-type": type },
    ...(body === undefined ? {} : { body }),
  });
  if (answer.ok) return answer;
  throw new Error(
    `the twin's control API: ${method} ${path}: ${answer.status} ${await answer.text()}`,
  );
}

async function read<T>(answer: Response): Promise<T> {
  return (await answer.json()) as T;
}
