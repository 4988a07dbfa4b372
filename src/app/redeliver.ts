import type { Probot } from "probot";
import type { Octokit } from "../github/octokit.ts";

/** GitHub keeps deliveries for three days; an app that was away longer has the sweep. */
const KEPT_MS = 3 * 86_400_000;

/** Asked for again in one go, and attempts of one delivery: what fails always is no outage. */
const MOST = 50;
const ATTEMPTS = 3;

/** Pages of 100 that are looked at, newest first. */
const PAGES = 10;

/**
 * Asks GitHub to send again what we never acknowledged: it does not try a second time by itself. A
 * redelivery keeps the delivery's GUID, so one good attempt among several settles it.
 */
export async function redeliverFailed(app: Probot, now: Date): Promise<number> {
  const octokit = await app.auth();
  const due = lost(await recentDeliveries(octokit, now.getTime() - KEPT_MS));
  for (const delivery_id of due.slice(0, MOST)) {
    await octokit.rest.apps.redeliverWebhookDelivery({ delivery_id });
  }
  return Math.min(due.length, MOST);
}

interface Delivery {
  readonly id: number;
  readonly guid: string;
  readonly status_code: number;
  readonly delivered_at: string;
}

async function recentDeliveries(octokit: Octokit, since: number): Promise<Delivery[]> {
  const list = octokit.rest.apps.listWebhookDeliveries;
  const recent: Delivery[] = [];
  let pages = 0;
  for await (const { data } of octokit.paginate.iterator(list, { per_page: 100 })) {
    const young = data.filter(({ delivered_at }) => Date.parse(delivered_at) >= since);
    recent.push(...young);
    pages += 1;
    if (pages >= PAGES || young.length < data.length) break;
  }
  return recent;
}

/** The newest attempt of each delivery that never arrived. */
function lost(deliveries: readonly Delivery[]): number[] {
  const isGood = ({ status_code }: Delivery) => status_code >= 200 && status_code < 300;
  const arrived = new Set(deliveries.filter(isGood).map(({ guid }) => guid));
  const failed = new Map<string, number[]>();
  for (const { guid, id } of deliveries) {
    if (!arrived.has(guid)) failed.set(guid, [...(failed.get(guid) ?? []), id]);
  }
  return [...failed.values()].flatMap(([newest, ...older]) =>
    newest === undefined || older.length + 1 >= ATTEMPTS ? [] : [newest],
  );
}
