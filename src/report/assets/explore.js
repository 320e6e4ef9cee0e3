// The page of `hustings explore`: holds what is changed, asks the server, shows what comes back.

import { Changes, inputByHand } from "./explore_changes.js";
import { Inputs, make, messageParts } from "./explore_inputs.js";
import { showAnswer, showPiece } from "./explore_results.js";
import {
  Simulation, Trouble, ask, askAbout, askForFile, readPieces, save, saveText, shareToken, tokenOfOthers,
} from "./explore_server.js";

const $ = (id) => document.getElementById(id);
const STALE = 150; // milliseconds after which an old answer is shown as one

const NO_TOKEN = [
  "This address alone opens nothing.",
  "Open the address that hustings explore printed in its terminal, which ends in #token=…; " +
    "this window then goes on by itself.",
];
const STRANGER = [
  "This page is of a server that has ended.",
  "Another hustings explore answers here now: open the address that it printed, in this window, " +
    "and what you changed comes along.",
];
const GONE = [
  "The server has ended.",
  "What you changed is kept in this page and in its address. Start hustings explore again and open " +
    "the address that it prints, or download your what-if and run it.",
];
const FILE_CHANGED =
  "The scenario’s file has changed; this page is of the scenario as it was: " +
  "start hustings explore again to see the new one.";

let scenario;
let changes;
let inputs;
let simulation;
let joined; // to the events of the server
let slow; // what will show the answer as an old one

/// Shows what is wrong above all else; without a text, that nothing is.
function showTrouble(title, text, ...buttons) {
  $("trouble").hidden = !title;
  $("trouble").replaceChildren(...(title ? [make("b", { textContent: title }), " ", ...messageParts(text), ...buttons] : []));
  if (title) $("results").classList.add("stale");
}

function showNotice(text) {
  $("notice").textContent = text;
  $("notice").hidden = !text;
}

function fail(error) {
  if (!(error instanceof Trouble)) throw error;
  if (error.kind === "superseded") return;
  clearTimeout(slow);
  $("results").classList.toggle("stale", error.kind === "wrong");
  if (document.body.dataset.settled === "false") {
    $("stage").textContent = "not simulated";
    $("progress").value = 0;
  }
  if (error.kind === "wrong") {
    const others = inputs.tell(error.problems);
    $("said").textContent = `Not simulated: ${error.message}`;
    if (others.length) showTrouble("This is not possible.", others.join("; "));
  } else if (error.kind === "gone") {
    const again = make("button", { type: "button", textContent: "Try again", onclick: () => connect().catch(fail) });
    showTrouble(...GONE, " ", again);
    document.body.dataset.connected = false;
  } else if (error.kind === "stranger") {
    showTrouble(...STRANGER);
  } else {
    showTrouble("The server could not answer.", error.message);
  }
}

function take(told) {
  if (told.html !== undefined) clearTimeout(slow);
  showAnswer(told);
}

function showTools() {
  $("undo").disabled = !changes.past.length;
  $("redo").disabled = !changes.future.length;
  $("reset").disabled = $("download").disabled = !changes.moved().length;
}

/// Returns the what-if that the server is asked about. What is no number never goes to it.
function asked() {
  const problems = changes.problems();
  if (problems.length) throw new Trouble("wrong", problems[0].problem, problems);
  return changes.yaml();
}

/// Shows the changes as they are and has them simulated. What was told of those before is gone.
function changed() {
  inputs.tell([]);
  showTools();
  const isWrong = changes.problems().length > 0;
  $("yaml").textContent = isWrong ? "# an input is not a number\n" : changes.yaml() || "# nothing is changed yet\n";
  const see = changes.link();
  keepInAddress(see || scenario.start.length ? see : undefined);
  document.body.dataset.settled = false;
  $("swing-body").dataset.old = true;
  if ($("trouble").hidden === false && document.body.dataset.connected === "true") showTrouble();
  clearTimeout(slow);
  slow = setTimeout(() => $("results").classList.add("stale"), STALE);
  simulation.ask();
}

function step(move) {
  changes[move]();
  changed();
}

/// Asks something about the changes and shows the answer in `box`; goes on simulating after that.
async function showAbout(box, path, parameters) {
  const key = JSON.stringify(parameters);
  Object.assign(box.dataset, { asked: key, old: false });
  box.textContent = "being simulated";
  let html = "";
  let why = "";
  try {
    html = await (await askAbout(path, asked(), parameters)).text();
  } catch (error) {
    if (error.kind === "superseded") html = "stopped by a newer change: ask again";
    else if (error.kind === "none") why = error.message;
    else fail(error);
  }
  if (box.dataset.asked === key) {
    if (why) box.replaceChildren(make("p", { className: "notice", textContent: why }));
    else showPiece(box, html);
  }
  if (document.body.dataset.settled !== "true") simulation.ask();
}

async function showGiven(button) {
  const name = button.textContent.replace("\u00a0*", "");
  $("t-given").textContent = button.closest(".contest") ? `If ${name} wins` : `If: ${name}`;
  if (!$("given").open) $("given").showModal();
  $("close-given").focus();
  await showAbout($("given-body"), "given", { event: button.dataset.event });
}

/// Does what a button is for, with it asleep meanwhile.
async function withButton(button, work) {
  button.disabled = true;
  await work().catch(fail);
  button.disabled = false;
  showTools();
}

