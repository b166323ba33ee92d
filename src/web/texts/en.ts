/** The texts that people see, in English. The other languages have the same texts (languages.ts). */
import type { ProblemCode } from "../../contract/problems";
import { intlFor } from "./intl";

export const language: string = "en";

/** Formats numbers, durations and lists for this language. */
export const { number, plural, duration, list } = intlFor(language);

export const common = {
  service: "Raffles",
  skip: "Skip to the content",
  language: "Language",
  manage: "Manage",
  reference: "API",
  fairness: "Every ticket has the same chance, and anyone can check the draw.",
  progress: (claimed: number, total: number) =>
    plural(total, {
      one: `${number(claimed)} of 1 ticket given out`,
      other: `${number(claimed)} of ${number(total)} tickets given out`,
    }),
  scheduled: "Not open yet",
  open: "Open",
  closed: "Closed",
  soldOut: "All taken",
  drawn: "Drawn",
  /** A date follows. */
  opens: "Opens on",
  /** A date follows. */
  closes: "Closes on",
  remaining: (seconds: number) => `in ${duration(seconds)}`,
  soon: "now",
  /** The headings of a list's groups. */
  groups: {
    scheduled: "Opening later",
    open: "Open raffles",
    closed: "Closed raffles",
    drawn: "Drawn raffles",
  },
  prizes: "Prizes",
  morePrizes: (n: number) => `+ ${number(n)} more`,
  notAwarded: (n: number) => `${number(n)} not awarded`,
  notAwardedPrizes: "Prizes not awarded",
  allPrizes: (n: number) => plural(n, { one: "Show the prize", other: `Show all ${number(n)} prizes` }),
  prizeRange: (from: number, to: number, all: number) => `${number(from)} to ${number(to)} of ${number(all)}`,
  previousPrizes: "Previous prizes",
  nextPrizes: "Next prizes",
  newTab: "(in a new tab)",
  unknown: (id: string) => `Raffle ${id.slice(0, 8)}`,
  unreachable: "Can't be reached right now",
  older: "Older raffles",
  newest: "Back to the newest",
  copied: "Copied",
  loading: "Loading…",
};

export const home = {
  title: "Raffles",
  headline: "Raffles with a fair draw",
  lead: "Get your ticket in one step, keep its number and code, and see here whether you have won.",
  example: "Example of a ticket",
  none: "No raffles yet.",
  yours: "Your tickets",
  yoursHint: "Saved in this browser.",
  ticket: (ticket: number) => `Ticket ${ticket}`,
  waiting: "Waiting for the draw",
  notWon: "Not this time",
  noLongerWon: "The prize was not collected in time",
  deleted: "This raffle was deleted",
  unreachable: "The raffle can't be reached right now",
  won: (prizes: readonly string[]) => `You won: ${list(prizes)}`,
};

/** What link previews show. */
export const preview = {
  prizes: (prizes: readonly string[]) => `Prizes: ${prizes.join(", ")}`,
  image: "A raffle ticket",
};

export const raffle = {
  yours: "Your ticket",
  ticketOnly: "You have this ticket. The raffle's page can't be shown right now.",
  open: "Open the raffle",
  claim: "Get my ticket",
  claiming: "Getting your ticket…",
  claimNote: "Free. One ticket per internet connection (people on the same Wi-Fi share one).",
  scheduledNote: "You can get a ticket once the raffle is open. The button will appear here.",
  scheduledPassNote:
    "You can get a ticket with your pass once the raffle is open. The field for it will appear here.",
  soldOutNote: "All tickets are taken. The winners will appear here.",
  closedNote: (claimed: number, total: number) =>
    `This raffle is closed. Tickets given out: ${number(claimed)} of ${number(total)}. The winners will appear here.`,
  noClaimsNote: "This raffle is closed. Nobody got a ticket, so there are no winners.",
  fewClaimed: (claimed: number) =>
    plural(claimed, {
      one: "Only one ticket was given out, so some prizes are not awarded.",
      other: `Only ${number(claimed)} tickets were given out, so some prizes are not awarded.`,
    }),
  description: "About this raffle",
  /** A date follows. */
  created: "Created",
  check: "Check a ticket",
  checkNote: "Enter the ticket's number and code. We don't save the code.",
  checkEarly: "Once the winners have been drawn, any ticket can be checked here.",
  number: "Ticket number",
  code: "Code",
  checkButton: "Check this ticket",
  checking: "Checking…",
  won: (prize: string) => `This ticket has won: ${prize}`,
  wonHint: "Show the number and code to the organiser to collect your prize.",
  notWon: "This ticket has not won.",
  notWonHint: "Thank you for playing.",
};

