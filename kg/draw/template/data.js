// The rows that the page came with.
const data = JSON.parse(document.getElementById("data").textContent);
merge(data);
const home = actors.length; // those who come later have higher numbers
