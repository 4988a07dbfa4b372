import { fc, test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import { createBm25 } from "../../../src/locate/bm25.ts";
import { splitIdentifier, terms } from "../../../src/locate/identifiers.ts";

/** The formula written down once more, without any index. */
function naive(query: readonly string[], texts: readonly string[]): number[] {
  const documents = texts.map(terms);
  const average = documents.reduce((sum, d) => sum + d.length, 0) / Math.max(1, documents.length);
  return documents.map((document) =>
    query.reduce((sum, term) => {
      const n = documents.filter((other) => other.includes(term)).length;
      const idf = Math.log(1 + (documents.length - n + 0.5) / (n + 0.5));
      const tf = document.filter((other) => other === term).length;
      if (tf === 0) return sum;
      return sum + (idf * tf * 2.2) / (tf + 1.2 * (0.25 + (0.75 * document.length) / average));
    }, 0),
  );
}

const word = fc.constantFrom(
  "parseDate",
  "parse",
  "date",
  "the",
  "x1",
  "HTTPServer",
  "日期",
  "größe",
);
const text = fc.array(word, { maxLength: 12 }).map((w) => w.join(" "));

describe("createBm25", () => {
  test.prop([fc.array(word, { maxLength: 5 }), fc.array(text, { maxLength: 8 })])(
    "agrees with the formula",
    (query, texts) => {
      const wanted = query.flatMap(terms);
      const bm25 = createBm25<number>(wanted);
      for (const [id, one] of texts.entries()) bm25.add(id, one);
      const scores = new Map(bm25.rank().map(({ id, score }) => [id, score]));
      for (const [id, score] of naive(wanted, texts).entries()) {
        expect(scores.get(id) ?? 0).toBeCloseTo(score, 9);
      }
    },
  );

  it("ranks rare words above common ones", () => {
    const bm25 = createBm25<string>(["common", "rare"]);
    bm25.add("a", "common common");
    bm25.add("b", "common rare");
    bm25.add("c", "common other");
    expect(bm25.rank()[0]).toMatchObject({ id: "b", matched: ["rare", "common"] });
  });
});

describe("terms", () => {
  it.each([
    ["parseHTTPDate2", ["parse", "http", "date", "2"]],
    ["snake_case_name", ["snake", "case", "name"]],
    ["__init__", ["init"]],
    ["größeÄndern", ["größe", "ändern"]],
  ])("splits %s", (identifier, parts) => {
    expect(splitIdentifier(identifier)).toEqual(parts);
  });

  it("finds identifiers inside Chinese", () => {
    expect(terms("在parseDate函数里")).toEqual(["在", "parsedate", "parse", "date", "函数里"]);
  });
});
