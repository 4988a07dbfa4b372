// src/engine/local/worker.ts
import { createRequire as createRequire2 } from "node:module";
import { join as join3 } from "node:path";

// src/engine/local/binding.ts
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
async function loadBinding(runtimeDir) {
  const resolve = createRequire(join(runtimeDir, "package.json")).resolve;
  const entry = resolve("node-llama-cpp");
  return await import(pathToFileURL(entry).href);
}

// src/engine/local/lane-pool.ts
import { availableParallelism } from "node:os";

// src/engine/local/memory.ts
import { statSync } from "node:fs";
import { freemem } from "node:os";
function cacheBytes(info, cells) {
  const meta = info.architectureMetadata;
  const heads = meta.attention?.head_count ?? 1;
  const headSize = (meta.embedding_length ?? 0) / heads;
  const kvHeads = meta.attention?.head_count_kv ?? heads;
  return 2 * 2 * (meta.block_count ?? 0) * kvHeads * headSize * cells;
}
function availableMemory() {
  return process.availableMemory?.() ?? freemem();
}
function memoryShortage(request) {
  const weights = statSync(request.modelPath).size;
  const buffers = Math.min(3e8, weights);
  const needed = (request.loaded ? 0 : weights) + buffers + cacheBytes(request.info, request.cells);
  if (needed <= request.available) return null;
  const gb = (bytes) => `${(bytes / 1e9).toFixed(2)} GB`;
  return `not enough memory for the model: it needs about ${gb(needed)}, ${gb(request.available)} are free. Choose a smaller model (--model 0.5b) or fewer candidates, or close other programs.`;
}

// src/engine/local/lane-pool.ts
var LanePool = class {
  #parts;
  #current = null;
  constructor(parts) {
    this.#parts = parts;
  }
  /** Throws where the model's context or the machine's memory is too small. */
  async atLeast(need) {
    if (this.#current !== null && suffices(this.#current, need)) return this.#current;
    const { model } = this.#parts;
    if (need.tokens > model.trainContextSize) {
      throw new Error(
        `the prompt needs ${need.tokens} tokens, the model's context holds ${model.trainContextSize}. Shorten the issue, or use a model with a longer context.`
      );
    }
    await this.#current?.context.dispose();
    this.#current = null;
    const size = Math.min(roundUp(need.tokens + 256, 256), model.trainContextSize);
    this.#current = await this.#create(need, { size, lanes: this.#affordable(need, size) });
    return this.#current;
  }
  async #create({ lanes: wanted, hidden }, { size, lanes }) {
    const { model, params, cores } = this.#parts;
    const context = await model.createContext({
      sequences: lanes,
      contextSize: size,
      batchSize: 512,
      // One thread a core and never more: the engine's default of four makes two cores spin
      // against each other, fifty times slower (measured).
      threads: params.threads ?? Math.max(1, Math.min(cores, availableParallelism())),
      ...hidden ? { _embeddings: true } : {}
    });
    const sequences = Array.from({ length: lanes }, () => context.getSequence());
    return { context, sequences, size, hidden, cramped: lanes < wanted };
  }
  /** As many sequences as there is memory for. Throws where that is not enough. */
  #affordable({ lanes, least }, size) {
    for (let fewer = lanes; fewer >= least; fewer--) {
      if (this.#shortage(size * fewer) === null) return fewer;
    }
    throw new Error(this.#shortage(size * least) ?? "not enough memory");
  }
  #shortage(cells) {
    const { params, info } = this.#parts;
    const available = params.availableBytes ?? availableMemory();
    return memoryShortage({ modelPath: params.modelPath, info, cells, available, loaded: true });
  }
};
function suffices(lanes, need) {
  const wanted = lanes.cramped ? need.least : need.lanes;
  const large = lanes.size >= need.tokens && lanes.sequences.length >= wanted;
  return large && lanes.hidden === need.hidden;
}
function roundUp(value, step2) {
  return Math.ceil(value / step2) * step2;
}

// src/engine/local/prefill.ts
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join2 } from "node:path";

