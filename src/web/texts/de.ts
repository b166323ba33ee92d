/** The texts that people see, in German. */
import { intlFor } from "./intl";
import type { Texts } from "./languages";

export const language: string = "de";

/** Formats numbers, durations and lists for this language. */
export const { number, plural, duration, list } = intlFor(language);

export const common: Texts["common"] = {
  service: "Verlosungen",
  skip: "Zum Inhalt springen",
  language: "Sprache",
  manage: "Verwalten",
  reference: "API",
  fairness: "Jedes Los hat die gleiche Chance, und alle können die Ziehung prüfen.",
  progress: (claimed: number, total: number) =>
    plural(total, {
      one: `${number(claimed)} von 1 Los vergeben`,
      other: `${number(claimed)} von ${number(total)} Losen vergeben`,
    }),
  scheduled: "Noch nicht offen",
  open: "Offen",
  closed: "Geschlossen",
  soldOut: "Alle vergeben",
  drawn: "Ausgelost",
  /** A date follows. */
  opens: "Öffnet am",
  /** A date follows. */
  closes: "Schließt am",
  remaining: (seconds: number) => `in ${duration(seconds)}`,
  soon: "jetzt",
  /** The headings of a list's groups. */
  groups: {
    scheduled: "Bald offen",
    open: "Offene Verlosungen",
    closed: "Geschlossene Verlosungen",
    drawn: "Ausgeloste Verlosungen",
  },
  prizes: "Gewinne",
  morePrizes: (n: number) => plural(n, { one: "+ 1 weiterer", other: `+ ${number(n)} weitere` }),
  notAwarded: (n: number) => `${number(n)} nicht vergeben`,
  notAwardedPrizes: "Nicht vergebene Gewinne",
  allPrizes: (n: number) =>
    plural(n, { one: "Gewinn anzeigen", other: `Alle ${number(n)} Gewinne anzeigen` }),
  prizeRange: (from: number, to: number, all: number) =>
    `${number(from)} bis ${number(to)} von ${number(all)}`,
  previousPrizes: "Vorige Gewinne",
  nextPrizes: "Nächste Gewinne",
  newTab: "(in neuem Tab)",
  unknown: (id: string) => `Verlosung ${id.slice(0, 8)}`,
  unreachable: "Gerade nicht erreichbar",
  older: "Ältere Verlosungen",
  newest: "Zurück zu den neuesten",
  copied: "Kopiert",
  loading: "Wird geladen…",
};

export const home: Texts["home"] = {
  title: "Verlosungen",
  headline: "Verlosungen mit fairer Ziehung",
  lead: "Hol dir in einem Schritt dein Los, bewahre Nummer und Geheimcode auf und sieh hier nach, ob du gewonnen hast.",
  example: "Beispiel für ein Los",
  none: "Noch keine Verlosungen.",
  yours: "Deine Lose",
  yoursHint: "In diesem Browser gespeichert.",
  ticket: (ticket: number) => `Los ${ticket}`,
  waiting: "Wartet auf die Ziehung",
  notWon: "Diesmal leider kein Gewinn",
  noLongerWon: "Der Gewinn wurde nicht rechtzeitig abgeholt",
  deleted: "Diese Verlosung wurde gelöscht",
  unreachable: "Die Verlosung ist gerade nicht erreichbar",
  won: (prizes: readonly string[]) => `Du hast gewonnen: ${list(prizes)}`,
};

/** What link previews show. */
export const preview: Texts["preview"] = {
  prizes: (prizes: readonly string[]) => `Gewinne: ${prizes.join(", ")}`,
  image: "Ein Los einer Verlosung",
};

export const raffle: Texts["raffle"] = {
  yours: "Dein Los",
  ticketOnly: "Du hast dieses Los. Die Seite der Verlosung lässt sich gerade nicht anzeigen.",
  open: "Verlosung öffnen",
  claim: "Mein Los holen",
  claiming: "Dein Los wird geholt…",
  claimNote: "Gratis. Ein Los pro Internetverbindung (alle im selben WLAN teilen sich eines).",
  scheduledNote:
    "Sobald die Verlosung offen ist, kannst du dir ein Los holen. Der Button erscheint dann hier.",
  scheduledPassNote:
    "Sobald die Verlosung offen ist, kannst du dir mit deinem Teilnahmecode ein Los holen. Das Feld dafür erscheint dann hier.",
  soldOutNote: "Alle Lose sind vergeben. Die Gewinner erscheinen hier.",
  closedNote: (claimed: number, total: number) =>
    `Diese Verlosung ist geschlossen. Vergebene Lose: ${number(claimed)} von ${number(total)}. Die Gewinner erscheinen hier.`,
  noClaimsNote:
    "Diese Verlosung ist geschlossen. Niemand hat sich ein Los geholt, deshalb gibt es keine Gewinner.",
  fewClaimed: (claimed: number) =>
    plural(claimed, {
      one: "Es wurde nur ein Los geholt, deshalb werden nicht alle Gewinne vergeben.",
      other: `Es wurden nur ${number(claimed)} Lose geholt, deshalb werden nicht alle Gewinne vergeben.`,
    }),
  description: "Über diese Verlosung",
  /** A date follows. */
  created: "Erstellt am",
  check: "Los prüfen",
  checkNote: "Gib Nummer und Geheimcode des Loses ein. Den Geheimcode speichern wir nicht.",
  checkEarly: "Nach der Ziehung kannst du hier jedes Los prüfen.",
  number: "Losnummer",
  code: "Geheimcode",
  checkButton: "Dieses Los prüfen",
  checking: "Wird geprüft…",
  won: (prize: string) => `Dieses Los hat gewonnen: ${prize}`,
  wonHint: "Zeige dem Veranstalter Nummer und Geheimcode, um deinen Gewinn abzuholen.",
  notWon: "Dieses Los hat nicht gewonnen.",
  notWonHint: "Danke fürs Mitmachen.",
};

