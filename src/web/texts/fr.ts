/** The texts that people see, in French. */
import { intlFor } from "./intl";
import type { Texts } from "./languages";

export const language: string = "fr";

/** Formats numbers, durations and lists for this language. */
export const { number, plural, duration, list } = intlFor(language);

export const common: Texts["common"] = {
  service: "Tombolas",
  skip: "Aller au contenu",
  language: "Langue",
  manage: "Gérer",
  reference: "API",
  fairness: "Chaque ticket a les mêmes chances, et tout le monde peut vérifier le tirage.",
  progress: (claimed, total) => `Tickets distribués\u00A0: ${number(claimed)} sur ${number(total)}`,
  scheduled: "Pas encore ouverte",
  open: "Ouverte",
  closed: "Fermée",
  soldOut: "Tickets épuisés",
  drawn: "Tirage effectué",
  /** A date follows. */
  opens: "Ouvre le",
  /** A date follows. */
  closes: "Ferme le",
  remaining: (seconds) => `dans ${duration(seconds)}`,
  soon: "maintenant",
  /** The headings of a list's groups. */
  groups: {
    scheduled: "Tombolas à venir",
    open: "Tombolas ouvertes",
    closed: "Tombolas fermées",
    drawn: "Tirages effectués",
  },
  prizes: "Lots",
  morePrizes: (n) => plural(n, { one: `+ ${number(n)} autre`, other: `+ ${number(n)} autres` }),
  notAwarded: (n) => plural(n, { one: `${number(n)} non attribué`, other: `${number(n)} non attribués` }),
  notAwardedPrizes: "Lots non attribués",
  allPrizes: (n) => plural(n, { one: "Voir le lot", other: `Voir les ${number(n)} lots` }),
  prizeRange: (from, to, all) => `${number(from)} à ${number(to)} sur ${number(all)}`,
  previousPrizes: "Lots précédents",
  nextPrizes: "Lots suivants",
  newTab: "(dans un nouvel onglet)",
  unknown: (id) => `Tombola ${id.slice(0, 8)}`,
  unreachable: "Inaccessible pour l’instant",
  older: "Tombolas plus anciennes",
  newest: "Retour aux plus récentes",
  copied: "Copié",
  loading: "Chargement…",
};

export const home: Texts["home"] = {
  title: "Tombolas",
  headline: "Des tombolas au tirage équitable",
  lead: "Obtenez votre ticket en un clic, gardez son numéro et son code, et revenez ici voir si vous avez gagné.",
  example: "Exemple de ticket",
  none: "Aucune tombola pour l’instant.",
  yours: "Vos tickets",
  yoursHint: "Enregistrés dans ce navigateur.",
  ticket: (ticket) => `Ticket n°\u00A0${ticket}`,
  waiting: "En attente du tirage",
  notWon: "Pas cette fois",
  noLongerWon: "Le lot n’a pas été retiré à temps",
  deleted: "Cette tombola a été supprimée",
  unreachable: "Tombola inaccessible pour l’instant",
  won: (prizes) => `Vous avez gagné\u00A0: ${list(prizes)}`,
};

/** What link previews show. */
export const preview: Texts["preview"] = {
  prizes: (prizes) => `Lots\u00A0: ${prizes.join(", ")}`,
  image: "Un ticket de tombola",
};

export const raffle: Texts["raffle"] = {
  yours: "Votre ticket",
  ticketOnly: "Ce ticket est à vous. La page de la tombola ne peut pas s’afficher pour l’instant.",
  open: "Ouvrir la tombola",
  claim: "Obtenir mon ticket",
  claiming: "Votre ticket arrive…",
  claimNote: "Gratuit. Un ticket par connexion Internet, donc un seul par réseau Wi-Fi.",
  scheduledNote: "Vous pourrez obtenir un ticket dès l’ouverture de la tombola. Le bouton apparaîtra ici.",
  scheduledPassNote:
    "Vous pourrez obtenir un ticket avec votre pass dès l’ouverture de la tombola. Le champ à remplir apparaîtra ici.",
  soldOutNote: "Tous les tickets ont été distribués. Les gagnants s’afficheront ici.",
  closedNote: (claimed, total) =>
    `Cette tombola est fermée. Tickets distribués\u00A0: ${number(claimed)} sur ${number(total)}. Les gagnants s’afficheront ici.`,
  noClaimsNote:
    "Cette tombola est fermée. Personne n’a obtenu de ticket\u00A0: il n’y a donc pas de gagnant.",
  fewClaimed: (claimed) =>
    plural(claimed, {
      one: "Un seul ticket a été distribué\u00A0: certains lots ne sont donc pas attribués.",
      other: `Seuls ${number(claimed)} tickets ont été distribués\u00A0: certains lots ne sont donc pas attribués.`,
    }),
  description: "À propos de cette tombola",
  /** A date follows. */
  created: "Créée le",
  check: "Vérifier un ticket",
  checkNote: "Saisissez le numéro et le code du ticket. Nous n’enregistrons pas le code.",
  checkEarly: "Après le tirage, vous pourrez vérifier n’importe quel ticket ici.",
  number: "Numéro du ticket",
  code: "Code",
  checkButton: "Vérifier ce ticket",
  checking: "Vérification…",
  won: (prize) => `Ce ticket a gagné\u00A0: ${prize}`,
  wonHint: "Montrez le numéro et le code à l’organisateur pour retirer votre lot.",
  notWon: "Ce ticket n’a pas gagné.",
  notWonHint: "Merci d’avoir participé.",
};

