/** A part of a message: plain text, or the address of a page. */
export type MessagePart = string | { readonly href: string; readonly text: string };

// What no address has: spaces, quotes, angle brackets, and what can't be seen.
const ADDRESS = /\bhttps:\/\/[^\s\p{C}\p{Z}<>"'`“”«»\\^{|}]+/giu;

// What a sentence puts behind an address.
const TRAILING = new Set('.,:;!?*_~…。、，！？');

const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[' };

/**
 * Finds the addresses in a message that are safe to offer as links: `https:` only, without a user name, which could pass
 * for a host. A link shows the host that opens: letters of other scripts, which could pass for those of another host, are
 * written in ASCII.
 */
export function autolink(text: string): MessagePart[] {
  const parts: MessagePart[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutEnd(found);
    const link = linkOf(address);
    if (!link) continue;
    if (index > end) parts.push(text.slice(end, index));
    parts.push(link);
    end = index + address.length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

/** An address without the punctuation of the sentence around it, and without brackets that it does not open itself. */
function withoutEnd(found: string): string {
  const open: Record<string, number> = {};
  for (const character of found) open[character] = (open[character] ?? 0) + 1;
  let end = found.length;
  for (; end > 0; end--) {
    const last = found[end - 1] ?? '';
    const opening = CLOSING[last];
    const isUnopened = opening !== undefined && (open[last] ?? 0) > (open[opening] ?? 0);
    if (!isUnopened && !TRAILING.has(last)) break;
    open[last] = (open[last] ?? 0) - 1;
  }
  return found.slice(0, end);
}

function linkOf(address: string): MessagePart | undefined {
  const url = parseUrl(address);
  if (url?.protocol !== 'https:' || url.username || url.password) return undefined;
  // A name without a dot would be a host of the reader's own network.
  if (!/[^.]\.[^.]/.test(url.hostname)) return undefined;
  const written = /^https:\/\/[^/?#]*/iu.exec(address)?.[0] ?? '';
  const rest = address.slice(written.length);
  const isAscii = /^[\x21-\x7e]*$/.test(written);
  return { href: url.href, text: isAscii ? address : `https://${url.host}${rest}` };
}

function parseUrl(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}