// src/engine/local/token-lists.ts
function commonLength(a, b) {
  const index = a.findIndex((token, i) => token !== b[i]);
  return index < 0 ? Math.min(a.length, b.length) : index;
}
function sharingOrder(lists) {
  return lists.map((_, index) => index).sort((a, b) => compare(lists[a], lists[b]) || a - b);
}
function compare(a = [], b = []) {
  const index = commonLength(a, b);
  const [own, other] = [a[index], b[index]];
  return own === void 0 || other === void 0 ? a.length - b.length : own - other;
}

// src/engine/local/prefill.ts
var CHUNK = { cpu: 64, gpu: 512 };
async function prefill(sequence, tokens, options) {
  await sequence.adaptStateToTokens(tokens, false);
  const start = sequence.nextTokenIndex;
  let index = start;
  while (index < tokens.length) {
    options.signal.throwIfAborted();
    const chunk = tokens.slice(index, index + options.chunk);
    await sequence.evaluateWithoutGeneratingNewTokens(chunk);
    index += chunk.length;
    options.onTokens(chunk.length);
  }
  return tokens.length - start;
}
async function borrowBeginning(sequence, others, tokens) {
  const shared = (own) => commonLength(own.contextTokens, tokens);
  let [lender, length] = [null, shared(sequence)];
  for (const other of others) {
    const own = shared(other);
    if (own > length) [lender, length] = [other, own];
  }
  if (lender === null || typeof sequence._copyStateFromOtherSequence !== "function") return;
  const copied = await sequence._copyStateFromOtherSequence(lender, length);
  if (copied !== true || sequence.nextTokenIndex !== length) await sequence.clearHistory();
}
async function shareState(request) {
  const { mode, targets } = request;
  if (targets.length === 0) return "fork";
  if ((mode === "auto" || mode === "fork") && await tryFork(request)) return "fork";
  if ((mode === "auto" || mode === "state-file") && await tryStateFile(request)) {
    return "state-file";
  }
  for (const target of targets) await target.clearHistory();
  return "none";
}
async function tryFork({ source, targets, tokens }) {
  for (const target of targets) {
    if (typeof target._copyStateFromOtherSequence !== "function") return false;
    const copied = await target._copyStateFromOtherSequence(source, tokens.length);
    if (copied !== true || target.nextTokenIndex !== tokens.length) return false;
  }
  return true;
}
async function tryStateFile({ source, targets, tokens }) {
  const folder = await mkdtemp(join2(tmpdir(), "patchjudge-state-"));
  const file = join2(folder, "state.bin");
  try {
    await source.saveStateToFile(file);
    for (const target of targets) await target.loadStateFromFile(file, { acceptRisk: true });
    return targets.every((target) => target.nextTokenIndex === tokens.length);
  } catch {
    return false;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

// src/engine/local/sampler.ts
function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = state + 1831565813 >>> 0;
    let t = Math.imul(state ^ state >>> 15, state | 1);
    t ^= t + Math.imul(t ^ t >>> 7, t | 61);
    return ((t ^ t >>> 14) >>> 0) / 4294967296;
  };
}
function drawToken(logits, sampling, random) {
  const entries = [...logits];
  const top = entries[0];
  if (top === void 0) throw new Error("the engine returned no logits");
  const probabilities = softmax(entries.map(([, logit]) => logit));
  const kept = sampling.temperature <= 0 ? 1 : nucleusSize(probabilities, sampling.topP);
  const weights = entries.slice(0, kept).map(([, logit]) => Math.exp((logit - top[1]) / Math.max(sampling.temperature, 1e-6)));
  const index = pickIndex(weights, random());
  return {
    token: entries[index]?.[0] ?? top[0],
    logprob: Math.log(probabilities[index] ?? 1),
    ...certaintyOf(probabilities)
  };
}
function likeliest(count) {
  return {
    logits: { filter: { includeTop: count } },
    options: { temperature: 1, topK: count, topP: 1 }
  };
}
function certaintyOf(probabilities) {
  let entropy = 0;
  let logSum = 0;
  for (const p of probabilities) {
    const log = Math.log(Math.max(p, 1e-30));
    entropy -= p * log;
    logSum += log;
  }
  const n = probabilities.length;
  return { entropy, selfCertainty: -logSum / n - Math.log(n) };
}
function softmax(logits) {
  const max = logits[0] ?? 0;
  const weights = logits.map((logit) => Math.exp(logit - max));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}