/** The form of a raffle with passes. */
export const pass: Texts["pass"] = {
  label: "Votre pass",
  source:
    "Un pass se compose de 16 lettres et chiffres. L’organisateur distribue les pass, sur papier ou par message. Chaque pass donne droit à un ticket.",
  again: "Ticket perdu\u202F? Saisissez le même pass pour le retrouver.",
  note: "Vous recevrez un numéro et un code secret. Ils prouvent que le ticket est à vous.",
  another: "Saisir un autre pass",
  showAgain: "Revoir mon ticket",
  showAgainHint: "Saisissez le pass avec lequel vous avez obtenu votre ticket.",
  showAgainButton: "Afficher mon ticket",
  linked: "Votre pass est déjà saisi. Appuyez sur le bouton pour obtenir votre ticket.",
  linkedEarly:
    "Cette page garde en mémoire le pass de votre lien et le saisira à l’ouverture de la tombola. Si vous fermez la page, ouvrez de nouveau le lien.",
  linkBroken: "Le pass de ce lien est incomplet. Saisissez votre pass.",
};

export const ticket: Texts["ticket"] = {
  heading: "Ticket",
  number: "Numéro",
  code: "Code secret",
  secrecy:
    "Toute personne qui a ce numéro et ce code peut retirer le lot. Gardez le code pour vous jusqu’au retrait.",
  actions: "Enregistrer mon ticket",
  whySave:
    "Les navigateurs peuvent effacer les tickets enregistrés au bout de quelques jours. Les fenêtres privées les effacent à leur fermeture. Gardez une copie du vôtre.",
  whySaveFirst:
    "Gardez une copie de votre ticket dès que vous l’avez\u00A0: les navigateurs peuvent effacer ce qu’ils enregistrent.",
  share: "Partager",
  shareText: (name, ticket) => `${name}\u00A0: ticket n°\u00A0${ticket}`,
  copyLink: "Copier le lien",
  copy: "Copier numéro et code",
  notShared: "Le partage n’a pas fonctionné. Copiez plutôt le lien.",
  notCopied: "Ce navigateur n’autorise pas la copie. Sélectionnez le texte et copiez-le.",
  picture: "Enregistrer l’image",
  pictureFailed: "L’image ne peut pas être créée pour l’instant. Imprimez le ticket ou copiez-le.",
  print: "Imprimer",
  keepCopyPrivate: "Toute personne qui a le lien ou l’image peut retirer le lot.",
  qr: "QR code de ce ticket",
  saveQuestion: "Enregistrer ce ticket sur cet appareil\u202F?",
  save: "Enregistrer",
  notNow: "Pas maintenant",
  saved: "Enregistré.",
  linked:
    "Ce ticket vient d’un lien et n’est pas enregistré sur cet appareil. Son code pourra être vérifié après le tirage.",
  linkBroken: "Le ticket de ce lien est incomplet ou appartient à une autre tombola.",
  stored: "Enregistré dans ce navigateur. Revenez sur cette page pour le revoir.",
  notStored:
    "Ce navigateur ne peut pas enregistrer votre ticket. Si vous quittez ou rechargez cette page, il sera perdu. Gardez-en une copie dès maintenant.",
  writeDown: "Notez le numéro et le code, ou imprimez cette page\u00A0: le code ne s’affichera plus.",
  linkElsewhere: "Pour enregistrer le ticket sur un autre appareil, ouvrez-y ce lien\u00A0:",
  remove: "Supprimer de cet appareil",
  removeConfirm:
    "Sans son numéro ni son code, vous ne pourrez pas retirer de lot. Appuyez de nouveau pour supprimer le ticket.",
  removed: "Supprimé de cet appareil.",
  retrying: "Pas encore de réponse. Nouvel essai…",
  noAnswer: "Nous n’avons pas pu confirmer votre ticket. Appuyez de nouveau\u00A0: vous n’en aurez pas deux.",
  noAnswerReopen: "Pas de réponse. Ouvrez de nouveau cette page pour voir si vous avez un ticket.",
  offline: "Vous êtes hors ligne. Nous reprendrons dès le retour de la connexion.",
  busy: "Il y a beaucoup de monde en ce moment. Nouvel essai dans un instant…",
  won: (prize) => `Vous avez gagné\u00A0: ${prize}\u202F!`,
  wonTitle: (prize) => `Vous avez gagné\u00A0: ${prize}`,
  wonAfterAll: (prize) => `Finalement, vous avez gagné\u00A0: ${prize}\u202F!`,
  wonNext:
    "Montrez ce code à la remise des lots, et à personne d’autre. L’organisateur peut réattribuer les lots non retirés.",
  notWon: "Pas cette fois. Merci d’avoir participé.",
  noLongerWon: "Ce lot n’est plus à vous\u00A0: il n’a pas été retiré à temps.",
};

