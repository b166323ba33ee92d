interface Waiting<In, Out> {
  item: In;
  resolve(out: Out): void;
  reject(error: unknown): void;
}

/**
 * Gathers what arrives during one turn of an object's event loop and settles it in one synchronous call, so that a
 * crowd's writes share one commit. Each still gets its own answer; the platform's output gate holds all of them back
 * until that commit is on disk. Inside an object only: the Worker's requests may not share promises.
 *
 * @param settle answers the items in their order; if it throws, every one of them is rejected with that error
 */
export function gather<In, Out>(settle: (items: In[]) => Out[]): (item: In) => Promise<Out> {
  let waiting: Waiting<In, Out>[] = [];

  const flush = () => {
    const turn = waiting;
    waiting = [];
    try {
      const answers = settle(turn.map(({ item }) => item));
      for (const [i, { resolve }] of turn.entries()) resolve(answers[i] as Out);
    } catch (error) {
      for (const { reject } of turn) reject(error);
    }
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (waiting.length === 1) setTimeout(flush, 0);
    });
}
