/** All user-facing text, in English. Another language would be another file with the same keys. */

/** Formats a number for the languages of the page's visitor. */
type FormatNumber = (n: number) => string;

const tickets = (n: number, format: FormatNumber) => (n === 1 ? "1 ticket" : `${format(n)} tickets`);

/** Writes a duration in its two largest units, and seconds only below an hour. */
function duration(seconds: number): string {
  const [days, hours, minutes] = [86_400, 3600, 60].map((unit) => Math.floor(seconds / unit)) as [
    number,
    number,
    number,
  ];
  if (days >= 2) return `${days} days`;
  if (hours > 0) return `${hours} h ${minutes % 60} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

export const language = "en";

export const common = {
  service: "Raffles",
  skip: "Skip to the content",
  manage: "Manage",
  reference: "API",
  fairness: "Every ticket has the same chance. Nobody picks the winners, and everybody can look.",
  progress: (given: number, total: number, format: FormatNumber) =>
    `${format(given)} of ${tickets(total, format)} given out`,
  scheduled: "Not open yet",
  open: "Open",
  closed: "Closed",
  soldOut: "All taken",
  drawn: "Drawn",
  opens: "Opens on",
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
  notAwarded: (n: number, format: FormatNumber) => `${format(n)} not awarded`,
  allPrizes: (n: number, format: FormatNumber) => `Show all ${format(n)} prizes`,
  prizeRange: (from: number, to: number, all: number, format: FormatNumber) =>
    `${format(from)} to ${format(to)} of ${format(all)}`,
  previousPrizes: "Previous prizes",
  nextPrizes: "Next prizes",
  newTab: "(in a new tab)",
  noName: "(no visible name)",
  unknown: (id: string) => `Raffle ${id.slice(0, 8)}`,
  unreachable: "Can't be reached right now",
  older: "Older raffles",
  newest: "Back to the newest",
};

export const home = {
  title: "Raffles",
  lead: "Pick a raffle, get your ticket, keep it safe. When the raffle closes, the winners are drawn.",
  none: "No raffles yet.",
  hasTicket: (number: number) => `You have ticket ${number}`,
  hasTickets: (n: number, format: FormatNumber) => `You have ${format(n)} tickets`,
  won: (prizes: readonly string[]) => `You won: ${prizes.join(", ")}`,
};

export const raffle = {
  yours: "Your ticket",
  ticketOnly: "You have this ticket. The raffle's page can't be shown right now.",
  open: "Open the raffle",
  claim: "Take my ticket",
  claiming: "Getting your ticket…",
  claimNote:
    "Free, one for each internet connection. You get a number and a secret code that proves it is yours.",
  scheduledNote: "You can get a ticket once the raffle is open. The button will appear here.",
  scheduledPassNote:
    "You can get a ticket with your pass once the raffle is open. The field for it will appear here.",
  soldOutNote: "All tickets are taken. The winners will appear here.",
  closedNote: (claimed: number, total: number, format: FormatNumber) =>
    `This raffle is closed. ${format(claimed)} of ${tickets(total, format)} were claimed. The winners will appear here.`,
  noClaimsNote: "This raffle is closed. Nobody claimed a ticket, so there are no winners.",
  notAwarded: (claimed: number, prizes: number, format: FormatNumber) =>
    `Only ${tickets(claimed, format)} ${claimed === 1 ? "was" : "were"} claimed, so ${
      prizes === 1 ? "one prize is" : `${format(prizes)} prizes are`
    } not awarded. The list of prizes shows which.`,
  description: "About this raffle",
  created: "Created",
  check: "Check a ticket",
  checkNote: "Type what stands on the ticket. The code is only compared, never kept.",
  checkEarly: "Once the winners are drawn, any ticket can be checked here.",
  number: "Ticket number",
  code: "Code",
  checkButton: "Check this ticket",
  checking: "Checking…",
  won: (prize: string) => `This ticket has won: ${prize}`,
  wonHint: "Show number and code to whoever holds the raffle, and the prize is yours.",
  notWon: "This ticket has not won this time.",
  notWonHint: "Thank you for playing.",
};

/** The form of a raffle with passes. */
export const pass = {
  label: "Your pass",
  source:
    "A pass has 16 letters and digits. The organiser hands out the passes, on paper or by message. Each pass gets one ticket.",
  again: "Is your ticket lost? Enter the same pass, and you get the same ticket again.",
  note: "You get a number and a secret code that proves it is yours.",
  another: "Enter another pass",
  showAgain: "Show my ticket again",
  showAgainHint: "Enter the pass that got the ticket.",
  showAgainButton: "Show my ticket",
  linked: "Your pass is filled in. Press the button to get your ticket.",
  linkedEarly:
    "This page remembers the pass from your link and fills it in when the raffle opens. If you close the page, open the link again.",
  linkBroken: "The link has no complete pass. Please enter the pass by hand.",
};

export const ticket = {
  heading: "Ticket",
  number: "Number",
  code: "Secret code",
  secrecy: "Whoever has number and code can claim the prize. Show the code to nobody before you do.",
  copy: "Copy",
  copied: "Copied.",
  notCopied: "This browser does not let the page copy. Please select and copy by hand.",
  print: "Print",
  qr: "QR code of this ticket",
  saveQuestion: "Save this ticket on this device?",
  save: "Save",
  notNow: "Not now",
  saved: "Saved.",
  linked: "This ticket came from a link and is not saved on this device.",
  linkBroken: "This link has no complete ticket of this raffle.",
  stored: "Kept in this browser. You will find it here again.",
  notStored: "This browser keeps nothing: please copy or print your ticket.",
  writeDown: "Please write it down or print this page: the code is not told again.",
  remove: "Remove from here",
  removeConfirm: "Remove it? Without number and code no prize can be claimed. Press again to remove.",
  removed: "Removed from this browser.",
  retrying: "Your last try got lost on its way. Asking again…",
  noAnswer:
    "No answer arrived, so nobody can tell yet whether you have a ticket. Press again: you never get two.",
  noAnswerReopen: "No answer arrived. Open this page again to look whether you have a ticket.",
  offline: "You seem to be offline. It goes on by itself as soon as you are back.",
  busy: "Many people are here right now. Trying again in a moment…",
  won: (prize: string) => `You have won: ${prize}!`,
  wonTitle: (prize: string) => `You won: ${prize}`,
  wonAfterAll: (prize: string) => `You have won after all: ${prize}!`,
  wonNext:
    "Show this code at the prize desk, and to nobody else. The organiser may pass on a prize that is not collected.",
  notWon: "Not this time. Thank you for playing.",
  passedOn: "Your prize was passed on because it was not collected in time.",
};

export const winners = {
  heading: "The winners",
  find: "Find a ticket number",
  findButton: "Find",
  found: (number: number, prize: string) => `Number ${number} wins: ${prize}`,
  notFound: (number: number) => `Number ${number} is not among the winners.`,
  findInvalid: "There is no such ticket number: they begin at 1 and have digits only.",
  range: (from: number, to: number, all: number, format: FormatNumber) =>
    from === to
      ? `Prize ${format(from)} of ${format(all)}`
      : `Prizes ${format(from)} to ${format(to)} of ${format(all)}`,
  count: (n: number, format: FormatNumber) =>
    n === 0 ? "No ticket wins." : n === 1 ? "One ticket wins." : `${format(n)} tickets win.`,
  drawn: (n: number, format: FormatNumber) => `${format(n)} winners were drawn.`,
  forfeited: (n: number, format: FormatNumber) =>
    n === 1
      ? "One prize was forfeited, and nobody got it instead."
      : `${format(n)} prizes were forfeited, and nobody got them instead.`,
  next: "Next prizes",
  first: "Back to the first",
  none: "Nobody claimed a ticket, so nobody wins.",
  csv: "All winners as a table (CSV)",
};

/** The page that shows the winners in public, one prize after the other. */
export const reveal = {
  title: "Show the winners",
  link: "Show the winners on a projector",
  back: "Back to the raffle",
  join: "Scan to get your ticket",
  waiting: "The winners appear here after the draw.",
  closed: "No more tickets. The draw is next.",
  noWinners: "Nobody claimed a ticket, so nobody wins.",
  ready: "The winners are drawn",
  count: (n: number, format: FormatNumber) =>
    n === 1 ? "One winner was drawn." : `${format(n)} winners were drawn.`,
  keys: "Press Space or → for the next prize, ← to go back.",
  next: "Next prize",
  previous: "Previous prize",
  automatic: "Automatic",
  firstFirst: "First prize first",
  light: "Light background",
  fullScreen: "Full screen",
  controls: "Presentation",
  prize: (n: number, all: number, format: FormatNumber) => `Prize ${format(n)} of ${format(all)}`,
  part: (from: number, to: number, all: number, format: FormatNumber) =>
    from === to
      ? `Winner ${format(from)} of ${format(all)}`
      : `Winners ${format(from)} to ${format(to)} of ${format(all)}`,
  numbers: (prize: string, numbers: readonly number[]) =>
    `${prize}: ${numbers.length === 1 ? "number" : "numbers"} ${numbers.join(", ")}`,
  nobody: "Nobody holds this prize any more.",
  nobodyHas: (prize: string) => `${prize}: nobody holds this prize any more.`,
  loading: "Loading…",
  notLoaded: "The winners can't be loaded right now. Press the key again in a moment.",
  end: "Congratulations!",
  endHint: "Every winner is on the raffle's page.",
  qr: "QR code that leads to the raffle's page",
};

/** The poster of a raffle. */
export const poster = {
  title: "Poster",
  link: "Print a poster",
  back: "Back to the raffle",
  hint: "One page of A4 or Letter. Print at 100% (actual size).",
  print: "Print",
  prizes: "You can win",
  more: (n: number, format: FormatNumber) => `and ${format(n)} more`,
  closes: "Closes on",
  how: "How to play",
  scan: "Scan the code with your phone, or open the link.",
  claim: (button: string) => `Press “${button}”. It is free.`,
  pass: "Use the code on your card.",
  keep: "Keep your ticket's number and secret code until the draw.",
  qr: "QR code that leads to the raffle",
};

export const drawCheck = {
  heading: "Check this draw",
  drand:
    "The randomness came from drand, a public beacon that nobody controls alone, in a round that was fixed before anybody knew it. Your browser can work out the winners from it, by itself.",
  local:
    "The randomness came from this service itself, at the moment of the draw. Your browser can work out that the winners follow from it; that it was not chosen, only a draw by a public beacon could show.",
  button: "Work out the winners",
  working: "Working it out…",
  holds: (n: number, format: FormatNumber) =>
    n === 0
      ? "The draw holds: no ticket was claimed, so nobody won."
      : `The draw holds: your browser worked out the same ${n === 1 ? "winner" : `${format(n)} winners`}.`,
  manager: "The organiser chose when to close the raffle. A check can't tell why it was then.",
  lateDigest:
    "This proof is weaker: the list of claimed tickets was complete only after the round had come out.",
  passes: "The organiser handed out the passes. A check can't tell who got them.",
  differs: "The draw does not hold: these facts give other winners than the service lists.",
  randomness: "The draw does not hold: the randomness is not what the beacon signed.",
  facts: "The draw does not hold: its facts are not those of this raffle.",
  claimed:
    "The draw does not hold: the list of claimed tickets is not the one that was fixed when the raffle closed.",
  tooLong:
    "The draw can't be checked here: the list of claimed tickets is too long for a page. The program verify-draw.py reads lists of any length.",
  network: "The draw can't be checked here: it names another beacon than drand's quicknet.",
  nothing: "There is nothing to check: an early version of the service drew without keeping what it drew by.",
  failed: "The facts could not be fetched. Please try again.",
  compare: "Compare the randomness with the beacon's own",
  round: "Round",
  value: "Randomness",
};

export const live = {
  lost: "Connection lost. Looking every now and then…",
  gone: "This raffle has been taken down.",
  open: "The raffle is open. You can get a ticket now.",
  closed: "There are no more tickets.",
  drawn: "The winners are drawn.",
};

export const manage = {
  title: "Manage raffles",
  notManagerTitle: "This page is for those who hold the raffles",
  notManager: (address: string) =>
    `You are calling from ${address}, which is not on the list of managers. If you hold raffles here, ask whoever runs the service to add your address to MANAGER_IP_ADDRESSES.`,
  unknownAddress: "an address that can't be told",
  create: "New raffle",
  name: "Name",
  nameHint: "What people will see. Up to 100 characters.",
  total: "Number of tickets",
  totalHint: "From 1 to 100,000,000.",
  prizes: "Prizes, the first one first",
  prizeName: (n: number) => `Prize ${n}`,
  amountShort: "How many",
  addPrize: "Add a prize",
  admission: "Who can play?",
  byAddress: "One ticket per internet connection",
  byAddressHint: "Choose this if people play from home or on mobile data.",
  byPass: "By pass",
  byPassHint:
    "Choose this if people share a connection, as in a hall, office or school. Choose it also if you sell tickets on paper, or if one person may have several tickets.",
  passes: "Number of passes (optional)",
  passesHint: "Each pass gets one ticket. Without a number, there are as many passes as tickets.",
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
  descriptionHint: "Players see it on the raffle's page. Up to 2,000 characters.",
  createButton: "Create the raffle",
  unchangeable: "None of this can be changed afterwards.",
  none: "No raffles yet. Create the first one.",
  back: "All raffles",
  fixMarked: "Please mend what is marked.",
  keyUsed: "This form has already made a raffle. If you want this one as well, press the button again.",
  draw: "Draw",
  drawButton: "Draw the winners…",
  drawMissing: (n: number, format: FormatNumber) =>
    `The draw can start when all tickets are taken or the raffle is closed. ${n === 1 ? "One ticket is" : `${format(n)} tickets are`} left.`,
  drawsItself: "The winners are drawn automatically. You can also draw them yourself.",
  drawConfirm: "This happens once and can't be taken back. Draw now?",
  drawNow: "Yes, draw now",
  drawing: "Drawing…",
  drawDone: (n: number, format: FormatNumber) =>
    n === 0
      ? "Drawn. Nobody claimed a ticket, so nobody wins."
      : `Drawn. ${n === 1 ? "One ticket has won" : `${format(n)} tickets have won`}.`,
  fallbackButton: "Draw without the beacon…",
  fallbackConfirm:
    "No relay has delivered the beacon's round for a week. This service can draw by its own randomness instead. Such a draw proves nothing: players have to trust you. It can't be undone.",
  fallbackNow: "Yes, draw without proof",
  closeButton: "Close now…",
  closeConfirm: (claimed: number, total: number, format: FormatNumber) =>
    `This withdraws ${tickets(total - claimed, format)}: nobody can get one any more. ${
      claimed === 0
        ? "Nobody has a ticket yet, so there will be no winners."
        : `The winners are drawn among ${claimed === 1 ? "the one ticket" : `the ${format(claimed)} tickets`} claimed so far.`
    } This can't be undone.`,
  closeNow: "Yes, close now",
  deletion: "Delete",
  deleteButton: "Delete this raffle…",
  deleteConfirm: "This deletes the raffle, its tickets and its winners for good. Its links stop working.",
  deleteAbandoned: (n: number, format: FormatNumber) =>
    `The winners are not drawn yet. ${n === 1 ? "One claimed ticket becomes" : `${format(n)} claimed tickets become`} worthless.`,
  deleteName: (name: string) => `Type the name to confirm: ${name}`,
  deleteNow: "Delete for good",
  beacon: "The beacon's round for this draw comes out at",
  beaconWait: (seconds: number) => (seconds === 1 ? "Ready in 1 second" : `Ready in ${seconds} seconds`),
  beaconOut: "The beacon's round is out: the winners can be drawn.",
  link: "The link for your players",
  copyLink: "Copy the link",
  qr: "QR code that leads players to this raffle",
  csv: "Winners as a table (CSV)",
};

