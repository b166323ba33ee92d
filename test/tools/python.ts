import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll } from "vitest";

export const TOOL = "tools/verify-draw.py";

/** Is a temporary folder for the files of one test file. */
export const folder = mkdtempSync(`${tmpdir()}/verify-draw-`);
afterAll(() => rmSync(folder, { recursive: true }));

/** Describes how a program ended. */
export interface Result {
  status: number;
  stdout: string;
  stderr: string;
}

/** Runs Python. Rejects if it is not installed: these tests need Python 3.8 or newer. */
export function python(...args: string[]): Promise<Result> {
  return new Promise((resolve, reject) =>
    execFile("python3", args, (error, stdout, stderr) => {
      if (typeof error?.code === "string") reject(new Error(`python3: ${error.code}`));
      else resolve({ status: error?.code ?? 0, stdout, stderr } as Result);
    }),
  );
}

/** Runs the tool. The flag -S hides an installed py_ecc. */
export const verifyDraw = (...args: string[]) => python("-S", TOOL, ...args);

let files = 0;

/** Writes a transcript to a new file: a string unchanged, any other value as JSON. Returns the path. */
export function saveTranscript(transcript: unknown): string {
  const file = `${folder}/${files++}.json`;
  writeFileSync(file, typeof transcript === "string" ? transcript : JSON.stringify(transcript));
  return file;
}

/** Runs the tool on a saved transcript. */
export const verify = (transcript: unknown) => verifyDraw(saveTranscript(transcript));
