// What is asked of the server, and what it answers.

/// Why there is no answer: `gone` (no server), `stranger` (not of the server that runs now), `wrong`
/// (problems of the changes), `none` (there is no answer to that), `superseded`, `other`.
export class Trouble extends Error {
  constructor(kind, text, problems = []) {
    super(text);
    this.kind = kind;
    this.problems = problems;
  }
}

const page = Array.from(crypto.getRandomValues(new Uint8Array(8)), (one) => one.toString(36)).join("").slice(0, 16);
let turn = 0;

/// Returns the address of a question about changes. It takes the place of what this page asked
/// before under the same name.
function question(path, parameters = {}, name = page) {
  return `${path}?${new URLSearchParams({ page: name, turn: ++turn, ...parameters })}`;
}

/// Asks; `request` is that of fetch. Throws a Trouble, or an AbortError if its signal says so.
export async function ask(path, request = {}) {
  let reply;
  try {
    const headers = { "X-Hustings-Token": sessionStorage.token };
    reply = await fetch("/api/" + path, { ...request, headers, cache: "no-store" });
  } catch (error) {
    throw error.name === "AbortError" ? error : new Trouble("gone", "the server does not answer");
  }
  if (reply.ok) return reply;
  const told = await reply.json().catch(() => ({}));
  if (reply.status === 403) throw new Trouble("stranger", told.error);
  if (reply.status === 409) throw new Trouble("superseded", "a newer change came");
  if (told.problems) throw new Trouble("wrong", told.problems[0]?.problem, told.problems);
  if (reply.status === 422) throw new Trouble("none", told.error);
  throw new Trouble("other", told.error ?? `the server answers ${reply.status}`);
}

/// Asks something about the changes, in place of what is being simulated.
export function askAbout(path, yaml, parameters) {
  return ask(question(path, parameters), { method: "POST", body: yaml });
}

/// Asks for a file made of the changes, which nothing takes the place of.
export function askForFile(path, yaml) {
  return ask(question(path, {}, page + "file"), { method: "POST", body: yaml });
}

/// Calls `take` with each piece of a reply that ends with `mark`, as it comes.
export async function readPieces(reply, mark, take) {
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read().catch((error) => {
      throw error.name === "AbortError" ? error : new Trouble("gone", "the server has ended");
    });
    if (done) return;
    text += value;
    for (let end; (end = text.indexOf(mark)) >= 0; text = text.slice(end + mark.length)) take(text.slice(0, end));
  }
}

/// Simulates changes, one question at a time. Its first, quick answer is always waited for, so that
/// the page moves while a slider is dragged; the finer ones are cut short once a newer change waits.
///
/// `asked` returns the changes as they are, or throws a Trouble; `take` gets each line of an answer,
/// `last` if nothing newer is asked; `fail` gets a Trouble. The last question asked is always answered.
export class Simulation {
  constructor(asked, take, fail) {
    this.asked = asked;
    this.take = take;
    this.fail = fail;
    this.isWaiting = false;
    this.running = null;
  }

  async ask() {
    if (this.running) {
      this.isWaiting = true;
      if (this.running.isAnswered) this.running.control.abort();
      return;
    }
    this.running = { control: new AbortController(), isAnswered: false };
    await this.#answer(this.running).catch((error) => {
      if (!(error instanceof Trouble)) {
        if (error.name !== "AbortError") throw error;
      } else if (error.kind !== "wrong" || !this.isWaiting) {
        this.fail(error);
      }
    });
    this.running = null;
    if (!this.isWaiting) return;
    this.isWaiting = false;
    await this.ask();
  }

  async #answer(running) {
    const request = { method: "POST", body: this.asked(), signal: running.control.signal };
    const reply = await ask(question("try"), request);
    let isWhole = false;
    await readPieces(reply, "\n", (line) => {
      const told = JSON.parse(line);
      isWhole = told.last || told.superseded || told.problems;
      if (told.problems) throw new Trouble("wrong", told.problems[0].problem, told.problems);
      this.take({ ...told, last: told.last && !this.isWaiting });
      running.isAnswered ||= told.html !== undefined;
      if (running.isAnswered && this.isWaiting) running.control.abort();
    });
    if (!isWhole) throw new Trouble("gone", "the server has ended");
  }
}

/// Hands a reply over as a file.
export async function save(reply, name) {
  saveText(await reply.blob(), name);
}

export function saveText(content, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content]));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

// Windows of one server tell each other its token, so that a link, which never has it, opens in a
// second one.
const windows = new BroadcastChannel("hustings-explore");

export function shareToken() {
  windows.onmessage = ({ data }) => {
    if (data === "token?") windows.postMessage({ token: sessionStorage.token });
  };
  windows.postMessage({ token: sessionStorage.token });
}

/// Returns the token that another window tells; waits for one.
export function tokenOfOthers() {
  return new Promise((resolve) => {
    windows.onmessage = ({ data }) => data.token && resolve(data.token);
    windows.postMessage("token?");
  });
}
