// Search: hides what does not have all the words. Without it the page is whole.
const form = document.querySelector("form[role=search]");
const input = document.getElementById("search");
const found = document.getElementById("found");
const entries = [...document.querySelectorAll("main article")].map((article) => ({
  article,
  text: article.textContent.toLowerCase(),
  link: document.querySelector(`nav li[data-for="${article.id}"]`),
}));

function search() {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const { article, text, link } of entries) {
    const hit = words.every((word) => text.includes(word));
    article.hidden = !hit;
    if (link) link.hidden = !hit;
    if (hit) count++;
  }
  for (const chapter of document.querySelectorAll(".chapter")) {
    const all = [...chapter.querySelectorAll("article, li")];
    chapter.hidden = all.length > 0 && all.every((e) => e.hidden);
  }
  found.textContent = words.length === 0 ? "" : count === 0 ? "Nothing has all these words." : `${count} found`;
}

form.hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const first = document.querySelector("main article:not([hidden]) h3 a");
  if (first) first.focus();
});
input.addEventListener("input", search);
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== input && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    input.focus();
  } else if (event.key === "Escape" && document.activeElement === input) {
    input.value = "";
    search();
  }
});
// A link to something that the search hides shows everything again.
window.addEventListener("hashchange", () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.closest("[hidden]")) {
    input.value = "";
    search();
    target.scrollIntoView();
  }
});
