// The kill switch: served in place of sw.js, it takes the offline copy off every device that visits.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("qitu-")).map((name) => caches.delete(name)));
  await self.registration.unregister();
})()));
