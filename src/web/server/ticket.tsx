import type { Child } from "hono/jsx";
import { qrEncoder, ticketPicture } from "../../../dist/assets.js";
import type { ProblemDocument, Ticket } from "../../contract/wire";
import { shownName } from "../shared/names";
import { QrCode } from "./qr";
import { texts } from "./visitor";

/** What gets the same ticket again: the form's pass, or its key if that is valid. */
interface SentClaim {
  key: string | undefined;
  pass: string | undefined;
}

/** A claim that got a ticket. */
export interface GrantedClaim extends SentClaim {
  ticket: Ticket;
}

/** The result of a claim. */
export type Claim = GrantedClaim | (SentClaim & { problem: ProblemDocument });

/** Renders a code in groups. A copy of it includes the dashes. Browsers must not translate it. */
const Code = ({ code }: { code: string }) => (
  <code class="code notranslate" translate="no">
    {code.split("-").map((group, i) => (
      <>
        {i > 0 && <span class="dash">-</span>}
        <span class="group">{group}</span>
      </>
    ))}
  </code>
);

interface TicketCardProps {
  name: string;
  ticket: Ticket;
  claim?: GrantedClaim;
  /** Is the link that shows the ticket. Without it, client/ticket.ts adds it. */
  link?: string;
  children?: Child;
}

const TicketCard = ({ name, ticket, claim, link, children }: TicketCardProps) => (
  <section class="ticket" aria-labelledby="ticket-heading" data-given={claim && JSON.stringify(claim)}>
    <div class="paper">
      <div class="main">
        <h2 id="ticket-heading" dir="auto">
          {shownName(name)}
        </h2>
        <p class="label">{texts().ticket.number}</p>
        <p class="number notranslate" translate="no">
          {ticket.ticket_number}
        </p>
        <p class="outcome" role="status" />
      </div>
      <div class="stub">
        <p class="label">{texts().ticket.code}</p>
        <Code code={ticket.verification_code} />
        <div class="scan">
          {link ? (
            <QrCode text={link} label={texts().ticket.qr} />
          ) : (
            <svg class="qr" role="img" aria-label={texts().ticket.qr} data-encoder={qrEncoder.path} />
          )}
          <p class="keep">{texts().ticket.secrecy}</p>
        </div>
        <p class="address notranslate" translate="no">
          {link?.split("#")[0]}
        </p>
      </div>
    </div>
    {children}
  </section>
);

interface FreshTicketProps {
  name: string;
  claim: GrantedClaim;
  /** The link that shows the ticket. */
  link: string;
}

/** Renders the ticket that a form got. client/claim.ts stores it once the script has loaded. */
export const FreshTicket = ({ name, claim, link }: FreshTicketProps) => (
  <TicketCard name={name} ticket={claim.ticket} claim={claim} link={link}>
    <p class="notice">
      <strong>{claim.pass === undefined ? texts().ticket.writeDown : texts().pass.again}</strong>
    </p>
    <p class="hint">
      {texts().ticket.linkElsewhere}{" "}
      <a href={link} class="notranslate" translate="no" target="_blank" rel="noopener">
        {link}
      </a>
    </p>
  </TicketCard>
);

/** Renders the buttons of client/save-ticket.ts, which makes the first possible one the main one. */
const SaveButtons = () => (
  <details class="saving more" open>
    <summary>{texts().ticket.actions}</summary>
    <p class="hint why">{texts().ticket.whySave}</p>
    <div class="actions">
      <button type="button" class="quiet" data-do="share">
        {texts().ticket.share}
      </button>
      <button type="button" class="quiet" data-do="copy-link">
        {texts().ticket.copyLink}
      </button>
      <button type="button" class="quiet" data-do="copy">
        {texts().ticket.copy}
      </button>
      <button type="button" class="quiet" data-do="picture" data-module={ticketPicture.path}>
        {texts().ticket.picture}
      </button>
      <button type="button" class="quiet" data-do="print">
        {texts().ticket.print}
      </button>
    </div>
    <p class="hint">{texts().ticket.keepCopyPrivate}</p>
  </details>
);

/** Renders the template that client/ticket.ts fills in. */
export const TicketTemplate = ({ name }: { name: string }) => (
  <template id="ticket-template">
    <TicketCard name={name} ticket={{ ticket_number: 0, verification_code: "-----" }}>
      <p class="keeping" />
      <SaveButtons />
      <p class="hint" role="status" />
      <button type="button" class="subtle" data-do="forget">
        {texts().ticket.remove}
      </button>
    </TicketCard>
  </template>
);

/** Renders the place where client/ticket-link.ts asks whether to save the ticket of a link. */
export const LinkQuestion = () => (
  <div id="from-link">
    <p class="notice" role="status" />
    <div class="actions" hidden>
      <button type="button" data-do="save">
        {texts().ticket.save}
      </button>
      <button type="button" class="quiet" data-do="decline">
        {texts().ticket.notNow}
      </button>
    </div>
  </div>
);
