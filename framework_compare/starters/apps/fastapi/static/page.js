const byId = (id) => document.getElementById(id);
const whole = new Intl.NumberFormat("en");
const fixed = (digits) => (value) => value.toFixed(digits);
const columns = [
  ["id", String], ["name", String], ["group", String], ["age", String],
  ["income", whole.format], ["visits", String], ["tenure", fixed(1)], ["spend", fixed(2)],
];

/** Ask the API; an answer that is not 200 is an error with its text. */
async function ask(path, options) {
  const answer = await fetch(path, options);
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Make an element with text or children. Text stays text: nothing of the data is read as markup. */
function element(name, ...content) {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}

function bar({ decade, people }, most) {
  const column = element("span");
  column.className = "bar";
  column.style.height = `${(100 * people) / most}%`;
  const room = element("span", column);
  room.className = "room";
  return element("li", element("span", people), room, element("span", `${decade}s`));
}

function show({ count, people, decades }) {
  const most = Math.max(...decades.map((row) => row.people));
  byId("count").textContent = `${whole.format(count)} rows`;
  byId("chart").replaceChildren(...decades.map((row) => bar(row, most)));
  byId("people").replaceChildren(
    ...people.map((row) => element("tr", ...columns.map(([name, text]) => element("td", text(row[name]))))),
  );
  byId("note").textContent = count > people.length ? `The table shows the first ${people.length}.` : "";
}

let newest = new AbortController();

/** Show who is chosen; a newer choice gives up the older one, so that answers cannot overtake each other. */
async function refresh() {
  newest.abort();
  newest = new AbortController();
  const choice = new URLSearchParams(new FormData(byId("filters")));
  byId("age-shown").textContent = choice.get("minimum_age");
  try {
    show(await ask(`api/people?${choice}`, { signal: newest.signal }));
  } catch (error) {
    if (error.name !== "AbortError") byId("count").textContent = `The people cannot be shown: ${error.message}`;
  }
}

async function predict(event) {
  event.preventDefault();
  const person = Object.fromEntries([...new FormData(event.target)].map(([name, value]) => [name, Number(value)]));
  const answer = byId("answer");
  try {
    const { spend } = await ask("api/predict", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(person),
    });
    answer.textContent = `Predicted spend: ${spend.toFixed(2)}`;
  } catch (error) {
    answer.textContent = `No prediction: ${error.message}`;
  }
  answer.hidden = false;
}

byId("filters").addEventListener("input", refresh);
byId("filters").addEventListener("submit", (event) => event.preventDefault());
byId("prediction").addEventListener("submit", predict);
refresh();
