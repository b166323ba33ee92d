import type { Pass } from "../../contract/wire";
import { shownName } from "../shared/names";
import { QrCode } from "./qr";
import { texts } from "./visitor";

/** Up to this length, a link is printed in the larger type. */
const SHORT_LINK_LENGTH = 72;

interface CardProps {
  pass: Pass;
  name: string;
  /** The address that players type, without the scheme. */
  link: string;
}

/** Renders one card for a player. */
const PassCard = ({ pass: { number, pass, url }, name, link }: CardProps) => {
  const half = pass.length / 2;
  const [before, after] = texts().passes.how.split("{link}");
  return (
    <article class="pass-card" aria-label={texts().passes.number(number)}>
      <p class="name" dir="auto">
        {shownName(name)}
      </p>
      <QrCode text={url} label={texts().passes.qr(number)} />
      <div class="pass">
        <p class="letters notranslate" translate="no">
          <span>{pass.slice(0, half + 1)}</span>
          <span>{pass.slice(half + 1)}</span>
        </p>
        <p>{texts().passes.number(number)}</p>
      </div>
      <p class={link.length > SHORT_LINK_LENGTH ? "how long" : "how"}>
        {before}
        <span class="notranslate" translate="no">
          {link}
        </span>
        {after}
      </p>
    </article>
  );
};

const CARDS_PER_ROW = 3;

interface CardsProps extends Omit<CardProps, "pass"> {
  passes: readonly Pass[];
}

/** Renders cards to cut out. In print, a row is the unit that a page must not cut (style/pass-sheet.css). */
export const PassCards = ({ passes, ...props }: CardsProps) => {
  const rows = Array.from({ length: Math.ceil(passes.length / CARDS_PER_ROW) }, (_, i) =>
    passes.slice(i * CARDS_PER_ROW, (i + 1) * CARDS_PER_ROW),
  );
  return (
    <div class="pass-cards">
      {rows.map((row) => (
        <div class="pass-row">
          {row.map((pass) => (
            <PassCard pass={pass} {...props} />
          ))}
        </div>
      ))}
    </div>
  );
};
