/** A file as text: what Vite makes of an import whose name ends so. */
declare module "*?raw" {
  const text: string;
  export default text;
}
