import { BLOCKS } from "./blocks.ts";
import { CONSTANTS } from "./constants.ts";
import { NAMES } from "./names.ts";
import { SWAPS } from "./swaps.ts";
import type { Operator } from "./types.ts";

/**
 * The mutation operators: the classic ones (King and Offutt, "A Fortran language system for
 * mutation-based software testing", 1991) and slips that people make with names and calls.
 */
export const OPERATORS: readonly Operator[] = [...SWAPS, ...CONSTANTS, ...BLOCKS, ...NAMES];