/** The form of a raffle with passes. */
export const pass = {
  label: "Your pass",
  source:
    "A pass has 16 letters and digits. The organiser hands out the passes, on paper or by message. Each pass gets one ticket.",
  again: "Lost your ticket? Enter the same pass to see it again.",
  note: "You get a number and a secret code. They prove that the ticket is yours.",
  another: "Enter another pass",
  showAgain: "Show my ticket again",
  showAgainHint: "Enter the pass that you used for your ticket.",
  showAgainButton: "Show my ticket",
  linked: "Your pass is filled in. Press the button to get your ticket.",
  linkedEarly:
    "This page remembers the pass from your link and fills it in when the raffle opens. If you close the page, open the link again.",
  linkBroken: "The pass in this link is incomplete. Please enter your pass.",
};

export const ticket = {
  heading: "Ticket",
  number: "Number",
  code: "Secret code",
  secrecy:
    "Anyone with this number and code can collect the prize. Keep the code private until you collect it.",
  actions: "Save my ticket",
  whySave:
    "Browsers can delete saved tickets after a few days. Private windows delete them when you close them. Keep a copy of yours.",
  whySaveFirst: "Keep a copy of your ticket once you have it: browsers can delete what they save.",
  share: "Share",
  shareText: (name: string, ticket: number) => `${name}: ticket ${ticket}`,
  copyLink: "Copy link",
  copy: "Copy number and code",
  notShared: "Sharing didn't work. Please copy the link instead.",
  notCopied: "This browser won't allow copying. Please select the text and copy it.",
  picture: "Save as picture",
  pictureFailed: "The picture can't be made right now. Please print the ticket or copy it.",
  print: "Print",
  keepCopyPrivate: "Anyone who has the link or the picture can collect the prize.",
  qr: "QR code of this ticket",
  saveQuestion: "Save this ticket on this device?",
  save: "Save",
  notNow: "Not now",
  saved: "Saved.",
  linked:
    "This ticket came from a link and is not saved on this device. Its code can be checked after the draw.",
  linkBroken: "The ticket in this link is incomplete, or belongs to another raffle.",
  stored: "Saved in this browser. Come back to this page to see it.",
  notStored:
    "This browser can't save your ticket. It is lost when you leave or reload this page. Please keep a copy of it now.",
  writeDown: "Please write it down or print this page: the code won't be shown again.",
  linkElsewhere: "To save the ticket on another device, open this link there:",
  remove: "Remove from this device",
  removeConfirm: "Without its number and code, you can't collect a prize. Press again to remove the ticket.",
  removed: "Removed from this device.",
  retrying: "No reply yet. Trying again…",
  noAnswer: "We couldn't confirm your ticket. Press again; you won't get two.",
  noAnswerReopen: "No reply. Open this page again to see whether you have a ticket.",
  offline: "You're offline. We'll continue when you're back online.",
  busy: "Many people are here right now. Trying again in a moment…",
  won: (prize: string) => `You won: ${prize}!`,
  wonTitle: (prize: string) => `You won: ${prize}`,
  wonAfterAll: (prize: string) => `You won after all: ${prize}!`,
  wonNext:
    "Show this code at the prize desk, and to nobody else. The organiser may pass on prizes that are not collected.",
  notWon: "Not this time. Thank you for playing.",
  noLongerWon: "You no longer hold this prize: it was not collected in time.",
};

