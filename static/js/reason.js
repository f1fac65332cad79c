/** Why something was refused, as an answer of ChatScape says; nothing where it does not. */
export function reasonIn(html) {
  const answer = new DOMParser().parseFromString(html, "text/html")
  return (answer.querySelector("[role=alert] p") ?? answer.querySelector("[role=alert]"))?.textContent.trim()
}
