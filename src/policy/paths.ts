/** Windows passes over spaces before the dot. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?:\.|$)/;

/** The second name that NTFS gives to long names, eight characters and three: `GITHUB~1` opens `.github`. */
const SHORT = /^(?=[^.]{3,8}(?:\.|$))[^.]{1,6}~\d{1,6}(?:\.[^.]{0,3})?$/;

/** Most bytes of one name: no usual file system takes more, so that nobody could check it out. */
const LONGEST_NAME = 255;

/** Characters that file systems drop (macOS does), or that readers do not see. */
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * A path as the laxest file system sees it: compatible forms (which include NFC), no invisible
 * characters, no case. `.GİTHUB` and full-width letters are no way around the list.
 */
export function foldPath(path: string): string {
  const folded = path
    .normalize("NFKC")
    .replace(IGNORABLE, "")
    .toLowerCase()
    .toUpperCase()
    .toLowerCase();
  return folded.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ı", "i").replaceAll("ſ", "s");
}

/** What makes a path unsafe to write on some system, or `null`. No setting allows these. */
export function unsafePath(path: string): string | null {
  if (path === "" || path.startsWith("/") || /^[A-Za-z]:/.test(path))
    return "an absolute or empty path";
  if (path.includes("\\")) return "a backslash";
  if (/[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Surrogate}\uFFFD]/u.test(path)) {
    return "a control or invisible character";
  }
  if (/[:*?"<>|]/.test(path)) return "a character that Windows does not allow";
  const reasons = path.split("/").map(unsafeName);
  return reasons.find((reason) => reason !== null) ?? null;
}

function unsafeName(raw: string): string | null {
  // Compatible forms: a space that does not break is a space, a digit in superscript a digit.
  const name = raw.normalize("NFKC");
  if (name === "" || name === "." || name === "..") return "a folder that leads elsewhere";
  if (/[. ]$/.test(name) || name.startsWith(" ")) return "a dot or space at the end of a name";
  if (SHORT.test(name)) return "the short form of another name";
  if (Buffer.byteLength(raw) > LONGEST_NAME) return "a name that is too long";
  return DEVICE.test(name.toLowerCase()) ? "the name of a Windows device" : null;
}