function nucleusSize(probabilities, topP) {
  let mass = 0;
  const index = probabilities.findIndex((p) => {
    mass += p;
    return mass >= topP;
  });
  return index < 0 ? probabilities.length : index + 1;
}
function pickIndex(weights, u) {
  let rest = u * weights.reduce((a, b) => a + b, 0);
  for (const [index, weight] of weights.entries()) {
    rest -= weight;
    if (rest < 0) return index;
  }
  return weights.length - 1;
}

// src/engine/local/reading.ts
var NEXT = likeliest(40);
async function readCandidate(request, options) {
  const { sequence, tokens, asked, known } = request;
  const readings = known.readings.slice(0, commonLength(known.tokens, tokens));
  const end = tokens.length - 1;
  const firstNew = asked.findIndex((isAsked, i) => isAsked && readings[i] === void 0);
  const keep = firstNew < 0 ? end : Math.min(end, Math.max(0, firstNew - 1));
  await sequence.adaptStateToTokens(tokens.slice(0, keep), false);
  const start = sequence.nextTokenIndex;
  for (let index = start; index < end; index += options.chunk) {
    options.signal.throwIfAborted();
    const until = Math.min(end, index + options.chunk);
    await readChunk({ sequence, tokens, asked, readings }, index, until);
    options.onTokens(until - index);
  }
  return { tokens, readings, evaluated: end - start };
}
async function readChunk({
  sequence,
  tokens,
  asked,
  readings
}, from, until) {
  const chunk = tokens.slice(from, until);
  const outputs = await sequence.controlledEvaluate(
    chunk.map((token, i) => asked[from + i + 1] ? [token, { generateNext: NEXT }] : token)
  );
  for (const [i] of chunk.entries()) {
    const position = from + i + 1;
    const logits = outputs[i]?.next.logits;
    if (asked[position] && logits) readings[position] = tokenReading(logits, tokens[position] ?? 0);
  }
}
function tokenReading(logits, token) {
  const probabilities = softmax([...logits.values()]);
  const index = [...logits.keys()].indexOf(token);
  return {
    logprob: Math.log(probabilities.at(index) ?? 1),
    entropy: certaintyOf(probabilities).entropy,
    isLikeliest: index === 0
  };
}
function summariseReading(readings) {
  const read = readings.filter((reading) => reading !== void 0);
  if (read.length === 0) return null;
  const mean = (of) => read.reduce((sum, reading) => sum + of(reading), 0) / read.length;
  return {
    tokens: read.length,
    meanLogprob: mean(({ logprob }) => logprob),
    lowestLogprob: Math.min(...read.map(({ logprob }) => logprob)),
    entropy: mean(({ entropy }) => entropy),
    likeliestShare: mean(({ isLikeliest }) => Number(isLikeliest))
  };
}

// src/engine/local/score.ts
function singleToken(model, label) {
  const tokens = model.tokenize(label, false);
  if (tokens.length !== 1 || tokens[0] === void 0) {
    throw new Error(
      `the label "${label}" is ${tokens.length} tokens for this model; it must be one`
    );
  }
  return tokens[0];
}
async function readScore(request) {
  const [output] = await request.sequence.controlledEvaluate([
    [
      request.last,
      {
        generateNext: {
          // The most likely token comes along as the reference of `totalLogitWeight`.
          logits: { filter: { tokens: [...request.labels], includeTop: 1 } },
          totalLogitWeight: true
        }
      }
    ]
  ]);
  const logits = output?.next.logits ?? /* @__PURE__ */ new Map();
  const [yes, no] = request.labels.map((label) => logits.get(label));
  if (yes === void 0 || no === void 0) throw new Error("the engine gave no label logits");
  const max = Math.max(...logits.values());
  const total = output?.next.totalLogitWeight ?? Number.NaN;
  return {
    margin: yes - no,
    labelMass: (Math.exp(yes - max) + Math.exp(no - max)) / total,
    hidden: request.hidden === null ? null : [...request.hidden._ctx.getEmbedding(1)]
  };
}

