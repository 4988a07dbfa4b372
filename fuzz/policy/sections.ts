import { DENIED, EXECUTABLE } from "./base.ts";
import { type Draft, drawMode, type Section } from "./draft.ts";
import {
  changeManifest,
  changeMode,
  createFile,
  editFile,
  moveFile,
  removeFile,
  tooMuch,
} from "./file-sections.ts";
import { ordinaryPath, targetPath } from "./paths.ts";
import { binary, changeSubmodule, makeLink, replaceFile } from "./special-sections.ts";

const present = ({ random, files }: Draft) => random.pick([...files.keys()]);

/** What a section may do, by weight and with the name that the figures give it. */
export const SECTIONS: readonly (readonly [number, readonly [string, Section]])[] = [
  [30, ["edit", (draft) => editFile(draft, ordinaryPath(draft.random))]],
  [6, ["edit-denied", (draft) => editFile(draft, draft.random.pick(Object.keys(DENIED)))]],
  [3, ["edit-executable", (draft) => editFile(draft, draft.random.pick(Object.keys(EXECUTABLE)))]],
  [22, ["create", (draft) => createFile(draft, targetPath(draft.random))]],
  [
    3,
    ["create-mode", (draft) => createFile(draft, targetPath(draft.random), drawMode(draft.random))],
  ],
  [6, ["delete", (draft) => removeFile(draft, present(draft))]],
  [8, ["rename", (draft) => moveFile(draft, "rename", present(draft), targetPath(draft.random))]],
  [4, ["copy", (draft) => moveFile(draft, "copy", present(draft), targetPath(draft.random))]],
  [5, ["mode", changeMode]],
  [4, ["link", makeLink]],
  [4, ["type", replaceFile]],
  [3, ["submodule", changeSubmodule]],
  [5, ["binary", binary]],
  [6, ["manifest", changeManifest]],
  [2, ["too-much", tooMuch]],
];
