/** The texts that people see, in Spanish. */
import { intlFor } from "./intl";
import type { Texts } from "./languages";

export const language: string = "es";

/** Formats numbers, durations and lists for this language. */
export const { number, plural, duration, list } = intlFor(language);

export const common: Texts["common"] = {
  service: "Rifas",
  skip: "Saltar al contenido",
  language: "Idioma",
  manage: "Gestionar",
  reference: "API",
  fairness: "Todos los boletos tienen las mismas posibilidades y cualquiera puede verificar el sorteo.",
  progress: (claimed: number, total: number) =>
    plural(total, {
      one: `${number(claimed)} de 1 boleto repartido`,
      other: `${number(claimed)} de ${number(total)} boletos repartidos`,
      many: `${number(claimed)} de ${number(total)} de boletos repartidos`,
    }),
  scheduled: "Próximamente",
  open: "Abierta",
  closed: "Cerrada",
  soldOut: "Boletos agotados",
  drawn: "Sorteada",
  /** A date follows. */
  opens: "Abre el",
  /** A date follows. */
  closes: "Cierra el",
  remaining: (seconds: number) => `en ${duration(seconds)}`,
  soon: "ahora",
  /** The headings of a list's groups. */
  groups: {
    scheduled: "Próximas rifas",
    open: "Rifas abiertas",
    closed: "Rifas cerradas",
    drawn: "Rifas sorteadas",
  },
  prizes: "Premios",
  morePrizes: (n: number) => `+ ${number(n)} más`,
  notAwarded: (n: number) => `${number(n)} sin adjudicar`,
  notAwardedPrizes: "Premios sin adjudicar",
  allPrizes: (n: number) => plural(n, { one: "Ver el premio", other: `Ver los ${number(n)} premios` }),
  prizeRange: (from: number, to: number, all: number) => `${number(from)} a ${number(to)} de ${number(all)}`,
  previousPrizes: "Premios anteriores",
  nextPrizes: "Premios siguientes",
  newTab: "(en una pestaña nueva)",
  unknown: (id: string) => `Rifa ${id.slice(0, 8)}`,
  unreachable: "No disponible por ahora",
  older: "Rifas anteriores",
  newest: "Volver a las más recientes",
  copied: "Copiado",
  loading: "Cargando…",
};

export const home: Texts["home"] = {
  title: "Rifas",
  headline: "Rifas con un sorteo justo",
  lead: "Obtén tu boleto en un solo paso, guarda su número y su código, y mira aquí si has ganado.",
  example: "Ejemplo de boleto",
  none: "Todavía no hay rifas.",
  yours: "Tus boletos",
  yoursHint: "Guardados en este navegador.",
  ticket: (ticket: number) => `Boleto ${ticket}`,
  waiting: "A la espera del sorteo",
  notWon: "Sin premio esta vez",
  noLongerWon: "El premio no se recogió a tiempo",
  deleted: "Esta rifa fue eliminada",
  unreachable: "La rifa no está disponible por ahora",
  won: (prizes: readonly string[]) => `Has ganado: ${list(prizes)}`,
};

/** What link previews show. */
export const preview: Texts["preview"] = {
  prizes: (prizes: readonly string[]) => `Premios: ${prizes.join(", ")}`,
  image: "Un boleto de rifa",
};

export const raffle: Texts["raffle"] = {
  yours: "Tu boleto",
  ticketOnly: "Tienes este boleto. La página de la rifa no se puede mostrar por ahora.",
  open: "Ver la rifa",
  claim: "Obtener mi boleto",
  claiming: "Obteniendo tu boleto…",
  claimNote: "Gratis. Un boleto por conexión a internet (cada red wifi cuenta como una sola).",
  scheduledNote: "Podrás obtener un boleto cuando se abra la rifa. El botón aparecerá aquí.",
  scheduledPassNote:
    "Podrás obtener un boleto con tu pase cuando se abra la rifa. El campo para escribirlo aparecerá aquí.",
  soldOutNote: "Ya no quedan boletos. Los ganadores aparecerán aquí.",
  closedNote: (claimed: number, total: number) =>
    `Esta rifa está cerrada. Boletos repartidos: ${number(claimed)} de ${number(total)}. Los ganadores aparecerán aquí.`,
  noClaimsNote: "Esta rifa está cerrada. Nadie obtuvo un boleto, así que no hay ganadores.",
  fewClaimed: (claimed: number) =>
    plural(claimed, {
      one: "Solo se repartió un boleto, así que algunos premios quedan sin adjudicar.",
      other: `Solo se repartieron ${number(claimed)} boletos, así que algunos premios quedan sin adjudicar.`,
    }),
  description: "Sobre esta rifa",
  /** A date follows. */
  created: "Creada el",
  check: "Consultar un boleto",
  checkNote: "Escribe el número y el código del boleto. No guardamos el código.",
  checkEarly: "Después del sorteo podrás consultar aquí cualquier boleto.",
  number: "Número de boleto",
  code: "Código",
  checkButton: "Consultar este boleto",
  checking: "Consultando…",
  won: (prize: string) => `Este boleto tiene premio: ${prize}`,
  wonHint: "Muestra el número y el código al organizador para recoger tu premio.",
  notWon: "Este boleto no tiene premio.",
  notWonHint: "Gracias por participar.",
};

