/** The width of a digit in a bold system font, in em. */
const DIGIT_WIDTH_EM = 0.64;

/** The space at the sides of a number, in em. */
const PADDING_EM = 0.7;

/** The height of a number with its space, in em. */
const HEIGHT_EM = 1.3;

/** The space between two numbers, in em. */
const GAP_EM = 0.22;

const overflows = (element: HTMLElement) =>
  element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1;

/** Gives a text the largest size at which it fits into its element, in pixels from `min` to `max`. */
export function fitText(element: HTMLElement, min: number, max: number): void {
  let [low, high] = [min, max];
  while (high - low > 1) {
    const middle = (low + high) / 2;
    element.style.fontSize = `${middle}px`;
    if (overflows(element)) high = middle;
    else low = middle;
  }
  element.style.fontSize = `${low}px`;
}

/** Arranges numbers in a grid so that they are as large as their list allows (style/reveal.css). */
export function fitNumbers(list: HTMLElement, numbers: readonly number[]): void {
  const { clientWidth: width, clientHeight: height } = list;
  const digits = Math.max(...numbers.map((number) => String(number).length));
  let best = { columns: 1, size: 0 };
  for (let columns = 1; columns <= numbers.length; columns++) {
    const rows = Math.ceil(numbers.length / columns);
    const size = Math.min(
      width / (columns * (digits * DIGIT_WIDTH_EM + PADDING_EM + GAP_EM)),
      height / (rows * (HEIGHT_EM + GAP_EM)),
    );
    if (size > best.size) best = { columns, size };
  }
  list.style.setProperty("--columns", String(best.columns));
  list.style.setProperty("--digits", String(digits));
  list.style.setProperty("--size", `${best.size}px`);
}
