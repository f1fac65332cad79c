import { dropShells, fromShell, keepShell } from "./shell.js";
import { sendWaiting } from "./sync.js";

/** What a browser runs of ChatScape besides its pages; docs/offline.md tells what it does. */
export function start(settings) {
  self.addEventListener("install", (event) => event.waitUntil(keepShell(settings)))
  self.addEventListener("activate", (event) => event.waitUntil(takeOver(settings)))
  self.addEventListener("fetch", (event) => answer(event, settings))
  self.addEventListener("sync", (event) => event.waitUntil(sendWaiting()))
  self.addEventListener("message", ({ data }) => {
    if (data === "update") self.skipWaiting()
  })
}

async function takeOver(settings) {
  await self.clients.claim()
  await dropShells(settings)
}

function answer(event, { shell }) {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== "GET" || origin !== location.origin) return
  if (shell.includes(pathname)) event.respondWith(fromShell(request))
  else if (request.mode === "navigate") event.respondWith(fetch(request).catch(offline))
}

const offline = () => caches.match("/offline/")
