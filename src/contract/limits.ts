/** The number of prizes in one raffle. No body has room for more; zod overflows its stack on far longer wrong lists. */
export const MAX_PRIZES = 12_000;

/** The number of winners on one page. */
export const MAX_WINNERS_PER_PAGE = 1000;

/** The number of raffles on one page. */
export const MAX_RAFFLES_PER_PAGE = 100;

/** The length of a page of raffles in bytes, unless its one raffle is longer. */
export const MAX_LIST_BYTES = 1_000_000;

/** The length of a request's body in bytes. */
export const MAX_BODY_BYTES = 256 * 1024;
