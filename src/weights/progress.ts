/** Tells how far a long piece of work is: bytes done, bytes in all, and what it is. */
export type Progress = (done: number, total: number, label: string) => void;