/** The form of a raffle with passes. */
export const pass: Texts["pass"] = {
  label: "Dein Teilnahmecode",
  source:
    "Ein Teilnahmecode besteht aus 16 Buchstaben und Ziffern. Du bekommst ihn vom Veranstalter, auf Papier oder als Nachricht. Für jeden Teilnahmecode gibt es ein Los.",
  again: "Los verloren? Gib denselben Teilnahmecode noch einmal ein, dann siehst du es wieder.",
  note: "Du bekommst eine Nummer und einen Geheimcode. Sie beweisen, dass das Los dir gehört.",
  another: "Weiteren Teilnahmecode eingeben",
  showAgain: "Mein Los wieder anzeigen",
  showAgainHint: "Gib den Teilnahmecode ein, mit dem du dein Los geholt hast.",
  showAgainButton: "Mein Los anzeigen",
  linked: "Dein Teilnahmecode ist schon eingetragen. Drücke den Button, um dein Los zu holen.",
  linkedEarly:
    "Diese Seite merkt sich den Teilnahmecode aus deinem Link und trägt ihn ein, sobald die Verlosung öffnet. Wenn du die Seite schließt, öffne den Link noch einmal.",
  linkBroken: "Der Teilnahmecode in diesem Link ist unvollständig. Bitte gib deinen Teilnahmecode ein.",
};

export const ticket: Texts["ticket"] = {
  heading: "Los",
  number: "Nummer",
  code: "Geheimcode",
  secrecy:
    "Wer Nummer und Geheimcode hat, kann den Gewinn abholen. Zeige den Geheimcode niemandem, bis du ihn abholst.",
  actions: "Mein Los sichern",
  whySave:
    "Browser können gespeicherte Lose nach ein paar Tagen löschen. Private Fenster löschen sie beim Schließen. Sichere dir eine Kopie.",
  whySaveFirst: "Sichere dir eine Kopie, sobald du dein Los hast: Browser können gespeicherte Lose löschen.",
  share: "Teilen",
  shareText: (name: string, ticket: number) => `${name}: Los ${ticket}`,
  copyLink: "Link kopieren",
  copy: "Als Text kopieren",
  notShared: "Das Teilen hat nicht geklappt. Bitte kopiere stattdessen den Link.",
  notCopied: "Dieser Browser erlaubt das Kopieren nicht. Bitte markiere den Text und kopiere ihn.",
  picture: "Als Bild speichern",
  pictureFailed: "Das Bild lässt sich gerade nicht erstellen. Bitte drucke oder kopiere das Los.",
  print: "Drucken",
  keepCopyPrivate: "Wer den Link oder das Bild hat, kann den Gewinn abholen.",
  qr: "QR-Code dieses Loses",
  saveQuestion: "Dieses Los auf diesem Gerät speichern?",
  save: "Speichern",
  notNow: "Nicht jetzt",
  saved: "Gespeichert.",
  linked:
    "Dieses Los kommt aus einem Link und ist nicht auf diesem Gerät gespeichert. Nach der Ziehung lässt sich sein Geheimcode prüfen.",
  linkBroken: "Das Los in diesem Link ist unvollständig oder gehört zu einer anderen Verlosung.",
  stored: "In diesem Browser gespeichert. Du findest es auf dieser Seite wieder.",
  notStored:
    "Dieser Browser kann dein Los nicht speichern. Wenn du diese Seite verlässt oder neu lädst, ist es weg. Bitte sichere dir jetzt eine Kopie.",
  writeDown:
    "Bitte schreibe dir dein Los auf oder drucke diese Seite: Der Geheimcode wird nicht noch einmal angezeigt.",
  linkElsewhere: "Um das Los auf einem anderen Gerät zu speichern, öffne dort diesen Link:",
  remove: "Vom Gerät entfernen",
  removeConfirm:
    "Ohne Nummer und Geheimcode kannst du keinen Gewinn abholen. Drücke noch einmal, um das Los zu entfernen.",
  removed: "Vom Gerät entfernt.",
  retrying: "Noch keine Antwort. Neuer Versuch…",
  noAnswer: "Wir konnten dein Los nicht bestätigen. Drücke noch einmal; du bekommst trotzdem nur eines.",
  noAnswerReopen: "Keine Antwort. Öffne diese Seite noch einmal, um zu sehen, ob du ein Los hast.",
  offline: "Du bist offline. Sobald du wieder online bist, geht es weiter.",
  busy: "Hier ist gerade viel los. Gleich folgt ein neuer Versuch…",
  won: (prize: string) => `Du hast gewonnen: ${prize}!`,
  wonTitle: (prize: string) => `Du hast gewonnen: ${prize}`,
  wonAfterAll: (prize: string) => `Du hast doch noch gewonnen: ${prize}!`,
  wonNext:
    "Zeige diesen Geheimcode an der Gewinnausgabe und sonst niemandem. Wird ein Gewinn nicht abgeholt, kann der Veranstalter ihn weitergeben.",
  notWon: "Diesmal leider kein Gewinn. Danke fürs Mitmachen.",
  noLongerWon: "Der Gewinn gehört dir nicht mehr: Er wurde nicht rechtzeitig abgeholt.",
};

