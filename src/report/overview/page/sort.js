"use strict";
// Pressing a heading sorts its table by that column, then the other way round, then as it came.
const { compare } = new Intl.Collator("en", { numeric: true });
for (const body of document.querySelectorAll("tbody")) {
  const heads = [...body.parentElement.tHead.rows[0].cells];
  const given = [...body.rows];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    const key = row => row.cells[column].dataset.key ?? row.cells[column].textContent;
    button.addEventListener("click", () => {
      const next = { none: "ascending", ascending: "descending", descending: "none" };
      const order = next[head.getAttribute("aria-sort") ?? "none"];
      for (const other of heads) other.removeAttribute("aria-sort");
      if (order === "none") return body.append(...given);
      head.setAttribute("aria-sort", order);
      const sign = order === "ascending" ? 1 : -1;
      const keyed = given.map(row => [key(row), row]);
      // What has no value comes last either way.
      keyed.sort(([a], [b]) => (a === "") - (b === "") || sign * compare(a, b));
      body.append(...keyed.map(([, row]) => row));
    });
  });
}
