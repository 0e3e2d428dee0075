/** One directive of a Content-Security-Policy. */
type Directives = Record<string, string>;

/**
 * The common policy of all pages: only this origin, no eval, no objects, no frames around or within, no base, forms
 * only to us. `data:` images are the small ones in our own style sheet.
 */
const STRICT: Directives = {
  "default-src": "'none'",
  "script-src": "'self'",
  "style-src": "'self'",
  "img-src": "'self' data:",
  "font-src": "'self'",
  "connect-src": "'self'",
  "manifest-src": "'self'",
  "form-action": "'self'",
  "base-uri": "'none'",
  "object-src": "'none'",
  "frame-src": "'none'",
  "frame-ancestors": "'none'",
};

const write = (directives: Directives) =>
  Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`.trim())
    .join("; ");

/** Next.js's development server evaluates code and adds styles; production does neither. */
const relax = (directives: Directives, development: boolean): Directives =>
  development
    ? {
        ...directives,
        "script-src": `${directives["script-src"]} 'unsafe-eval'`,
        "style-src": "'self' 'unsafe-inline'",
        "connect-src": "'self' ws:",
      }
    : directives;

/**
 * The policy of prerendered pages. Next.js writes page data into inline scripts that differ between pages and change
 * when data changes, so neither hashes nor nonces can name them (docs/decisions/009).
 */
export function publicPolicy(development = false): string {
  return write(relax({ ...STRICT, "script-src": "'self' 'unsafe-inline'" }, development));
}

/** The policy of pages made for one request: scripts with this request's nonce, and what those load. */
export function privatePolicy(nonce: string, development = false): string {
  return write(relax({ ...STRICT, "script-src": `'self' 'nonce-${nonce}' 'strict-dynamic'` }, development));
}

/** The demo's mailbox shows mails in frames without scripts, with the styles that mail programs need. */
export function mailboxPolicy(nonce: string, development = false): string {
  const directives = { ...STRICT, "script-src": `'self' 'nonce-${nonce}' 'strict-dynamic'`, "frame-src": "'self'" };
  return write(relax({ ...directives, "style-src": "'self' 'unsafe-inline'" }, development));
}

/** What the door adds: it reads QR codes in WebAssembly, and has a service worker (docs/decisions/027). */
const atDoor = (scripts: string): Directives => ({
  ...STRICT,
  "script-src": `${scripts} 'wasm-unsafe-eval'`,
  "worker-src": "'self'",
});

/** The policy of the door's prerendered shell. */
export function doorShellPolicy(development = false): string {
  return write(relax(atDoor("'self' 'unsafe-inline'"), development));
}

/** The policy of a door's own page. */
export function doorPolicy(nonce: string, development = false): string {
  return write(relax(atDoor(`'self' 'nonce-${nonce}' 'strict-dynamic'`), development));
}

/** Whether a path is the page of a door. next.config.ts has the same rule in its own notation, and adds the shell. */
export function isDoor(pathname: string): boolean {
  return /^\/[a-z]+\/door\/[^/]+$/.test(pathname);
}

/** The policy of a private page with a service worker: a meeting's attendance. */
export function offlinePolicy(nonce: string, development = false): string {
  const directives = { ...STRICT, "script-src": `'self' 'nonce-${nonce}' 'strict-dynamic'`, "worker-src": "'self'" };
  return write(relax(directives, development));
}

/** Whether a path is the page of a meeting's attendance. */
export function isMeeting(pathname: string): boolean {
  return /^\/[a-z]+\/work\/own-groups\/[^/]+\/meetings\/[^/]+$/.test(pathname);
}

/** The policy of pages that other sites can frame: our style sheet, and nothing that runs or submits. */
function embedPolicy(): string {
  return write({
    "default-src": "'none'",
    "style-src": "'self'",
    "form-action": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "*",
  });
}

/** Whether a path belongs to a page that other sites can frame. next.config.ts has the same rule in its own notation. */
export function isEmbedded(pathname: string): boolean {
  return /^\/[a-z]+\/embed\//.test(pathname);
}

/** The policy of pictures and files that staff have uploaded: if one were opened as a page, nothing in it would run or load. */
function mediaPolicy(): string {
  return write({ "default-src": "'none'", "frame-ancestors": "'none'", sandbox: "" });
}

/** The other headers of every response. HSTS takes effect only over TLS; browsers ignore it elsewhere. */
export const SECURITY_HEADERS: Record<string, string> = {
  "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
  "Permissions-Policy":
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), usb=(), web-share=(self), xr-spatial-tracking=()",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** What the page of a door and its shell have instead: the camera, which no other page can use. */
export const DOOR_HEADERS: Record<string, string> = {
  "Permissions-Policy": SECURITY_HEADERS["Permissions-Policy"]?.replace("camera=()", "camera=(self)") ?? "",
};

/** All headers of a page that other sites can frame. */
export const EMBED_HEADERS: Record<string, string> = {
  ...Object.fromEntries(Object.entries(SECURITY_HEADERS).filter(([name]) => name !== "X-Frame-Options")),
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Content-Security-Policy": embedPolicy(),
};

/** All headers of a picture or file that staff have uploaded. Feed readers show pictures on other sites. */
export const MEDIA_HEADERS: Record<string, string> = {
  ...SECURITY_HEADERS,
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Content-Security-Policy": mediaPolicy(),
};
