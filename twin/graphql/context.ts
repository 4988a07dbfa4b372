import { GraphQLError } from "graphql";
import { demand, type Need } from "../access/demand.ts";
import { Failure } from "../http/failure.ts";
import type { Actor, Repository } from "../state/types.ts";
import type { World } from "../state/world.ts";

export interface GraphqlContext {
  readonly world: World;
  readonly actor: Actor;
}

/** An object of the schema: values, or functions of the field's arguments. */
export type Node = Readonly<Record<string, unknown>> & { readonly __typename: string };

/** GitHub puts the kind of an error beside its message. */
export function graphqlError(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

/** The checks of REST, with GraphQL's way of saying no. */
export function demandNode({ actor }: GraphqlContext, repository: Repository, need: Need): void {
  try {
    demand(actor, repository, need);
  } catch (error) {
    throw translated(error);
  }
}

const TYPES: Readonly<Record<number, string>> = {
  401: "FORBIDDEN",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  422: "UNPROCESSABLE",
};

/** What REST would answer with a status, GraphQL answers with a type. */
export function translated(error: unknown): unknown {
  if (!(error instanceof Failure)) return error;
  return graphqlError(TYPES[error.status] ?? "UNPROCESSABLE", error.message);
}