/** The passes of a raffle: on the organiser's page, the printable sheet and its cards. */
export const passes = {
  heading: "Passes",
  count: (n: number, format: FormatNumber) =>
    n === 1 ? "This raffle has one pass." : `This raffle has ${format(n)} passes.`,
  morePasses: (total: number, format: FormatNumber) =>
    `First come, first served: there are more passes than tickets, so the first ${
      total === 1 ? "player gets the ticket" : `${format(total)} players get one`
    }.`,
  back: (name: string) => `Back to ${name}`,
  printLink: "Print passes",
  csv: "Passes as a table (CSV)",
  tooManyForFile: (max: number, format: FormatNumber) =>
    `A file has at most ${format(max)} passes, so programs read the passes of this raffle from the API, page by page.`,
  reference: "See the API",
  noFileTitle: "Too many passes for a file",
  noPassesTitle: "This raffle has no passes",
  noPasses: "Players need no pass here: every internet connection can get one ticket.",
  keepSafe: "Keep this list as safe as the prizes.",
  whatListShows:
    "Whoever has a pass has its ticket. Anybody with this list can look up the tickets and their codes.",
  sharedAddress:
    "Never put a venue's shared Wi-Fi address on the list of managers: everybody there could then read the passes.",
  from: "From",
  to: "To",
  show: "Show these passes",
  printHint: (max: number, format: FormatNumber) =>
    `Up to ${format(max)} passes at a time. A page of A4 or Letter has 15 cards. Print at 100% (actual size).`,
  print: "Print",
  range: (from: number, to: number, format: FormatNumber) =>
    from === to ? `Pass ${format(from)}` : `Passes ${format(from)} to ${format(to)}`,
  otherRanges: "Other passes",
  notANumber: (total: number, format: FormatNumber) =>
    total === 1 ? "Please enter 1." : `Please enter a whole number from 1 to ${format(total)}.`,
  notBelow: (from: number, format: FormatNumber) => `Please enter a number that is at least ${format(from)}.`,
  tooMany: (max: number, last: number, format: FormatNumber) =>
    `A sheet has at most ${format(max)} passes. Please enter a number up to ${format(last)}.`,
  number: (n: number) => `No. ${n}`,
  qr: (n: number) => `QR code of pass ${n}`,
  howBefore: "Scan the code, or open",
  howAfter: "and enter this pass.",
};