export const winners: Texts["winners"] = {
  heading: "Gagnants",
  find: "Rechercher un numéro de ticket",
  findButton: "Rechercher",
  found: (ticket, prize) => `Le ticket n°\u00A0${ticket} gagne\u00A0: ${prize}`,
  notFound: (ticket) => `Le ticket n°\u00A0${ticket} ne fait pas partie des gagnants.`,
  findInvalid: "Saisissez un numéro de ticket en chiffres, à partir de 1.",
  range: (from, to, all) =>
    from === to
      ? `Lot ${number(from)} sur ${number(all)}`
      : `Lots ${number(from)} à ${number(to)} sur ${number(all)}`,
  count: (n) =>
    n === 0
      ? "Aucun ticket gagnant"
      : plural(n, {
          one: "Un ticket gagnant",
          other: `${number(n)} tickets gagnants`,
          many: `${number(n)} de tickets gagnants`,
        }),
  drawn: (n) =>
    plural(n, {
      one: `${number(n)} gagnant a été tiré au sort.`,
      other: `${number(n)} gagnants ont été tirés au sort.`,
      many: `${number(n)} de gagnants ont été tirés au sort.`,
    }),
  forfeited: (n) =>
    plural(n, {
      one: `${number(n)} lot n’a été ni retiré ni réattribué.`,
      other: `${number(n)} lots n’ont été ni retirés ni réattribués.`,
      many: `${number(n)} de lots n’ont été ni retirés ni réattribués.`,
    }),
  next: "Lots suivants",
  first: "Retour au début",
  none: "Personne n’a obtenu de ticket\u00A0: il n’y a donc pas de gagnant.",
  csv: "Télécharger les gagnants (CSV)",
};

/** The page that shows the winners in public, one prize after the other. */
export const reveal: Texts["reveal"] = {
  title: "Annonce des gagnants",
  link: "Projeter les gagnants",
  back: "Retour à la tombola",
  join: "Scannez pour obtenir votre ticket",
  waiting: "Les gagnants s’afficheront ici après le tirage.",
  closed: "Il n’y a plus de tickets. Place au tirage.",
  noWinners: "Personne n’a obtenu de ticket\u00A0: il n’y a donc pas de gagnant.",
  ready: "Les gagnants ont été tirés au sort",
  count: (n) =>
    plural(n, {
      one: `${number(n)} gagnant a été tiré au sort.`,
      other: `${number(n)} gagnants ont été tirés au sort.`,
      many: `${number(n)} de gagnants ont été tirés au sort.`,
    }),
  keys: "Appuyez sur Espace ou → pour le lot suivant, sur ← pour revenir en arrière.",
  next: "Lot suivant",
  previous: "Lot précédent",
  automatic: "Automatique",
  firstFirst: "Gros lot en premier",
  light: "Fond clair",
  fullScreen: "Plein écran",
  controls: "Présentation",
  prize: (n, all) => `Lot ${number(n)} sur ${number(all)}`,
  part: (from, to, all) =>
    from === to
      ? `Gagnant ${number(from)} sur ${number(all)}`
      : `Gagnants ${number(from)} à ${number(to)} sur ${number(all)}`,
  numbers: (prize, numbers) =>
    plural(numbers.length, {
      one: `${prize}\u00A0: numéro ${numbers.join(", ")}`,
      other: `${prize}\u00A0: numéros ${numbers.join(", ")}`,
    }),
  nobody: "Ce lot n’a plus de gagnant.",
  nobodyHas: (prize) => `${prize}\u00A0: ce lot n’a plus de gagnant.`,
  loading: "Chargement…",
  notLoaded:
    "Impossible de charger les gagnants pour l’instant. Appuyez de nouveau sur la touche dans un instant.",
  end: "Félicitations\u202F!",
  endHint: "Tous les gagnants sont sur la page de la tombola.",
  qr: "QR code de la page de la tombola",
};

/** The poster of a raffle. */
export const poster: Texts["poster"] = {
  title: "Affiche",
  link: "Imprimer une affiche",
  back: "Retour à la tombola",
  hint: "Une page A4 ou Letter. Imprimez à 100\u00A0% (taille réelle).",
  print: "Imprimer",
  prizes: "À gagner",
  more: (n) => plural(n, { one: `et ${number(n)} autre lot`, other: `et ${number(n)} autres lots` }),
  /** A date follows. */
  closes: "Participez jusqu’au",
  how: "Comment participer",
  scan: "Scannez le code avec votre téléphone, ou ouvrez le lien.",
  claim: (button) => `Appuyez sur «\u00A0${button}\u00A0». C’est gratuit.`,
  pass: "Saisissez le pass imprimé sur votre carte.",
  keep: "Gardez le numéro et le code secret de votre ticket jusqu’au tirage.",
  qr: "QR code de la page de la tombola",
};