// src/engine/local/read-scores.ts
function scorePrompts({ prefix, candidates, reading }, tokenize) {
  const shared = tokenize(prefix);
  return candidates.map((segments) => {
    const parts = segments.map((segment) => ({ segment, tokens: tokenize([segment]) }));
    const asked = parts.flatMap(
      ({ segment, tokens }) => tokens.map(() => reading === true && !segment.trusted)
    );
    return {
      tokens: [...shared, ...parts.flatMap(({ tokens }) => tokens)],
      asked: [...shared.map(() => false), ...asked]
    };
  });
}
function inSharingOrder(prompts) {
  const order = sharingOrder(prompts.map(({ tokens }) => tokens));
  return order.flatMap((index) => {
    const prompt = prompts[index];
    return prompt === void 0 ? [] : [[index, prompt]];
  });
}
async function readScores(prompts, options) {
  const { sequence, labels, hidden, reading, chunk, signal } = options;
  const scores = new Array(prompts.length);
  let known = { tokens: [], readings: [] };
  for (const [done, [index, { tokens, asked }]] of prompts.entries()) {
    const read = await readCandidate(
      { sequence, tokens, asked, known },
      { signal, chunk, onTokens: () => {
      } }
    );
    known = read;
    options.onRead({ requested: tokens.length, evaluated: read.evaluated + 1 });
    const score = await readScore({ sequence, last: tokens.at(-1) ?? 0, labels, hidden });
    scores[index] = reading ? { ...score, reading: summariseReading(read.readings) } : score;
    options.onProgress({ phase: "judge", done: done + 1, total: prompts.length });
  }
  return scores;
}

// src/engine/local/ask-lanes.ts
async function askLanes(lanes, context, { question, labels, hidden, onTokens }) {
  const last = question.at(-1);
  if (last === void 0) throw new Error("the follow-up question is empty");
  await Promise.all(
    lanes.map(({ sequence, unread }) => {
      onTokens(unread.length + question.length);
      return sequence.evaluateWithoutGeneratingNewTokens([...unread, ...question.slice(0, -1)]);
    })
  );
  const scores = [];
  for (const { sequence } of lanes) {
    scores.push(await readScore({ sequence, last, labels, hidden: hidden ? context : null }));
  }
  return scores;
}

// src/engine/local/garbage.ts
var TOKENS_BETWEEN = 128;
var since = 0;
function countForCollection() {
  since += 1;
  if (since < TOKENS_BETWEEN) return;
  since = 0;
  globalThis.gc?.();
}

