import { type Call, call } from "./service";

/** Describes the response for a page. */
export interface Page {
  status: number;
  headers: Headers;
  html: string;
  /** Approximates what people see: the text of the body without tags, with decoded entities. */
  text: string;
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

const decoded = (html: string) =>
  html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? "");

/** Reads a response as a page. */
export async function pageOf(answer: Response): Promise<Page> {
  const html = await answer.text();
  const body = html.replace(/<head>.*<\/head>|<template.*?<\/template>/gs, "").replace(/<[^>]*>/g, " ");
  return { status: answer.status, headers: answer.headers, html, text: decoded(body).replace(/\s+/g, " ") };
}

export const open = async (path: string, options?: Call): Promise<Page> =>
  pageOf(await call("GET", path, options));

/** Returns a form submission as browsers send it. */
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

export const submit = (path: string, fields: string[][], options?: Call): Promise<Response> =>
  call("POST", path, formOf(fields, options));

/** Returns the value of a hidden field. */
export function hidden(page: Page, name: string): string {
  const value = new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`).exec(page.html)?.[1];
  if (value === undefined) throw new Error(`The page has no hidden ${name}`);
  return value;
}

/** Returns the names and values of all hidden fields. */
export const hiddenFields = ({ html }: Page): string[][] =>
  Array.from(html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g), ([, name, value]) =>
    [name ?? "", value ?? ""].map(decoded),
  );
