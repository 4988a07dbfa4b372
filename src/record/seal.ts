import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

/**
 * Tells our own claims and records from those that somebody else wrote: whoever can push can write
 * the same refs.
 */
export interface Seal {
  /** The mark over these values, in hex. */
  readonly mark: (values: readonly unknown[]) => string;
  readonly holds: (values: readonly unknown[], mark: string) => boolean;
}

/** HMAC-SHA256 with a key that is derived (HKDF, RFC 5869) from a secret that all replicas have. */
export function createSeal(secret: string): Seal {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "patchjudge records 1", 32));
  const digest = (values: readonly unknown[]) =>
    createHmac("sha256", key).update(JSON.stringify(values)).digest();
  return {
    mark: (values) => digest(values).toString("hex"),
    holds: (values, mark) => {
      const given = Buffer.from(mark, "hex");
      const wanted = digest(values);
      return given.length === wanted.length && timingSafeEqual(given, wanted);
    },
  };
}
