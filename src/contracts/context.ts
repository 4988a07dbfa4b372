import { z } from "zod";

/**
 * How the model is asked to answer: the whole region again, SEARCH/REPLACE blocks inside it,
 * the whole (small) file again, or a new file.
 */
export const EditFormat = z.enum(["region", "search-replace", "whole-file", "new-file"]);
export type EditFormat = z.infer<typeof EditFormat>;

/** A range of lines of one file. Lines count from 1; both ends belong to it. */
export const Region = z.object({
  path: z.string(),
  startLine: z.int().positive(),
  endLine: z.int().nonnegative(),
  /** Decoded text with `\n` line ends; empty for a file that does not exist yet. */
  text: z.string(),
  language: z.string(),
  /** Name of the definition, or `lines 10–60`. */
  name: z.string(),
  /** Why it was chosen, in plain words, for people. */
  reasons: z.array(z.string()),
  score: z.number(),
});
export type Region = z.infer<typeof Region>;

/** One set of code regions chosen for one prompt: the one to change, and others to read. */
export const Context = z.object({
  id: z.int().positive(),
  format: EditFormat,
  target: Region,
  reading: z.array(Region),
});
export type Context = z.infer<typeof Context>;