/** The form of a raffle with passes. */
export const pass: Texts["pass"] = {
  label: "Tu pase",
  source:
    "Un pase tiene 16 letras y cifras. El organizador reparte los pases, en papel o por mensaje. Con cada pase se obtiene un boleto.",
  again: "¿Perdiste tu boleto? Escribe el mismo pase para verlo de nuevo.",
  note: "Recibirás un número y un código secreto. Con ellos demuestras que el boleto es tuyo.",
  another: "Escribir otro pase",
  showAgain: "Volver a ver mi boleto",
  showAgainHint: "Escribe el pase que usaste para obtener tu boleto.",
  showAgainButton: "Ver mi boleto",
  linked: "Tu pase ya está escrito. Pulsa el botón para obtener tu boleto.",
  linkedEarly:
    "Esta página recuerda el pase de tu enlace y lo escribirá por ti cuando se abra la rifa. Si cierras la página, vuelve a abrir el enlace.",
  linkBroken: "El pase de este enlace está incompleto. Escribe tu pase.",
};

export const ticket: Texts["ticket"] = {
  heading: "Boleto",
  number: "Número",
  code: "Código secreto",
  secrecy:
    "Cualquiera que tenga este número y este código puede recoger el premio. Mantén el código en secreto hasta que lo recojas.",
  actions: "Guardar mi boleto",
  whySave:
    "Los navegadores pueden borrar los boletos guardados a los pocos días. Las ventanas privadas los borran al cerrarse. Guarda una copia del tuyo.",
  whySaveFirst:
    "Guarda una copia de tu boleto en cuanto lo tengas: los navegadores pueden borrar lo que guardan.",
  share: "Compartir",
  shareText: (name: string, ticket: number) => `${name}: boleto ${ticket}`,
  copyLink: "Copiar enlace",
  copy: "Copiar número y código",
  notShared: "No se pudo compartir. Copia el enlace en su lugar.",
  notCopied: "Este navegador no permite copiar. Selecciona el texto y cópialo.",
  picture: "Guardar como imagen",
  pictureFailed: "La imagen no se puede crear en este momento. Imprime el boleto o cópialo.",
  print: "Imprimir",
  keepCopyPrivate: "Cualquiera que tenga el enlace o la imagen puede recoger el premio.",
  qr: "Código QR de este boleto",
  saveQuestion: "¿Guardar este boleto en este dispositivo?",
  save: "Guardar",
  notNow: "Ahora no",
  saved: "Guardado.",
  linked:
    "Este boleto viene de un enlace y no está guardado en este dispositivo. Su código se podrá comprobar después del sorteo.",
  linkBroken: "El boleto de este enlace está incompleto o es de otra rifa.",
  stored: "Guardado en este navegador. Vuelve a esta página para verlo.",
  notStored:
    "Este navegador no puede guardar tu boleto. Si sales de esta página o la recargas, lo perderás. Guarda una copia ahora.",
  writeDown: "Anótalo o imprime esta página: el código no se volverá a mostrar.",
  linkElsewhere: "Para guardar el boleto en otro dispositivo, abre allí este enlace:",
  remove: "Quitar de este dispositivo",
  removeConfirm:
    "Sin el número y el código no podrás recoger ningún premio. Pulsa otra vez para quitar el boleto.",
  removed: "El boleto ya no está en este dispositivo.",
  retrying: "Todavía no hay respuesta. Intentándolo de nuevo…",
  noAnswer: "No pudimos confirmar tu boleto. Pulsa otra vez: no recibirás dos.",
  noAnswerReopen: "Sin respuesta. Vuelve a abrir esta página para ver si tienes un boleto.",
  offline: "No tienes conexión. Seguiremos en cuanto la recuperes.",
  busy: "Hay mucha gente en este momento. Lo intentaremos de nuevo enseguida…",
  won: (prize: string) => `¡Has ganado: ${prize}!`,
  wonTitle: (prize: string) => `Has ganado: ${prize}`,
  wonAfterAll: (prize: string) => `¡Al final has ganado: ${prize}!`,
  wonNext:
    "Muestra este código solo en la mesa de premios. El organizador puede pasar a un suplente los premios que no se recojan.",
  notWon: "Sin premio esta vez. Gracias por participar.",
  noLongerWon: "El premio ya no es tuyo: no se recogió a tiempo.",
};

