import { app } from "./app";

export type { ApiType } from "./api/app";
export { DirectoryObject } from "./durable-objects/directory/object";
export { RaffleObject } from "./durable-objects/raffle/object";

export default { fetch: app.fetch } satisfies ExportedHandler<Env>;
