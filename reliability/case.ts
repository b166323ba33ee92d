/** A request, and the status of its answer. */
export interface Case {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string | Buffer;
  /** Is the only right status, if the documentation alone would allow others. */
  expected?: number;
}