export const winners: Texts["winners"] = {
  heading: "Ganadores",
  find: "Buscar un número de boleto",
  findButton: "Buscar",
  found: (ticket: number, prize: string) => `El boleto ${ticket} tiene premio: ${prize}`,
  notFound: (ticket: number) => `El boleto ${ticket} no está entre los ganadores.`,
  findInvalid: "Escribe un número de boleto con cifras, a partir del 1.",
  range: (from: number, to: number, all: number) =>
    from === to
      ? `Premio ${number(from)} de ${number(all)}`
      : `Premios ${number(from)} a ${number(to)} de ${number(all)}`,
  count: (n: number) =>
    n === 0
      ? "Ningún boleto premiado"
      : plural(n, {
          one: "Un boleto premiado",
          other: `${number(n)} boletos premiados`,
          many: `${number(n)} de boletos premiados`,
        }),
  drawn: (n: number) =>
    plural(n, {
      one: "Se sorteó un premio.",
      other: `Se sortearon ${number(n)} premios.`,
      many: `Se sortearon ${number(n)} de premios.`,
    }),
  forfeited: (n: number) =>
    plural(n, {
      one: "Un premio quedó desierto: nadie lo recogió.",
      other: `${number(n)} premios quedaron desiertos: nadie los recogió.`,
      many: `${number(n)} de premios quedaron desiertos: nadie los recogió.`,
    }),
  next: "Premios siguientes",
  first: "Volver al principio",
  none: "Nadie obtuvo un boleto, así que no hay ganadores.",
  csv: "Descargar ganadores (CSV)",
};

/** The page that shows the winners in public, one prize after the other. */
export const reveal: Texts["reveal"] = {
  title: "Mostrar los ganadores",
  link: "Mostrar los ganadores en un proyector",
  back: "Volver a la rifa",
  join: "Escanea para obtener tu boleto",
  waiting: "Los ganadores aparecerán aquí después del sorteo.",
  closed: "Ya no se reparten más boletos. Ahora viene el sorteo.",
  noWinners: "Nadie obtuvo un boleto, así que no hay ganadores.",
  ready: "Ya hay ganadores",
  count: (n: number) =>
    plural(n, {
      one: "Se sorteó un premio.",
      other: `Se sortearon ${number(n)} premios.`,
      many: `Se sortearon ${number(n)} de premios.`,
    }),
  keys: "Pulsa la barra espaciadora o → para ver el premio siguiente, y ← para volver.",
  next: "Premio siguiente",
  previous: "Premio anterior",
  automatic: "Automático",
  firstFirst: "Primero el premio mayor",
  light: "Fondo claro",
  fullScreen: "Pantalla completa",
  controls: "Presentación",
  prize: (n: number, all: number) => `Premio ${number(n)} de ${number(all)}`,
  part: (from: number, to: number, all: number) =>
    from === to
      ? `Ganador ${number(from)} de ${number(all)}`
      : `Ganadores ${number(from)} a ${number(to)} de ${number(all)}`,
  numbers: (prize: string, numbers: readonly number[]) =>
    plural(numbers.length, {
      one: `${prize}: número ${numbers.join(", ")}`,
      other: `${prize}: números ${numbers.join(", ")}`,
    }),
  nobody: "Este premio quedó desierto.",
  nobodyHas: (prize: string) => `${prize}: premio desierto.`,
  loading: "Cargando…",
  notLoaded: "Los ganadores no se pueden cargar por ahora. Vuelve a pulsar la tecla en un momento.",
  end: "¡Felicidades!",
  endHint: "Todos los ganadores están en la página de la rifa.",
  qr: "Código QR de la página de la rifa",
};

/** The poster of a raffle. */
export const poster: Texts["poster"] = {
  title: "Cartel",
  link: "Imprimir un cartel",
  back: "Volver a la rifa",
  hint: "Una página A4 o carta. Imprime al 100\u00a0% (tamaño real).",
  print: "Imprimir",
  prizes: "Puedes ganar",
  more: (n: number) => plural(n, { one: "y uno más", other: `y ${number(n)} más` }),
  /** A date follows. */
  closes: "Cierra el",
  how: "Cómo participar",
  scan: "Escanea el código con tu teléfono o abre el enlace.",
  claim: (button: string) => `Pulsa «${button}». Es gratis.`,
  pass: "Escribe el pase de tu tarjeta.",
  keep: "Guarda el número y el código secreto de tu boleto hasta el sorteo.",
  qr: "Código QR de la página de la rifa",
};