// src/engine/local/generate.ts
var NONE = -1;
async function stepLanes(lanes, options) {
  options.signal.throwIfAborted();
  await Promise.all(lanes.map((lane) => step(lane, options)));
}
function isFinished({ result }) {
  return result !== null;
}
function openLane(lane) {
  const random = createRandom(lane.seed);
  const sums = { logprobSum: 0, entropySum: 0, selfCertaintySum: 0, lowestLogprob: 0 };
  return { lane, random, tokens: [], next: lane.lastPromptToken, ...sums, result: null };
}
async function step(state, options) {
  const { model } = options;
  const sampling = state.lane.greedy ? { ...options.sampling, temperature: 0 } : options.sampling;
  const [output] = await state.lane.sequence.controlledEvaluate([
    [state.next, { generateNext: likeliest(sampling.topK) }]
  ]);
  const draw = drawToken(output?.next.logits ?? /* @__PURE__ */ new Map(), sampling, state.random);
  options.onToken();
  countForCollection();
  if (model.isEogToken(draw.token)) {
    state.next = NONE;
    state.result = { text: model.detokenize(state.tokens), finish: "stop" };
    return;
  }
  state.tokens.push(draw.token);
  state.next = draw.token;
  state.logprobSum += draw.logprob;
  state.entropySum += draw.entropy;
  state.selfCertaintySum += draw.selfCertainty;
  state.lowestLogprob = Math.min(state.lowestLogprob, draw.logprob);
  state.result = ended(state, model);
}
function ended(state, model) {
  const { stop, maxTokens } = state.lane;
  const tail = model.detokenize(state.tokens.slice(-16));
  if (stop.some((text) => tail.includes(text))) {
    const text = model.detokenize(state.tokens);
    const cuts = stop.map((s) => text.indexOf(s)).filter((index) => index >= 0);
    if (cuts.length > 0) return { text: text.slice(0, Math.min(...cuts)), finish: "stop" };
  }
  if (state.tokens.length < maxTokens) return null;
  return { text: model.detokenize(state.tokens), finish: "length" };
}
function closeLane(state) {
  const count = state.tokens.length;
  const mean = (sum) => sum / count;
  const sample = {
    text: state.result?.text ?? "",
    tokens: count,
    tokenIds: state.tokens,
    finish: state.result?.finish ?? "length",
    meanLogprob: count === 0 ? null : mean(state.logprobSum),
    certainty: count === 0 ? null : {
      entropy: mean(state.entropySum),
      selfCertainty: mean(state.selfCertaintySum),
      lowestLogprob: state.lowestLogprob
    }
  };
  const unread = state.next === NONE ? [] : [state.next];
  return { sample, sequence: state.lane.sequence, unread };
}

// src/engine/local/schedule.ts
async function samplePrompts(prompts, schedule) {
  const results = prompts.map(() => []);
  const free = [...schedule.sequences];
  const waiting = [...prompts.entries()];
  let flying = [];
  while (waiting.length > 0 || flying.length > 0) {
    for (let next = waiting[0]; next !== void 0; next = waiting[0]) {
      const own = takeFree(free, laneCount(next[1]));
      if (own === null) break;
      waiting.shift();
      flying.push(...await openPrompt(next, own, schedule));
    }
    const states = flying.map(({ state }) => state);
    await stepLanes(states, schedule.lanes);
    const landed = flying.filter(({ state }) => isFinished(state));
    flying = flying.filter(({ state }) => !isFinished(state));
    for (const [i, sample] of (await close(landed, schedule)).entries()) {
      const { prompt, index, state } = landed[i];
      results[prompt][index] = sample;
      free.push(state.lane.sequence);
    }
  }
  return results;
}
function laneCount({ n, greedy }) {
  return greedy ? n + 1 : n;
}
function takeFree(free, count) {
  return free.length < count ? null : free.splice(0, count);
}
async function openPrompt([prompt, { tokens, n, seed, maxTokens, stop }], sequences, { readPrompt }) {
  await readPrompt(sequences, tokens);
  const lastPromptToken = tokens.at(-1) ?? 0;
  return sequences.map((sequence, index) => {
    const lane = {
      ...{ sequence, lastPromptToken, maxTokens, stop },
      ...{ seed: seed + index, greedy: index >= n }
    };
    return { state: openLane(lane), prompt, index };
  });
}
async function close(landed, schedule) {
  const { followUp, context } = schedule;
  const finished = landed.map(({ state }) => closeLane(state));
  if (followUp === void 0 || finished.length === 0) return finished.map(({ sample }) => sample);
  const verdicts = await askLanes(finished, context, followUp);
  return finished.map(({ sample }, i) => {
    const verdict = verdicts[i];
    return verdict === void 0 ? sample : { ...sample, verdict };
  });
}

