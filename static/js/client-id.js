/** A random UUID of version 4; the browser's own wants https. */
export function newClientId() {
  return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) => {
    const [random] = crypto.getRandomValues(new Uint8Array(1))
    return (digit ^ (random & (15 >> (digit / 4)))).toString(16)
  })
}
