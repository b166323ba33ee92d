import type { Child } from "hono/jsx";
import type { Ticket } from "../../contract/wire";
import { shownName } from "../shared/names";
import { ticket as texts } from "../texts/en";

/** A claim that was granted, and the key that gets the same answer again, if it had one. */
export interface Given {
  key: string | undefined;
  ticket: Ticket;
}

/** A code in its groups; copied it is whole, dashes and all. Browsers that translate would take it for words. */
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

interface Card {
  name: string;
  ticket: Ticket;
  given?: Given;
  children?: Child;
}

/** A ticket as people keep it. What wants JavaScript is hidden until client/ticket.ts shows it. */
const TicketCard = ({ name, ticket, given, children }: Card) => (
  <section class="ticket" aria-labelledby="ticket-heading" data-given={given && JSON.stringify(given)}>
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
        <p class="keep">{texts.keep}</p>
      </div>
    </div>
    <p class="outcome" role="status" />
    {children}
  </section>
);

/** The ticket that a claim by the plain form got; client/claim.ts keeps it where the script comes after all. */
export const FreshTicket = ({ name, given }: { name: string; given: Given }) => (
  <TicketCard name={name} ticket={given.ticket} given={given}>
    <p class="hint">{texts.keepYourself}</p>
  </TicketCard>
);

/** What client/ticket.ts fills in. */
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
          {texts.forget}
        </button>
      </div>
      <p class="hint keeping" />
      <p class="hint" role="status" />
    </TicketCard>
  </template>
);