export const winners: Texts["winners"] = {
  heading: "Gewinner",
  find: "Losnummer suchen",
  findButton: "Suchen",
  found: (ticket: number, prize: string) => `Los ${ticket} gewinnt: ${prize}`,
  notFound: (ticket: number) => `Los ${ticket} ist nicht unter den Gewinnern.`,
  findInvalid: "Bitte gib eine Losnummer in Ziffern ein, ab 1.",
  range: (from: number, to: number, all: number) =>
    from === to
      ? `Gewinn ${number(from)} von ${number(all)}`
      : `Gewinne ${number(from)} bis ${number(to)} von ${number(all)}`,
  count: (n: number) =>
    n === 0
      ? "Kein Los hat gewonnen"
      : plural(n, { one: "Ein Los hat gewonnen", other: `${number(n)} Lose haben gewonnen` }),
  drawn: (n: number) =>
    plural(n, { one: "Es wurde ein Gewinner gezogen.", other: `Es wurden ${number(n)} Gewinner gezogen.` }),
  forfeited: (n: number) =>
    plural(n, {
      one: "Ein Gewinn ist verfallen und wurde nicht weitergegeben.",
      other: `${number(n)} Gewinne sind verfallen und wurden nicht weitergegeben.`,
    }),
  next: "Nächste Gewinne",
  first: "Zurück zum Anfang",
  none: "Niemand hat sich ein Los geholt, deshalb gibt es keine Gewinner.",
  csv: "Gewinner herunterladen (CSV)",
};

/** The page that shows the winners in public, one prize after the other. */
export const reveal: Texts["reveal"] = {
  title: "Gewinner zeigen",
  link: "Gewinner per Beamer zeigen",
  back: "Zurück zur Verlosung",
  join: "Scannen und Los holen",
  waiting: "Nach der Ziehung erscheinen hier die Gewinner.",
  closed: "Keine Lose mehr. Als Nächstes kommt die Ziehung.",
  noWinners: "Niemand hat sich ein Los geholt, deshalb gibt es keine Gewinner.",
  ready: "Die Gewinner stehen fest",
  count: (n: number) =>
    plural(n, { one: "Es wurde ein Gewinner gezogen.", other: `Es wurden ${number(n)} Gewinner gezogen.` }),
  keys: "Mit Leertaste oder → kommt der nächste Gewinn, mit ← geht es zurück.",
  next: "Nächster Gewinn",
  previous: "Voriger Gewinn",
  automatic: "Automatisch",
  firstFirst: "Hauptgewinn zuerst",
  light: "Heller Hintergrund",
  fullScreen: "Vollbild",
  controls: "Präsentation",
  prize: (n: number, all: number) => `Gewinn ${number(n)} von ${number(all)}`,
  part: (from: number, to: number, all: number) =>
    from === to
      ? `Gewinner ${number(from)} von ${number(all)}`
      : `Gewinner ${number(from)} bis ${number(to)} von ${number(all)}`,
  numbers: (prize: string, numbers: readonly number[]) =>
    plural(numbers.length, {
      one: `${prize}: Nummer ${numbers.join(", ")}`,
      other: `${prize}: Nummern ${numbers.join(", ")}`,
    }),
  nobody: "Dieser Gewinn gehört niemandem mehr.",
  nobodyHas: (prize: string) => `${prize}: Dieser Gewinn gehört niemandem mehr.`,
  loading: "Wird geladen…",
  notLoaded: "Die Gewinner lassen sich gerade nicht laden. Drücke die Taste gleich noch einmal.",
  end: "Herzlichen Glückwunsch!",
  endHint: "Alle Gewinner stehen auf der Seite der Verlosung.",
  qr: "QR-Code der Verlosungsseite",
};

/** The poster of a raffle. */
export const poster: Texts["poster"] = {
  title: "Plakat",
  link: "Plakat drucken",
  back: "Zurück zur Verlosung",
  hint: "Eine Seite A4 oder Letter. Drucke mit 100\u00a0% (tatsächliche Größe).",
  print: "Drucken",
  prizes: "Das kannst du gewinnen",
  more: (n: number) =>
    plural(n, { one: "und ein weiterer Gewinn", other: `und ${number(n)} weitere Gewinne` }),
  /** A date follows. */
  closes: "Mitmachen bis",
  how: "So machst du mit",
  scan: "Scanne den QR-Code mit dem Handy oder öffne den Link.",
  claim: (button: string) => `Drücke „${button}“. Es kostet nichts.`,
  pass: "Gib den Teilnahmecode von deiner Karte ein.",
  keep: "Bewahre Nummer und Geheimcode deines Loses bis zur Ziehung auf.",
  qr: "QR-Code der Verlosungsseite",
};

