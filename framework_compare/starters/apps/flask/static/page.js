// A form brings only the part of the page that it changes. Without JavaScript, or where that fails,
// it is sent as any form is, and the whole page comes.
for (const form of document.querySelectorAll("form[data-part]")) {
  let newest = new AbortController();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    newest.abort(); // an older answer must not overtake a newer one
    newest = new AbortController();
    const { signal } = newest;
    const { part, address } = form.dataset;
    const fields = new URLSearchParams(new FormData(form));
    const asks = form.method === "get";
    try {
      const answer = await (asks ? fetch(`${address}?${fields}`, { signal }) : fetch(address, { method: "POST", body: fields, signal }));
      if (!answer.ok) throw new Error(answer.statusText);
      document.getElementById(part).innerHTML = await answer.text();
      if (asks) history.replaceState(null, "", `?${fields}`); // so that the choice can be kept and sent
    } catch (error) {
      if (error.name !== "AbortError") form.submit();
    }
  });
}

const filters = document.getElementById("filters");
filters.addEventListener("change", () => filters.requestSubmit());
