import { type Call, call } from "./service";

/** A page as it was answered. */
export interface Page {
  status: number;
  headers: Headers;
  html: string;
  /** What a reader sees, more or less: the body's text without tags, entities decoded. */
  text: string;
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

const decoded = (html: string) =>
  html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? "");

/** Reads an answer as a page. */
export async function pageOf(answer: Response): Promise<Page> {
  const html = await answer.text();
  const body = html.replace(/<head>.*<\/head>|<template.*?<\/template>/gs, "").replace(/<[^>]*>/g, " ");
  return { status: answer.status, headers: answer.headers, html, text: decoded(body).replace(/\s+/g, " ") };
}

/** Opens a page. */
export const open = async (path: string, options?: Call): Promise<Page> =>
  pageOf(await call("GET", path, options));

/** A form as browsers send it. */
export const formOf = (fields: string[][], options: Call = {}): Call => ({
  ...options,
  body: new URLSearchParams(fields).toString(),
  headers: {
    "Content-Type": "application/x-www-form-urlencoded",
    Origin: "https://raffle.test",
    "Sec-Fetch-Site": "same-origin",
    ...options.headers,
  },
});

/** Sends a form. */
export const submit = (path: string, fields: string[][], options?: Call): Promise<Response> =>
  call("POST", path, formOf(fields, options));

/** The value of a hidden field. */
export function hidden(page: Page, name: string): string {
  const value = new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`).exec(page.html)?.[1];
  if (value === undefined) throw new Error(`The page has no hidden ${name}`);
  return value;
}
