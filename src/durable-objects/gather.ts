interface Waiting<In, Out> {
  item: In;
  resolve(out: Out): void;
  reject(error: unknown): void;
}

/** The most turns of the event loop that anybody waits for others; one takes as long as what arrived in it. */
const MAX_TURNS = 4;

/**
 * Gathers what arrives while an object is busy and settles it in one synchronous call, so that a crowd's writes share
 * one commit. It waits turn by turn of the event loop for as long as more comes in, MAX_TURNS at most: a lone item
 * waits for one. Each still gets its own answer; the platform's output gate holds all of them back until that commit is
 * on disk. Inside an object only: the Worker's requests may not share promises.
 *
 * @param settle answers the items in their order; if it throws, every one of them is rejected with that error
 */
export function gather<In, Out>(settle: (items: In[]) => Out[]): (item: In) => Promise<Out> {
  let waiting: Waiting<In, Out>[] = [];

  const flush = () => {
    const crowd = waiting;
    waiting = [];
    try {
      const answers = settle(crowd.map(({ item }) => item));
      for (const [i, { resolve }] of crowd.entries()) resolve(answers[i] as Out);
    } catch (error) {
      for (const { reject } of crowd) reject(error);
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