/** The prize desk, where prizes are handed over. */
export const desk = {
  title: "Prize desk",
  back: (name: string) => `Back to ${name}`,
  notDrawn: "The prize desk opens when the winners are drawn. Nothing can be handed over before.",
  number: "Ticket number",
  code: "Code",
  lookUp: "Look up",
  handOver: "Hand over",
  wonBy: (ticket: number) => `Ticket ${ticket} has won`,
  handedOver: "Handed over,",
  prizeOf: (ticket: number) => `The prize of ticket ${ticket}`,
  undo: "Undo",
  undoAgain: "Undo…",
  undoConfirm: "Undo only if the winner did not get the prize. It can then be handed over again.",
  undoNow: "Yes, undo",
  takenBack: "Undone. The prize is not handed over.",
  collected: "Already collected,",
  collectedHint: "This prize was handed over before. Don't hand it over again.",
  notWon: (ticket: number) => `Ticket ${ticket} has not won`,
  passedOn: (ticket: number) => `This prize was passed on to ticket ${ticket}`,
  forfeited: "This prize was forfeited",
  forfeitedHint: "It was not passed on to anybody.",
  wrongCode: (ticket: number) => `The code does not belong to ticket ${ticket}`,
  wrongCodeHint: "Compare number and code with the ticket, and enter them again.",
  noTicket: (ticket: number) => `There is no ticket ${ticket}`,
  noTicketHint: (total: number, format: FormatNumber) =>
    total === 1
      ? "This raffle has only ticket 1. Check the number."
      : `The tickets of this raffle have the numbers 1 to ${format(total)}. Check the number.`,
  incomplete: "Number or code is missing",
  incompleteHint: "Enter the number of the ticket in digits, and its code of 24 characters.",
  noNumber: "That is not a ticket number",
  noNumberHint: "Enter the number of the ticket in digits.",
  otherRaffle: "This ticket belongs to another raffle",
  otherRaffleHint: "Open the prize desk of that raffle, or ask for another ticket.",
  scan: "Scan tickets",
  stopScanning: "Stop scanning",
  scanning: "Hold the QR code of a ticket in front of the camera.",
  notATicket: "This QR code is not a ticket. Scan the code on the ticket, or type number and code.",
  cameraBlocked:
    "The camera is blocked. Allow it for this page in the browser's settings, or type number and code.",
  noCamera: "No camera was found. Type number and code.",
  cameraFailed: "The camera can't be used right now. Another program may have it. Type number and code.",
  asking: "Asking…",
  noAnswer: "No answer arrived. Press the button again: nothing happens twice.",
  absent: "Prizes that nobody collects",
  absentNote: "Pass on the prize of a winner who does not come. The next reserve of the draw gets it.",
  absentNumber: "Number of the absent winner's ticket",
  passOn: "Pass on to the next reserve…",
  passOnTitle: (ticket: number) => `Pass on the prize of ticket ${ticket}?`,
  passOnConfirm: (ticket: number, reserve: number) =>
    `The next reserve is ticket ${reserve}. It gets the prize, and ticket ${ticket} loses it. This can't be undone.`,
  passOnNow: (reserve: number) => `Yes, pass on to ticket ${reserve}`,
  noReserveConfirm: (ticket: number) =>
    `There is no reserve left. Ticket ${ticket} loses the prize, and nobody gets it. This can't be undone.`,
  forfeitNow: "Yes, forfeit the prize",
  ending: "End of the evening",
  endingNote: "Forfeit all prizes that are not collected. None of them is passed on.",
  endingButton: "Forfeit all uncollected prizes…",
  endingTitle: (count: number, format: FormatNumber) =>
    count === 1 ? "Forfeit one uncollected prize?" : `Forfeit ${format(count)} uncollected prizes?`,
  endingConfirm:
    "This ends the evening: their winners lose them, and no reserve gets them. This can't be undone.",
  endingNow: (count: number, format: FormatNumber) =>
    count === 1 ? "Yes, forfeit one prize" : `Yes, forfeit ${format(count)} prizes`,
  ended: (count: number, format: FormatNumber) =>
    count === 1 ? "One prize is forfeited" : `${format(count)} prizes are forfeited`,
  endedHint: "All other prizes were collected, passed on or forfeited before.",
  nothingToEnd: "No prize is left",
  nothingToEndHint: "Every prize is collected or forfeited.",
};

