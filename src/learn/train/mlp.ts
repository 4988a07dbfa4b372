import { splitFolds } from "../folds.ts";
import { createRandom, type Random, shuffle } from "../random.ts";
import { createAdam } from "./adam.ts";
import { type Matrix, multiply, multiplyTransposed } from "./matrix.ts";
import { createObjective, type ObjectiveSpec } from "./objectives.ts";
import {
  applyStandardiser,
  fitStandardiser,
  type RowGroup,
  type Standardiser,
} from "./standardise.ts";
import { selectTasks, type TrainingSet } from "./training-set.ts";

/** One hidden layer of tanh units: plain data, to be stored as JSON. */
export interface MlpHead {
  readonly kind: "mlp";
  readonly standardiser: Standardiser;
  /** One array of input weights a unit. */
  readonly hidden: readonly (readonly number[])[];
  readonly hiddenBias: readonly number[];
  readonly output: readonly number[];
  readonly outputBias: number;
}

export interface MlpOptions {
  readonly objective: ObjectiveSpec;
  readonly centred: boolean;
  /** Hidden units. */
  readonly units: number;
  readonly seed: number;
  /** 1e-3 by default. */
  readonly learningRate?: number | undefined;
  /** 0.1 by default. */
  readonly weightDecay?: number | undefined;
  /** Tasks in one step; 16 by default. */
  readonly batch?: number | undefined;
  /** At most so many passes over the data; 40 by default. */
  readonly epochs?: number | undefined;
}

/** Hidden weights unit by unit, then hidden biases, output weights, output bias. */
type Parameters = Float64Array[];

const STOP_FOLDS = 6;
const PATIENCE = 5;

/**
 * Trains by Adam on batches of tasks. A sixth of the families is kept aside: training stops when
 * their loss has not fallen for five epochs, and the parameters of their least loss are taken
 * (Prechelt, "Early Stopping — But When?", 1998). Throws a `RangeError` for under six families.
 */
export function trainMlp(set: TrainingSet, options: MlpOptions): MlpHead {
  const random = createRandom(options.seed);
  const standardiser = fitStandardiser(set, options.centred);
  const features = applyStandardiser(standardiser, set.features, set.tasks);
  const ready = { ...set, features };
  const [fold] = splitFolds(ready.tasks, STOP_FOLDS, random);
  const training = selectTasks(ready, fold?.training ?? []);
  const stopping = selectTasks(ready, fold?.held ?? []);
  const parameters = descend(training, stopping, options, random);
  const { hidden, hiddenBias, output, outputBias } = partsOf(parameters);
  return {
    kind: "mlp",
    standardiser,
    hidden: hidden.map((weights) => [...weights]),
    hiddenBias: [...hiddenBias],
    output: [...output],
    outputBias: outputBias[0] ?? 0,
  };
}

function descend(
  training: TrainingSet,
  stopping: TrainingSet,
  options: MlpOptions,
  random: Random,
): Parameters {
  const { learningRate = 1e-3, weightDecay = 0.1, epochs = 40 } = options;
  const parameters = initialise(training.features.cols, options.units, random);
  const adam = createAdam(parameters, { learningRate, weightDecay });
  let best = { loss: Infinity, epoch: 0, parameters: copyOf(parameters) };
  for (let epoch = 0; epoch < epochs && epoch - best.epoch < PATIENCE; epoch += 1) {
    for (const batch of batchesOf(training, options.batch ?? 16, random)) {
      adam(lossGradient(batch, parameters, options.objective).gradients);
    }
    const { loss } = lossGradient(stopping, parameters, options.objective);
    if (loss < best.loss) best = { loss, epoch, parameters: copyOf(parameters) };
  }
  return best.parameters;
}

function* batchesOf(set: TrainingSet, size: number, random: Random): Generator<TrainingSet> {
  const order = shuffle(set.tasks, random);
  for (let start = 0; start < order.length; start += size) {
    yield selectTasks(set, order.slice(start, start + size));
  }
}

/** Uniform in ±√(6/(in + out)), biases 0 (Glorot and Bengio, AISTATS 2010). */
function initialise(cols: number, units: number, random: Random): Parameters {
  const uniform = (length: number, limit: number) =>
    Float64Array.from({ length }, () => (2 * random() - 1) * limit);
  const hidden = Array.from({ length: units }, () => uniform(cols, Math.sqrt(6 / (cols + units))));
  const output = uniform(units, Math.sqrt(6 / (units + 1)));
  return [...hidden, new Float64Array(units), output, new Float64Array(1)];
}

function partsOf(parameters: Parameters) {
  const units = parameters.length - 3;
  return {
    hidden: parameters.slice(0, units),
    hiddenBias: parameters[units] as Float64Array,
    output: parameters[units + 1] as Float64Array,
    outputBias: parameters[units + 2] as Float64Array,
  };
}

function copyOf(parameters: Parameters): Parameters {
  return parameters.map((array) => Float64Array.from(array));
}

/** Activations of all units for all rows, and the scores. */
function forward(features: Matrix, parameters: Parameters) {
  const { hidden, hiddenBias, output, outputBias } = partsOf(parameters);
  const scores = new Float64Array(features.rows).fill(outputBias[0] as number);
  const activations = hidden.map((weights, unit) => {
    const own = new Float64Array(features.rows);
    multiply(features, weights, own);
    for (let i = 0; i < own.length; i += 1) {
      own[i] = Math.tanh((own[i] as number) + (hiddenBias[unit] as number));
      scores[i] = (scores[i] as number) + (output[unit] as number) * (own[i] as number);
    }
    return own;
  });
  return { scores, activations };
}

/** Loss of a set, in nats, and its derivatives in the order of the parameters. */
export function lossGradient(
  set: TrainingSet,
  parameters: Parameters,
  objective: ObjectiveSpec,
): { loss: number; gradients: Parameters } {
  const { scores, activations } = forward(set.features, parameters);
  const { output } = partsOf(parameters);
  const errors = new Float64Array(scores.length);
  const loss = createObjective(objective, set)(scores, errors);
  const gradients = parameters.map((array) => new Float64Array(array.length));
  const parts = partsOf(gradients);
  for (const [unit, own] of activations.entries()) {
    const back = new Float64Array(own.length);
    let [byOutput, byBias] = [0, 0];
    for (let i = 0; i < own.length; i += 1) {
      const [error, activation] = [errors[i] as number, own[i] as number];
      byOutput += error * activation;
      back[i] = error * (output[unit] as number) * (1 - activation * activation);
      byBias += back[i] as number;
    }
    parts.output[unit] = byOutput;
    parts.hiddenBias[unit] = byBias;
    multiplyTransposed(set.features, back, parts.hidden[unit] as Float64Array);
  }
  parts.outputBias[0] = errors.reduce((sum, error) => sum + error, 0);
  return { loss, gradients };
}

/** Scores of rows, as `scoreLinear`. */
export function scoreMlp(
  head: MlpHead,
  features: Matrix,
  tasks: readonly RowGroup[],
): Float64Array {
  const parameters = [...head.hidden, head.hiddenBias, head.output, [head.outputBias]];
  return forward(
    applyStandardiser(head.standardiser, features, tasks),
    parameters.map((array) => Float64Array.from(array)),
  ).scores;
}
