import { app } from "./app";

export type { AppType } from "./app";
export { DirectoryObject } from "./durable-objects/directory/object";
export { RaffleObject } from "./durable-objects/raffle/object";

export default { fetch: app.fetch } satisfies ExportedHandler<Env>;
