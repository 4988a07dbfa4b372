import type { components } from "@octokit/openapi-types";

/** GitHub's own description of its answers: a builder of a wrong shape does not compile. */
export type Schemas = components["schemas"];
