/** Parameters that are changed in place, each with a gradient of its length. */
export interface AdamOptions {
  readonly learningRate: number;
  /** Share of each weight that goes at every step, times the learning rate. */
  readonly weightDecay: number;
}

/**
 * Adam with decoupled weight decay (Kingma and Ba, arXiv 1412.6980; AdamW: Loshchilov and Hutter,
 * arXiv 1711.05101), with their constants β₁ = 0.9, β₂ = 0.999, ε = 1e-8. The returned function makes
 * one step: parameters and gradients in the same order and shapes at every call.
 */
export function createAdam(
  parameters: readonly Float64Array[],
  { learningRate, weightDecay }: AdamOptions,
): (gradients: readonly Float64Array[]) => void {
  const first = parameters.map((array) => new Float64Array(array.length));
  const second = parameters.map((array) => new Float64Array(array.length));
  let steps = 0;
  return (gradients) => {
    steps += 1;
    const rate = (learningRate * Math.sqrt(1 - 0.999 ** steps)) / (1 - 0.9 ** steps);
    for (const [index, array] of parameters.entries()) {
      const gradient = gradients[index] as Float64Array;
      const [m, v] = [first[index] as Float64Array, second[index] as Float64Array];
      for (let j = 0; j < array.length; j += 1) {
        const g = gradient[j] as number;
        const mean = 0.9 * (m[j] as number) + 0.1 * g;
        const square = 0.999 * (v[j] as number) + 0.001 * g * g;
        m[j] = mean;
        v[j] = square;
        const kept = (array[j] as number) * (1 - learningRate * weightDecay);
        array[j] = kept - (rate * mean) / (Math.sqrt(square) + 1e-8);
      }
    }
  };
}
