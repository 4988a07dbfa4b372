import { termsOf, words } from "./identifiers.ts";

export interface Ranked<Id> {
  readonly id: Id;
  readonly score: number;
  /** Query terms found, the most telling first. */
  readonly matched: readonly string[];
}

/** An index that knows its query beforehand and so keeps a few numbers a document. */
export interface Bm25<Id> {
  add(id: Id, text: string): void;
  /** All documents that have a term of the query, best first; equal scores in order of adding. */
  rank(): Ranked<Id>[];
}

// Usual values: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
// Foundations and Trends in Information Retrieval 3(4), 2009, section 3.
const K1 = 1.2;
const B = 0.75;

/** Bounds the memory that remembered words take. */
const MAX_KNOWN_WORDS = 200_000;

interface Document<Id> {
  readonly id: Id;
  readonly length: number;
  /** Times a term occurs, by the term's place in the query. */
  readonly counts: ReadonlyMap<number, number>;
}

interface Word {
  readonly length: number;
  readonly hits: readonly number[];
}

/**
 * BM25 for one query. A term that the query has twice counts twice. The inverse document frequency
 * is ln(1 + (N − n + ½) / (n + ½)), which is never negative.
 */
export function createBm25<Id>(queryTerms: Iterable<string>): Bm25<Id> {
  const weights = new Map<string, number>();
  for (const term of queryTerms) weights.set(term, (weights.get(term) ?? 0) + 1);
  const query = [...weights.keys()];
  const places = new Map(query.map((term, place) => [term, place]));
  const documents: Document<Id>[] = [];
  const known = new Map<string, Word>();

  function lookUp(word: string): Word {
    const found = known.get(word);
    if (found !== undefined) return found;
    if (known.size >= MAX_KNOWN_WORDS) known.clear();
    const terms = termsOf(word);
    const hits = terms.flatMap((term) => places.get(term) ?? []);
    const read = { length: terms.length, hits };
    known.set(word, read);
    return read;
  }

  return {
    add(id, text) {
      const counts = new Map<number, number>();
      let length = 0;
      for (const word of words(text)) {
        const read = lookUp(word);
        length += read.length;
        for (const place of read.hits) counts.set(place, (counts.get(place) ?? 0) + 1);
      }
      documents.push({ id, length, counts });
    },
    rank() {
      return rankDocuments(documents, query, weights);
    },
  };
}

function rankDocuments<Id>(
  documents: readonly Document<Id>[],
  query: readonly string[],
  weights: ReadonlyMap<string, number>,
): Ranked<Id>[] {
  const holders = new Map<number, number>();
  for (const { counts } of documents) {
    for (const place of counts.keys()) holders.set(place, (holders.get(place) ?? 0) + 1);
  }
  const total = documents.reduce((sum, document) => sum + document.length, 0);
  const average = total / Math.max(1, documents.length);
  const idf = query.map((term, place) => {
    const n = holders.get(place) ?? 0;
    return (weights.get(term) ?? 0) * Math.log(1 + (documents.length - n + 0.5) / (n + 0.5));
  });
  return documents
    .filter((document) => document.counts.size > 0)
    .map((document) => scoreDocument(document, query, { idf, average }))
    .sort((a, b) => b.score - a.score);
}

function scoreDocument<Id>(
  document: Document<Id>,
  query: readonly string[],
  corpus: { idf: readonly number[]; average: number },
): Ranked<Id> {
  const norm = K1 * (1 - B + (B * document.length) / corpus.average);
  const shares = [...document.counts].map(([place, count]) => ({
    term: query[place] ?? "",
    share: ((corpus.idf[place] ?? 0) * count * (K1 + 1)) / (count + norm),
  }));
  shares.sort((a, b) => b.share - a.share);
  return {
    id: document.id,
    score: shares.reduce((sum, { share }) => sum + share, 0),
    matched: shares.map(({ term }) => term),
  };
}