export const winners = {
  heading: "Winners",
  find: "Find a ticket number",
  findButton: "Find",
  found: (ticket: number, prize: string) => `Ticket ${ticket} wins: ${prize}`,
  notFound: (ticket: number) => `Ticket ${ticket} is not among the winners.`,
  findInvalid: "Please enter a ticket number in digits, from 1.",
  range: (from: number, to: number, all: number) =>
    from === to
      ? `Prize ${number(from)} of ${number(all)}`
      : `Prizes ${number(from)} to ${number(to)} of ${number(all)}`,
  count: (n: number) =>
    n === 0
      ? "No winning tickets"
      : plural(n, { one: "One winning ticket", other: `${number(n)} winning tickets` }),
  drawn: (n: number) =>
    plural(n, { one: "One winner was drawn.", other: `${number(n)} winners were drawn.` }),
  forfeited: (n: number) =>
    plural(n, {
      one: "One prize was forfeited and not passed on.",
      other: `${number(n)} prizes were forfeited and not passed on.`,
    }),
  next: "Next prizes",
  first: "Back to start",
  none: "Nobody got a ticket, so there are no winners.",
  csv: "Download winners (CSV)",
};

/** The page that shows the winners in public, one prize after the other. */
export const reveal = {
  title: "Show the winners",
  link: "Show the winners on a projector",
  back: "Back to the raffle",
  join: "Scan to get your ticket",
  waiting: "The winners appear here after the draw.",
  closed: "No more tickets. The draw is next.",
  noWinners: "Nobody got a ticket, so there are no winners.",
  ready: "The winners have been drawn",
  count: (n: number) =>
    plural(n, { one: "One winner was drawn.", other: `${number(n)} winners were drawn.` }),
  keys: "Press Space or → for the next prize, ← to go back.",
  next: "Next prize",
  previous: "Previous prize",
  automatic: "Automatic",
  firstFirst: "Top prize first",
  light: "Light background",
  fullScreen: "Full screen",
  controls: "Presentation",
  prize: (n: number, all: number) => `Prize ${number(n)} of ${number(all)}`,
  part: (from: number, to: number, all: number) =>
    from === to
      ? `Winner ${number(from)} of ${number(all)}`
      : `Winners ${number(from)} to ${number(to)} of ${number(all)}`,
  numbers: (prize: string, numbers: readonly number[]) =>
    plural(numbers.length, {
      one: `${prize}: number ${numbers.join(", ")}`,
      other: `${prize}: numbers ${numbers.join(", ")}`,
    }),
  nobody: "Nobody holds this prize any more.",
  nobodyHas: (prize: string) => `${prize}: nobody holds this prize any more.`,
  loading: "Loading…",
  notLoaded: "The winners can't be loaded right now. Press the key again in a moment.",
  end: "Congratulations!",
  endHint: "All winners are on the raffle's page.",
  qr: "QR code of the raffle's page",
};

/** The poster of a raffle. */
export const poster = {
  title: "Poster",
  link: "Print a poster",
  back: "Back to the raffle",
  hint: "One page of A4 or Letter. Print at 100% (actual size).",
  print: "Print",
  prizes: "You can win",
  more: (n: number) => plural(n, { one: "and one more", other: `and ${number(n)} more` }),
  /** A date follows. */
  closes: "Closes on",
  how: "How to play",
  scan: "Scan the code with your phone, or open the link.",
  claim: (button: string) => `Press “${button}”. It is free.`,
  pass: "Enter the pass from your card.",
  keep: "Keep your ticket's number and secret code until the draw.",
  qr: "QR code of the raffle's page",
};

