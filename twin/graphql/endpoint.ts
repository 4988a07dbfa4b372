import type { Reply } from "../http/reply.ts";
import type { Actor } from "../state/types.ts";
import type { World } from "../state/world.ts";

export interface GraphqlRequest {
  readonly actor: Actor;
  readonly method: string;
  readonly body: unknown;
}

export async function answerGraphql(world: World, request: GraphqlRequest): Promise<Reply> {
  world.unmodelled.add(`GraphQL ${request.method}`);
  return { status: 501, body: { message: "not modelled by the twin" } };
}