async function download() {
  if (document.body.dataset.connected === "true") await save(await askForFile("yaml", asked()), "explored.yaml");
  else saveText(asked(), "explored.yaml");
}

async function share() {
  const isCopied = await navigator.clipboard.writeText(location.href).then(() => true, () => false);
  $("copied").textContent = isCopied
    ? "Copied. It opens in this browser, as long as this server runs."
    : "The browser does not let it: copy the address of this page.";
}

function onKey(event) {
  if (!changes) return;
  const key = event.key.toLowerCase();
  const isWriting = event.target.matches?.("input[type=text], input[type=search]");
  if (key === "/" && !isWriting) {
    const field = document.querySelector("input[type=search]");
    if (!field) return;
    event.preventDefault();
    field.closest("details").open = true;
    field.focus();
  }
  if (!(event.ctrlKey || event.metaKey) || event.target.matches?.("#by-hand, input[type=search]")) return;
  if (key === "z" || key === "y") {
    event.preventDefault();
    step(key === "y" || event.shiftKey ? "redo" : "undo");
  }
}

function toResults(event) {
  event.preventDefault(); // a fragment of its own would take the place of what is changed
  $("results").scrollIntoView();
  $("results").focus({ preventScroll: true });
}

function listen() {
  for (const link of document.querySelectorAll(".to-results")) link.onclick = toResults;
  for (const move of ["undo", "redo", "reset"]) $(move).onclick = () => step(move);
  for (const id of ["panel", "given-body"]) {
    $(id).onclick = (event) => {
      const button = event.target.closest("[data-event]");
      if (button) showGiven(button);
    };
  }
  $("close-given").onclick = () => $("given").close();
  const showSwing = () => showAbout($("swing-body"), "swing", { target: $("target").value });
  $("ask-swing").onclick = () => withButton($("ask-swing"), showSwing);
  $("download").onclick = () => withButton($("download"), download);
  $("report").onclick = () =>
    withButton($("report"), async () => save(await askForFile("report", asked()), "explored.html"));
  $("share").onclick = () => withButton($("share"), share);
  $("controls").onsubmit = (event) => event.preventDefault();
  addEventListener("keydown", onKey);
  document.addEventListener("visibilitychange", onSeen);
  addEventListener("hashchange", ({ oldURL }) => takeAddress(new URL(oldURL).hash));
}

/// Takes the token out of the address; returns what the address says is changed.
function fragment(hash = location.hash) {
  const said = new Map(hash.slice(1).split("&").map((one) => one.split("=")));
  if (said.has("token")) sessionStorage.token = said.get("token");
  return said.get("see");
}

/// An empty `see` stays: it says that nothing is changed, not even what the server began with.
function keepInAddress(see) {
  history.replaceState(null, "", location.pathname + (see === undefined ? "" : "#see=" + see));
}

/// Another address of this page was opened in this window: with a token alone, what is changed stays.
function takeAddress(before) {
  keepInAddress(fragment() ?? fragment(before.replace(/token=[^&]*/, "")));
  location.reload();
}

/// Fills the page with the scenario; `see` is what a link says is changed.
function show(see) {
  document.title = `${scenario.title} · what if`;
  $("title").textContent = scenario.title;
  $("about").textContent = `${scenario.scenario} · seed ${scenario.seed}`;
  showNotice(scenario.notice);
  $("how-to-run").textContent = `${scenario.command} says the same.`;
  const target = (one) => make("option", { value: one.target ?? one, textContent: one.label ?? one });
  $("target").replaceChildren(...scenario.swing_targets.map(target));
  $("swing").hidden = !scenario.swing_targets.length;
  const start = scenario.start.map(inputByHand);
  changes = new Changes([...scenario.inputs, ...start]);
  if (see === undefined) for (const one of start) changes.values[one.id] = true;
  const unknown = changes.read(see ?? changes.link());
  inputs = new Inputs($("inputs"), scenario, changes, changed);
  for (const id of ["ask-swing", "report", "share"]) $(id).disabled = false;
  changed();
  if (unknown.length) {
    showTrouble("Not all of this link is shown.", `This scenario has no input ${unknown.join(", ")}.`);
  }
}

/// Reads the scenario and stays joined to the server, until that ends.
async function connect() {
  scenario = await (await ask("scenario")).json();
  showTrouble();
  document.body.dataset.connected = true;
  shareToken();
  const see = changes ? changes.link() : fragment();
  simulation = new Simulation(asked, take, fail);
  show(see);
  if (!document.hidden) follow().catch(fail);
}

/// Stays joined to the server while the page is seen: a browser joins few pages to one at once.
async function follow() {
  joined = new AbortController();
  let isHeard = false;
  try {
    await readPieces(await ask("events", { signal: joined.signal }), "\n\n", (event) => {
      isHeard = true;
      if (event.startsWith("event: changed")) showNotice(`${scenario.notice} ${FILE_CHANGED}`);
    });
  } catch (error) {
    if (error.name === "AbortError") return;
  }
  await ask("scenario"); // which tells why there is nothing more to hear
  if (isHeard) await follow();
}

function onSeen() {
  if (document.hidden) joined?.abort();
  else if (document.body.dataset.connected === "true") follow().catch(fail);
}

async function start() {
  keepInAddress(fragment());
  listen();
  if (!sessionStorage.token) {
    showTrouble(...NO_TOKEN);
    sessionStorage.token = await tokenOfOthers();
  }
  await connect();
}

start().catch(fail);