/** What became of the prizes, on the organiser's page. */
export const awards = {
  heading: "Winners and prizes",
  openDesk: "Open the prize desk",
  csv: "Awards as a table (CSV)",
  rank: "Rank",
  ticket: "Ticket",
  prize: "Prize",
  status: "Status",
  won: "Not collected",
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
  closed: "Closed at",
  closedBy: "Closed because",
  closers: {
    sold_out: "All tickets were taken",
    time: "The closing time had come",
    manager: "An organiser closed it",
  },
  draw: "Draw",
  automatic: "Automatic, as soon as it is possible",
  byHand: "By hand",
};

/** Faults of a new raffle, shown beside the field. */
export const faults = {
  name: "Please give it a name of up to 100 characters.",
  total: "Please enter a whole number from 1 to 100,000,000.",
  passes: "Please enter a whole number from 1 to 100,000,000, or leave the field empty.",
  prizeName: "Please name the prize, in up to 100 characters.",
  amount: "Please enter a whole number, at least 1.",
  opensAt: "Please enter an opening time that is at most five years ahead.",
  closesAt:
    "Please enter a closing time that is in the future, after the opening time, and at most five years ahead.",
  description: "Please shorten the description to 2,000 characters.",
  noPrize: "At least one prize is needed.",
  tooMany: (winners: number, total: number, format: FormatNumber) =>
    `That is ${format(winners)} prizes for ${tickets(total, format)}. Every prize needs a ticket.`,
  tooManyWinners: (max: number, format: FormatNumber) => `A raffle has at most ${format(max)} winners.`,
};