export const drawCheck = {
  heading: "Check this draw",
  drand:
    "The randomness came from drand, a public beacon that nobody controls alone. The round was fixed before anyone could know its value. Your browser can recalculate the winners from it.",
  local:
    "The randomness came from this service, at the moment of the draw. Your browser can check that the winners follow from it, but only a draw by a public beacon can prove that nobody chose the result.",
  button: "Recalculate the winners",
  working: "Recalculating…",
  holds: (n: number) =>
    n === 0
      ? "Verified: no ticket was given out, so nobody won."
      : plural(n, {
          one: "Verified: your browser calculated the same winner.",
          other: `Verified: your browser calculated the same ${number(n)} winners.`,
        }),
  manager: "The organiser chose when to close the raffle. A check can't tell why it was then.",
  lateDigest:
    "This proof is weaker: the list of claimed tickets was complete only after the beacon's round had come out.",
  passes: "The organiser handed out the passes. A check can't tell who got them.",
  differs: "Not verified: these facts give other winners than the service lists.",
  randomness: "Not verified: the beacon did not sign this randomness.",
  facts: "Not verified: the facts of the draw are not those of this raffle.",
  claimed: "Not verified: the list of claimed tickets is not the one that was fixed when the raffle closed.",
  tooLong:
    "This page can't check the draw: the list of claimed tickets is too long. The program verify-draw.py reads lists of any length.",
  network: "This page can't check the draw: it uses a beacon other than drand's quicknet.",
  nothing:
    "There is nothing to check: an early version of the service drew without saving the data needed to check it.",
  failed: "The data for the check can't be loaded. Please try again.",
  compare: "Compare with the beacon's own value",
  round: "Round",
  value: "Randomness",
};

export const live = {
  lost: "Connection lost. Reconnecting…",
  gone: "This raffle was deleted.",
  open: "The raffle is open. You can get a ticket now.",
  closed: "There are no more tickets.",
  drawn: "The winners have been drawn.",
};

