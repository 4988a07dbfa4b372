import { InvalidArgumentError } from "commander";

/** A number from 0 without a point, of at most nine digits. */
export function wholeNumber(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(value);
}

/** Any number that is not empty or infinite. */
export function decimal(value: string): number {
  const number = Number(value);
  if (value.trim() === "" || !Number.isFinite(number)) {
    throw new InvalidArgumentError("It must be a number.");
  }
  return number;
}