/** Texts for the API's problems, by code. `other` stands in for a code that is missing here. */
export const problems: Record<string, { title: string; advice: string }> = {
  "raffle-not-found": {
    title: "There is no such raffle",
    advice: "The link may be cut short or mistyped. The raffles there are stand on the front page.",
  },
  "invalid-request": {
    title: "That can't be right",
    advice: "Please check what you typed.",
  },
  "not-open-yet": {
    title: "This raffle is not open yet",
    advice: "Nothing has happened. This page says when it opens.",
  },
  "already-participated": {
    title: "A ticket was already taken from here",
    advice:
      "Your internet connection already has its ticket. It may be in another browser, or with somebody who shares the connection. If you share it with others, ask the organiser for a raffle with passes.",
  },
  "pass-required": {
    title: "Please enter your pass",
    advice: "The organiser hands out the passes, on paper or by message.",
  },
  "invalid-pass": {
    title: "This pass is not valid here",
    advice:
      "Please compare it with the paper or message that it came on, and type it in Latin letters. A pass is valid for one raffle only.",
  },
  "no-tickets-remaining": {
    title: "Sorry, there are no more tickets",
    advice: "All tickets are taken, or the raffle is closed. You can still watch the draw here.",
  },
  "tickets-remaining": {
    title: "Not yet: there are tickets left",
    advice: "The draw can start when all tickets are taken or the raffle is closed.",
  },
  "winners-already-drawn": { title: "The winners are drawn already", advice: "A raffle is drawn once." },
  "winners-not-drawn": {
    title: "The winners are not drawn yet",
    advice: "Once they are, any ticket can be checked here.",
  },
  "ticket-not-found": { title: "There is no ticket of this number", advice: "Please check the number." },
  "invalid-verification-code": {
    title: "The code does not belong to this ticket",
    advice: "Please check number and code. Letters may be large or small.",
  },
  "cross-site-request": {
    title: "This came from another site",
    advice: "Please open this page itself and try there.",
  },
  "invalid-host": {
    title: "The service was called by an invalid name",
    advice: "Please check the address of this page.",
  },
  "address-unknown": {
    title: "It can't be told where you call from",
    advice: "The service must be reached by its public name.",
  },
  "too-many-requests": {
    title: "That was a little too fast",
    advice: "Please wait ten seconds and try again.",
  },
  "not-found": { title: "There is no such page", advice: "The link may be cut short or mistyped." },
  "draw-not-due": {
    title: "Not yet: the beacon's round is not out",
    advice: "Nothing has happened. Please draw again when it is.",
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
    title: "The draw is still being prepared",
    advice: "Nothing has happened. Please draw again in a minute.",
  },
  "name-not-confirmed": {
    title: "That is not the name of this raffle",
    advice: "Nothing was deleted. Please type the name exactly as it is shown.",
  },
  "raffle-in-play": {
    title: "Tickets are claimed and the winners not drawn",
    advice: "Nothing was deleted. Draw first, or confirm that the tickets become worthless.",
  },
  unavailable: {
    title: "Many people are here right now",
    advice: "Please try again in a few seconds. Nothing is lost.",
  },
};

export const other = {
  title: "Something went wrong",
  advice: "Please try again in a moment.",
  home: "To the raffles",
};