export const drawCheck: Texts["drawCheck"] = {
  heading: "Vérifier ce tirage",
  drand:
    "La valeur aléatoire vient de drand, une balise publique que personne ne contrôle seul. Le tour a été fixé avant que quiconque puisse en connaître la valeur. Votre navigateur peut recalculer les gagnants à partir de cette valeur.",
  local:
    "La valeur aléatoire vient de ce service, au moment du tirage. Votre navigateur peut vérifier que les gagnants en découlent. Mais seul un tirage par une balise publique peut prouver que personne n’a choisi le résultat.",
  button: "Recalculer les gagnants",
  working: "Calcul en cours…",
  holds: (n) =>
    n === 0
      ? "Vérifié\u00A0: aucun ticket n’a été distribué, donc personne n’a gagné."
      : plural(n, {
          one: "Vérifié\u00A0: votre navigateur obtient le même gagnant.",
          other: `Vérifié\u00A0: votre navigateur obtient les ${number(n)} mêmes gagnants.`,
          many: `Vérifié\u00A0: votre navigateur obtient les mêmes gagnants (${number(n)}).`,
        }),
  manager:
    "L’organisateur a choisi le moment de la fermeture. Une vérification ne peut pas dire pourquoi ce moment-là.",
  lateDigest:
    "Cette preuve est moins forte\u00A0: la liste des tickets distribués n’a été complète qu’après la publication du tour de la balise.",
  passes: "L’organisateur a distribué les pass. Une vérification ne peut pas dire à qui.",
  differs: "Non vérifié\u00A0: ces données donnent d’autres gagnants que ceux affichés par le service.",
  randomness: "Non vérifié\u00A0: la balise n’a pas signé cette valeur aléatoire.",
  facts: "Non vérifié\u00A0: les données du tirage ne sont pas celles de cette tombola.",
  claimed:
    "Non vérifié\u00A0: la liste des tickets distribués n’est pas celle qui a été fixée à la fermeture de la tombola.",
  tooLong:
    "Cette page ne peut pas vérifier le tirage\u00A0: la liste des tickets distribués est trop longue. Le programme verify-draw.py lit des listes de toute longueur.",
  network:
    "Cette page ne peut pas vérifier le tirage\u00A0: il utilise une autre balise que quicknet, de drand.",
  nothing:
    "Il n’y a rien à vérifier\u00A0: une ancienne version du service a fait ce tirage sans enregistrer les données nécessaires.",
  failed: "Impossible de charger les données de la vérification. Réessayez.",
  compare: "Comparer avec la valeur publiée par la balise",
  round: "Tour",
  value: "Valeur aléatoire",
};

export const live: Texts["live"] = {
  lost: "Connexion perdue. Reconnexion…",
  gone: "Cette tombola a été supprimée.",
  open: "La tombola est ouverte. Vous pouvez obtenir un ticket.",
  closed: "Il n’y a plus de tickets.",
  drawn: "Les gagnants ont été tirés au sort.",
};