export const drawCheck: Texts["drawCheck"] = {
  heading: "Verificar este sorteo",
  drand:
    "El valor aleatorio viene de drand, una baliza pública de números aleatorios que nadie controla por sí solo. La ronda se fijó antes de que nadie pudiera conocer su valor. A partir de él, tu navegador puede volver a calcular los ganadores.",
  local:
    "Este servicio generó el valor aleatorio en el momento del sorteo. Tu navegador puede comprobar que de él salen estos ganadores, pero solo un sorteo con una baliza pública puede demostrar que nadie eligió el resultado.",
  button: "Recalcular los ganadores",
  working: "Recalculando…",
  holds: (n: number) =>
    n === 0
      ? "Verificado: no se repartió ningún boleto, así que nadie ganó."
      : plural(n, {
          one: "Verificado: tu navegador calculó el mismo ganador.",
          other: `Verificado: tu navegador calculó los mismos ${number(n)} ganadores.`,
          many: `Verificado: tu navegador calculó los mismos ${number(n)} de ganadores.`,
        }),
  manager:
    "El organizador eligió cuándo cerrar la rifa. La verificación no puede decir por qué lo hizo en ese momento.",
  lateDigest:
    "Esta prueba es más débil: la lista de boletos repartidos se completó cuando la ronda de la baliza ya se había publicado.",
  passes: "El organizador repartió los pases. La verificación no puede decir a quién se los dio.",
  differs: "No verificado: de estos datos salen ganadores distintos de los que publica el servicio.",
  randomness: "No verificado: la baliza no firmó este valor aleatorio.",
  facts: "No verificado: los datos del sorteo no son los de esta rifa.",
  claimed: "No verificado: la lista de boletos repartidos no es la que se fijó al cerrar la rifa.",
  tooLong:
    "Esta página no puede verificar el sorteo: la lista de boletos repartidos es demasiado larga. El programa verify-draw.py lee listas de cualquier longitud.",
  network:
    "Esta página no puede verificar el sorteo: se hizo con una baliza distinta de quicknet, la de drand.",
  nothing:
    "No hay nada que verificar: una versión antigua del servicio hizo el sorteo sin guardar los datos necesarios.",
  failed: "Los datos para la verificación no se pueden cargar. Inténtalo de nuevo.",
  compare: "Comparar con el valor que publicó la baliza",
  round: "Ronda",
  value: "Valor aleatorio",
};

export const live: Texts["live"] = {
  lost: "Se perdió la conexión. Reconectando…",
  gone: "Esta rifa fue eliminada.",
  open: "La rifa está abierta. Ya puedes obtener un boleto.",
  closed: "Ya no se reparten más boletos.",
  drawn: "Ya se hizo el sorteo.",
};

