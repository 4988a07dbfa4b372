import { join } from "node:path";

/** Where CUDA's libraries and its cards are, and where the kernels that it compiles for a card stay. */
const OF_THE_CARD = ["LD_LIBRARY_PATH", "CUDA_PATH", "CUDA_VISIBLE_DEVICES", "CUDA_CACHE_PATH"];

/** CUDA's own default, below the home directory of who runs us: shared with other programs. */
const CUDA_CACHE = ".nv/ComputeCache";

/**
 * Variables of the engine's process, from those of ours. The model is assumed hijacked: none reaches it but those
 * without which no card is found. It has no home, so CUDA is told where to keep the kernels that it compiles for a card.
 */
export function childVariables(ours: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { HOME: home } = ours;
  return {
    PATH: "/usr/bin:/bin",
    HOME: "/nonexistent",
    NODE_LLAMA_CPP_SKIP_DOWNLOAD: "true",
    ...(home === undefined ? {} : { CUDA_CACHE_PATH: join(home, CUDA_CACHE) }),
    ...Object.fromEntries(Object.entries(ours).filter(([name]) => OF_THE_CARD.includes(name))),
  };
}