export const manage = {
  title: "Manage raffles",
  notManagerTitle: "This page is for organisers",
  notManager: "To play or to see the winners, choose a raffle on the home page.",
  toRaffles: "See all raffles",
  organiseHere: "Do you organise raffles here?",
  addAddress: (address: string) =>
    `Ask the person who runs this service to add your address, ${address}, to MANAGER_IP_ADDRESSES.`,
  addUnknownAddress: "Ask the person who runs this service for help: the service can't see your address.",
  create: "New raffle",
  name: "Name",
  nameHint: "What people will see. Up to 100 characters.",
  total: "Number of tickets",
  totalHint: "From 1 to 100,000,000.",
  prizes: "Prizes, top prize first",
  prizeName: (n: number) => `Prize ${n}`,
  amountShort: "Quantity",
  addPrize: "Add a prize",
  admission: "Who can play?",
  byAddress: "One ticket per internet connection",
  byAddressHint: "Choose this if people play from home or on mobile data.",
  byPass: "By pass",
  byPassHint:
    "Choose this if people share a connection, as in a hall, office or school. Choose it also if you sell tickets on paper, or if one person may have several tickets.",
  passes: "Number of passes (optional)",
  passesHint: "Each pass gets one ticket. If you leave this empty, there are as many passes as tickets.",
  removePrize: (n: number) => `Remove prize ${n}`,
  closesAt: "Closing time (optional)",
  closesHint: "Without it, the raffle ends when all tickets are taken or you close it.",
  utc: "In UTC.",
  zone: (name: string, offset: string) => `Your time zone: ${name} (UTC${offset}).`,
  drawAutomatically: "Draw the winners automatically",
  drawHint: "As soon as the raffle is closed. Otherwise you start the draw yourself.",
  more: "Opening time and description",
  opensAt: "Opening time (optional)",
  opensHint: "Without it, players can get tickets at once.",
  description: "Description (optional)",
  descriptionHint:
    "Rules, time and place of the hand-over, who organises it. Players see it on the raffle's page. Up to 2,000 characters.",
  review: "Continue",
  reviewTitle: "Check before you create",
  reviewNote: "You can't change any of this later.",
  change: "Change",
  createButton: "Create the raffle",
  none: "No raffles yet. Create the first one.",
  back: "All raffles",
  fixMarked: "Please correct the highlighted fields.",
  draw: "Draw",
  drawButton: "Draw the winners…",
  drawMissing: (n: number) =>
    plural(n, {
      one: "One ticket left. You can draw when all tickets are taken or the raffle is closed.",
      other: `${number(n)} tickets left. You can draw when all tickets are taken or the raffle is closed.`,
    }),
  drawsItself: "The winners are drawn automatically. You can also draw them yourself.",
  drawConfirm: "This can't be undone. Draw now?",
  drawNow: "Yes, draw now",
  drawing: "Drawing…",
  drawDone: (n: number) =>
    n === 0
      ? "Drawn. Nobody got a ticket, so there are no winners."
      : plural(n, {
          one: "Drawn. One ticket has won.",
          other: `Drawn. ${number(n)} tickets have won.`,
        }),
  fallbackButton: "Draw without the beacon…",
  fallbackConfirm:
    "The beacon's round has not been available for a week. This service can use its own randomness instead. Such a draw proves nothing: players have to trust you. It can't be undone.",
  fallbackNow: "Yes, draw without proof",
  closeButton: "Close now…",
  closeConfirm: (left: number) =>
    plural(left, {
      one: "Nobody can get the last ticket after that. This can't be undone.",
      other: `Nobody can get the remaining ${number(left)} tickets after that. This can't be undone.`,
    }),
  closeResult: (claimed: number) =>
    claimed === 0
      ? "Nobody has a ticket yet, so there will be no winners."
      : plural(claimed, {
          one: "Only one ticket takes part in the draw.",
          other: `${number(claimed)} tickets take part in the draw.`,
        }),
  closeNow: "Yes, close now",
  deletion: "Delete",
  deleteButton: "Delete this raffle…",
  deleteConfirm: "This deletes the raffle, its tickets and its winners for good. Its links stop working.",
  deleteAbandoned: (n: number) =>
    plural(n, {
      one: "The winners have not been drawn yet. One ticket becomes worthless.",
      other: `The winners have not been drawn yet. ${number(n)} tickets become worthless.`,
    }),
  deleteName: (name: string) => `Type the name to confirm: ${name}`,
  deleteNow: "Delete for good",
  /** A date follows. */
  beacon: "You can draw from",
  beaconWait: (seconds: number) =>
    plural(seconds, { one: "Ready in 1 second", other: `Ready in ${number(seconds)} seconds` }),
  beaconOut: "You can draw the winners now.",
  link: "Share with players",
  copyLink: "Copy the link",
  qr: "QR code of the raffle's page",
};

/** What a new raffle will be, before it is created. */
export const summary = {
  tickets: "Tickets",
  prizes: "Prizes",
  admission: "Who can play",
  byPass: (passes: number) =>
    plural(passes, {
      one: "Players with a pass (one pass)",
      other: `Players with a pass (${number(passes)} passes)`,
    }),
  description: "Description",
};