export const drawCheck: Texts["drawCheck"] = {
  heading: "Diese Ziehung prüfen",
  drand:
    "Der Zufallswert stammt von drand, einer öffentlichen Zufallsquelle, die niemand allein kontrolliert. Die Runde stand fest, bevor jemand ihren Wert kennen konnte. Dein Browser kann daraus die Gewinner nachrechnen.",
  local:
    "Der Zufallswert stammt von diesem Dienst, aus dem Moment der Ziehung. Dein Browser kann prüfen, dass sich die Gewinner daraus ergeben. Aber nur eine Ziehung mit einer öffentlichen Zufallsquelle kann beweisen, dass niemand das Ergebnis ausgesucht hat.",
  button: "Gewinner nachrechnen",
  working: "Wird nachgerechnet…",
  holds: (n: number) =>
    n === 0
      ? "Bestätigt: Es wurde kein Los vergeben, deshalb hat niemand gewonnen."
      : plural(n, {
          one: "Bestätigt: Dein Browser hat denselben Gewinner errechnet.",
          other: `Bestätigt: Dein Browser hat dieselben ${number(n)} Gewinner errechnet.`,
        }),
  manager:
    "Der Veranstalter hat entschieden, wann die Verlosung geschlossen wurde. Warum gerade dann, kann keine Prüfung zeigen.",
  lateDigest:
    "Dieser Nachweis ist schwächer: Die Liste der vergebenen Lose war erst vollständig, als die Runde der Zufallsquelle schon veröffentlicht war.",
  passes:
    "Der Veranstalter hat die Teilnahmecodes verteilt. Wer sie bekommen hat, kann keine Prüfung zeigen.",
  differs: "Nicht bestätigt: Aus diesen Daten ergeben sich andere Gewinner, als der Dienst anzeigt.",
  randomness: "Nicht bestätigt: Die Zufallsquelle hat diesen Zufallswert nicht signiert.",
  facts: "Nicht bestätigt: Die Daten der Ziehung gehören nicht zu dieser Verlosung.",
  claimed:
    "Nicht bestätigt: Die Liste der vergebenen Lose ist nicht die, die beim Schließen der Verlosung festgelegt wurde.",
  tooLong:
    "Diese Seite kann die Ziehung nicht prüfen: Die Liste der vergebenen Lose ist zu lang. Das Programm verify-draw.py liest Listen jeder Länge.",
  network:
    "Diese Seite kann die Ziehung nicht prüfen: Die Ziehung verwendet eine andere Zufallsquelle als quicknet von drand.",
  nothing:
    "Es gibt nichts zu prüfen: Eine frühe Version des Dienstes hat gezogen, ohne die Daten für die Prüfung zu speichern.",
  failed: "Die Daten für die Prüfung lassen sich nicht laden. Bitte versuche es noch einmal.",
  compare: "Mit dem Wert der Zufallsquelle vergleichen",
  round: "Runde",
  value: "Zufallswert",
};

export const live: Texts["live"] = {
  lost: "Verbindung unterbrochen. Wird wiederhergestellt…",
  gone: "Diese Verlosung wurde gelöscht.",
  open: "Die Verlosung ist offen. Du kannst dir jetzt ein Los holen.",
  closed: "Es gibt keine Lose mehr.",
  drawn: "Die Gewinner stehen fest.",
};

