// The left side: a row for each input, in groups; what is moved is marked, and told above.

import { numberOf, numberText, valueText, written } from "./explore_changes.js";

const MOST_FOUND = 12;

/// Makes an element: properties, then children. `data` and `aria` are attributes of that prefix.
export function make(name, { data = {}, aria = {}, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  Object.assign(element.dataset, data);
  for (const [key, value] of Object.entries(aria)) element.setAttribute("aria-" + key, value);
  element.append(...children);
  return element;
}

/// Returns a message of the reader; where it is of the range of a slider's number, which people see
/// in other units, the range in those before it.
function problemText(input, value, { problem, suggestion }) {
  const text = problem + (suggestion ? ` (${suggestion})` : "");
  const [, low, high, is] = problem.match(/ from (-?[\d.]+) to (-?[\d.]+), not (-?[\d.]+)$/) ?? [];
  if (input?.kind !== "slider" || is === undefined || is !== written(input, value)) return text;
  const inUnit = (x) => {
    const shown = numberOf(((Number(x) - input.offset) / input.scale).toFixed(4));
    return numberText(input, shown).replace(/\d+/, (digits) => Number(digits).toLocaleString("en"));
  };
  return `From ${inUnit(low)} to ${inUnit(high)} ${input.unit}`.trim() + `. In the scenario’s words: ${text}`;
}

const MOST_SHOWN = 240; // letters of a message

/// Returns a message as it is shown: of a long one the beginning, and the rest folded.
export function messageParts(text) {
  if (text.length <= MOST_SHOWN) return [text];
  const end = text.lastIndexOf(" ", MOST_SHOWN);
  const rest = make("details", {}, make("summary", { textContent: "the whole message" }), text.slice(end + 1));
  return [text.slice(0, end) + " …", rest];
}

/// Draws all inputs of a scenario into `box`. `changed` is called after every move by hand.
export class Inputs {
  constructor(box, scenario, changes, changed) {
    this.scenario = scenario;
    this.changes = changes;
    this.changed = changed;
    this.rows = new Map(); // by input: what shows it
    this.groups = [];
    this.problems = new Map(); // by input: the reader's message
    this.list = make("ul", { className: "moved-list" });
    this.empty = make("p", { className: "hint", textContent: "Nothing is changed yet: move a slider." });
    box.replaceChildren(this.list, this.empty);
    for (const group of scenario.groups) {
      const of = scenario.inputs.filter((one) => one.group === group.id);
      if (of.length) box.append(this.#group(group, of));
    }
    box.append(this.#byHand());
    this.refresh();
  }

  /// Shows the values as they are.
  refresh() {
    const moved = this.changes.moved();
    for (const [input, row] of this.rows) row.show(this.changes.value(input));
    for (const group of this.groups) group.show(moved);
    this.list.replaceChildren(...moved.map((input) => this.#chip(input)));
    this.empty.hidden = moved.length > 0;
    this.#showProblems();
  }

  /// Shows problems at their inputs; returns those that belong to none.
  tell(problems) {
    const moved = this.changes.moved();
    this.problems.clear();
    const others = [];
    for (const problem of problems) {
      const input = moved[problem.line - 3];
      const text = problemText(input, input && this.changes.value(input), problem);
      if (input) this.problems.set(input, [this.problems.get(input), text].filter(Boolean).join("; "));
      else others.push(text);
    }
    this.refresh();
    return others;
  }

  #move(input, value) {
    this.changes.set(input, value);
    this.changed();
  }

  #moveOnce(input, value) {
    this.changes.endStep();
    this.#move(input, value);
    this.changes.endStep();
  }

  #group(group, of) {
    const body = make("fieldset", {}, make("legend", { textContent: group.title }));
    if (group.hint) body.append(make("p", { className: "hint", textContent: group.hint }));
    if (group.search) body.append(...this.#search(group, of));
    else body.append(...of.map((input) => this.#row(input)));
    if (!group.folded) return body;
    body.firstChild.className = "sr";
    const count = make("span", { className: "count" });
    this.groups.push({
      show: (moved) => {
        const n = moved.filter((one) => one.group === group.id).length;
        count.textContent = n ? `${n} of ${of.length} moved` : `${of.length}`;
        count.classList.toggle("some", n > 0);
      },
    });
    return make("details", { className: "group" }, make("summary", {}, group.title + " ", count), body);
  }

  /// Rows of those alone that are looked for, or moved.
  #search(group, of) {
    const found = make("div", { className: "found" });
    const told = make("p", { className: "hint", role: "status" });
    const field = make("input", { type: "search", aria: { label: `Search ${group.title}` }, autocomplete: "off" });
    field.placeholder = `Search ${of.length.toLocaleString("en")}`;
    const look = () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      const has = (one) => words.every((word) => one.label.toLowerCase().includes(word));
      const hits = words.length ? of.filter(has) : of.filter((one) => this.changes.moved().includes(one));
      for (const input of of) this.rows.delete(input);
      found.replaceChildren(...hits.slice(0, MOST_FOUND).map((input) => this.#row(input)));
      told.textContent = !words.length ? "" : hits.length > MOST_FOUND
        ? `${MOST_FOUND} of ${hits.length.toLocaleString("en")} found: write more`
        : `${hits.length} found`;
      this.#showProblems();
    };
    field.oninput = look;
    look();
    const pick = (name) => {
      field.value = name;
      look();
      found.querySelector("input")?.focus();
    };
    const tiles = this.scenario.map ? [this.#tiles(of, pick)] : [];
    return [...tiles, field, told, found];
  }

  /// Districts as tiles; one of them is reached by Tab, the others by arrows.
  #tiles(of, pick) {
    const tiles = this.scenario.map.tiles;
    const at = new Map(tiles.map((tile) => [`${tile.row},${tile.column}`, tile]));
    const buttons = new Map();
    const [top, left] = ["row", "column"].map((key) => Math.min(...tiles.map((tile) => tile[key])));
    const box = make("div", { className: "tile-buttons", role: "group", aria: { label: "Map of districts" } });
    box.style.setProperty("--columns", Math.max(...tiles.map((tile) => tile.column)) - left + 1);
    for (const tile of tiles) {
      const button = make("button", { type: "button", title: tile.name, tabIndex: buttons.size ? -1 : 0 });
      button.style.gridArea = `${tile.row - top + 1} / ${tile.column - left + 1}`;
      button.onclick = () => pick(of.find((one) => tile.inputs.includes(one.id))?.label ?? tile.name);
      button.onkeydown = (event) => {
        const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
        const next = step && buttons.get(at.get(`${tile.row + step[0]},${tile.column + step[1]}`));
        if (!next) return;
        event.preventDefault();
        [button.tabIndex, next.tabIndex] = [-1, 0];
        next.focus();
      };
      buttons.set(tile, button);
      box.append(button);
    }
    this.groups.push({ show: (moved) => buttons.forEach((button, tile) => this.#tile(button, tile, moved)) });
    return box;
  }

  #tile(button, tile, moved) {
    const input = moved.find((one) => tile.inputs.includes(one.id));
    const value = input && this.changes.value(input);
    button.className = value > 0 ? "up" : value < 0 ? "down" : "";
    button.textContent = input ? numberText(input, value) : tile.name.match(/\d+$/)?.[0] ?? tile.name.slice(0, 3);
    button.setAttribute("aria-label", `${tile.name}${input ? ", " + valueText(input, value) : ""}`);
  }

  #row(input) {
    const id = "i-" + this.scenario.inputs.indexOf(input);
    const row = { slider: this.#slider, check: this.#check, choice: this.#choice }[input.kind].call(this, input, id);
    row.problem = make("div", { className: "problem", id: id + "-problem", hidden: true });
    row.element = make("div", { className: "row " + input.kind, data: { id: input.id } }, ...row.children, row.problem);
    const show = row.show;
    row.show = (value) => {
      row.element.classList.toggle("moved", value !== input.rest);
      show(value);
    };
    row.show(this.changes.value(input));
    this.rows.set(input, row);
    return row.element;
  }

  /// Slider and number are one. A step of undo is one drag, or all keys while the focus stays.
  #slider(input, id) {
    const label = make("label", { htmlFor: id, title: input.label, textContent: input.label });
    const range = make("input", { type: "range", id, min: input.min, max: input.max, step: input.step });
    const number = make("input", { type: "text", inputMode: "decimal", autocomplete: "off" });
    number.setAttribute("aria-label", `${input.label}, ${input.unit}`);
    range.onpointerdown = range.onfocus = number.onfocus = () => this.changes.endStep();
    range.oninput = () => this.#move(input, Number(range.value));
    range.ondblclick = () => this.#moveOnce(input, input.rest);
    const told = () => numberOf(number.value, input.unit);
    number.onchange = () => this.#moveOnce(input, number.value.trim() ? told() : input.rest);
    number.onkeydown = (event) => {
      const step = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
      const from = told();
      if (event.key === "Enter") number.onchange();
      if (event.key === "Enter" || (step && typeof from === "number")) event.preventDefault();
      if (step && typeof from === "number") this.#move(input, from + step * input.step);
    };
    const show = (value) => {
      const isNumber = typeof value === "number";
      if (isNumber && Number(range.value) !== value) range.value = value;
      if (value === null) range.value = (input.min + input.max) / 2;
      const [low, high] = [0, value === null ? 0 : Number(range.value)]
        .map((at) => Math.min(1, Math.max(0, (at - input.min) / (input.max - input.min || 1))))
        .sort((a, b) => a - b);
      range.style.setProperty("--low", low); // filled from 0, or from the end that is nearest to it
      range.style.setProperty("--high", high);
      range.setAttribute("aria-valuetext", valueText(input, value));
      if (document.activeElement !== number || isNumber) number.value = numberText(input, value);
    };
    return { children: [label, range, number], field: number, show };
  }

  #check(input, id) {
    const box = make("input", { type: "checkbox", id });
    box.onchange = () => this.#moveOnce(input, box.checked);
    const label = make("label", { htmlFor: id, textContent: input.label });
    return { children: [box, label], field: box, show: (value) => (box.checked = value) };
  }

  #choice(input, id) {
    const options = input.options.map((one) => make("option", { value: one.value, textContent: one.label }));
    const select = make("select", { id }, ...options);
    select.onchange = () => this.#moveOnce(input, select.value);
    const label = make("label", { htmlFor: id, textContent: input.label });
    return { children: [label, select], field: select, show: (value) => (select.value = value) };
  }

  /// What is moved, told where it is seen; a click takes it back.
  #chip(input) {
    const group = this.scenario.groups.find((one) => one.id === input.group);
    const value = valueText(input, this.changes.value(input));
    const back = make("button", { type: "button", textContent: "×" });
    back.setAttribute("aria-label", `Take back ${input.label}`);
    back.onclick = () => {
      this.#moveOnce(input, input.rest);
      (this.list.querySelector("button") ?? document.getElementById("undo")).focus();
    };
    const name = make("span", { title: group?.title ?? "" }, input.label + " ", make("b", { textContent: value }));
    return make("li", {}, name, back);
  }

  /// A change in the language's own words, for what has no slider.
  #byHand() {
    const field = make("input", { type: "text", id: "by-hand", spellcheck: false, autocomplete: "off" });
    field.placeholder = "{change: turnout, where: {…}, plus: 0.02}";
    const add = make("button", { type: "button", textContent: "Add" });
    add.onclick = () => {
      if (!field.value.trim()) return;
      this.changes.addByHand(field.value.trim());
      field.value = "";
      this.changed();
    };
    field.onkeydown = (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      add.click();
    };
    const legend = make("legend", { className: "sr", textContent: "In the scenario’s own words" });
    const hint = "one change, as in a what-if file";
    const label = make("label", { htmlFor: "by-hand", className: "hint", textContent: hint });
    const body = make("fieldset", {}, legend, label, make("div", { className: "ask" }, field, add));
    const summary = make("summary", { textContent: legend.textContent });
    return make("details", { className: "group" }, summary, body);
  }

  #showProblems() {
    for (const [input, row] of this.rows) {
      const text = this.problems.get(input) ?? "";
      row.problem.replaceChildren(...messageParts(text));
      row.problem.hidden = !text;
      row.element.classList.toggle("wrong", Boolean(text));
      row.field.setAttribute("aria-invalid", Boolean(text));
      if (text) row.field.setAttribute("aria-describedby", row.problem.id);
      else row.field.removeAttribute("aria-describedby");
    }
    const moved = this.changes.moved();
    [...this.list.children].forEach((chip, k) => {
      const text = this.problems.get(moved[k]);
      if (!text) return;
      chip.classList.add("wrong");
      const isSeen = this.rows.get(moved[k])?.element.offsetParent;
      if (!isSeen) chip.append(make("div", { className: "problem" }, ...messageParts(text)));
    });
  }
}