/** The passes of a raffle: on the organiser's page, the printable sheet and its cards. */
export const passes = {
  heading: "Passes",
  count: (n: number) =>
    plural(n, { one: "This raffle has one pass.", other: `This raffle has ${number(n)} passes.` }),
  morePasses: (total: number) =>
    plural(total, {
      one: "There are more passes than tickets: only the first player gets a ticket.",
      other: `There are more passes than tickets: only the first ${number(total)} players get one.`,
    }),
  back: (name: string) => `Back to ${name}`,
  printLink: "Print passes",
  csv: "Download passes (CSV)",
  tooManyForFile: (max: number) =>
    `A file has at most ${number(max)} passes. Programs can read more from the API, page by page.`,
  reference: "See the API",
  noFileTitle: "Too many passes for a file",
  noPassesTitle: "This raffle has no passes",
  noPasses: "Players need no pass here: each internet connection can get one ticket.",
  keepSafe: "Keep this list as safe as the prizes.",
  whatListShows:
    "Anyone with a pass can get its ticket. Anyone with this list can look up the tickets and their codes.",
  sharedAddress:
    "Never put a venue's shared Wi-Fi address on the list of managers: everyone there could then read the passes.",
  from: "From",
  to: "To",
  show: "Show these passes",
  printHint: (max: number) =>
    `Up to ${number(max)} passes at a time. A page of A4 or Letter has 15 cards. Print at 100% (actual size).`,
  print: "Print",
  range: (from: number, to: number) =>
    from === to ? `Pass ${number(from)}` : `Passes ${number(from)} to ${number(to)}`,
  otherRanges: "Other passes",
  notANumber: (total: number) =>
    total === 1 ? "Please enter 1." : `Please enter a whole number from 1 to ${number(total)}.`,
  notBelow: (from: number) => `Please enter a number that is at least ${number(from)}.`,
  tooMany: (max: number, last: number) =>
    `A sheet has at most ${number(max)} passes. Please enter a number up to ${number(last)}.`,
  number: (n: number) => `No. ${n}`,
  qr: (n: number) => `QR code of pass ${n}`,
  /** The address of the raffle takes the place of {link}. */
  how: "Scan the code, or open {link} and enter this pass.",
};

/** The prize desk, where prizes are handed over. */
export const desk = {
  title: "Prize desk",
  back: (name: string) => `Back to ${name}`,
  notDrawn: "The prize desk opens after the draw. Nothing can be handed over before.",
  number: "Ticket number",
  code: "Code",
  lookUp: "Look up",
  handOver: "Hand over",
  wonBy: (ticket: number) => `Ticket ${ticket} has won`,
  /** A time follows. */
  handedOver: "Handed over,",
  prizeOf: (ticket: number) => `The prize of ticket ${ticket}`,
  undo: "Undo",
  undoAgain: "Undo…",
  undoConfirm: "Undo only if the winner did not get the prize. It can then be handed over again.",
  undoNow: "Yes, undo",
  takenBack: "Undone. The prize has not been handed over.",
  /** A time follows. */
  collected: "Already collected,",
  collectedHint: "Don't hand it over again.",
  notWon: (ticket: number) => `Ticket ${ticket} has not won`,
  passedOn: (ticket: number) => `This prize was passed on to ticket ${ticket}`,
  forfeited: "This prize was forfeited",
  forfeitedHint: "It was not passed on.",
  wrongCode: (ticket: number) => `This is not the code of ticket ${ticket}`,
  wrongCodeHint: "Compare the number and code with the ticket, and enter them again.",
  noTicket: (ticket: number) => `There is no ticket ${ticket}`,
  noTicketHint: (total: number) =>
    total === 1
      ? "This raffle has only ticket 1. Check the number."
      : `The tickets of this raffle have the numbers 1 to ${number(total)}. Check the number.`,
  incomplete: "The number or the code is missing",
  incompleteHint: "Enter the ticket's number in digits, and its code of 24 characters.",
  noNumber: "This is not a ticket number",
  noNumberHint: "Enter the ticket's number in digits.",
  otherRaffle: "This ticket belongs to another raffle",
  otherRaffleHint: "Open the prize desk of that raffle, or ask for another ticket.",
  scan: "Scan tickets",
  stopScanning: "Stop scanning",
  scanning: "Hold the QR code of a ticket in front of the camera.",
  notATicket: "This QR code is not a ticket. Scan the code on the ticket, or enter its number and code.",
  cameraBlocked:
    "The camera is blocked. Allow it for this page in the browser's settings, or enter the number and code.",
  noCamera: "No camera found. Enter the number and code.",
  cameraFailed:
    "The camera doesn't work right now. Another program may be using it. Enter the number and code.",
  asking: "Checking…",
  noAnswer: "No reply. Press the button again: nothing happens twice.",
  absent: "Prizes that nobody collects",
  absentNote: "Pass on the prize of a winner who does not come. It goes to the next reserve of the draw.",
  absentNumber: "Ticket number of the absent winner",
  passOn: "Pass on to the next reserve…",
  passOnTitle: (ticket: number) => `Pass on the prize of ticket ${ticket}?`,
  passOnConfirm: (ticket: number, reserve: number) =>
    `The next reserve is ticket ${reserve}. It gets the prize, and ticket ${ticket} loses it. This can't be undone.`,
  passOnNow: (reserve: number) => `Yes, pass on to ticket ${reserve}`,
  noReserveConfirm: (ticket: number) =>
    `No reserve is left. Ticket ${ticket} loses the prize, and nobody gets it. This can't be undone.`,
  forfeitNow: "Yes, forfeit the prize",
  ending: "End of the hand-over",
  endingNote: "Forfeit all prizes that have not been collected. They are not passed on.",
  endingButton: "Forfeit all uncollected prizes…",
  endingTitle: (count: number) =>
    plural(count, {
      one: "Forfeit one uncollected prize?",
      other: `Forfeit ${number(count)} uncollected prizes?`,
    }),
  endingConfirm: "This ends the hand-over: the winners lose these prizes. It can't be undone.",
  endingNow: (count: number) =>
    plural(count, { one: "Yes, forfeit one prize", other: `Yes, forfeit ${number(count)} prizes` }),
  ended: (count: number) =>
    plural(count, { one: "One prize was forfeited", other: `${number(count)} prizes were forfeited` }),
  endedHint: "All other prizes were collected, passed on or forfeited before.",
  nothingToEnd: "No prize is left",
  nothingToEndHint: "Every prize was collected or forfeited.",
};