export const manage: Texts["manage"] = {
  title: "Verlosungen verwalten",
  notManagerTitle: "Diese Seite ist für Veranstalter",
  notManager: "Wenn du mitmachen oder die Gewinner sehen möchtest, wähle eine Verlosung auf der Startseite.",
  toRaffles: "Alle Verlosungen anzeigen",
  organiseHere: "Veranstaltest du hier Verlosungen?",
  addAddress: (address: string) =>
    `Wende dich an die Person, die diesen Dienst betreibt, und lass deine IP-Adresse ${address} in MANAGER_IP_ADDRESSES eintragen.`,
  addUnknownAddress:
    "Wende dich an die Person, die diesen Dienst betreibt: Der Dienst kann deine IP-Adresse nicht sehen.",
  create: "Neue Verlosung",
  name: "Name",
  nameHint: "So heißt die Verlosung für alle. Bis zu 100 Zeichen.",
  total: "Anzahl der Lose",
  totalHint: "Von 1 bis 100.000.000.",
  prizes: "Gewinne, Hauptgewinn zuerst",
  prizeName: (n: number) => `Gewinn ${n}`,
  amountShort: "Anzahl",
  addPrize: "Gewinn hinzufügen",
  admission: "Wer kann teilnehmen?",
  byAddress: "Ein Los pro Internetverbindung",
  byAddressHint: "Wähle das, wenn die Teilnehmer von zu Hause oder über mobile Daten mitmachen.",
  byPass: "Mit Teilnahmecode",
  byPassHint:
    "Wähle das, wenn sich mehrere eine Verbindung teilen, etwa im Saal, im Büro oder in der Schule. Wähle es auch, wenn du Lose auf Papier verkaufst oder wenn jemand mehrere Lose haben darf.",
  passes: "Anzahl der Teilnahmecodes (optional)",
  passesHint:
    "Für jeden Teilnahmecode gibt es ein Los. Wenn du das Feld leer lässt, gibt es so viele Teilnahmecodes wie Lose.",
  removePrize: (n: number) => `Gewinn ${n} entfernen`,
  closesAt: "Schließt am (optional)",
  closesHint:
    "Ohne diese Angabe endet die Verlosung, wenn alle Lose vergeben sind oder wenn du sie schließt.",
  utc: "In UTC.",
  zone: (name: string, offset: string) => `Deine Zeitzone: ${name} (UTC${offset}).`,
  drawAutomatically: "Gewinner automatisch ziehen",
  drawHint: "Sobald die Verlosung geschlossen ist. Sonst startest du die Ziehung selbst.",
  more: "Öffnung und Beschreibung",
  opensAt: "Öffnet am (optional)",
  opensHint: "Ohne diese Angabe gibt es sofort Lose.",
  description: "Beschreibung (optional)",
  descriptionHint:
    "Regeln, Ort und Zeit der Gewinnausgabe, Veranstalter. Die Teilnehmer sehen die Beschreibung auf der Seite der Verlosung. Bis zu 2.000 Zeichen.",
  review: "Weiter",
  reviewTitle: "Vor dem Erstellen prüfen",
  reviewNote: "Später kannst du nichts davon ändern.",
  change: "Ändern",
  createButton: "Verlosung erstellen",
  none: "Noch keine Verlosungen. Erstelle die erste.",
  back: "Alle Verlosungen",
  fixMarked: "Bitte korrigiere die markierten Felder.",
  draw: "Ziehung",
  drawButton: "Gewinner ziehen…",
  drawMissing: (n: number) =>
    plural(n, {
      one: "Es ist noch ein Los übrig. Du kannst ziehen, wenn alle Lose vergeben sind oder die Verlosung geschlossen ist.",
      other: `Es sind noch ${number(n)} Lose übrig. Du kannst ziehen, wenn alle Lose vergeben sind oder die Verlosung geschlossen ist.`,
    }),
  drawsItself: "Die Gewinner werden automatisch gezogen. Du kannst sie auch selbst ziehen.",
  drawConfirm: "Das lässt sich nicht rückgängig machen. Jetzt ziehen?",
  drawNow: "Ja, jetzt ziehen",
  drawing: "Ziehung läuft…",
  drawDone: (n: number) =>
    n === 0
      ? "Ausgelost. Niemand hat sich ein Los geholt, deshalb gibt es keine Gewinner."
      : plural(n, {
          one: "Ausgelost. Ein Los hat gewonnen.",
          other: `Ausgelost. ${number(n)} Lose haben gewonnen.`,
        }),
  fallbackButton: "Ohne Zufallsquelle ziehen…",
  fallbackConfirm:
    "Die Runde der öffentlichen Zufallsquelle ist seit einer Woche nicht verfügbar. Dieser Dienst kann stattdessen einen eigenen Zufallswert verwenden. Eine solche Ziehung beweist nichts: Die Teilnehmer müssen dir vertrauen. Die Ziehung lässt sich nicht rückgängig machen.",
  fallbackNow: "Ja, ohne Nachweis ziehen",
  closeButton: "Jetzt schließen…",
  closeConfirm: (left: number) =>
    plural(left, {
      one: "Danach kann sich niemand mehr das letzte Los holen. Das lässt sich nicht rückgängig machen.",
      other: `Danach kann sich niemand mehr die übrigen ${number(left)} Lose holen. Das lässt sich nicht rückgängig machen.`,
    }),
  closeResult: (claimed: number) =>
    claimed === 0
      ? "Noch hat niemand ein Los, deshalb wird es keine Gewinner geben."
      : plural(claimed, {
          one: "Nur ein Los nimmt an der Ziehung teil.",
          other: `${number(claimed)} Lose nehmen an der Ziehung teil.`,
        }),
  closeNow: "Ja, jetzt schließen",
  deletion: "Löschen",
  deleteButton: "Verlosung löschen…",
  deleteConfirm:
    "Damit werden die Verlosung, ihre Lose und ihre Gewinner endgültig gelöscht. Ihre Links funktionieren dann nicht mehr.",
  deleteAbandoned: (n: number) =>
    plural(n, {
      one: "Die Gewinner sind noch nicht gezogen. Ein Los wird wertlos.",
      other: `Die Gewinner sind noch nicht gezogen. ${number(n)} Lose werden wertlos.`,
    }),
  deleteName: (name: string) => `Gib zur Bestätigung den Namen ein: ${name}`,
  deleteNow: "Endgültig löschen",
  /** A date follows. */
  beacon: "Ziehung möglich ab",
  beaconWait: (seconds: number) =>
    plural(seconds, { one: "Bereit in 1 Sekunde", other: `Bereit in ${number(seconds)} Sekunden` }),
  beaconOut: "Du kannst die Gewinner jetzt ziehen.",
  link: "Mit Teilnehmern teilen",
  copyLink: "Link kopieren",
  qr: "QR-Code der Verlosungsseite",
};

/** What a new raffle will be, before it is created. */
export const summary: Texts["summary"] = {
  tickets: "Lose",
  prizes: "Gewinne",
  admission: "Wer kann teilnehmen",
  byPass: (passes: number) =>
    plural(passes, {
      one: "Wer einen Teilnahmecode hat (ein Teilnahmecode)",
      other: `Wer einen Teilnahmecode hat (${number(passes)} Teilnahmecodes)`,
    }),
  description: "Beschreibung",
};

