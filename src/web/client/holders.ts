import type { Award } from "../../contract/wire";

/** How many awards one request reads: the API's maximum. */
const PAGE_LENGTH = 1000;

/** Reads a page of awards. Throws if that fails. */
type Reader = (path: string) => Promise<Award[]>;

/** Finds who holds the prizes now. Loads the awards page by page, when they are needed. */
export class Holders {
  readonly #path: string;
  readonly #drawn: number;
  readonly #read: Reader;
  readonly #pages = new Map<number, Promise<Award[]>>();
  #promoted: Promise<Map<number, Award>> | undefined;

  /** @param drawn how many tickets were drawn */
  constructor(raffleId: string, drawn: number, read: Reader) {
    this.#path = `/raffles/${raffleId}/awards/`;
    this.#drawn = drawn;
    this.#read = read;
  }

  /**
   * Returns the ticket numbers that hold the prizes of these ranks, from 1. Leaves out prizes without a
   * holder.
   */
  async find(from: number, to: number): Promise<number[]> {
    const [first, last] = [from, to].map((rank) => Math.floor((rank - 1) / PAGE_LENGTH)) as [number, number];
    const loads = Array.from({ length: last - first + 1 }, (_, i) => this.#page(first + i));
    const awards = (await Promise.all(loads)).flat().filter(({ rank }) => rank >= from && rank <= to);
    const holders: number[] = [];
    for (const award of awards) {
      const ticket = await this.#holderOf(award);
      if (ticket !== undefined) holders.push(ticket);
    }
    return holders;
  }

  /** Forgets the awards, because a prize was forfeited. */
  forget(): void {
    this.#pages.clear();
    this.#promoted = undefined;
  }

  /** Follows the prize of an award from reserve to reserve. */
  async #holderOf(award: Award): Promise<number | undefined> {
    let current: Award | undefined = award;
    while (current?.status === "forfeited") {
      const { passed_to }: Award = current;
      if (passed_to === null) return undefined;
      current =
        (await this.#promotedReserves()).get(passed_to) ?? (await this.#reloadPromoted()).get(passed_to);
    }
    return current?.ticket_number;
  }

  /** Returns a page of the awards of drawn tickets. Asks again after a failure. */
  #page(index: number): Promise<Award[]> {
    const known = this.#pages.get(index);
    if (known) return known;
    const page = this.#read(this.#pathAfter(index * PAGE_LENGTH));
    this.#pages.set(index, page);
    page.catch(() => this.#pages.delete(index));
    return page;
  }

  /** Returns the awards of promoted reserves by ticket. Their ranks follow those of the drawn tickets. */
  #promotedReserves(): Promise<Map<number, Award>> {
    this.#promoted ??= this.#readPromoted().catch((error) => {
      this.#promoted = undefined;
      throw error;
    });
    return this.#promoted;
  }

  /** Reads the awards of promoted reserves again: one may have been promoted since they were read. */
  #reloadPromoted(): Promise<Map<number, Award>> {
    this.#promoted = undefined;
    return this.#promotedReserves();
  }

  async #readPromoted(): Promise<Map<number, Award>> {
    const promoted = new Map<number, Award>();
    for (let after: number | undefined = this.#drawn; after !== undefined; ) {
      const page: Award[] = await this.#read(this.#pathAfter(after));
      for (const award of page) promoted.set(award.ticket_number, award);
      after = page.length < PAGE_LENGTH ? undefined : page.at(-1)?.rank;
    }
    return promoted;
  }

  #pathAfter(rank: number): string {
    return `${this.#path}?limit=${PAGE_LENGTH}${rank > 0 ? `&cursor=${rank}` : ""}`;
  }
}
