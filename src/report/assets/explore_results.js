// The right side: what the server draws, in place of what it drew before.

/// Makes an element equal to another, node by node, so that focus, open folds and scrolling stay
/// and bars glide. Both are of the same drawing; where they differ in kind the new one is taken.
export function makeEqual(old, now) {
  for (const { name } of [...old.attributes]) {
    if (!now.hasAttribute(name) && name !== "open") old.removeAttribute(name);
  }
  for (const { name, value } of now.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  const olds = [...old.childNodes];
  const nows = [...now.childNodes];
  nows.forEach((child, i) => {
    const at = olds[i];
    if (!at) old.append(child);
    else if (at.nodeName !== child.nodeName) at.replaceWith(child);
    else if (child.nodeType === Node.ELEMENT_NODE) makeEqual(at, child);
    else if (at.data !== child.data) at.data = child.data;
  });
  olds.slice(nows.length).forEach((child) => child.remove());
}

function parsed(html) {
  return new DOMParser().parseFromString(`<div>${html}</div>`, "text/html").body.firstChild;
}

const many = (n) => n.toLocaleString("en");

/// Returns the 95 % Monte Carlo error of a chance of so many elections, in points.
function error95(chance, elections) {
  return (196 * Math.sqrt((chance * (1 - chance)) / elections)).toFixed(1);
}

const $ = (id) => document.getElementById(id);

/// Shows a line of an answer. There is no headline where what it is of does not happen any more.
export function showAnswer(told) {
  if (told.progress) $("progress").value = told.progress.done / told.progress.of;
  if (told.html === undefined) return;
  const { headline, elections } = told;
  const panel = parsed(told.html);
  panel.id = "panel";
  makeEqual($("panel"), panel);
  $("results").classList.remove("stale");
  const error = headline ? `, ±${error95(headline.probability, elections)} points` : "";
  $("stage").textContent = `${many(elections)} elections${error}`;
  $("progress").value = elections / told.of;
  $("progress").classList.toggle("done", told.last);
  $("brief").replaceChildren(...(headline ? brief(headline) : []));
  document.body.dataset.elections = elections;
  document.body.dataset.settled = told.last;
  if (told.last) $("said").textContent = headline ? said(headline) : "Simulated.";
}

function change(headline) {
  const isSeen = Math.abs(headline.difference) > 2 * headline.standard_error;
  const points = Math.abs(100 * headline.difference).toFixed(1);
  return { isSeen, points, sign: headline.difference < 0 ? "−" : "+" };
}

/// What small screens keep in view: the headline in short, and the change.
function brief(headline) {
  const { isSeen, points, sign } = change(headline);
  const now = document.createElement("b");
  now.textContent = headline.brief;
  return [now, isSeen ? ` ${sign}${points} points` : ""];
}

/// What screen readers are told once an answer is whole.
function said(headline) {
  const { isSeen, points, sign } = change(headline);
  const way = sign === "+" ? "Up" : "Down";
  return `${headline.text} ${isSeen ? `${way} ${points} points.` : "No change beyond the error."}`;
}

/// Puts an answer that is a piece of HTML into its place, under ids of its own.
export function showPiece(box, html) {
  const piece = parsed(html);
  for (const one of piece.querySelectorAll("[id]")) one.id = `${box.id}-${one.id}`;
  for (const one of piece.querySelectorAll("[aria-labelledby]")) {
    one.setAttribute("aria-labelledby", `${box.id}-${one.getAttribute("aria-labelledby")}`);
  }
  box.replaceChildren(...piece.childNodes);
}
