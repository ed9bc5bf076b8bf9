const shown = (id) => document.getElementById(id);

async function post(path, body, type) {
  const answer = await fetch(path, { method: "POST", headers: type ? { "Content-Type": type } : {}, body });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.json();
}

let state;

function show(next) {
  state = next;
  shown("visit").textContent = `Visit: ${state.visit}`;
  shown("counted").textContent = `Count: ${state.count}`;
  shown("download").href = `/visit.txt?${new URLSearchParams(state)}`;
}

shown("count").addEventListener("click", async () => show(await post("/counts", JSON.stringify(state), "application/json")));
shown("table").addEventListener("change", async (event) => {
  const { rows } = await post("/tables", event.target.files[0], "text/csv");
  shown("rows").textContent = `rows: ${rows}`;
});
show(await post("/visits"));
