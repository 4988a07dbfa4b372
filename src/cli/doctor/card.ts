import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Environment } from "../environment.ts";
import { type Finding, ok, warning } from "./check.ts";

/** What the engine's CUDA build is linked with, beside the driver. */
const LIBRARIES = ["libcudart.so.13", "libcublas.so.13", "libcublasLt.so.13"];

/** Whether the models will find a card: the driver, and CUDA's libraries where the loader looks. */
export function checkCard(
  { cuda, variables }: Pick<Environment, "cuda" | "variables">,
  known: () => string = loaderCache,
): Finding {
  const slow = "a run takes minutes on a CPU; see docs/gpu-runner.md";
  if (!cuda) return warning("gpu", "no NVIDIA driver", slow);
  const folders = (variables["LD_LIBRARY_PATH"] ?? "").split(delimiter).filter(Boolean);
  const listed = known();
  const missing = LIBRARIES.filter(
    (name) => !listed.includes(name) && !folders.some((folder) => existsSync(join(folder, name))),
  );
  if (missing.length === 0) return ok("gpu", "an NVIDIA driver and CUDA 13's libraries");
  return warning(
    "gpu",
    `an NVIDIA driver, but no ${missing.join(", ")}: the models will not use the card`,
    "install CUDA 13's runtime and cuBLAS, or name their folder in LD_LIBRARY_PATH; see docs/gpu-runner.md",
  );
}

/** All libraries that the loader knows; nothing on systems without its cache. */
function loaderCache(): string {
  for (const program of ["ldconfig", "/sbin/ldconfig"]) {
    try {
      return execFileSync(program, ["-p"], { encoding: "utf8", stdio: "pipe" });
    } catch {
      // The next place, or none.
    }
  }
  return "";
}
