interface Waiting<In, Out> {
  item: In;
  resolve(out: Out): void;
  reject(error: unknown): void;
}

/** The most turns of the event loop that an item waits. A turn lasts as long as the work in it. */
const MAX_TURNS = 4;

/**
 * Gathers items that arrive while an object is busy and settles them in one call, so that their writes share
 * one commit. Waits turn by turn of the event loop while more items come in, at most MAX_TURNS; a single item
 * waits one. The platform's output gate holds back every answer until the commit is on disk. For Durable
 * Objects only: requests of a Worker may not share promises.
 *
 * @param settle returns one answer per item, in their order. If it fails, every item is rejected with that
 *   error.
 */
export function gather<In, Out>(settle: (items: In[]) => Promise<Out[]>): (item: In) => Promise<Out> {
  let waiting: Waiting<In, Out>[] = [];

  const flush = async () => {
    const batch = waiting;
    waiting = [];
    try {
      const answers = await settle(batch.map(({ item }) => item));
      for (const [i, { resolve }] of batch.entries()) resolve(answers[i] as Out);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };

  const wait = (seen: number, turnsLeft: number) => {
    setTimeout(() => {
      if (waiting.length > seen && turnsLeft > 1) wait(waiting.length, turnsLeft - 1);
      else flush();
    }, 0);
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (waiting.length === 1) wait(1, MAX_TURNS);
    });
}