export const manage: Texts["manage"] = {
  title: "Gérer les tombolas",
  notManagerTitle: "Cette page est réservée aux organisateurs",
  notManager: "Pour participer ou voir les gagnants, choisissez une tombola sur la page d’accueil.",
  toRaffles: "Voir toutes les tombolas",
  organiseHere: "Vous organisez des tombolas ici\u202F?",
  addAddress: (address) =>
    `Demandez au responsable de ce service d’ajouter votre adresse, ${address}, à MANAGER_IP_ADDRESSES.`,
  addUnknownAddress:
    "Demandez de l’aide au responsable de ce service\u00A0: le service ne voit pas votre adresse.",
  create: "Nouvelle tombola",
  name: "Nom",
  nameHint: "Visible par tous. 100 caractères au maximum.",
  total: "Nombre de tickets",
  totalHint: "De 1 à 100\u202F000\u202F000.",
  prizes: "Lots, le gros lot en premier",
  prizeName: (n) => `Lot ${n}`,
  amountShort: "Quantité",
  addPrize: "Ajouter un lot",
  admission: "Qui peut participer\u202F?",
  byAddress: "Un ticket par connexion Internet",
  byAddressHint: "À choisir si les gens participent de chez eux ou avec leurs données mobiles.",
  byPass: "Avec un pass",
  byPassHint:
    "À choisir si les gens partagent une connexion, par exemple dans une salle, un bureau ou une école. À choisir aussi si vous vendez des tickets sur papier, ou si une personne peut avoir plusieurs tickets.",
  passes: "Nombre de pass (facultatif)",
  passesHint:
    "Chaque pass donne droit à un ticket. Si vous laissez ce champ vide, il y aura autant de pass que de tickets.",
  removePrize: (n) => `Supprimer le lot ${n}`,
  closesAt: "Date de fermeture (facultative)",
  closesHint:
    "Sans date, la tombola se termine quand tous les tickets sont distribués ou quand vous la fermez.",
  utc: "En UTC.",
  zone: (name, offset) => `Votre fuseau horaire\u00A0: ${name} (UTC${offset}).`,
  drawAutomatically: "Tirer les gagnants au sort automatiquement",
  drawHint: "Dès la fermeture de la tombola. Sinon, vous lancez le tirage vous-même.",
  more: "Date d’ouverture et description",
  opensAt: "Date d’ouverture (facultative)",
  opensHint: "Sans date, les participants peuvent obtenir un ticket tout de suite.",
  description: "Description (facultative)",
  descriptionHint:
    "Règlement, heure et lieu de la remise des lots, nom de l’organisateur. Cette description s’affiche sur la page de la tombola. 2\u202F000 caractères au maximum.",
  review: "Continuer",
  reviewTitle: "Vérifiez avant de créer",
  reviewNote: "Vous ne pourrez plus rien modifier ensuite.",
  change: "Modifier",
  createButton: "Créer la tombola",
  none: "Aucune tombola pour l’instant. Créez la première.",
  back: "Toutes les tombolas",
  fixMarked: "Corrigez les champs signalés.",
  draw: "Tirage",
  drawButton: "Lancer le tirage…",
  drawMissing: (n) =>
    plural(n, {
      one: `Il reste ${number(n)} ticket. Vous pourrez lancer le tirage quand tous les tickets seront distribués ou la tombola fermée.`,
      other: `Il reste ${number(n)} tickets. Vous pourrez lancer le tirage quand tous les tickets seront distribués ou la tombola fermée.`,
      many: `Il reste ${number(n)} de tickets. Vous pourrez lancer le tirage quand tous les tickets seront distribués ou la tombola fermée.`,
    }),
  drawsItself: "Le tirage se fera automatiquement. Vous pouvez aussi le lancer vous-même.",
  drawConfirm: "Cette action est irréversible. Lancer le tirage\u202F?",
  drawNow: "Oui, lancer le tirage",
  drawing: "Tirage en cours…",
  drawDone: (n) =>
    n === 0
      ? "Tirage effectué. Personne n’a obtenu de ticket\u00A0: il n’y a donc pas de gagnant."
      : plural(n, {
          one: "Tirage effectué. Un ticket a gagné.",
          other: `Tirage effectué. ${number(n)} tickets ont gagné.`,
          many: `Tirage effectué. ${number(n)} de tickets ont gagné.`,
        }),
  fallbackButton: "Tirer sans la balise…",
  fallbackConfirm:
    "Le tour de la balise est indisponible depuis une semaine. Ce service peut utiliser sa propre valeur aléatoire à la place. Un tel tirage ne prouve rien\u00A0: les participants devront vous faire confiance. Cette action est irréversible.",
  fallbackNow: "Oui, tirer sans preuve",
  closeButton: "Fermer maintenant…",
  closeConfirm: (left) =>
    plural(left, {
      one: `Après cela, personne ne pourra plus obtenir de ticket (${number(left)} restant). Cette action est irréversible.`,
      other: `Après cela, personne ne pourra plus obtenir de ticket (${number(left)} restants). Cette action est irréversible.`,
    }),
  closeResult: (claimed) =>
    claimed === 0
      ? "Personne n’a encore de ticket\u00A0: il n’y aura donc pas de gagnant."
      : plural(claimed, {
          one: "Un seul ticket participe au tirage.",
          other: `${number(claimed)} tickets participent au tirage.`,
          many: `${number(claimed)} de tickets participent au tirage.`,
        }),
  closeNow: "Oui, fermer maintenant",
  deletion: "Suppression",
  deleteButton: "Supprimer cette tombola…",
  deleteConfirm:
    "La tombola, ses tickets et ses gagnants seront supprimés définitivement. Ses liens ne fonctionneront plus.",
  deleteAbandoned: (n) =>
    plural(n, {
      one: `Le tirage n’a pas encore eu lieu. ${number(n)} ticket perdra toute valeur.`,
      other: `Le tirage n’a pas encore eu lieu. ${number(n)} tickets perdront toute valeur.`,
      many: `Le tirage n’a pas encore eu lieu. ${number(n)} de tickets perdront toute valeur.`,
    }),
  deleteName: (name) => `Saisissez le nom pour confirmer\u00A0: ${name}`,
  deleteNow: "Supprimer définitivement",
  /** A date follows. */
  beacon: "Tirage possible à partir du",
  beaconWait: (seconds) =>
    plural(seconds, {
      one: `Tirage possible dans ${number(seconds)} seconde`,
      other: `Tirage possible dans ${number(seconds)} secondes`,
    }),
  beaconOut: "Vous pouvez maintenant lancer le tirage.",
  link: "Partager avec les participants",
  copyLink: "Copier le lien",
  qr: "QR code de la page de la tombola",
};

/** What a new raffle will be, before it is created. */
export const summary: Texts["summary"] = {
  tickets: "Tickets",
  prizes: "Lots",
  admission: "Qui peut participer",
  byPass: (passes) =>
    plural(passes, {
      one: "Les participants munis d’un pass (un pass)",
      other: `Les participants munis d’un pass (${number(passes)} pass)`,
      many: `Les participants munis d’un pass (${number(passes)} de pass)`,
    }),
  description: "Description",
};

