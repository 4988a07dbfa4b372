import { createVerify } from "node:crypto";
import { Failure } from "../http/failure.ts";
import type { App } from "../state/types.ts";
import type { World } from "../state/world.ts";

/** GitHub allows an app's token ten minutes, and a clock that is a little wrong. */
const MAX_LIFE_S = 600;
const SKEW_S = 60;

export function isJwt(token: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token) && token.startsWith("ey");
}

/** The app that signed the token. Throws GitHub's 401 with GitHub's words. */
export function verifyJwt(world: World, token: string): App {
  const [header = "", body = "", signature = ""] = token.split(".");
  const claims = decode(body);
  if (decode(header)["alg"] !== "RS256") throw undecodable();
  const issuer = String(claims["iss"]);
  const app = world.apps.find(({ id, clientId }) => issuer === String(id) || issuer === clientId);
  if (app === undefined) throw new Failure(404, "Integration not found");
  const verifier = createVerify("RSA-SHA256").update(`${header}.${body}`);
  if (!verifier.verify(app.publicKey, Buffer.from(signature, "base64url"))) throw undecodable();
  checkTimes(claims, world.clock.now().getTime() / 1000);
  return app;
}

function checkTimes(claims: Readonly<Record<string, unknown>>, now: number): void {
  const { exp, iat } = claims as { exp?: unknown; iat?: unknown };
  if (typeof exp !== "number" || exp <= now) {
    throw refused(
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  }
  if (exp > now + MAX_LIFE_S + SKEW_S) {
    throw refused("'Expiration time' claim ('exp') is too far in the future");
  }
  if (typeof iat !== "number" || iat > now + SKEW_S) {
    throw refused(
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  }
}

function decode(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString());
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Falls through: GitHub does not say what it could not read.
  }
  throw undecodable();
}

export function undecodable(): Failure {
  return refused("A JSON web token could not be decoded");
}

function refused(message: string): Failure {
  return new Failure(401, message);
}
