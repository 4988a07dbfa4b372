/** Requests of a time, by their ids: those that have ended, and those that are under way. */
export interface Usage {
  readonly all: ReadonlySet<string>;
  readonly byPerson: ReadonlyMap<string, ReadonlySet<string>>;
}