/** The passes of a raffle: on the organiser's page, the printable sheet and its cards. */
export const passes: Texts["passes"] = {
  heading: "Teilnahmecodes",
  count: (n: number) =>
    plural(n, {
      one: "Diese Verlosung hat einen Teilnahmecode.",
      other: `Diese Verlosung hat ${number(n)} Teilnahmecodes.`,
    }),
  morePasses: (total: number) =>
    plural(total, {
      one: "Es gibt mehr Teilnahmecodes als Lose: Nur der erste Teilnehmer bekommt ein Los.",
      other: `Es gibt mehr Teilnahmecodes als Lose: Nur die ersten ${number(total)} Teilnehmer bekommen eines.`,
    }),
  back: (name: string) => `Zurück zu „${name}“`,
  printLink: "Teilnahmecodes drucken",
  csv: "Teilnahmecodes herunterladen (CSV)",
  tooManyForFile: (max: number) =>
    `Eine Datei enthält höchstens ${number(max)} Teilnahmecodes. Programme können über die API mehr abrufen, Seite für Seite.`,
  reference: "Zur API",
  noFileTitle: "Zu viele Teilnahmecodes für eine Datei",
  noPassesTitle: "Diese Verlosung hat keine Teilnahmecodes",
  noPasses: "Hier braucht niemand einen Teilnahmecode: Für jede Internetverbindung gibt es ein Los.",
  keepSafe: "Bewahre diese Liste so sicher auf wie die Gewinne.",
  whatListShows:
    "Wer einen Teilnahmecode hat, kann sich das Los dazu holen. Wer diese Liste hat, kann die Lose und ihre Geheimcodes abrufen.",
  sharedAddress:
    "Setze nie die gemeinsame WLAN-Adresse eines Veranstaltungsorts auf die Liste der Veranstalter: Sonst könnten dort alle die Teilnahmecodes lesen.",
  from: "Von",
  to: "Bis",
  show: "Teilnahmecodes anzeigen",
  printHint: (max: number) =>
    `Bis zu ${number(max)} Teilnahmecodes auf einmal. Auf eine Seite A4 oder Letter passen 15 Karten. Drucke mit 100\u00a0% (tatsächliche Größe).`,
  print: "Drucken",
  range: (from: number, to: number) =>
    from === to ? `Teilnahmecode ${number(from)}` : `Teilnahmecodes ${number(from)} bis ${number(to)}`,
  otherRanges: "Weitere Teilnahmecodes",
  notANumber: (total: number) =>
    total === 1 ? "Bitte gib 1 ein." : `Bitte gib eine ganze Zahl von 1 bis ${number(total)} ein.`,
  notBelow: (from: number) => `Bitte gib mindestens ${number(from)} ein.`,
  tooMany: (max: number, last: number) =>
    `Ein Druckbogen hat höchstens ${number(max)} Teilnahmecodes. Bitte gib höchstens ${number(last)} ein.`,
  number: (n: number) => `Nr. ${n}`,
  qr: (n: number) => `QR-Code von Teilnahmecode ${n}`,
  /** The address of the raffle takes the place of {link}. */
  how: "Scanne den QR-Code oder gib diesen Teilnahmecode auf {link} ein.",
};

/** The prize desk, where prizes are handed over. */
export const desk: Texts["desk"] = {
  title: "Gewinnausgabe",
  back: (name: string) => `Zurück zu „${name}“`,
  notDrawn: "Die Gewinnausgabe öffnet nach der Ziehung. Vorher kannst du keine Gewinne aushändigen.",
  number: "Losnummer",
  code: "Geheimcode",
  lookUp: "Prüfen",
  handOver: "Gewinn aushändigen",
  wonBy: (ticket: number) => `Los ${ticket} hat gewonnen`,
  /** A time follows. */
  handedOver: "Ausgehändigt:",
  prizeOf: (ticket: number) => `Der Gewinn von Los ${ticket}`,
  undo: "Rückgängig machen",
  undoAgain: "Rückgängig machen…",
  undoConfirm:
    "Mach das nur rückgängig, wenn der Gewinner den Gewinn nicht bekommen hat. Danach kannst du den Gewinn noch einmal aushändigen.",
  undoNow: "Ja, rückgängig machen",
  takenBack: "Rückgängig gemacht. Der Gewinn ist nicht ausgehändigt.",
  /** A time follows. */
  collected: "Schon abgeholt:",
  collectedHint: "Händige den Gewinn nicht noch einmal aus.",
  notWon: (ticket: number) => `Los ${ticket} hat nicht gewonnen`,
  passedOn: (ticket: number) => `Dieser Gewinn wurde an Los ${ticket} weitergegeben`,
  forfeited: "Dieser Gewinn ist verfallen",
  forfeitedHint: "Er wurde nicht weitergegeben.",
  wrongCode: (ticket: number) => `Das ist nicht der Geheimcode von Los ${ticket}`,
  wrongCodeHint: "Vergleiche Nummer und Geheimcode mit dem Los und gib beides noch einmal ein.",
  noTicket: (ticket: number) => `Es gibt kein Los ${ticket}`,
  noTicketHint: (total: number) =>
    total === 1
      ? "Diese Verlosung hat nur Los 1. Prüfe die Nummer."
      : `Die Lose dieser Verlosung haben die Nummern 1 bis ${number(total)}. Prüfe die Nummer.`,
  incomplete: "Die Nummer oder der Geheimcode fehlt",
  incompleteHint: "Gib die Losnummer in Ziffern ein und dazu den Geheimcode mit 24 Zeichen.",
  noNumber: "Das ist keine Losnummer",
  noNumberHint: "Gib die Losnummer in Ziffern ein.",
  otherRaffle: "Dieses Los gehört zu einer anderen Verlosung",
  otherRaffleHint: "Öffne die Gewinnausgabe der anderen Verlosung oder lass dir ein anderes Los zeigen.",
  scan: "Lose scannen",
  stopScanning: "Scannen beenden",
  scanning: "Halte den QR-Code eines Loses vor die Kamera.",
  notATicket:
    "Dieser QR-Code gehört zu keinem Los. Scanne den QR-Code auf dem Los oder gib Nummer und Geheimcode ein.",
  cameraBlocked:
    "Die Kamera ist blockiert. Erlaube sie für diese Seite in den Einstellungen des Browsers oder gib Nummer und Geheimcode ein.",
  noCamera: "Keine Kamera gefunden. Gib Nummer und Geheimcode ein.",
  cameraFailed:
    "Die Kamera funktioniert gerade nicht. Vielleicht nutzt sie ein anderes Programm. Gib Nummer und Geheimcode ein.",
  asking: "Wird geprüft…",
  noAnswer: "Keine Antwort. Drücke den Button noch einmal: Es passiert nichts doppelt.",
  absent: "Gewinne, die niemand abholt",
  absentNote: "Wenn ein Gewinner nicht kommt, gib seinen Gewinn weiter. Er geht an den nächsten Nachrücker.",
  absentNumber: "Losnummer des abwesenden Gewinners",
  passOn: "An Nachrücker weitergeben…",
  passOnTitle: (ticket: number) => `Gewinn von Los ${ticket} weitergeben?`,
  passOnConfirm: (ticket: number, reserve: number) =>
    `Der nächste Nachrücker ist Los ${reserve}. Es bekommt den Gewinn, und Los ${ticket} verliert ihn. Das lässt sich nicht rückgängig machen.`,
  passOnNow: (reserve: number) => `Ja, an Los ${reserve} weitergeben`,
  noReserveConfirm: (ticket: number) =>
    `Es gibt keinen Nachrücker mehr. Los ${ticket} verliert den Gewinn, und niemand bekommt ihn. Das lässt sich nicht rückgängig machen.`,
  forfeitNow: "Ja, Gewinn verfallen lassen",
  ending: "Ende der Gewinnausgabe",
  endingNote: "Lass alle Gewinne verfallen, die nicht abgeholt wurden. Sie werden nicht weitergegeben.",
  endingButton: "Übrige Gewinne verfallen lassen…",
  endingTitle: (count: number) =>
    plural(count, {
      one: "Einen nicht abgeholten Gewinn verfallen lassen?",
      other: `${number(count)} nicht abgeholte Gewinne verfallen lassen?`,
    }),
  endingConfirm:
    "Damit endet die Gewinnausgabe: Die Gewinner verlieren diese Gewinne. Das lässt sich nicht rückgängig machen.",
  endingNow: (count: number) =>
    plural(count, {
      one: "Ja, einen Gewinn verfallen lassen",
      other: `Ja, ${number(count)} Gewinne verfallen lassen`,
    }),
  ended: (count: number) =>
    plural(count, { one: "Ein Gewinn ist verfallen", other: `${number(count)} Gewinne sind verfallen` }),
  endedHint: "Alle anderen Gewinne waren schon abgeholt, weitergegeben oder verfallen.",
  nothingToEnd: "Kein Gewinn mehr übrig",
  nothingToEndHint: "Alle Gewinne sind abgeholt oder verfallen.",
};

