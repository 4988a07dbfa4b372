/** One of the reasons in a 422, in GitHub's shape. */
export interface FieldError {
  readonly resource: string;
  readonly field?: string;
  readonly code: string;
  readonly message?: string;
}

/** An answer that is an error. Thrown by handlers, turned into a reply in one place. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly status: number;
  readonly errors: readonly (FieldError | string)[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    errors?: readonly (FieldError | string)[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }
}

export function notFound(): Failure {
  return new Failure(404, "Not Found");
}

export function invalid(resource: string, field: string, code: string, message?: string): Failure {
  const error =
    message === undefined ? { resource, code, field } : { resource, code, field, message };
  return new Failure(422, "Validation Failed", [error]);
}