/** The passes of a raffle: on the organiser's page, the printable sheet and its cards. */
export const passes: Texts["passes"] = {
  heading: "Pass",
  count: (n) =>
    plural(n, {
      one: "Cette tombola a un seul pass.",
      other: `Cette tombola a ${number(n)} pass.`,
      many: `Cette tombola a ${number(n)} de pass.`,
    }),
  morePasses: (total) =>
    plural(total, {
      one: "Il y a plus de pass que de tickets\u00A0: seul le premier participant aura un ticket.",
      other: `Il y a plus de pass que de tickets\u00A0: seuls les ${number(total)} premiers participants auront un ticket.`,
      many: `Il y a plus de pass que de tickets\u00A0: seuls les premiers participants auront un ticket (${number(total)} au total).`,
    }),
  back: (name) => `Retour à ${name}`,
  printLink: "Imprimer les pass",
  csv: "Télécharger les pass (CSV)",
  tooManyForFile: (max) =>
    plural(max, {
      one: `Un fichier contient au maximum ${number(max)} pass. L’API permet à un programme d’en lire davantage, page par page.`,
      other: `Un fichier contient au maximum ${number(max)} pass. L’API permet à un programme d’en lire davantage, page par page.`,
      many: `Un fichier contient au maximum ${number(max)} de pass. L’API permet à un programme d’en lire davantage, page par page.`,
    }),
  reference: "Voir l’API",
  noFileTitle: "Trop de pass pour un fichier",
  noPassesTitle: "Cette tombola n’a pas de pass",
  noPasses: "Ici, pas besoin de pass\u00A0: chaque connexion Internet donne droit à un ticket.",
  keepSafe: "Gardez cette liste aussi précieusement que les lots.",
  whatListShows:
    "Toute personne qui a un pass peut obtenir le ticket correspondant. Toute personne qui a cette liste peut voir les tickets et leurs codes.",
  sharedAddress:
    "N’ajoutez jamais l’adresse d’un Wi-Fi partagé à la liste des organisateurs\u00A0: toutes les personnes sur place pourraient alors lire les pass.",
  from: "Du n°",
  to: "Au n°",
  show: "Afficher ces pass",
  printHint: (max) =>
    `Jusqu’à ${number(max)} pass à la fois. Une page A4 ou Letter contient 15 cartes. Imprimez à 100\u00A0% (taille réelle).`,
  print: "Imprimer",
  range: (from, to) => (from === to ? `Pass ${number(from)}` : `Pass ${number(from)} à ${number(to)}`),
  otherRanges: "Autres pass",
  notANumber: (total) =>
    total === 1 ? "Saisissez 1." : `Saisissez un nombre entier de 1 à ${number(total)}.`,
  notBelow: (from) => `Saisissez un nombre supérieur ou égal à ${number(from)}.`,
  tooMany: (max, last) =>
    `Une planche contient au maximum ${number(max)} pass. Saisissez un nombre inférieur ou égal à ${number(last)}.`,
  number: (n) => `N°\u00A0${n}`,
  qr: (n) => `QR code du pass n°\u00A0${n}`,
  /** The address of the raffle takes the place of {link}. */
  how: "Scannez le code, ou ouvrez {link} et saisissez ce pass.",
};

/** The prize desk, where prizes are handed over. */
export const desk: Texts["desk"] = {
  title: "Remise des lots",
  back: (name) => `Retour à ${name}`,
  notDrawn: "La remise des lots commence après le tirage. Aucun lot ne peut être remis avant.",
  number: "Numéro du ticket",
  code: "Code",
  lookUp: "Rechercher",
  handOver: "Remettre le lot",
  wonBy: (ticket) => `Le ticket n°\u00A0${ticket} a gagné`,
  /** A time follows. */
  handedOver: "Lot remis\u00A0:",
  prizeOf: (ticket) => `Le lot du ticket n°\u00A0${ticket}`,
  undo: "Annuler la remise",
  undoAgain: "Annuler la remise…",
  undoConfirm:
    "Annulez seulement si le gagnant n’a pas reçu son lot. Le lot pourra alors être remis de nouveau.",
  undoNow: "Oui, annuler la remise",
  takenBack: "Remise annulée. Le lot n’est plus noté comme remis.",
  /** A time follows. */
  collected: "Déjà retiré\u00A0:",
  collectedHint: "Ne remettez pas ce lot une deuxième fois.",
  notWon: (ticket) => `Le ticket n°\u00A0${ticket} n’a pas gagné`,
  passedOn: (ticket) => `Ce lot a été réattribué au ticket n°\u00A0${ticket}`,
  forfeited: "Ce lot a été annulé",
  forfeitedHint: "Le lot n’a pas été réattribué.",
  wrongCode: (ticket) => `Ce n’est pas le code du ticket n°\u00A0${ticket}`,
  wrongCodeHint: "Comparez le numéro et le code avec ceux du ticket, puis saisissez-les de nouveau.",
  noTicket: (ticket) => `Le ticket n°\u00A0${ticket} n’existe pas`,
  noTicketHint: (total) =>
    total === 1
      ? "Cette tombola n’a que le ticket n°\u00A01. Vérifiez le numéro."
      : `Les tickets de cette tombola portent les numéros 1 à ${number(total)}. Vérifiez le numéro.`,
  incomplete: "Il manque le numéro ou le code",
  incompleteHint: "Saisissez le numéro du ticket en chiffres, et son code de 24 caractères.",
  noNumber: "Ce n’est pas un numéro de ticket",
  noNumberHint: "Saisissez le numéro du ticket en chiffres.",
  otherRaffle: "Ce ticket appartient à une autre tombola",
  otherRaffleHint: "Ouvrez la remise des lots de l’autre tombola, ou demandez un autre ticket.",
  scan: "Scanner des tickets",
  stopScanning: "Arrêter le scan",
  scanning: "Placez le QR code d’un ticket devant la caméra.",
  notATicket: "Ce QR code n’est pas un ticket. Scannez celui du ticket, ou saisissez le numéro et le code.",
  cameraBlocked:
    "La caméra est bloquée. Autorisez-la pour cette page dans les réglages du navigateur, ou saisissez le numéro et le code.",
  noCamera: "Aucune caméra trouvée. Saisissez le numéro et le code.",
  cameraFailed:
    "La caméra ne fonctionne pas pour l’instant. Un autre programme l’utilise peut-être. Saisissez le numéro et le code.",
  asking: "Vérification…",
  noAnswer: "Pas de réponse. Appuyez de nouveau sur le bouton\u00A0: rien ne sera fait deux fois.",
  absent: "Lots que personne ne retire",
  absentNote: "Si un gagnant ne vient pas, réattribuez son lot. Le suppléant suivant du tirage le reçoit.",
  absentNumber: "Numéro de ticket du gagnant absent",
  passOn: "Réattribuer au suppléant…",
  passOnTitle: (ticket) => `Réattribuer le lot du ticket n°\u00A0${ticket}\u202F?`,
  passOnConfirm: (ticket, reserve) =>
    `Le suppléant suivant est le ticket n°\u00A0${reserve}. Il reçoit le lot, et le ticket n°\u00A0${ticket} le perd. Cette action est irréversible.`,
  passOnNow: (reserve) => `Oui, réattribuer au ticket n°\u00A0${reserve}`,
  noReserveConfirm: (ticket) =>
    `Il n’y a plus de suppléant. Le ticket n°\u00A0${ticket} perd le lot, et personne ne le reçoit. Cette action est irréversible.`,
  forfeitNow: "Oui, annuler ce lot",
  ending: "Fin de la remise des lots",
  endingNote: "Annulez tous les lots non retirés. Ils ne seront pas réattribués.",
  endingButton: "Annuler les lots non retirés…",
  endingTitle: (count) =>
    plural(count, {
      one: `Annuler ${number(count)} lot non retiré\u202F?`,
      other: `Annuler ${number(count)} lots non retirés\u202F?`,
      many: `Annuler ${number(count)} de lots non retirés\u202F?`,
    }),
  endingConfirm:
    "La remise des lots se termine\u00A0: les gagnants perdent ces lots. Cette action est irréversible.",
  endingNow: (count) =>
    plural(count, {
      one: `Oui, annuler ${number(count)} lot`,
      other: `Oui, annuler ${number(count)} lots`,
      many: `Oui, annuler ${number(count)} de lots`,
    }),
  ended: (count) =>
    plural(count, {
      one: `${number(count)} lot a été annulé`,
      other: `${number(count)} lots ont été annulés`,
      many: `${number(count)} de lots ont été annulés`,
    }),
  endedHint: "Tous les autres lots étaient déjà retirés, réattribués ou annulés.",
  nothingToEnd: "Il ne reste aucun lot",
  nothingToEndHint: "Tous les lots ont été retirés ou annulés.",
};

