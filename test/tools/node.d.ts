/** What the tests of the tools use of Node. Its own types would come with globals that the Workers runtime has not. */
declare module "node:child_process" {
  export function execFile(
    file: string,
    args: readonly string[],
    done: (error: { code?: number | string } | null, stdout: string, stderr: string) => void,
  ): void;
}
declare module "node:fs" {
  export function mkdtempSync(prefix: string): string;
  export function readFileSync(path: string, encoding: "utf8"): string;
  export function rmSync(path: string, options: { recursive: true }): void;
  export function writeFileSync(path: string, text: string): void;
}
declare module "node:http" {
  interface Answer {
    statusCode: number;
    end(text: string): void;
  }
  interface Server {
    listen(port: number, host: string, done: () => void): void;
    address(): { port: number };
    close(): void;
  }
  export function createServer(serve: (request: { url: string }, answer: Answer) => void): Server;
}
declare module "node:os" {
  export function tmpdir(): string;
}
