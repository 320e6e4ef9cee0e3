// What is changed: a value by input, what can be undone, and its text in the scenario language.

// A change that no input makes, of `explore --what-if FILE` or written by hand, is a box to tick
// whose id has its text: so a link has it, too.
const BY_HAND = "line/";

export function inputByHand(line) {
  return { id: BY_HAND + line, group: "by-hand", label: line, kind: "check", rest: false, line };
}

/// Returns what a slider stands for as the number that the scenario language is told.
export function written(input, value) {
  return String(Number((input.offset + input.scale * value).toFixed(6)));
}

/// Returns the change that a value is, or "" where it changes nothing.
function lineOf(input, value) {
  if (value === input.rest) return "";
  if (input.kind === "check") return input.line;
  if (input.kind === "choice") return input.options.find((one) => one.value === value)?.line ?? "";
  return input.line[0] + (typeof value === "number" ? written(input, value) : value) + input.line[1];
}

/// Returns a value as people read it: `+20 %`, `out`, `runoff`; what is no number in quotes.
export function valueText(input, value) {
  if (input.kind === "check") return input.group === "by-hand" ? "" : value ? "in" : "out";
  if (input.kind === "choice") return input.options.find((one) => one.value === value)?.label ?? value;
  if (typeof value === "string") return `“${value}”`;
  return `${numberText(input, value)} ${input.unit}`.trim();
}

/// Returns the number of a slider, with its sign where 0 changes nothing; "" where it stands for
/// several (null).
export function numberText(input, value) {
  if (typeof value !== "number") return value ?? "";
  const sign = value < 0 ? "−" : value > 0 && input.rest === 0 && input.min < 0 ? "+" : "";
  return sign + Math.abs(value);
}

// What people write, no less and no more: `12`, `+7.5`, `−.5`, `1,000`. Number() takes 0x10 and 1e3, too.
const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+|\d{1,3}(,\d{3})+(\.\d*)?)$/;

/// Returns the number that somebody wrote, to four decimals, or the text itself where it is none.
/// The input's own unit may stand behind it; a minus may be a hyphen, an en dash or a minus sign.
export function numberOf(text, unit = "") {
  const bare = text.trim();
  const plain = (unit && bare.endsWith(unit) ? bare.slice(0, -unit.length).trim() : bare).replace(/^[–−]/, "-");
  return PLAIN.test(plain) ? Number(Number(plain.replaceAll(",", "")).toFixed(4)) : bare;
}

export class Changes {
  constructor(inputs) {
    this.inputs = inputs;
    this.values = {};
    this.past = [];
    this.future = [];
    this.isOpen = false;
  }

  value(input) {
    return this.values[input.id] ?? input.rest;
  }

  input(id) {
    return this.inputs.find((one) => one.id === id);
  }

  moved() {
    return this.inputs.filter((one) => this.value(one) !== one.rest);
  }

  /// Ends a step: what is set from now on is undone by itself.
  endStep() {
    this.isOpen = false;
  }

  set(input, value) {
    if (value === this.value(input)) return;
    if (!this.isOpen) this.past.push(this.values);
    this.isOpen = true;
    this.future = [];
    this.values = { ...this.values, [input.id]: value };
    if (value === input.rest) delete this.values[input.id];
  }

  /// Sets an input by itself, as one step.
  setOnce(input, value) {
    this.endStep();
    this.set(input, value);
    this.endStep();
  }

  reset() {
    this.past.push(this.values);
    this.values = {};
    this.future = [];
    this.endStep();
  }

  undo() {
    this.#go(this.past, this.future);
  }

  redo() {
    this.#go(this.future, this.past);
  }

  #go(from, to) {
    if (!from.length) return;
    to.push(this.values);
    this.values = from.pop();
    this.endStep();
  }

  addByHand(line) {
    const known = this.input(BY_HAND + line);
    if (!known) this.inputs.push(inputByHand(line));
    this.setOnce(known ?? this.inputs.at(-1), true);
  }

  /// Returns what is written in boxes and is no number, as the reader tells problems of yaml().
  problems() {
    return this.moved().flatMap((one, k) => {
      const value = this.value(one);
      if (one.kind !== "slider" || typeof value === "number") return [];
      return [{ line: k + 3, problem: `“${value}” is not a number`, suggestion: "write one such as 12 or −7.5" }];
    });
  }

  /// Returns the what-if, or "" where nothing is changed. The change of moved()[k] is line k + 3.
  /// It is one only where there are no problems().
  yaml() {
    const lines = this.moved().map((one) => `    - ${lineOf(one, this.value(one))}\n`);
    return lines.length ? "what_if:\n  explored:\n" + lines.join("") : "";
  }

  /// Returns what an address holds of all that is changed: `turnout:left:20,turnout:moderate:-5`.
  link() {
    const parts = this.moved().map(
      (one) => `${address(one.id).replaceAll("%3A", ":")}:${address(String(this.value(one)))}`,
    );
    return parts.join(",");
  }

  /// Takes what a link holds; returns the ids that are not of this scenario.
  read(link) {
    const values = {};
    const unknown = [];
    for (const part of link.split(",").filter(Boolean)) {
      const colon = Math.max(0, part.lastIndexOf(":"));
      const [id, text] = [part.slice(0, colon), part.slice(colon + 1)].map(decoded);
      if (id.startsWith(BY_HAND) && !this.input(id)) this.inputs.push(inputByHand(id.slice(BY_HAND.length)));
      const input = this.input(id);
      const value = input && valueOf(input, text);
      if (value === undefined) unknown.push(id || decoded(part));
      else if (value !== input.rest) values[id] = value;
    }
    this.values = values;
    return unknown;
  }
}

function valueOf(input, text) {
  if (input.kind === "check") return text === "true";
  if (input.kind === "choice") return input.options.find((one) => one.value === text)?.value;
  return numberOf(text, input.unit);
}

const address = (text) => encodeURIComponent(text).replaceAll("%2F", "/");

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