/** What became of the prizes, on the organiser's page. */
export const awards: Texts["awards"] = {
  heading: "Gagnants et lots",
  openDesk: "Ouvrir la remise des lots",
  csv: "Télécharger gagnants et lots (CSV)",
  rank: "Rang",
  ticket: "Ticket",
  prize: "Lot",
  status: "État",
  won: "Non retiré",
  /** A time follows. */
  collected: "Retiré le",
  passedOn: (ticket) => `Réattribué au ticket n°\u00A0${ticket}`,
  forfeited: "Annulé",
  pages: "Autres gagnants",
  next: "Rangs suivants",
  first: "Retour au rang 1",
};

/** The times of a raffle, on the organiser's page. */
export const timetable: Texts["timetable"] = {
  heading: "Dates",
  opens: "Ouverture",
  opensAtOnce: "Immédiate",
  closes: "Fermeture",
  closesNever: "Quand tous les tickets sont distribués ou quand vous fermez la tombola",
  closed: "Fermée le",
  closedBy: "Motif de la fermeture",
  closers: {
    sold_out: "Tous les tickets ont été distribués",
    time: "La date de fermeture est arrivée",
    manager: "Un organisateur a fermé la tombola",
  },
  draw: "Tirage",
  automatic: "Automatique, dès la fermeture de la tombola",
  byHand: "Lancé par vous",
};

/** Faults of a new raffle, shown beside the field. */
export const faults: Texts["faults"] = {
  name: "Saisissez un nom de 100 caractères au maximum.",
  total: "Saisissez un nombre entier de 1 à 100\u202F000\u202F000.",
  passes: "Saisissez un nombre entier de 1 à 100\u202F000\u202F000, ou laissez le champ vide.",
  prizeName: "Saisissez le nom du lot, en 100 caractères au maximum.",
  amount: "Saisissez un nombre entier, 1 au minimum.",
  opensAt: "Saisissez une date dans les cinq ans à venir.",
  closesAt: "Saisissez une date à venir, après l’ouverture et dans les cinq ans au maximum.",
  description: "Raccourcissez la description à 2\u202F000 caractères.",
  noPrize: "Ajoutez au moins un lot.",
  tooMany: (winners, total) =>
    `Il y a plus de lots (${number(winners)}) que de tickets (${number(total)}). Il faut un ticket pour chaque lot.`,
  tooManyWinners: (max) =>
    plural(max, {
      one: `Une tombola a au maximum ${number(max)} gagnant.`,
      other: `Une tombola a au maximum ${number(max)} gagnants.`,
      many: `Une tombola a au maximum ${number(max)} de gagnants.`,
    }),
};