// src/engine/local/session.ts
var Session = class _Session {
  usage = { requestedTokens: 0, evaluatedTokens: 0, generatedTokens: 0 };
  #params;
  #llama;
  #model;
  #lanes;
  #shared;
  constructor(params, llama, model, info) {
    this.#params = params;
    this.#llama = llama;
    this.#model = model;
    this.#lanes = new LanePool({ params, model, info, cores: llama.cpuMathCores });
    this.#shared = params.prefill === "auto" ? "fork" : params.prefill;
  }
  /** Checks memory, then loads the model. Throws with a sentence that says what to do. */
  static async open(binding, params) {
    const info = await binding.readGgufFileInfo(params.modelPath);
    const available = params.availableBytes ?? availableMemory();
    const shortage = memoryShortage({
      modelPath: params.modelPath,
      info,
      cells: 2048,
      available,
      loaded: false
    });
    if (shortage !== null) throw new Error(shortage);
    const llama = await binding.getLlama({
      gpu: params.gpu,
      build: "never",
      skipDownload: true,
      logLevel: "error"
    });
    const model = await llama.loadModel({ modelPath: params.modelPath });
    return new _Session(params, llama, model, info);
  }
  describe(engineVersion2) {
    return {
      engine: "local",
      engineVersion: engineVersion2,
      model: this.#params.modelName,
      modelSha256: this.#params.modelSha256,
      contextLength: this.#model.trainContextSize,
      device: this.#llama.gpu === false ? "cpu" : this.#llama.gpu,
      abilities: {
        sharedPrefill: this.#shared,
        exactLabels: true,
        hidden: true,
        reading: true,
        followUp: true,
        adapter: null
      }
    };
  }
  /** Token ids; only trusted segments may contain control tokens. */
  tokenize(segments) {
    return segments.flatMap((segment) => this.#model.tokenize(segment.text, segment.trusted));
  }
  async generate(request, options) {
    const prompts = this.#promptTokens(request);
    const longest = Math.max(...prompts.map(({ tokens, maxTokens }) => tokens.length + maxTokens));
    const least = Math.max(...prompts.map(laneCount));
    const lanes = Math.max(request.maxLanes ?? 0, least);
    const followUp = request.followUp && this.#followUp(request.followUp);
    const pool = await this.#lanes.atLeast({
      tokens: longest + (followUp?.question.length ?? 0),
      ...{ lanes, least },
      hidden: followUp?.hidden === true
    });
    const total = prompts.reduce((sum, own) => sum + laneCount(own) * own.maxTokens, 0);
    const schedule = {
      context: pool.context,
      followUp,
      lanes: {
        ...{ model: this.#model, sampling: request.sampling, signal: options.signal },
        onToken: this.#tokenCounter(total, options)
      },
      readPrompt: async (sequences2, tokens) => {
        await this.#borrow(sequences2[0], pool.sequences, tokens);
        await this.#openLanes(sequences2, tokens, options);
      }
    };
    const sequences = pool.sequences.slice(0, lanes);
    const samples = await samplePrompts(prompts, { ...schedule, sequences });
    return { samples, sharedPrefill: this.#shared };
  }
  #promptTokens({ prompts, sampling, maxTokens: most }) {
    let next = sampling.seed;
    return prompts.map((prompt) => {
      const { segments, n, greedy = false, seed = next, maxTokens = most, stop = [] } = prompt;
      next += n;
      return { tokens: this.tokenize(segments), n, greedy, seed, maxTokens, stop };
    });
  }
  #followUp({ question, labels, hidden = false }) {
    return {
      question: this.tokenize(question),
      labels: labels.map((label) => singleToken(this.#model, label)),
      hidden,
      onTokens: (count) => {
        this.usage.requestedTokens += count;
        this.usage.evaluatedTokens += count;
      }
    };
  }
  #tokenCounter(total, options) {
    let done = 0;
    return () => {
      this.usage.generatedTokens += 1;
      done += 1;
      if (done % 10 === 0) options.onProgress({ phase: "write", done, total });
    };
  }
  /** Not where copying has failed before, or the engine was told to share otherwise. */
  async #borrow(sequence, from, tokens) {
    const copies = this.#params.prefill === "auto" && this.#shared === "fork";
    if (sequence === void 0 || !copies) return;
    await borrowBeginning(sequence, from, tokens);
  }
  /** Reads the prompt once, without its last token, and gives all lanes that state. */
  async #openLanes(sequences, tokens, options) {
    const [source, ...targets] = sequences;
    if (source === void 0) return;
    const body = tokens.slice(0, -1);
    this.usage.requestedTokens += tokens.length * sequences.length;
    this.usage.evaluatedTokens += sequences.length;
    await this.#read(source, body, options);
    this.#shared = await shareState({
      source,
      targets,
      tokens: body,
      mode: this.#params.prefill
    });
    if (this.#shared === "none") for (const t of targets) await this.#read(t, body, options);
  }
  #chunk() {
    return this.#llama.gpu === false ? CHUNK.cpu : CHUNK.gpu;
  }
  async #read(sequence, tokens, options) {
    let done = 0;
    this.usage.evaluatedTokens += await prefill(sequence, tokens, {
      signal: options.signal,
      chunk: this.#chunk(),
      onTokens: (count) => {
        done += count;
        options.onProgress({ phase: "read", done, total: tokens.length });
      }
    });
  }
  async score(request, options) {
    const labels = request.labels.map((label) => singleToken(this.#model, label));
    const prompts = scorePrompts(request, (segments) => this.tokenize(segments));
    const longest = Math.max(1, ...prompts.map(({ tokens }) => tokens.length));
    const pool = await this.#lanes.atLeast({
      tokens: longest + 8,
      ...{ lanes: 1, least: 1 },
      hidden: request.hidden === true
    });
    const sequence = pool.sequences[0];
    if (sequence === void 0) throw new Error("the engine opened no sequence");
    const inOrder = inSharingOrder(prompts);
    await this.#borrow(sequence, pool.sequences, inOrder[0]?.[1].tokens ?? []);
    return readScores(inOrder, {
      ...{ sequence, labels, chunk: this.#chunk(), ...options },
      hidden: pool.hidden ? pool.context : null,
      reading: request.reading === true,
      onRead: ({ requested, evaluated }) => {
        this.usage.requestedTokens += requested;
        this.usage.evaluatedTokens += evaluated;
      }
    });
  }
};