/** What became of the prizes, on the organiser's page. */
export const awards: Texts["awards"] = {
  heading: "Gewinner und Gewinne",
  openDesk: "Gewinnausgabe öffnen",
  csv: "Gewinner und Gewinne herunterladen (CSV)",
  rank: "Rang",
  ticket: "Los",
  prize: "Gewinn",
  status: "Status",
  won: "Nicht abgeholt",
  /** A time follows. */
  collected: "Abgeholt:",
  passedOn: (ticket: number) => `Weitergegeben an Los ${ticket}`,
  forfeited: "Verfallen",
  pages: "Weitere Gewinner",
  next: "Nächste Ränge",
  first: "Zurück zu Rang 1",
};

/** The times of a raffle, on the organiser's page. */
export const timetable: Texts["timetable"] = {
  heading: "Zeiten",
  opens: "Öffnet",
  opensAtOnce: "Sofort",
  closes: "Schließt",
  closesNever: "Wenn alle Lose vergeben sind oder wenn du die Verlosung schließt",
  closed: "Geschlossen am",
  closedBy: "Grund der Schließung",
  closers: {
    sold_out: "Alle Lose waren vergeben",
    time: "Der geplante Zeitpunkt war erreicht",
    manager: "Ein Veranstalter hat die Verlosung geschlossen",
  },
  draw: "Ziehung",
  automatic: "Automatisch, sobald die Verlosung geschlossen ist",
  byHand: "Von Hand",
};

/** Faults of a new raffle, shown beside the field. */
export const faults: Texts["faults"] = {
  name: "Bitte gib einen Namen mit höchstens 100 Zeichen ein.",
  total: "Bitte gib eine ganze Zahl von 1 bis 100.000.000 ein.",
  passes: "Bitte gib eine ganze Zahl von 1 bis 100.000.000 ein oder lass das Feld leer.",
  prizeName: "Bitte gib den Namen des Gewinns mit höchstens 100 Zeichen ein.",
  amount: "Bitte gib eine ganze Zahl ein, mindestens 1.",
  opensAt: "Bitte gib einen Zeitpunkt in den nächsten fünf Jahren ein.",
  closesAt:
    "Bitte gib einen Zeitpunkt ein, der in der Zukunft und nach der Öffnung liegt, höchstens fünf Jahre voraus.",
  description: "Bitte kürze die Beschreibung auf 2.000 Zeichen.",
  noPrize: "Bitte füge mindestens einen Gewinn hinzu.",
  tooMany: (winners: number, total: number) =>
    `Es gibt mehr Gewinne (${number(winners)}) als Lose (${number(total)}). Jeder Gewinn braucht ein Los.`,
  tooManyWinners: (max: number) => `Eine Verlosung hat höchstens ${number(max)} Gewinner.`,
};