/** What became of the prizes, on the organiser's page. */
export const awards = {
  heading: "Winners and prizes",
  openDesk: "Open the prize desk",
  csv: "Download winners and prizes (CSV)",
  rank: "Rank",
  ticket: "Ticket",
  prize: "Prize",
  status: "Status",
  won: "Not collected",
  /** A time follows. */
  collected: "Collected,",
  passedOn: (ticket: number) => `Passed on to ticket ${ticket}`,
  forfeited: "Forfeited",
  pages: "More winners",
  next: "Next ranks",
  first: "Back to rank 1",
};

/** The times of a raffle, on the organiser's page. */
export const timetable = {
  heading: "Times",
  opens: "Opens",
  opensAtOnce: "At once",
  closes: "Closes",
  closesNever: "When all tickets are taken, or when you close it",
  closed: "Closed on",
  closedBy: "Why it closed",
  closers: {
    sold_out: "All tickets were taken",
    time: "The closing time was reached",
    manager: "An organiser closed it",
  },
  draw: "Draw",
  automatic: "Automatic, as soon as the raffle is closed",
  byHand: "Started by you",
};

/** Faults of a new raffle, shown beside the field. */
export const faults = {
  name: "Please enter a name of up to 100 characters.",
  total: "Please enter a whole number from 1 to 100,000,000.",
  passes: "Please enter a whole number from 1 to 100,000,000, or leave the field empty.",
  prizeName: "Please enter the name of the prize, up to 100 characters.",
  amount: "Please enter a whole number, at least 1.",
  opensAt: "Please enter a time within the next five years.",
  closesAt: "Please enter a time in the future and after the opening, at most five years ahead.",
  description: "Please shorten the description to 2,000 characters.",
  noPrize: "Please add at least one prize.",
  tooMany: (winners: number, total: number) =>
    `There are more prizes (${number(winners)}) than tickets (${number(total)}). Every prize needs a ticket.`,
  tooManyWinners: (max: number) => `A raffle has at most ${number(max)} winners.`,
};