export const manage: Texts["manage"] = {
  title: "Gestionar rifas",
  notManagerTitle: "Esta página es para organizadores",
  notManager: "Para participar o ver los ganadores, elige una rifa en la página de inicio.",
  toRaffles: "Ver todas las rifas",
  organiseHere: "¿Organizas rifas aquí?",
  addAddress: (address: string) =>
    `Pide a quien administra este servicio que añada tu dirección, ${address}, a MANAGER_IP_ADDRESSES.`,
  addUnknownAddress: "Pide ayuda a quien administra este servicio: el servicio no puede ver tu dirección.",
  create: "Nueva rifa",
  name: "Nombre",
  nameHint: "Lo que verá la gente. Hasta 100 caracteres.",
  total: "Número de boletos",
  totalHint: "De 1 a 100.000.000.",
  prizes: "Premios, empezando por el mayor",
  prizeName: (n: number) => `Premio ${n}`,
  amountShort: "Cantidad",
  addPrize: "Añadir un premio",
  admission: "¿Quién puede participar?",
  byAddress: "Un boleto por conexión a internet",
  byAddressHint: "Elige esta opción si la gente participa desde casa o con datos móviles.",
  byPass: "Con pase",
  byPassHint:
    "Elige esta opción si la gente comparte la conexión, como en un salón, una oficina o una escuela. Elígela también si vendes boletos en papel o si una persona puede tener varios.",
  passes: "Número de pases (opcional)",
  passesHint:
    "Con cada pase se obtiene un boleto. Si dejas este campo vacío, habrá tantos pases como boletos.",
  removePrize: (n: number) => `Quitar el premio ${n}`,
  closesAt: "Fecha y hora de cierre (opcional)",
  closesHint: "Si no la indicas, la rifa se cierra cuando se agoten los boletos o cuando tú la cierres.",
  utc: "En UTC.",
  zone: (name: string, offset: string) => `Tu zona horaria: ${name} (UTC${offset}).`,
  drawAutomatically: "Sortear los premios automáticamente",
  drawHint: "En cuanto se cierre la rifa. Si no, el sorteo lo inicias tú.",
  more: "Apertura y descripción",
  opensAt: "Fecha y hora de apertura (opcional)",
  opensHint: "Si no la indicas, los participantes pueden obtener boletos de inmediato.",
  description: "Descripción (opcional)",
  descriptionHint:
    "Bases, lugar y hora de la entrega de premios, quién organiza la rifa. Los participantes la ven en la página de la rifa. Hasta 2000 caracteres.",
  review: "Continuar",
  reviewTitle: "Revisa los datos antes de crear la rifa",
  reviewNote: "Después no podrás cambiar nada de esto.",
  change: "Cambiar",
  createButton: "Crear la rifa",
  none: "Todavía no hay rifas. Crea la primera.",
  back: "Todas las rifas",
  fixMarked: "Corrige los campos marcados.",
  draw: "Sorteo",
  drawButton: "Sortear los premios…",
  drawMissing: (n: number) =>
    plural(n, {
      one: "Queda un boleto. Podrás hacer el sorteo cuando se agoten los boletos o se cierre la rifa.",
      other: `Quedan ${number(n)} boletos. Podrás hacer el sorteo cuando se agoten los boletos o se cierre la rifa.`,
      many: `Quedan ${number(n)} de boletos. Podrás hacer el sorteo cuando se agoten los boletos o se cierre la rifa.`,
    }),
  drawsItself: "Los premios se sortean automáticamente. También puedes sortearlos tú.",
  drawConfirm: "No se puede deshacer. ¿Sortear ahora?",
  drawNow: "Sí, sortear ahora",
  drawing: "Sorteando…",
  drawDone: (n: number) =>
    n === 0
      ? "Sorteo hecho. Nadie obtuvo un boleto, así que no hay ganadores."
      : plural(n, {
          one: "Sorteo hecho. Hay un boleto premiado.",
          other: `Sorteo hecho. Hay ${number(n)} boletos premiados.`,
          many: `Sorteo hecho. Hay ${number(n)} de boletos premiados.`,
        }),
  fallbackButton: "Sortear sin la baliza…",
  fallbackConfirm:
    "La ronda de la baliza lleva una semana sin estar disponible. En su lugar, este servicio puede usar un valor aleatorio propio. Un sorteo así no demuestra nada: los participantes tienen que confiar en ti. No se puede deshacer.",
  fallbackNow: "Sí, sortear sin prueba",
  closeButton: "Cerrar ahora…",
  closeConfirm: (left: number) =>
    plural(left, {
      one: "Después, nadie podrá obtener el último boleto. No se puede deshacer.",
      other: `Después, nadie podrá obtener los ${number(left)} boletos que quedan. No se puede deshacer.`,
      many: `Después, nadie podrá obtener los ${number(left)} de boletos que quedan. No se puede deshacer.`,
    }),
  closeResult: (claimed: number) =>
    claimed === 0
      ? "Todavía nadie tiene un boleto, así que no habrá ganadores."
      : plural(claimed, {
          one: "Solo un boleto entra en el sorteo.",
          other: `${number(claimed)} boletos entran en el sorteo.`,
          many: `${number(claimed)} de boletos entran en el sorteo.`,
        }),
  closeNow: "Sí, cerrar ahora",
  deletion: "Eliminar",
  deleteButton: "Eliminar esta rifa…",
  deleteConfirm:
    "La rifa, sus boletos y sus ganadores se eliminarán para siempre. Sus enlaces dejarán de funcionar.",
  deleteAbandoned: (n: number) =>
    plural(n, {
      one: "Todavía no se ha hecho el sorteo. Un boleto dejará de ser válido.",
      other: `Todavía no se ha hecho el sorteo. ${number(n)} boletos dejarán de ser válidos.`,
      many: `Todavía no se ha hecho el sorteo. ${number(n)} de boletos dejarán de ser válidos.`,
    }),
  deleteName: (name: string) => `Escribe el nombre para confirmar: ${name}`,
  deleteNow: "Eliminar para siempre",
  /** A date follows. */
  beacon: "Podrás hacer el sorteo a partir del",
  beaconWait: (seconds: number) =>
    plural(seconds, { one: "Listo en 1 segundo", other: `Listo en ${number(seconds)} segundos` }),
  beaconOut: "Ya puedes sortear los premios.",
  link: "Compartir con los participantes",
  copyLink: "Copiar el enlace",
  qr: "Código QR de la página de la rifa",
};

/** What a new raffle will be, before it is created. */
export const summary: Texts["summary"] = {
  tickets: "Boletos",
  prizes: "Premios",
  admission: "Quién puede participar",
  byPass: (passes: number) =>
    plural(passes, {
      one: "Participantes con pase (un pase)",
      other: `Participantes con pase (${number(passes)} pases)`,
      many: `Participantes con pase (${number(passes)} de pases)`,
    }),
  description: "Descripción",
};

