import { existsSync, lstatSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** Which parts of the machine's own file system a sandbox shows. */
export interface RootLayout {
  /** Folders and files that are bound read-only at their own path. */
  readonly binds: readonly string[];
  /** Links at the root, as on systems where `/bin` is `usr/bin`. */
  readonly links: readonly (readonly [target: string, path: string])[];
}

const ROOT_FOLDERS = ["bin", "sbin", "lib", "lib32", "lib64", "libx32"];

/** Public tables that programs look up; nothing of `/etc` that says whose machine this is. */
const ETC = ["alternatives", "ld.so.cache", "nsswitch.conf", "protocols", "services", "mime.types"];

/** Debian keeps Java's configuration here, and Java does not start without it. */
const JAVA_ETC = /^java(?:-\d+)?(?:-openjdk)?$/;

/** Reads the layout of the machine: whether `/bin` is a folder or a link, which of `/etc` there is. */
export function readLayout(): RootLayout {
  const present = ROOT_FOLDERS.map((name) => `/${name}`).filter((path) => existsSync(path));
  const isLink = (path: string) => lstatSync(path).isSymbolicLink();
  const etc = [...ETC, ...list("/etc").filter((name) => JAVA_ETC.test(name))];
  return {
    binds: [
      "/usr",
      ...present.filter((path) => !isLink(path)),
      ...etc.map((name) => join("/etc", name)).filter((path) => existsSync(path)),
    ],
    links: present.filter(isLink).map((path) => [readlinkSync(path), path] as const),
  };
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
