/** Describes an error of the contract: its status and `detail`. */
export type Refusal = readonly [status: number, detail: string];

export const notFound: Refusal = [404, "Raffle not found"];
