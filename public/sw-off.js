// The kill switch: served in place of sw.js, it takes the offline copy off every device that visits.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  // Another planner of the same origin keeps its own: sw.js names them after their place.
  const scope = new URL("./", self.location);
  const home = new URL("index.html", scope).href;
  const names = (await caches.keys()).filter((name) => name.startsWith("qitu-"));
  await Promise.all(names.map(async (name) => {
    const ours = name.replace(/^qitu-\w+-/, "") === scope.pathname || (await caches.match(home, { cacheName: name }));
    if (ours) await caches.delete(name);
  }));
  await self.registration.unregister();
})()));
