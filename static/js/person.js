// Whose page this is: what is kept in the browser, and said between its tabs, is theirs alone.
export const person = document.getElementById("live").dataset.user
