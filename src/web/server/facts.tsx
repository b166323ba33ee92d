import type { Child } from "hono/jsx";

/** Terms with what is to be said about them. Terms without it are not shown. */
export type FactList = [string, Child][];

/** Renders a list of terms and facts. */
export const Facts = ({ facts }: { facts: FactList }) => (
  <dl class="terms">
    {facts.map(
      ([term, fact]) =>
        fact && (
          <div>
            <dt>{term}</dt>
            <dd>{fact}</dd>
          </div>
        ),
    )}
  </dl>
);