/** The passes of a raffle: on the organiser's page, the printable sheet and its cards. */
export const passes: Texts["passes"] = {
  heading: "Pases",
  count: (n: number) =>
    plural(n, {
      one: "Esta rifa tiene un pase.",
      other: `Esta rifa tiene ${number(n)} pases.`,
      many: `Esta rifa tiene ${number(n)} de pases.`,
    }),
  morePasses: (total: number) =>
    plural(total, {
      one: "Hay más pases que boletos: solo el primer participante obtiene un boleto.",
      other: `Hay más pases que boletos: solo los primeros ${number(total)} participantes obtienen uno.`,
      many: `Hay más pases que boletos: solo los primeros ${number(total)} de participantes obtienen uno.`,
    }),
  back: (name: string) => `Volver a ${name}`,
  printLink: "Imprimir pases",
  csv: "Descargar pases (CSV)",
  tooManyForFile: (max: number) =>
    plural(max, {
      one: "Un archivo puede tener un pase como máximo. Los programas pueden leer más con la API, página por página.",
      other: `Un archivo puede tener ${number(max)} pases como máximo. Los programas pueden leer más con la API, página por página.`,
      many: `Un archivo puede tener ${number(max)} de pases como máximo. Los programas pueden leer más con la API, página por página.`,
    }),
  reference: "Ver la API",
  noFileTitle: "Demasiados pases para un archivo",
  noPassesTitle: "Esta rifa no tiene pases",
  noPasses: "Aquí no hace falta un pase: cada conexión a internet puede obtener un boleto.",
  keepSafe: "Cuida esta lista tanto como los premios.",
  whatListShows:
    "Cualquiera que tenga un pase puede obtener el boleto de ese pase. Cualquiera que tenga esta lista puede ver los boletos y sus códigos.",
  sharedAddress:
    "Nunca pongas en la lista de organizadores la dirección de la red wifi compartida de un local: todos los que estén allí podrían leer los pases.",
  from: "Desde",
  to: "Hasta",
  show: "Mostrar estos pases",
  printHint: (max: number) =>
    `Hasta ${number(max)} pases a la vez. En una página A4 o carta caben 15 tarjetas. Imprime al 100\u00a0% (tamaño real).`,
  print: "Imprimir",
  range: (from: number, to: number) =>
    from === to ? `Pase ${number(from)}` : `Pases ${number(from)} a ${number(to)}`,
  otherRanges: "Otros pases",
  notANumber: (total: number) =>
    total === 1 ? "Escribe 1." : `Escribe un número entero del 1 al ${number(total)}.`,
  notBelow: (from: number) => `Escribe ${number(from)} o un número mayor.`,
  tooMany: (max: number, last: number) =>
    `Una hoja puede tener ${number(max)} pases como máximo. Escribe ${number(last)} o un número menor.`,
  number: (n: number) => `N.º ${n}`,
  qr: (n: number) => `Código QR del pase ${n}`,
  /** The address of the raffle takes the place of {link}. */
  how: "Escanea el código, o abre {link} y escribe este pase.",
};

/** The prize desk, where prizes are handed over. */
export const desk: Texts["desk"] = {
  title: "Mesa de premios",
  back: (name: string) => `Volver a ${name}`,
  notDrawn: "La mesa de premios abre después del sorteo. Antes no se puede entregar nada.",
  number: "Número de boleto",
  code: "Código",
  lookUp: "Consultar",
  handOver: "Entregar",
  wonBy: (ticket: number) => `El boleto ${ticket} tiene premio`,
  /** A time follows. */
  handedOver: "Entregado:",
  prizeOf: (ticket: number) => `El premio del boleto ${ticket}`,
  undo: "Deshacer",
  undoAgain: "Deshacer…",
  undoConfirm:
    "Deshaz la entrega solo si el ganador no recibió el premio. Después se podrá entregar de nuevo.",
  undoNow: "Sí, deshacer",
  takenBack: "Entrega deshecha. El premio sigue sin entregar.",
  /** A time follows. */
  collected: "Ya recogido:",
  collectedHint: "No lo entregues otra vez.",
  notWon: (ticket: number) => `El boleto ${ticket} no tiene premio`,
  passedOn: (ticket: number) => `Este premio pasó al boleto ${ticket}`,
  forfeited: "Este premio quedó desierto",
  forfeitedHint: "No pasó a ningún suplente.",
  wrongCode: (ticket: number) => `Este no es el código del boleto ${ticket}`,
  wrongCodeHint: "Compara el número y el código con el boleto y escríbelos de nuevo.",
  noTicket: (ticket: number) => `No existe el boleto ${ticket}`,
  noTicketHint: (total: number) =>
    total === 1
      ? "Esta rifa solo tiene el boleto 1. Revisa el número."
      : `Los boletos de esta rifa van del 1 al ${number(total)}. Revisa el número.`,
  incomplete: "Falta el número o el código",
  incompleteHint: "Escribe el número del boleto con cifras, y su código de 24 caracteres.",
  noNumber: "Esto no es un número de boleto",
  noNumberHint: "Escribe el número del boleto con cifras.",
  otherRaffle: "Este boleto es de otra rifa",
  otherRaffleHint: "Abre la mesa de premios de esa rifa o pide que te muestren otro boleto.",
  scan: "Escanear boletos",
  stopScanning: "Dejar de escanear",
  scanning: "Pon el código QR de un boleto delante de la cámara.",
  notATicket:
    "Este código QR no es de un boleto. Escanea el código del boleto, o escribe su número y su código.",
  cameraBlocked:
    "La cámara está bloqueada. Permite su uso en esta página desde la configuración del navegador, o escribe el número y el código.",
  noCamera: "No se encontró ninguna cámara. Escribe el número y el código.",
  cameraFailed:
    "La cámara no funciona en este momento. Quizá la esté usando otro programa. Escribe el número y el código.",
  asking: "Consultando…",
  noAnswer: "Sin respuesta. Pulsa el botón otra vez: nada se hará dos veces.",
  absent: "Premios que nadie recoge",
  absentNote: "Si un ganador no se presenta, puedes pasar su premio al siguiente suplente del sorteo.",
  absentNumber: "Número de boleto del ganador ausente",
  passOn: "Pasar al siguiente suplente…",
  passOnTitle: (ticket: number) => `¿Pasar a un suplente el premio del boleto ${ticket}?`,
  passOnConfirm: (ticket: number, reserve: number) =>
    `El siguiente suplente es el boleto ${reserve}. El premio será suyo y el boleto ${ticket} lo perderá. No se puede deshacer.`,
  passOnNow: (reserve: number) => `Sí, pasar al boleto ${reserve}`,
  noReserveConfirm: (ticket: number) =>
    `Ya no quedan suplentes. El boleto ${ticket} perderá el premio y nadie lo recibirá. No se puede deshacer.`,
  forfeitNow: "Sí, declararlo desierto",
  ending: "Fin de la entrega de premios",
  endingNote: "Declara desiertos todos los premios sin recoger. No pasarán a ningún suplente.",
  endingButton: "Declarar premios desiertos…",
  endingTitle: (count: number) =>
    plural(count, {
      one: "¿Declarar desierto un premio sin recoger?",
      other: `¿Declarar desiertos ${number(count)} premios sin recoger?`,
      many: `¿Declarar desiertos ${number(count)} de premios sin recoger?`,
    }),
  endingConfirm:
    "Con esto termina la entrega de premios: los ganadores pierden estos premios. No se puede deshacer.",
  endingNow: (count: number) =>
    plural(count, {
      one: "Sí, declarar desierto un premio",
      other: `Sí, declarar desiertos ${number(count)} premios`,
      many: `Sí, declarar desiertos ${number(count)} de premios`,
    }),
  ended: (count: number) =>
    plural(count, {
      one: "Un premio quedó desierto",
      other: `${number(count)} premios quedaron desiertos`,
      many: `${number(count)} de premios quedaron desiertos`,
    }),
  endedHint: "Los demás premios ya se habían recogido, habían pasado a otro boleto o estaban desiertos.",
  nothingToEnd: "No queda ningún premio",
  nothingToEndHint: "Todos los premios se recogieron o quedaron desiertos.",
};

