import { LinkifyIt } from "linkify-it";
import { shownText } from "../shared/names";
import { texts } from "./visitor";

/** Finds addresses that start with http:// or https://. Others stay plain text. */
const linkify = new LinkifyIt({ fuzzyEmail: false, fuzzyLink: false });
for (const scheme of ["ftp:", "//", "mailto:"]) linkify.add(scheme, null);

/**
 * Returns an address with its host in ASCII. Others may look like a known one: some letters of "раypal.com"
 * are Cyrillic.
 */
function unmistakable(address: string): string {
  const { origin, href } = new URL(address);
  return address.toLowerCase().startsWith(origin) ? address : href;
}

/**
 * Renders a link whose text is its whole address, so that it can't pretend to lead elsewhere. Search engines
 * must not count it as ours. Right-to-left letters in it don't change its order.
 */
const UserLink = ({ address }: { address: string }) => (
  <a href={address} dir="ltr" rel="nofollow ugc noopener noreferrer">
    {unmistakable(address)}
  </a>
);

/** Returns a text with at most one empty line between paragraphs. */
const withoutGaps = (text: string) => text.replace(/\n{3,}/g, "\n\n");

/** Renders the organiser's description, with its line breaks and links. */
export function Description({ text }: { text: string }) {
  const shown = withoutGaps(shownText(text));
  const links = (linkify.match(shown) ?? []).filter(({ url }) => URL.canParse(url));
  return (
    <section aria-labelledby="description-heading">
      <h2 id="description-heading">{texts().raffle.description}</h2>
      <p class="description">
        {links.map(({ index, url }, i) => (
          <>
            {shown.slice(links[i - 1]?.lastIndex ?? 0, index)}
            <UserLink address={url} />
          </>
        ))}
        {shown.slice(links.at(-1)?.lastIndex ?? 0)}
      </p>
    </section>
  );
}