/** Texts for the API's problems, by code. `other` stands in for a code that is missing here. */
export const problems: Texts["problems"] = {
  "raffle-not-found": {
    title: "Diese Verlosung gibt es nicht",
    advice:
      "Vielleicht ist der Link unvollständig oder enthält einen Tippfehler. Alle Verlosungen findest du auf der Startseite.",
  },
  "invalid-request": {
    title: "Bitte prüfe deine Eingabe",
    advice: "Etwas fehlt oder ist nicht gültig.",
  },
  "not-open-yet": {
    title: "Diese Verlosung ist noch nicht offen",
    advice: "Es ist nichts passiert. Auf dieser Seite steht, wann es losgeht.",
  },
  "already-participated": {
    title: "Über diese Verbindung wurde schon ein Los geholt",
    advice:
      "Vielleicht ist es in einem anderen Browser, oder jemand im selben WLAN hat es. Wenn ihr euch die Verbindung teilt, frage den Veranstalter nach einer Verlosung mit Teilnahmecodes.",
  },
  "pass-required": {
    title: "Bitte gib deinen Teilnahmecode ein",
    advice: "Du bekommst ihn vom Veranstalter, auf Papier oder als Nachricht.",
  },
  "invalid-pass": {
    title: "Dieser Teilnahmecode gilt hier nicht",
    advice:
      "Bitte vergleiche ihn mit deinem Zettel oder deiner Nachricht. Ein Teilnahmecode gilt nur für eine Verlosung.",
  },
  "no-tickets-remaining": {
    title: "Leider gibt es keine Lose mehr",
    advice:
      "Alle Lose sind vergeben, oder die Verlosung ist geschlossen. Die Gewinner siehst du hier trotzdem.",
  },
  "tickets-remaining": {
    title: "Für die Ziehung ist es zu früh: Es gibt noch Lose",
    advice: "Du kannst ziehen, wenn alle Lose vergeben sind oder die Verlosung geschlossen ist.",
  },
  "winners-already-drawn": {
    title: "Die Gewinner sind schon gezogen",
    advice: "Jede Verlosung hat nur eine Ziehung.",
  },
  "winners-not-drawn": {
    title: "Die Gewinner sind noch nicht gezogen",
    advice: "Nach der Ziehung kannst du hier jedes Los prüfen.",
  },
  "ticket-not-found": {
    title: "Es gibt kein Los mit dieser Nummer",
    advice: "Bitte prüfe die Nummer.",
  },
  "invalid-verification-code": {
    title: "Das ist nicht der Geheimcode des Loses",
    advice: "Bitte prüfe Nummer und Geheimcode. Groß- und Kleinschreibung spielt keine Rolle.",
  },
  "cross-site-request": {
    title: "Diese Anfrage kam von einer anderen Website",
    advice: "Bitte öffne diese Seite direkt und versuche es noch einmal.",
  },
  "invalid-host": {
    title: "Diese Adresse ist nicht gültig",
    advice: "Bitte prüfe die Adresse dieser Seite.",
  },
  "address-unknown": {
    title: "Der Dienst kann deine IP-Adresse nicht sehen",
    advice: "Bitte öffne den Dienst über seine öffentliche Adresse.",
  },
  "too-many-requests": {
    title: "Das war etwas zu schnell",
    advice: "Bitte warte zehn Sekunden und versuche es noch einmal.",
  },
  "not-found": {
    title: "Diese Seite gibt es nicht",
    advice: "Vielleicht ist der Link unvollständig oder enthält einen Tippfehler.",
  },
  "draw-not-due": {
    title: "Für die Ziehung ist es zu früh",
    advice: "Es ist nichts passiert. Bitte warte bis zu der Zeit, die hier steht.",
  },
  "beacon-unavailable": {
    title: "Die Zufallsquelle ist nicht erreichbar",
    advice:
      "Es ist nichts passiert. Bitte starte die Ziehung gleich noch einmal: Die Gewinner werden dieselben sein.",
  },
  "beacon-still-possible": {
    title: "Die Zufallsquelle antwortet vielleicht noch",
    advice:
      "Es ist nichts passiert. Ohne Zufallsquelle kannst du erst sieben Tage nach dem Termin ihrer Runde ziehen.",
  },
  "claims-not-digested": {
    title: "Die Ziehung wird vorbereitet",
    advice: "Es ist nichts passiert. Bitte starte die Ziehung in einer Minute noch einmal.",
  },
  "payload-too-large": {
    title: "Dieses Formular ist zu lang",
    advice: "Es wurde nichts gespeichert. Bitte gib weniger Gewinne oder kürzere Texte ein.",
  },
  "too-many-prizes": {
    title: "Es gibt mehr Gewinne als Lose",
    advice: "Bitte verringere die Anzahl der Gewinne oder erhöhe die Anzahl der Lose.",
  },
  "too-many-winners": {
    title: "Es gibt zu viele Gewinner",
    advice: "Bitte verringere die Anzahl der Gewinne oder erstelle mehrere Verlosungen.",
  },
  "idempotency-key-reused": {
    title: "Mit diesem Formular wurde schon eine Verlosung erstellt",
    advice: "Um auch diese zu erstellen, drücke den Button noch einmal.",
  },
  "name-not-confirmed": {
    title: "Das ist nicht der Name der Verlosung",
    advice: "Es wurde nichts gelöscht. Bitte gib den Namen genau so ein, wie er angezeigt wird.",
  },
  "raffle-in-play": {
    title: "Es sind schon Lose vergeben, und die Gewinner sind noch nicht gezogen",
    advice: "Es wurde nichts gelöscht. Ziehe zuerst, oder bestätige, dass die Lose wertlos werden.",
  },
  unavailable: {
    title: "Hier ist gerade viel los",
    advice: "Bitte versuche es in ein paar Sekunden noch einmal. Es geht nichts verloren.",
  },
};

export const other: Texts["other"] = {
  title: "Etwas ist schiefgelaufen",
  advice: "Bitte versuche es gleich noch einmal.",
  retry: "Noch einmal versuchen",
  home: "Alle Verlosungen anzeigen",
};

/** The page about the API. Its descriptions stay English. */
export const reference: Texts["reference"] = {
  title: "API-Referenz",
  back: "Zurück zu den Verlosungen",
};
