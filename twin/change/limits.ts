import { Failure, invalid } from "../http/failure.ts";

export const MAX_BODY = 65_536;

/** GitHub counts characters, not bytes. */
export function checkBody(resource: string, body: string): void {
  if (body.length <= MAX_BODY) return;
  throw new Failure(422, "Validation Failed", [
    {
      resource,
      code: "custom",
      field: "body",
      message: `body is too long (maximum is ${MAX_BODY} characters)`,
    },
  ]);
}

export function checkTitle(resource: string, title: string): void {
  if (title.trim() === "") throw invalid(resource, "title", "missing_field");
  if (title.length > 256) {
    throw invalid(resource, "title", "custom", "title is too long (maximum is 256 characters)");
  }
}
