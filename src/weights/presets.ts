import data from "./presets.json" with { type: "json" };

/** A model that is known by name: where its official file is and what it must contain. */
export interface Preset {
  readonly id: string;
  /** Short name for the command line. */
  readonly alias: string;
  /** Repository on Hugging Face. */
  readonly repository: string;
  readonly revision: string;
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly licence: string;
  readonly contextLength: number;
}

/** All presets, the smallest first. */
export const PRESETS: readonly Preset[] = data;

/** The preset with this id, alias or official file name. */
export function findPreset(name: string, presets: readonly Preset[] = PRESETS): Preset | undefined {
  const wanted = name.toLowerCase();
  return presets.find(({ id, alias, file }) => [id, alias, file].includes(wanted));
}

/** One line a preset for people: name, size, licence. */
export function listModels(): string[] {
  return PRESETS.map(
    ({ alias, id, bytes, licence }) => `${alias}  ${id}  ${Math.round(bytes / 1e6)} MB  ${licence}`,
  );
}
