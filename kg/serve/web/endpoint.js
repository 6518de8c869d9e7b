// What the pages ask the server.

export class Wrong extends Error {}

async function answered(response) {
  if (!response.ok) throw new Wrong((await response.text()).trimEnd() || `The server answered ${response.status}.`);
  return response;
}

export async function vocabulary() {
  return (await answered(await fetch("/vocabulary"))).json();
}

// A question by its name and parameters, or a query by its text: the URL that answers it.
export function address({ name, parameters, query }) {
  const given = new URLSearchParams(name ? parameters : { query });
  return name ? `/questions/${encodeURIComponent(name)}?${given}` : `/sparql?${given}`;
}

export async function ask(asked, signal) {
  const accept = { accept: "application/sparql-results+json, text/turtle;q=0.5" };
  const long = !asked.name && asked.query.length > 4000;
  const direct = { method: "POST", body: asked.query, headers: { ...accept, "content-type": "application/sparql-query" } };
  const response = await answered(await fetch(long ? "/sparql" : address(asked), { signal, ...(long ? direct : { headers: accept }) }));
  const rows = response.headers.get("content-type").startsWith("application/sparql-results+json");
  return rows ? response.json() : response.text();
}
