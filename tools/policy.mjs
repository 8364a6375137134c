// The content security policy, in one place: the page carries it, the server repeats it.

const rules = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  "img-src": "'self' data: blob:",
  "connect-src": "'self'",
  "worker-src": "'self'",
  // The page makes one of its own for a catalogue of the address (public/offline.js).
  "manifest-src": "'self' blob:",
  "frame-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "require-trusted-types-for": "'script'",
  "trusted-types": "default",
};

export const policy = Object.entries(rules).map(([name, value]) => `${name} ${value}`).join("; ");

// Only a header may say who frames the page; anybody may, that is what embedding is for.
export const headerPolicy = `${policy}; frame-ancestors *`;
