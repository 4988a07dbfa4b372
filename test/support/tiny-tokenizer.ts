import type { GgufValue } from "./gguf-writer.ts";

/** Written in the order in which they are merged; the results are tokens of their own. */
const MERGES = [
  "Y e",
  "Ye s",
  "N o",
  "t h",
  "th e",
  "i n",
  "e r",
  "r e",
  "o n",
  "Ġ t",
  "Ġt he",
  "Ġ r",
  "Ġ a",
  "Ġ i",
];
const CONTROL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"];
const NORMAL_TYPE = 1;
const CONTROL_TYPE = 3;

const CHAT_TEMPLATE =
  "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n" +
  "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";

const ALPHABET = byteAlphabet();

/** All tokens in the order of their ids: 256 bytes, the merged ones, the control tokens. */
export const TINY_TOKENS: readonly string[] = [
  ...ALPHABET,
  ...MERGES.map((merge) => merge.replace(" ", "")),
  ...CONTROL,
];

/** Whether a token is one that people can read: it keeps sampled text free of broken UTF-8. */
export function isReadable(token: string): boolean {
  const isAscii = [...token].every((c) => c === "Ġ" || c === "Ċ" || (c >= "!" && c <= "~"));
  return isAscii && !CONTROL.includes(token);
}

/** The `tokenizer.*` part of the header: a byte-level BPE as in Qwen2, only much smaller. */
export function tokenizerHeader(): [string, GgufValue][] {
  const id = (token: string): GgufValue => ({ kind: "u32", value: TINY_TOKENS.indexOf(token) });
  const types = TINY_TOKENS.map((t) => (CONTROL.includes(t) ? CONTROL_TYPE : NORMAL_TYPE));
  return [
    ["tokenizer.ggml.model", { kind: "string", value: "gpt2" }],
    ["tokenizer.ggml.pre", { kind: "string", value: "qwen2" }],
    ["tokenizer.ggml.tokens", { kind: "strings", value: TINY_TOKENS }],
    ["tokenizer.ggml.token_type", { kind: "i32s", value: types }],
    ["tokenizer.ggml.merges", { kind: "strings", value: MERGES }],
    ["tokenizer.ggml.bos_token_id", id("<|endoftext|>")],
    ["tokenizer.ggml.eos_token_id", id("<|im_end|>")],
    ["tokenizer.ggml.padding_token_id", id("<|endoftext|>")],
    ["tokenizer.ggml.add_bos_token", { kind: "bool", value: false }],
    ["tokenizer.chat_template", { kind: "string", value: CHAT_TEMPLATE }],
  ];
}

// GPT-2 names every byte by a printable character; bytes without one are moved up to 256 and on.
function byteAlphabet(): string[] {
  let moved = 0;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable =
      (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);
    return String.fromCodePoint(printable ? byte : 256 + moved++);
  });
}
