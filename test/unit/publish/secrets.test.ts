import { fc, test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import { findSecrets, redact } from "../../../src/publish/secrets.ts";

/** Put together here, so that no file of the repository holds what a scanner would take for a secret. */
const RANDOM = "q7Zt2LmX9vKc4RbN8wYh3PdF6sGj1TaE5uQx0";
const BEGIN = ["-----BEGIN RSA ", "PRIVATE KEY-----"].join("");
const END = ["-----END RSA ", "PRIVATE KEY-----"].join("");
const KEY_LINES = [
  "MIIEpQIBAAKCAQEA7Zt2LmX9vKc4RbN8wYh3PdF6sGj1",
  "TaE5uQx0q7Zt2LmX9vKc4RbN8wYh3PdF6sGj1TaE5uQx",
];

const SECRETS: readonly [kind: string, secret: string][] = [
  ["GitHub token", `gh${"p_"}${RANDOM.slice(0, 36)}`],
  ["GitHub token", `gh${"s_"}1234567_${RANDOM}.${RANDOM}.${RANDOM}-_`],
  ["GitHub token", `gh${"x_"}${RANDOM}`],
  ["GitHub token", `github_${"pat_"}${RANDOM}`],
  ["GitLab token", `gl${"pat-"}${RANDOM.slice(0, 20)}`],
  ["Hugging Face token", `h${"f_"}${RANDOM.slice(0, 34)}`],
  ["Google API key", `AI${"za"}${RANDOM.slice(0, 35)}`],
  ["Stripe key", `sk_${"live_"}${RANDOM.slice(0, 24)}`],
  [
    "JSON web token",
    [`ey${"J"}hbGciOiJIUzI1NiJ9`, `ey${"J"}zdWIiOiIxMjM0NTY3ODkwIn0`, RANDOM].join("."),
  ],
  ["AWS access key id", `AK${"IA"}Q7ZT2LMX9VKC4RBN`],
  ["npm token", `np${"m_"}${RANDOM.slice(0, 36)}`],
  ["Slack token", `xox${"b-"}123456789012-123456789012-${RANDOM.slice(0, 24)}`],
  ["password in an address", `https://alice:${RANDOM.slice(0, 12)}@git.internal/x`],
];

const kinds = async (text: string, live?: readonly string[]) =>
  (await findSecrets(text, live === undefined ? {} : { live })).map(({ kind }) => kind);

describe("findSecrets", () => {
  it.each(SECRETS)("finds a %s and tells its line, not the secret", async (kind, secret) => {
    const found = await findSecrets(`one\n+  const a = "${secret}";\n three`);
    expect(found).toContainEqual({ kind, line: 2 });
    expect(JSON.stringify(found)).not.toContain(secret.slice(-12));
  });

  it.each([
    ["in an added file", [BEGIN, ...KEY_LINES, END].map((line) => `+${line}`).join("\n")],
    ["within quotes", `key = "${[BEGIN, ...KEY_LINES, END].join("\\n")}"`],
    ["without its end", [BEGIN, ...KEY_LINES].join("\n")],
  ])("finds a private key %s", async (_where, text) => {
    expect(await kinds(text)).toContain("private key");
  });

  it.each([
    [`password = "${RANDOM.slice(0, 10)}"`],
    [`  "client_secret": "${RANDOM.slice(0, 20)}",`],
    [`api_key: '${RANDOM.slice(0, 16)}'`],
    [`+DB_PASSWORD=${RANDOM.slice(0, 16)}`],
    [`export SERVICE_TOKEN=${RANDOM.slice(0, 20)}`],
    [`const accessKey = "${"correct!horse"}?battery"`],
  ])("finds a password that is set: %s", async (line) => {
    expect(await kinds(line)).toContain("password");
  });

  it.each([
    ["password = input.password"],
    ["token = 'example-token-123'"],
    [`secret: "${"${"}SECRET_1}"`],
    ["api_key = process.env.API_KEY_2"],
    [`password: "<your password 1>"`],
    [`tokenUrl = "https://host.example/oauth2/token"`],
    ["passwordLabel: 'Password2'"],
    ["SECRET_KEY=$OTHER_SECRET_KEY_1"],
    [`if (text.startsWith("${BEGIN}")) return;`],
    [`${"AK"}IAIOSFODNN7EXAMPLE`],
    [`gh${"p_"}${"x".repeat(36)}`],
    ["ghc_version_constraints_list_of_all"],
    [`commit ${"0123456789abcdef".repeat(4)}`],
    ["index 1111111..2222222 100644"],
  ])("takes ordinary code for what it is: %s", async (line) => {
    expect(await findSecrets(line)).toEqual([]);
  });

  it("cannot be switched off by a comment of the text", async () => {
    const secret = `np${"m_"}${RANDOM.slice(0, 36)}`;
    const text = ["// secretlint-", "disable"].join("");
    expect(await kinds(`+${text}\n+${secret}`)).toContain("npm token");
  });

  it("finds every one once, in the order of lines", async () => {
    const secret = `h${"f_"}${RANDOM.slice(0, 34)}`;
    const found = await findSecrets(`${secret} ${secret}\n\n${secret}`);
    expect(found.map(({ line }) => line)).toEqual([1, 3]);
  });

  it("costs a hostile text no more than a moment", async () => {
    const texts = [
      `ey${"J-".repeat(30_000)}`,
      "eyJ-".repeat(15_000),
      "token".repeat(12_000),
      "\n".repeat(60_000),
      `${BEGIN}${"+".repeat(60_000)}`,
      `${BEGIN} `.repeat(1_500),
      "A".repeat(60_000),
      `${"A".repeat(50)}\n`.repeat(1_200),
      `gh${"p_"}`.repeat(15_000),
    ];
    for (const text of texts) {
      const start = performance.now();
      await findSecrets(text, { live: [RANDOM] });
      expect(performance.now() - start).toBeLessThan(2_000);
    }
  });
});

describe("live values", () => {
  const live = ["tr0ub4dor&3-of?>?>~~~-process"];
  const [value = ""] = live;

  it.each([
    ["as it is", value],
    ["broken over lines of a diff", `+${value.slice(0, 9)}\n+${value.slice(9)}`],
    ["in hexadecimal", Buffer.from(value).toString("hex").toUpperCase()],
    ["percent-encoded", encodeURIComponent(value)],
    ["in base64 for addresses", Buffer.from(`~~${value}??`).toString("base64url")],
  ])("are found %s", async (_how, text) => {
    expect(await kinds(`begin ${text} end`, live)).toEqual(["secret in use"]);
  });

  test.prop([
    fc.string({ unit: "grapheme-ascii", minLength: 8, maxLength: 40 }),
    fc.uint8Array(),
    fc.uint8Array(),
  ])("are found in base64 at any alignment", async (secret, before, after) => {
    const needle = secret.replace(/\s/g, "x");
    const bytes = Buffer.concat([before, Buffer.from(needle), after]);
    expect(await kinds(bytes.toString("base64"), [needle])).toContain("secret in use");
  });

  it("are found where a backslash and an n in them look like the end of a line", async () => {
    const needle = "x\\nxxxxx";
    expect(await kinds(Buffer.from(needle).toString("base64"), [needle])).toEqual([
      "secret in use",
    ]);
  });

  it("of several lines are found by each of their lines", async () => {
    const pem = [BEGIN, ...KEY_LINES, END].join("\n");
    expect(await kinds(`x ${KEY_LINES[1]}`, [pem])).toEqual(["secret in use"]);
    expect(await kinds(`x ${END}`, [pem])).toEqual([]);
  });

  it("that are too short to mean anything are passed over", async () => {
    expect(await kinds("short and short", ["short", ""])).toEqual([]);
  });
});

describe("redact", () => {
  it("says what was there", async () => {
    const secret = `gh${"p_"}${RANDOM.slice(0, 36)}`;
    expect(await redact(`use ${secret} twice: ${secret}.`)).toBe(
      "use [redacted: GitHub token] twice: [redacted: GitHub token].",
    );
  });

  it("leaves a text without secrets as it is", async () => {
    const text = "```diff\n-a\n+b\n```\n\nNo secrets here: `password = getPassword()`.\n";
    expect(await redact(text)).toBe(text);
  });

  it("keeps lines and fences when a key spans them", async () => {
    const text = `\`\`\`\n${BEGIN}\n${KEY_LINES[0]}\n\`\`\`\n\n\`\`\`\`diff\n${KEY_LINES[1]}\n${END}\n\`\`\`\`\nend`;
    const clean = await redact(text);
    for (const line of KEY_LINES) expect(clean).not.toContain(line.slice(0, 20));
    const fences = clean.split("\n").filter((line) => line.startsWith("```"));
    expect(fences).toEqual(["```", "```", "````diff", "````"]);
    expect(clean.split("\n")).toHaveLength(text.split("\n").length);
    expect(clean).toMatch(/\nend$/);
  });

  test.prop([fc.constantFrom(...SECRETS), fc.string(), fc.string()])(
    "leaves nothing that would be found again",
    async ([, secret], before, after) => {
      const clean = await redact(`${before} ${secret} ${after}`);
      expect(clean).toContain("[redacted: ");
      expect(clean).not.toContain(secret);
      expect(await findSecrets(clean)).toEqual([]);
    },
  );
});
