// The end of the script of the studio's worker. A page hears of a worker's errors, but not of its
// promises: one that is broken becomes an error.
addEventListener("unhandledrejection", ({ reason }) => setTimeout(() => { throw reason; }));
__wbg_init().catch((reason) => setTimeout(() => { throw reason; }));