/** What became of the prizes, on the organiser's page. */
export const awards: Texts["awards"] = {
  heading: "Ganadores y premios",
  openDesk: "Abrir la mesa de premios",
  csv: "Descargar ganadores y premios (CSV)",
  rank: "Puesto",
  ticket: "Boleto",
  prize: "Premio",
  status: "Estado",
  won: "Sin recoger",
  /** A time follows. */
  collected: "Recogido:",
  passedOn: (ticket: number) => `Pasó al boleto ${ticket}`,
  forfeited: "Desierto",
  pages: "Más ganadores",
  next: "Puestos siguientes",
  first: "Volver al puesto 1",
};

/** The times of a raffle, on the organiser's page. */
export const timetable: Texts["timetable"] = {
  heading: "Fechas y horas",
  opens: "Apertura",
  opensAtOnce: "Inmediata",
  closes: "Cierre previsto",
  closesNever: "Cuando se agoten los boletos o cuando tú la cierres",
  closed: "Cerrada el",
  closedBy: "Motivo del cierre",
  closers: {
    sold_out: "Se agotaron los boletos",
    time: "Llegó la hora de cierre",
    manager: "La cerró un organizador",
  },
  draw: "Sorteo",
  automatic: "Automático, en cuanto se cierre la rifa",
  byHand: "Lo inicias tú",
};

/** Faults of a new raffle, shown beside the field. */
export const faults: Texts["faults"] = {
  name: "Escribe un nombre de 100 caracteres como máximo.",
  total: "Escribe un número entero del 1 al 100.000.000.",
  passes: "Escribe un número entero del 1 al 100.000.000 o deja el campo vacío.",
  prizeName: "Escribe el nombre del premio, de 100 caracteres como máximo.",
  amount: "Escribe un número entero, 1 como mínimo.",
  opensAt: "Indica una fecha y hora dentro de los próximos cinco años.",
  closesAt: "Indica una fecha y hora futuras y posteriores a la apertura, de aquí a cinco años como máximo.",
  description: "Acorta la descripción a 2000 caracteres.",
  noPrize: "Añade al menos un premio.",
  tooMany: (winners: number, total: number) =>
    `Hay más premios (${number(winners)}) que boletos (${number(total)}). Cada premio necesita un boleto.`,
  tooManyWinners: (max: number) =>
    plural(max, {
      one: "Una rifa puede tener un ganador como máximo.",
      other: `Una rifa puede tener ${number(max)} ganadores como máximo.`,
      many: `Una rifa puede tener ${number(max)} de ganadores como máximo.`,
    }),
};

