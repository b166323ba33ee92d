import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll } from "vitest";

export const TOOL = "tools/verify-draw.py";
/** For files of one test file. */
export const folder = mkdtempSync(`${tmpdir()}/verify-draw-`);
afterAll(() => rmSync(folder, { recursive: true }));

/** How a program ended. */
export interface Verdict {
  status: number;
  stdout: string;
  stderr: string;
}

/** Runs Python. @throws Error where there is none: these tests want Python 3.8 or newer */
export function python(...args: string[]): Promise<Verdict> {
  return new Promise((resolve, reject) =>
    execFile("python3", args, (error, stdout, stderr) => {
      if (typeof error?.code === "string") reject(new Error(`python3: ${error.code}`));
      else resolve({ status: error?.code ?? 0, stdout, stderr } as Verdict);
    }),
  );
}

/** Runs the tool, without a py_ecc that somebody may have installed (-S). */
export const verifyDraw = (...args: string[]) => python("-S", TOOL, ...args);

let files = 0;
/** Writes a transcript to a file. @returns its path */
export function saved(transcript: unknown): string {
  const file = `${folder}/${files++}.json`;
  writeFileSync(file, typeof transcript === "string" ? transcript : JSON.stringify(transcript));
  return file;
}

/** Runs the tool on a transcript: JSON, or a text that is to stand for it. */
export const verify = (transcript: unknown) => verifyDraw(saved(transcript));