// src/engine/local/worker.ts
function runWorker() {
  const running = /* @__PURE__ */ new Map();
  let session = null;
  async function call(method, params, options) {
    if (method === "open") {
      const open = params;
      session = await Session.open(await loadBinding(open.runtimeDir), open);
      return session.describe(engineVersion(open.runtimeDir));
    }
    if (session === null) throw new Error("the engine was not opened");
    if (method === "countTokens") {
      return session.tokenize(params).length;
    }
    if (method === "tokenIds") {
      return session.tokenize(params);
    }
    if (method === "generate") {
      return session.generate(params, options);
    }
    return session.score(params, options);
  }
  async function answer(id, method, params) {
    const controller = new AbortController();
    running.set(id, controller);
    const onProgress = (progress) => send({ id, progress });
    try {
      const value = await call(method, params, { signal: controller.signal, onProgress });
      send({ id, value, usage: { ...emptyUsage, ...session?.usage } });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      send({ id, error: { message, stopped: controller.signal.aborted } });
    } finally {
      running.delete(id);
    }
  }
  process.on("message", (message) => {
    if ("abort" in message) running.get(message.abort)?.abort();
    else void answer(message.id, message.method, message.params);
  });
  process.on("disconnect", () => process.exit(0));
  for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => {
  });
}
var emptyUsage = { requestedTokens: 0, evaluatedTokens: 0, generatedTokens: 0 };
function send(message) {
  if (process.connected) process.send?.(message);
}
function engineVersion(runtimeDir) {
  const require2 = createRequire2(join3(runtimeDir, "package.json"));
  const { version } = require2("./node_modules/node-llama-cpp/package.json");
  return `node-llama-cpp ${version}`;
}

// src/engine/local/worker-main.ts
runWorker();
