/** The bindings and variables of wrangler.toml. Variables are what somebody typed: door/settings.ts reads them. */
declare namespace Cloudflare {
  interface Env {
    readonly RAFFLE: DurableObjectNamespace<import("./durable-objects/raffle/object").RaffleObject>;
    readonly DIRECTORY: DurableObjectNamespace<import("./durable-objects/directory/object").DirectoryObject>;
    readonly RATE_LIMIT: RateLimit;
    readonly LIST_RATE_LIMIT: RateLimit;
    readonly MANAGER_IP_ADDRESSES?: unknown;
    readonly IPV6_PREFIX_LENGTH?: unknown;
    readonly ALLOWED_ORIGINS?: unknown;
    readonly DRAW_ENTROPY?: unknown;
    readonly DRAND_RELAYS?: unknown;
    readonly DRAND_NETWORK?: unknown;
    readonly RETENTION_DAYS?: unknown;
  }
  interface GlobalProps {
    mainModule: typeof import("./index");
  }
}
type Env = Cloudflare.Env;
