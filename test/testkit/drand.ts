import { type Relay, stubRelays, type TestBeacon } from "./beacon";
import { advanceClock } from "./clock";
import { type Call, expectOk, MANAGER, player, type Raffle } from "./service";
import { serviceWith } from "./variant";

/** Returns a relay's answer at `/{chain hash}/info`, which is also the setting DRAND_NETWORK. */
export const infoOf = ({ network }: TestBeacon) => ({
  hash: network.chainHash,
  public_key: network.publicKey,
  period: network.periodSeconds,
  genesis_time: network.genesis,
  schemeID: "bls-unchained-g1-rfc9380",
});

export type Service = ReturnType<typeof serviceWith>;

/** Returns the service with this beacon and these relays, and the requests to the relays. */
export function drandService(beacon: TestBeacon, ...relays: Relay[]): { service: Service; asked: Request[] } {
  const { urls, asked } = stubRelays(...relays);
  const settings = { DRAW_ENTROPY: "drand", DRAND_NETWORK: infoOf(beacon), DRAND_RELAYS: urls };
  return { service: serviceWith(settings), asked };
}

export const get = async <T>(service: Service, path: string): Promise<T> =>
  expectOk(await service("GET", path));

/** Creates a raffle and claims all its tickets. */
export async function createSoldOut(service: Service, facts: object = {}): Promise<Raffle> {
  const json = { name: "Fair", total_tickets: 3, prizes: [{ name: "Cake", amount: 1 }], ...facts };
  const { raffle_id, total_tickets } = await expectOk<Raffle>(
    await service("POST", "/raffles/", { from: MANAGER, json }),
  );
  for (let n = 0; n < total_tickets; n++) {
    await expectOk(await service("POST", `/raffles/${raffle_id}/participate/`, { from: player(n) }));
  }
  return get(service, `/raffles/${raffle_id}/`);
}

/** Advances the clock until the raffle's round is due. */
export const advanceToDue = ({ draw }: Raffle): void => advanceClock(Date.parse(draw.due ?? "") - Date.now());

export const drawBy = (service: Service, id: string, options: Call = {}): Promise<Response> =>
  service("POST", `/raffles/${id}/winners/`, { from: MANAGER, ...options });
