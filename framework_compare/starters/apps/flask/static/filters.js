// A changed filter applies at once; without JavaScript a button does it.
const filters = document.getElementById("filters");
filters.addEventListener("change", () => filters.requestSubmit());
