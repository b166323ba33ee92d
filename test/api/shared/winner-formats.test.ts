import { describe, expect, it } from "vitest";
import { call, playRaffle } from "../../testkit/service";

const CSV = { Accept: "text/csv" };
const list = (id: string, headers: Record<string, string> = {}) =>
  call("GET", `/raffles/${id}/winners/`, { headers });

/** Returns the CSV file of a raffle with one winner of this prize. */
async function fileOf(prize: string): Promise<Response> {
  const { id } = await playRaffle({ total_tickets: 1, prizes: [{ name: prize, amount: 1 }] });
  return list(id, CSV);
}
/** Returns the field of the prize in that file. */
const fieldOf = async (prize: string) => {
  const text = await (await fileOf(prize)).text();
  return text.slice("ticket_number,prize\r\n1,".length, -"\r\n".length);
};

describe("winners as CSV", () => {
  it("have a header and one line per winner, by ticket number", async () => {
    const { id, winners } = await playRaffle({
      total_tickets: 3,
      prizes: [
        { name: "Cake", amount: 1 },
        { name: "Pie", amount: 2 },
      ],
    });
    const prizeOf = new Map(winners.map(({ ticket_number, prize }) => [ticket_number, prize]));
    const lines = [1, 2, 3].map((number) => `${number},"${prizeOf.get(number)}"\r\n`);
    expect(await (await list(id, CSV)).text()).toBe(`ticket_number,prize\r\n${lines.join("")}`);
  });

  it("begin with a byte order mark, by which spreadsheets recognize UTF-8", async () => {
    const bytes = new Uint8Array(await (await fileOf("Käse")).arrayBuffer());
    expect(bytes.slice(0, 3).toHex()).toBe("efbbbf");
  });

  it.each([
    ["Cake", '"Cake"'],
    ['a "big" cake', '"a ""big"" cake"'],
    ["cake, big", '"cake, big"'],
    ["a\nb", '"a\nb"'],
    ["a\r\nb", '"a\r\nb"'],
    ["Käse 🎟", '"Käse 🎟"'],
    ["a=b+c-d@e", '"a=b+c-d@e"'],
    ["x;y; z", '"x;y; z"'],
    ["x;=1+1;y", '"x;\'=1+1;y"'],
    ['x; "=1+1', '"x;\' ""=1+1"'],
    ["Cake\n=1+1", '"Cake\n\'=1+1"'],
    ["Cake\r\n =1", '"Cake\r\n\' =1"'],
    ["\t=1", "\"'\t'=1\""],
    ["Cake\t=1+1", '"Cake\t\'=1+1"'],
    ["'quoted", '"\'quoted"'],
  ])("contain the prize %j as %j", async (prize, field) => {
    expect(await fieldOf(prize)).toBe(field);
  });

  it.each([
    "=1+1",
    '=HYPERLINK("https://evil.example")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "\nx",
    "  =1",
    "\u00a0=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
  ])("contain the prize %j as text, because spreadsheets might read it as a formula", async (prize) => {
    expect(await fieldOf(prize)).toBe(`"'${prize.replaceAll('"', '""')}"`);
  });

  it("have the media type text/csv in UTF-8", async () => {
    expect((await fileOf("x")).headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
  });

  it("are a download that is named after the raffle", async () => {
    const { id } = await playRaffle({ total_tickets: 1 });
    const answer = await list(id, CSV);
    expect(answer.headers.get("Content-Disposition")).toBe(`attachment; filename="winners-${id}.csv"`);
  });

  it("have the header on each page", async () => {
    const { id } = await playRaffle({ total_tickets: 2, prizes: [{ name: "x", amount: 2 }] });
    const answer = await call("GET", `/raffles/${id}/winners/?limit=1&cursor=1`, { headers: CSV });
    expect(await answer.text()).toBe('ticket_number,prize\r\n2,"x"\r\n');
  });

  it("have only the header after the last winner", async () => {
    const { id } = await playRaffle({ total_tickets: 1 });
    const answer = await call("GET", `/raffles/${id}/winners/?cursor=1`, { headers: CSV });
    expect(await answer.text()).toBe("ticket_number,prize\r\n");
  });
});

describe("winners as CSV with semicolons", () => {
  const SEMICOLONS = { Accept: "text/csv;separator=semicolon" };

  it("differ from CSV only in the separator", async () => {
    const { id } = await playRaffle({ total_tickets: 1, prizes: [{ name: 'a, "b"; c', amount: 1 }] });
    const answer = await list(id, SEMICOLONS);
    expect(answer.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
    expect(await answer.text()).toBe('ticket_number;prize\r\n1;"a, ""b""; c"\r\n');
    expect(await (await list(id, CSV)).text()).toBe('ticket_number,prize\r\n1,"a, ""b""; c"\r\n');
  });

  it.each([
    ["=1+1", "'=1+1"],
    ["\t=1", "'\t'=1"],
    ["＝1", "'＝1"],
    ["a,=1+1,b", "a,'=1+1,b"],
    ["a, @x", "a,' @x"],
    ["a\n-1", "a\n'-1"],
    ["a,b", "a,b"],
    ["a;=1", "a;'=1"],
  ])("contain the prize %j as %j, because some spreadsheets split quoted text at commas and semicolons", async (prize, text) => {
    const { id } = await playRaffle({ total_tickets: 1, prizes: [{ name: prize, amount: 1 }] });
    expect(await (await list(id, SEMICOLONS)).text()).toBe(`ticket_number;prize\r\n1;"${text}"\r\n`);
  });

  it.each([
    ["Text/CSV; Separator=Semicolon", ";"],
    ["text/csv;separator=semicolon;q=0.9, application/json;q=0.5", ";"],
    ["text/csv;separator=comma", ","],
    ["text/csv;separator=tab", ","],
    ["text/csv;header=present", ","],
    ["application/json;separator=semicolon", ":"],
  ])("are chosen by Accept: %s has the separator %s", async (Accept, mark) => {
    const { id } = await playRaffle({ total_tickets: 1 });
    expect(/[,;:]/.exec(await (await list(id, { Accept })).text())?.[0]).toBe(mark);
  });
});

describe("winners as JSON", () => {
  it("are not a download", async () => {
    const { id } = await playRaffle({ total_tickets: 1 });
    expect((await list(id)).headers.get("Content-Disposition")).toBeNull();
  });

  it("contain a name unchanged, even a formula", async () => {
    const { id } = await playRaffle({ total_tickets: 1, prizes: [{ name: '="x"\n', amount: 1 }] });
    expect(await (await list(id)).json()).toEqual([{ ticket_number: 1, prize: '="x"\n' }]);
  });
});

describe("the media type of winners", () => {
  it.each([
    [undefined, "application/json"],
    ["*/*", "application/json"],
    ["application/json", "application/json"],
    ["application/*", "application/json"],
    ["text/html,application/xhtml+xml,*/*;q=0.8", "application/json"],
    ["image/png", "application/json"],
    ["text/csv;q=0.1, application/json", "application/json"],
    ["text/csv;q=0, */*", "application/json"],
    ["text/csv", "text/csv; charset=utf-8"],
    ["Text/CSV", "text/csv; charset=utf-8"],
    ["text/csv, application/json;q=0.5", "text/csv; charset=utf-8"],
    ["text/csv, */*;q=0.5", "text/csv; charset=utf-8"],
  ])("for Accept: %s is %s", async (accepted, type) => {
    const { id } = await playRaffle({ total_tickets: 1 });
    const answer = await list(id, accepted === undefined ? {} : { Accept: accepted });
    expect(answer.headers.get("Content-Type")).toBe(type);
  });

  // By RFC 9110, 12.5.1, `*/*` includes JSON, here with the greater weight.
  it("for Accept: text/csv;q=0.1, */* is application/json", async () => {
    const { id } = await playRaffle({ total_tickets: 1 });
    const answer = await list(id, { Accept: "text/csv;q=0.1, */*" });
    expect(answer.headers.get("Content-Type")).toBe("application/json");
  });
});

describe("HEAD of winners", () => {
  it.each([{}, CSV])("returns the headers of GET and no body, with the headers %j", async (headers: Record<
    string,
    string
  >) => {
    const { id } = await playRaffle({ total_tickets: 1 });
    const head = await call("HEAD", `/raffles/${id}/winners/`, { headers });
    const get = await list(id, headers);
    const names = ["Content-Type", "Content-Disposition", "Vary"];
    expect(names.map((name) => head.headers.get(name))).toEqual(names.map((name) => get.headers.get(name)));
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });
});
