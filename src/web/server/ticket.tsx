import type { Child } from "hono/jsx";
import type { ProblemDocument, Ticket } from "../../contract/wire";
import { shownName } from "../shared/names";
import { ticket as texts } from "../texts/en";

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
  children?: Child;
}

const TicketCard = ({ name, ticket, claim, children }: TicketCardProps) => (
  <section class="ticket" aria-labelledby="ticket-heading" data-given={claim && JSON.stringify(claim)}>
    <div class="paper">
      <div class="main">
        <h2 id="ticket-heading" dir="auto">
          {shownName(name)}
        </h2>
        <p class="label">{texts.number}</p>
        <p class="number notranslate" translate="no">
          {ticket.ticket_number}
        </p>
      </div>
      <div class="stub">
        <p class="label">{texts.code}</p>
        <Code code={ticket.verification_code} />
        <p class="keep">{texts.secrecy}</p>
      </div>
    </div>
    <p class="outcome" role="status" />
    {children}
  </section>
);

/** Renders the ticket that a form got. client/claim.ts stores it once the script has loaded. */
export const FreshTicket = ({ name, claim }: { name: string; claim: GrantedClaim }) => (
  <TicketCard name={name} ticket={claim.ticket} claim={claim}>
    <p class="hint">{texts.writeDown}</p>
  </TicketCard>
);

/** Renders the template that client/ticket.ts fills in. */
export const TicketTemplate = ({ name }: { name: string }) => (
  <template id="ticket-template">
    <TicketCard name={name} ticket={{ ticket_number: 0, verification_code: "-----" }}>
      <div class="actions">
        <button type="button" class="quiet" data-do="copy">
          {texts.copy}
        </button>
        <button type="button" class="quiet" data-do="print">
          {texts.print}
        </button>
        <button type="button" class="quiet" data-do="forget">
          {texts.remove}
        </button>
      </div>
      <p class="hint keeping" />
      <p class="hint" role="status" />
    </TicketCard>
  </template>
);
