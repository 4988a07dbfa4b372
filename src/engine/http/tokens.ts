import type { Segment } from "../../contracts/engine.ts";
import { EngineError } from "../../contracts/errors.ts";
import type { Connection } from "./connection.ts";
import { Tokens } from "./wire.ts";

const MOST_REMEMBERED = 512;

export interface Tokenizer {
  /** Token ids of the segments in order; control tokens only from trusted ones. */
  render(segments: readonly Segment[], signal?: AbortSignal): Promise<number[]>;
  /** The ids of two labels. EngineError unless each is exactly one token. */
  labels(labels: readonly [string, string], signal?: AbortSignal): Promise<[number, number]>;
}

/**
 * Turns segments into token ids with the server's own tokenizer. Prompts are sent as ids because
 * the server reads control tokens inside any text that it tokenises itself: a repository file with
 * `<|im_end|>` in it could then speak as the assistant.
 */
export function createTokenizer(connection: Connection): Tokenizer {
  const known = new Map<string, Promise<number[]>>();

  const tokens = (segment: Segment, signal?: AbortSignal): Promise<number[]> => {
    const key = `${segment.trusted} ${segment.text}`;
    const found = known.get(key);
    if (found !== undefined) {
      return found;
    }
    if (known.size >= MOST_REMEMBERED) {
      known.clear();
    }
    const body = { content: segment.text, add_special: false, parse_special: segment.trusted };
    const asked = connection.post("/tokenize", body, Tokens, signal).then(({ tokens }) => tokens);
    known.set(key, asked);
    // A failure must not be remembered.
    asked.catch(() => known.delete(key));
    return asked;
  };

  return {
    async render(segments, signal) {
      const parts = [];
      for (const segment of segments) {
        parts.push(segment.text === "" ? [] : await tokens(segment, signal));
      }
      return parts.flat();
    },
    async labels([yes, no], signal) {
      return [await single(yes, signal), await single(no, signal)];
    },
  };

  async function single(label: string, signal?: AbortSignal): Promise<number> {
    const ids = await tokens({ text: label, trusted: false }, signal);
    const [id] = ids;
    if (id === undefined || ids.length !== 1) {
      throw new EngineError(
        `the label ${JSON.stringify(label)} is ${ids.length} tokens for this model, not one; choose another label or model`,
      );
    }
    return id;
  }
}
