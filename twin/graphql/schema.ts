import { schema as official } from "@octokit/graphql-schema";
import { buildSchema, type GraphQLSchema } from "graphql";

let built: GraphQLSchema | undefined;

/** GitHub's own schema. Built at the first call: it takes half a second. */
export function githubSchema(): GraphQLSchema {
  // The published schema has fields that are there twice, which strict building refuses.
  built ??= buildSchema(official.idl, { assumeValid: true, assumeValidSDL: true });
  return built;
}
