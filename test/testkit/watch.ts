import { env } from "cloudflare:workers";
import { serviceWith } from "./variant";

type Methods = Record<string, (...args: unknown[]) => unknown>;

/** Returns the service with these settings, and the names of its calls to raffles in order. */
export function watchedService(settings: Parameters<typeof serviceWith>[0] = {}) {
  const asked: string[] = [];
  const getByName = (id: string) =>
    new Proxy(
      {},
      {
        get:
          (_, method: string) =>
          (...args: unknown[]) => {
            asked.push(method);
            return (env.RAFFLE.getByName(id) as unknown as Methods)[method]?.(...args);
          },
      },
    );
  return { service: serviceWith({ ...settings, RAFFLE: { getByName } }), asked };
}
