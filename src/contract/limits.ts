/**
 * The largest number of prizes. No body has room for more, and zod overflows its stack on far longer invalid
 * lists.
 */
export const MAX_PRIZES = 12_000;

/** The longest page of a list, except for lists of raffles. */
export const MAX_PAGE_LENGTH = 1000;

/** The largest number of passes in one file. */
export const MAX_PASSES_PER_FILE = 1_000_000;

/** The largest number of raffles on one page. */
export const MAX_RAFFLES_PER_PAGE = 100;

/** The largest page of raffles. A page with a single raffle may exceed it. */
export const MAX_LIST_BYTES = 1_000_000;

/** The largest body of a request. */
export const MAX_BODY_BYTES = 256 * 1024;
