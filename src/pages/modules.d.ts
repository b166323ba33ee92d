/** Files of swagger-ui-dist that wrangler.toml's [[rules]] bring into the Worker as they are. */
declare module "swagger-ui-dist/swagger-ui-bundle.js" {
  const bytes: ArrayBuffer;
  export default bytes;
}
declare module "swagger-ui-dist/favicon-32x32.png" {
  const bytes: ArrayBuffer;
  export default bytes;
}
declare module "swagger-ui-dist/swagger-ui.css" {
  const text: string;
  export default text;
}
