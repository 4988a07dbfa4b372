import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  getOperationAST,
  parse,
  validate,
} from "graphql";
import { z } from "zod";
import { nameOf } from "../access/authenticate.ts";
import { reading } from "../access/demand.ts";
import { Failure } from "../http/failure.ts";
import { ok, type Reply } from "../http/reply.ts";
import type { Actor } from "../state/types.ts";
import { findRepository, type World } from "../state/world.ts";
import { demandNode, type GraphqlContext, graphqlError } from "./context.ts";
import { mutationRoot, nodeById } from "./mutations.ts";
import { actorNode } from "./posts.ts";
import { repositoryNode } from "./repository.ts";
import { githubSchema } from "./schema.ts";

export interface GraphqlRequest {
  readonly actor: Actor;
  readonly method: string;
  readonly body: unknown;
}

const Body = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** Answers a query or mutation by graphql-js on GitHub's own schema. */
export async function answerGraphql(world: World, request: GraphqlRequest): Promise<Reply> {
  const { actor } = request;
  if (actor.kind === "anonymous") {
    throw new Failure(401, "This endpoint requires you to be authenticated.");
  }
  const body = Body.safeParse(request.body);
  if (!body.success) throw new Failure(400, "Problems parsing JSON");
  const { query, variables, operationName } = body.data;
  const document = parsed(query);
  if (document instanceof GraphQLError) return ok({ errors: [errorShape(document)] });
  const errors = validate(githubSchema(), document);
  if (errors.length > 0) return ok({ errors: errors.map(errorShape) });
  const context = { world, actor };
  const result = (await execute({
    schema: githubSchema(),
    document,
    contextValue: context,
    rootValue: rootOf(context, document, operationName),
    variableValues: variables ?? {},
    operationName: operationName ?? null,
    fieldResolver: resolveField,
  })) as ExecutionResult;
  return replyTo(result, document, operationName);
}

function parsed(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query);
  } catch (error) {
    return error as GraphQLError;
  }
}

function rootOf(context: GraphqlContext, document: DocumentNode, name: string | null | undefined) {
  const operation = getOperationAST(document, name ?? null)?.operation;
  return operation === "mutation" ? mutationRoot(context) : queryRoot(context);
}

function queryRoot(context: GraphqlContext) {
  const { world, actor } = context;
  return {
    __typename: "Query",
    repository: ({ owner, name }: { owner: string; name: string }) => {
      const repository = findRepository(world, `${owner}/${name}`);
      const missing = `Could not resolve to a Repository with the name '${owner}/${name}'.`;
      if (repository === undefined) throw graphqlError("NOT_FOUND", missing);
      demandNode(context, repository, reading("metadata"));
      return repositoryNode(context, repository);
    },
    node: ({ id }: { id: string }) => nodeById(context, id),
    viewer: () => {
      if (actor.kind === "user") return actorNode(context, actor.user);
      return { __typename: "User", id: nameOf(actor), login: nameOf(actor) };
    },
    rateLimit: { limit: 5_000, cost: 1, remaining: 4_999, used: 1, resetAt: null, nodeCount: 0 },
  };
}

/** Takes what the object has; what it has not is not modelled, which must be seen. */
const resolveField: GraphQLFieldResolver<unknown, GraphqlContext> = (
  source,
  args,
  context,
  info,
) => {
  const object = source as Readonly<Record<string, unknown>> | undefined;
  const { fieldName, parentType } = info;
  if (object === undefined || !(fieldName in object)) {
    const field = `${parentType.name}.${fieldName}`;
    context.world.unmodelled.add(`GraphQL ${field}`);
    throw graphqlError("NOT_MODELLED", `${field} is not modelled by the twin`);
  }
  const value = object[fieldName];
  return typeof value === "function" ? (value as (args: unknown) => unknown)(args) : value;
};

function replyTo(
  { data, errors }: ExecutionResult,
  document: DocumentNode,
  name: string | null | undefined,
): Reply {
  const operation = getOperationAST(document, name ?? null);
  const first = operation?.selectionSet.selections[0];
  const field = first?.kind === "Field" ? first.name.value : undefined;
  const body = {
    data,
    ...(errors === undefined ? {} : { errors: errors.map(errorShape) }),
  };
  return {
    ...ok(body),
    wrote: operation?.operation === "mutation" && errors === undefined,
    ...(field === undefined ? {} : { operation: field }),
  };
}

/** The type stands beside the message, not among the extensions. */
function errorShape(error: GraphQLError) {
  const { type } = error.extensions;
  return {
    ...(type === undefined ? {} : { type }),
    ...(error.path === undefined ? {} : { path: error.path }),
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    message: error.message,
  };
}
