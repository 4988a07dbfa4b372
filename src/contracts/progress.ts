/** Where a run is. Shown as a bar, written as a line, or ignored. */
export interface ProgressEvent {
  readonly step: "set-up" | "locate" | "read" | "write" | "judge";
  readonly done: number;
  /** 0 when nobody knows. */
  readonly total: number;
  readonly note?: string;
}

export type Progress = (event: ProgressEvent) => void;
