import type { Key } from "./block";

/** How a filter grows. */
export interface FilterSizes {
  /** Bits of the first layer, a power of 2 from 32. Each further layer has twice as many. */
  firstLayerBits: number;
  maxLayers: number;
}

/** 128 KB to 8 MB, 16 MB in all: 13.3 million players at BITS_PER_PLAYER. */
export const FILTER_SIZES: FilterSizes = { firstLayerBits: 2 ** 20, maxLayers: 7 };

/** With 10 bits and 7 probes, a layer takes one of 120 new players for an old one. */
const BITS_PER_PLAYER = 10;
const PROBES = 7;

interface Layer {
  readonly words: Uint32Array;
  /** How many more players it has room for. */
  room: number;
}

const newLayer = (bits: number): Layer => ({
  words: new Uint32Array(bits / 32),
  room: Math.floor(bits / BITS_PER_PLAYER),
});

/** Returns the number of a probe's bit, of which a layer uses the low digits. */
const bitOf = ({ high, low }: Key, probe: number): number => (high + Math.imul(probe, low | 1)) >>> 0;

function mayBeIn(words: Uint32Array, key: Key): boolean {
  for (let probe = 0; probe < PROBES; probe++) {
    const bit = bitOf(key, probe);
    const word = (bit >>> 5) & (words.length - 1);
    if (((words[word] ?? 0) & (1 << (bit & 31))) === 0) return false;
  }
  return true;
}

/**
 * A Bloom filter of players (Bloom 1970; probes by Kirsch and Mitzenmacher 2006). It may take a new player
 * for an old one, never the reverse. It grows by layers. When the last layer is full it still takes players,
 * and then mistakes more and more new ones, each of which costs a read.
 *
 * Keys are parts of a keyed hash, so they need no further hashing, and nobody can choose them.
 */
export class PlayerFilter {
  readonly #sizes: FilterSizes;
  readonly #layers: Layer[] = [];

  constructor(sizes: FilterSizes = FILTER_SIZES) {
    this.#sizes = sizes;
  }

  add(key: Key): void {
    const { words } = this.#layerWithRoom();
    for (let probe = 0; probe < PROBES; probe++) {
      const bit = bitOf(key, probe);
      const word = (bit >>> 5) & (words.length - 1);
      words[word] = (words[word] ?? 0) | (1 << (bit & 31));
    }
  }

  /** Returns false if the player was certainly never added. */
  mayHave(key: Key): boolean {
    return this.#layers.some(({ words }) => mayBeIn(words, key));
  }

  #layerWithRoom(): Layer {
    const { firstLayerBits, maxLayers } = this.#sizes;
    let layer = this.#layers.at(-1);
    if (layer === undefined || (layer.room <= 0 && this.#layers.length < maxLayers)) {
      layer = newLayer(firstLayerBits * 2 ** this.#layers.length);
      this.#layers.push(layer);
    }
    layer.room--;
    return layer;
  }
}