/** Texts for the API's problems, by code. `other` stands in for a code that is missing here. */
export const problems: Texts["problems"] = {
  "raffle-not-found": {
    title: "Cette tombola n’existe pas",
    advice:
      "Le lien est peut-être incomplet ou mal recopié. Retrouvez toutes les tombolas sur la page d’accueil.",
  },
  "invalid-request": {
    title: "Vérifiez votre saisie",
    advice: "Il y manque quelque chose, ou un élément n’est pas valable.",
  },
  "not-open-yet": {
    title: "Cette tombola n’est pas encore ouverte",
    advice: "Rien n’a changé. Cette page indique la date d’ouverture.",
  },
  "already-participated": {
    title: "Un ticket a déjà été obtenu avec cette connexion",
    advice:
      "Il est peut-être dans un autre navigateur, ou chez quelqu’un qui utilise le même Wi-Fi. Si vous partagez la connexion, demandez à l’organisateur une tombola avec des pass.",
  },
  "pass-required": {
    title: "Saisissez votre pass",
    advice: "L’organisateur distribue les pass, sur papier ou par message.",
  },
  "invalid-pass": {
    title: "Ce pass n’est pas valable ici",
    advice:
      "Comparez-le avec votre papier ou votre message. Un pass n’est valable que pour une seule tombola.",
  },
  "no-tickets-remaining": {
    title: "Désolé, il n’y a plus de tickets",
    advice:
      "Tous les tickets ont été distribués, ou la tombola est fermée. Vous pourrez toujours voir les gagnants ici.",
  },
  "tickets-remaining": {
    title: "Il est trop tôt pour le tirage\u00A0: il reste des tickets",
    advice: "Vous pourrez lancer le tirage quand tous les tickets seront distribués ou la tombola fermée.",
  },
  "winners-already-drawn": {
    title: "Les gagnants ont déjà été tirés au sort",
    advice: "Il n’y a qu’un seul tirage par tombola.",
  },
  "winners-not-drawn": {
    title: "Les gagnants n’ont pas encore été tirés au sort",
    advice: "Après le tirage, vous pourrez vérifier n’importe quel ticket ici.",
  },
  "ticket-not-found": {
    title: "Aucun ticket ne porte ce numéro",
    advice: "Vérifiez le numéro.",
  },
  "invalid-verification-code": {
    title: "Ce n’est pas le code de ce ticket",
    advice: "Vérifiez le numéro et le code. Majuscules ou minuscules, peu importe.",
  },
  "cross-site-request": {
    title: "Cette demande vient d’un autre site",
    advice: "Ouvrez directement cette page et réessayez.",
  },
  "invalid-host": {
    title: "Cette adresse n’est pas valable",
    advice: "Vérifiez l’adresse de cette page.",
  },
  "address-unknown": {
    title: "Le service ne voit pas votre adresse",
    advice: "Ouvrez le service par son adresse publique.",
  },
  "too-many-requests": {
    title: "C’était un peu trop rapide",
    advice: "Attendez dix secondes et réessayez.",
  },
  "not-found": {
    title: "Cette page n’existe pas",
    advice: "Le lien est peut-être incomplet ou mal recopié.",
  },
  "draw-not-due": {
    title: "Il est trop tôt pour le tirage",
    advice: "Rien n’a changé. Attendez l’heure indiquée ici.",
  },
  "beacon-unavailable": {
    title: "La balise est inaccessible",
    advice: "Rien n’a changé. Relancez le tirage dans un instant\u00A0: les gagnants seront les mêmes.",
  },
  "beacon-still-possible": {
    title: "La balise peut encore répondre",
    advice:
      "Rien n’a changé. Un tirage sans la balise est possible sept jours après l’heure prévue de son tour.",
  },
  "claims-not-digested": {
    title: "Le tirage est en préparation",
    advice: "Rien n’a changé. Relancez le tirage dans une minute.",
  },
  "payload-too-large": {
    title: "Ce formulaire est trop long",
    advice: "Rien n’a été enregistré. Indiquez moins de lots ou des textes plus courts.",
  },
  "too-many-prizes": {
    title: "Il y a plus de lots que de tickets",
    advice: "Réduisez les quantités ou augmentez le nombre de tickets.",
  },
  "too-many-winners": {
    title: "Il y a trop de gagnants",
    advice: "Réduisez les quantités, ou créez plusieurs tombolas.",
  },
  "idempotency-key-reused": {
    title: "Ce formulaire a déjà créé une tombola",
    advice: "Pour créer aussi celle-ci, appuyez de nouveau sur le bouton.",
  },
  "name-not-confirmed": {
    title: "Ce n’est pas le nom de la tombola",
    advice: "Rien n’a été supprimé. Saisissez le nom exactement comme il est affiché.",
  },
  "raffle-in-play": {
    title: "Des participants ont des tickets, et le tirage n’a pas eu lieu",
    advice:
      "Rien n’a été supprimé. Lancez d’abord le tirage, ou confirmez que les tickets perdront toute valeur.",
  },
  unavailable: {
    title: "Il y a beaucoup de monde en ce moment",
    advice: "Réessayez dans quelques secondes. Rien n’est perdu.",
  },
};

export const other: Texts["other"] = {
  title: "Un problème est survenu",
  advice: "Réessayez dans un instant.",
  retry: "Réessayer",
  home: "Voir toutes les tombolas",
};

/** The page about the API. Its descriptions stay English. */
export const reference: Texts["reference"] = {
  title: "Référence de l’API",
  back: "Retour aux tombolas",
};
