import { app } from "./app";

export type { AppType } from "./app";
export { DirectoryObject } from "./objects/directory/object";
export { RaffleObject } from "./objects/raffle/object";

export default { fetch: app.fetch } satisfies ExportedHandler<Env>;
