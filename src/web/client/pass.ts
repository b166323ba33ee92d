import { printedPass } from "../../domain/pass";
import { problems, raffle, pass as texts, ticket as ticketTexts } from "../texts/page";
import { storeAndShow } from "./claim";
import { announce, getElement, moveFocusTo } from "./dom";
import { forgetFragment, recallFragment, takeFragment } from "./fragment";
import { findPassForm, type PassForm, showInPassForm } from "./pass-form";
import { claimByPass, sendWithRetries } from "./send-claim";
import { hasTicketOf, loadClaims, removePass, requestPersistence, storePass } from "./storage";

/** The pass of the link that opened the page, until it has a ticket. The form may appear only later. */
let linkedPass: string | undefined;

/** Returns the place for news about a link while the raffle is not open yet. */
const findEarlyNotice = () => document.querySelector<HTMLElement>("#early-pass");

/** Fills in the linked pass. Never claims by it: a link may be opened by mistake, or by somebody else. */
function fillIn(): void {
  if (linkedPass === undefined) return;
  const [early, passForm] = [findEarlyNotice(), findPassForm()];
  if (early) announce(early, texts.linkedEarly);
  if (!passForm) return;
  passForm.field.value = linkedPass;
  showInPassForm(passForm, texts.linked);
}

function showBrokenLink(): void {
  const [early, passForm] = [findEarlyNotice(), findPassForm()];
  if (early) announce(early, texts.linkBroken, "bad");
  if (passForm) showInPassForm(passForm, texts.linkBroken, "bad");
}

function forgetLink(): void {
  linkedPass = undefined;
  forgetFragment("pass");
}

function readLink(raffleId: string, text: string | undefined): void {
  if (text === undefined) return;
  const pass = printedPass(text);
  if (pass === undefined) showBrokenLink();
  else if (!hasTicketOf(raffleId, pass)) {
    linkedPass = pass;
    fillIn();
    return;
  }
  // Nothing is left to do: otherwise the page already shows the stored ticket.
  forgetFragment("pass");
}

/** Reads passes from links `#pass=…` to this page, also from those opened later. */
export function followPassLinks(raffleId: string): void {
  window.addEventListener("hashchange", () => readLink(raffleId, takeFragment("pass")));
  readLink(raffleId, takeFragment("pass") ?? recallFragment("pass"));
}

/**
 * Claims a ticket by a pass and shows the result in the form.
 *
 * @param isPressed true if the player has just pressed the button, false if the page repeats an earlier claim
 */
async function claim(raffleId: string, pass: string, passForm: PassForm, isPressed: boolean): Promise<void> {
  const { field, button, notice } = passForm;
  const label = button.textContent;
  // The pass is stored first. If the answer is lost, the same pass gets the same ticket.
  storePass(raffleId, pass);
  button.disabled = true;
  button.textContent = raffle.claiming;
  const result = await sendWithRetries(raffleId, claimByPass(pass), (text) => showInPassForm(passForm, text));
  button.disabled = false;
  button.textContent = label;
  if (result && "ticket" in result) {
    if (linkedPass === pass) forgetLink();
    if (printedPass(field.value) === pass) field.value = "";
    announce(notice, "");
    const isStored = storeAndShow(raffleId, { pass, ticket: result.ticket }, true);
    if (isPressed && isStored) requestPersistence();
    if (isPressed) moveFocusTo(getElement("#mine h2"));
    return;
  }
  if (result) removePass(raffleId, pass);
  showInPassForm(passForm, result ? result.rejection : ticketTexts.noAnswer, "bad");
  // The disabled button has lost the focus.
  if (isPressed) field.focus();
}

function rejectTyped(passForm: PassForm): void {
  const { title, advice } = problems["invalid-pass"];
  showInPassForm(passForm, `${title}. ${advice}`, "bad");
  passForm.field.focus();
}

/** Repeats claims without an answer, one after the other. */
async function repeatClaims(raffleId: string, passForm: PassForm): Promise<void> {
  const { form, field } = passForm;
  // This form was sent before the script had loaded. It may have got a ticket.
  const sent = form.dataset.refused === "unavailable" ? printedPass(field.value) : undefined;
  const passes = new Set([...loadClaims(raffleId).passes, ...(sent ? [sent] : [])]);
  for (const pass of passes) {
    showInPassForm(passForm, ticketTexts.retrying);
    await claim(raffleId, pass, passForm, false);
  }
}

/** Makes the button claim by the pass without leaving the page. Repeats earlier claims without an answer. */
export function preparePassForm(raffleId: string): void {
  const passForm = findPassForm();
  fillIn();
  if (!passForm) return;
  passForm.form.addEventListener("submit", (event) => {
    event.preventDefault();
    const pass = printedPass(passForm.field.value);
    if (pass === undefined) rejectTyped(passForm);
    else claim(raffleId, pass, passForm, true);
  });
  repeatClaims(raffleId, passForm);
}