/** Texts for the API's problems, by code. `other` stands in for a code that is missing here. */
export const problems = {
  "raffle-not-found": {
    title: "There is no such raffle",
    advice: "The link may be incomplete or mistyped. See all raffles on the home page.",
  },
  "invalid-request": {
    title: "Please check your entry",
    advice: "Something in it is missing or not valid.",
  },
  "not-open-yet": {
    title: "This raffle is not open yet",
    advice: "Nothing has happened. This page shows when it opens.",
  },
  "already-participated": {
    title: "A ticket was already taken on this connection",
    advice:
      "It may be in another browser, or someone on the same Wi-Fi has it. If you share the connection, ask the organiser for a raffle with passes.",
  },
  "pass-required": {
    title: "Please enter your pass",
    advice: "The organiser hands out the passes, on paper or by message.",
  },
  "invalid-pass": {
    title: "This pass is not valid here",
    advice: "Please compare it with your paper or message. A pass is valid for one raffle only.",
  },
  "no-tickets-remaining": {
    title: "Sorry, there are no more tickets",
    advice: "All tickets are taken, or the raffle is closed. You can still see the winners here.",
  },
  "tickets-remaining": {
    title: "It's too early to draw: there are tickets left",
    advice: "You can draw when all tickets are taken or the raffle is closed.",
  },
  "winners-already-drawn": {
    title: "The winners have already been drawn",
    advice: "A raffle is drawn only once.",
  },
  "winners-not-drawn": {
    title: "The winners have not been drawn yet",
    advice: "After the draw, any ticket can be checked here.",
  },
  "ticket-not-found": {
    title: "There is no ticket with this number",
    advice: "Please check the number.",
  },
  "invalid-verification-code": {
    title: "This is not the ticket's code",
    advice: "Please check the number and code. Upper or lower case doesn't matter.",
  },
  "cross-site-request": {
    title: "This request came from another site",
    advice: "Please open this page itself and try again.",
  },
  "invalid-host": {
    title: "This address is not valid",
    advice: "Please check the address of this page.",
  },
  "address-unknown": {
    title: "The service can't see your address",
    advice: "Please open the service by its public address.",
  },
  "too-many-requests": {
    title: "That was a little too fast",
    advice: "Please wait ten seconds and try again.",
  },
  "not-found": {
    title: "There is no such page",
    advice: "The link may be incomplete or mistyped.",
  },
  "draw-not-due": {
    title: "It's too early to draw",
    advice: "Nothing has happened. Please wait until the time shown here.",
  },
  "beacon-unavailable": {
    title: "The beacon can't be reached",
    advice: "Nothing has happened. Please draw again in a moment: the winners will be the same.",
  },
  "beacon-still-possible": {
    title: "The beacon may still answer",
    advice: "Nothing has happened. A draw without the beacon is possible seven days after its round was due.",
  },
  "claims-not-digested": {
    title: "The draw is being prepared",
    advice: "Nothing has happened. Please draw again in a minute.",
  },
  "payload-too-large": {
    title: "This form is too long",
    advice: "Nothing was saved. Please use fewer prizes or shorter texts.",
  },
  "too-many-prizes": {
    title: "There are more prizes than tickets",
    advice: "Please lower the quantities or raise the number of tickets.",
  },
  "too-many-winners": {
    title: "There are too many winners",
    advice: "Please lower the quantities, or create several raffles.",
  },
  "idempotency-key-reused": {
    title: "This form has already created a raffle",
    advice: "To create this one as well, press the button again.",
  },
  "name-not-confirmed": {
    title: "This is not the raffle's name",
    advice: "Nothing was deleted. Please type the name exactly as shown.",
  },
  "raffle-in-play": {
    title: "Players hold tickets, and the winners have not been drawn",
    advice: "Nothing was deleted. Draw first, or confirm that the tickets become worthless.",
  },
  unavailable: {
    title: "Many people are here right now",
    advice: "Please try again in a few seconds. Nothing is lost.",
  },
} satisfies Partial<Record<ProblemCode, { title: string; advice: string }>>;

export const other = {
  title: "Something went wrong",
  advice: "Please try again in a moment.",
  retry: "Try again",
  home: "See all raffles",
};

/** The page about the API. Its descriptions stay English. */
export const reference = {
  title: "API reference",
  back: "Back to the raffles",
};