/** Texts for the API's problems, by code. `other` stands in for a code that is missing here. */
export const problems: Texts["problems"] = {
  "raffle-not-found": {
    title: "Esta rifa no existe",
    advice:
      "Puede que el enlace esté incompleto o mal escrito. En la página de inicio están todas las rifas.",
  },
  "invalid-request": {
    title: "Revisa los datos",
    advice: "Falta algo o algún dato no es válido.",
  },
  "not-open-yet": {
    title: "Esta rifa todavía no está abierta",
    advice: "No se ha repartido ningún boleto. En esta página verás cuándo se abre.",
  },
  "already-participated": {
    title: "Ya se obtuvo un boleto con esta conexión",
    advice:
      "Puede estar en otro navegador, o lo tiene alguien de la misma red wifi. Si compartes la conexión, pide al organizador una rifa con pases.",
  },
  "pass-required": {
    title: "Escribe tu pase",
    advice: "El organizador reparte los pases, en papel o por mensaje.",
  },
  "invalid-pass": {
    title: "Este pase no es válido aquí",
    advice: "Compáralo con tu papel o mensaje. Un pase solo vale para una rifa.",
  },
  "no-tickets-remaining": {
    title: "Lo sentimos, ya no hay boletos",
    advice: "Los boletos se agotaron o la rifa está cerrada. Aun así, aquí podrás ver los ganadores.",
  },
  "tickets-remaining": {
    title: "Es pronto para sortear: todavía quedan boletos",
    advice: "Podrás hacer el sorteo cuando se agoten los boletos o se cierre la rifa.",
  },
  "winners-already-drawn": {
    title: "Ya se hizo el sorteo",
    advice: "Una rifa se sortea una sola vez.",
  },
  "winners-not-drawn": {
    title: "Todavía no se ha hecho el sorteo",
    advice: "Después del sorteo podrás consultar aquí cualquier boleto.",
  },
  "ticket-not-found": {
    title: "No hay ningún boleto con este número",
    advice: "Revisa el número.",
  },
  "invalid-verification-code": {
    title: "Este no es el código del boleto",
    advice: "Revisa el número y el código. Da igual si usas mayúsculas o minúsculas.",
  },
  "cross-site-request": {
    title: "Esta solicitud vino de otro sitio web",
    advice: "Abre directamente esta página e inténtalo de nuevo.",
  },
  "invalid-host": {
    title: "Esta dirección no es válida",
    advice: "Revisa la dirección de esta página.",
  },
  "address-unknown": {
    title: "El servicio no puede ver tu dirección",
    advice: "Abre el servicio por su dirección pública.",
  },
  "too-many-requests": {
    title: "Vamos un poco más despacio",
    advice: "Espera diez segundos e inténtalo de nuevo.",
  },
  "not-found": {
    title: "Esta página no existe",
    advice: "Puede que el enlace esté incompleto o mal escrito.",
  },
  "draw-not-due": {
    title: "Es pronto para sortear",
    advice: "No se ha sorteado nada. Espera hasta la hora que se indica aquí.",
  },
  "beacon-unavailable": {
    title: "No se puede conectar con la baliza",
    advice: "No se ha sorteado nada. Inténtalo de nuevo en un momento: los ganadores serán los mismos.",
  },
  "beacon-still-possible": {
    title: "La baliza todavía puede responder",
    advice:
      "No se ha sorteado nada. Se puede sortear sin la baliza siete días después de la hora prevista de su ronda.",
  },
  "claims-not-digested": {
    title: "El sorteo se está preparando",
    advice: "No se ha sorteado nada. Inténtalo de nuevo en un minuto.",
  },
  "payload-too-large": {
    title: "Este formulario es demasiado largo",
    advice: "No se ha guardado nada. Indica menos premios o escribe textos más cortos.",
  },
  "too-many-prizes": {
    title: "Hay más premios que boletos",
    advice: "Reduce las cantidades o aumenta el número de boletos.",
  },
  "too-many-winners": {
    title: "Hay demasiados ganadores",
    advice: "Reduce las cantidades o crea varias rifas.",
  },
  "idempotency-key-reused": {
    title: "Este formulario ya creó una rifa",
    advice: "Para crear también esta, pulsa otra vez el botón.",
  },
  "name-not-confirmed": {
    title: "Este no es el nombre de la rifa",
    advice: "No se ha eliminado nada. Escribe el nombre exactamente como aparece.",
  },
  "raffle-in-play": {
    title: "Hay boletos repartidos y todavía no se ha hecho el sorteo",
    advice: "No se ha eliminado nada. Sortea primero, o confirma que los boletos dejarán de ser válidos.",
  },
  unavailable: {
    title: "Hay mucha gente en este momento",
    advice: "Inténtalo de nuevo en unos segundos. No se pierde nada.",
  },
};

export const other: Texts["other"] = {
  title: "Algo salió mal",
  advice: "Inténtalo de nuevo en un momento.",
  retry: "Intentar de nuevo",
  home: "Ver todas las rifas",
};

/** The page about the API. Its descriptions stay English. */
export const reference: Texts["reference"] = {
  title: "Referencia de la API",
  back: "Volver a las rifas",
};
