import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { autolink } from '../../../../components/channel/autolink.ts';

const textOf = (text: string) =>
  autolink(text).map((part) => (typeof part === 'string' ? part : part.text));
const hrefs = (text: string) =>
  autolink(text).flatMap((part) => (typeof part === 'string' ? [] : [part.href]));

// What it is found in, and the address that is found.
const found: readonly (readonly [string, string])[] = [
  ['https://example.org', 'https://example.org/'],
  ['See https://example.org.', 'https://example.org/'],
  ['https://example.org/a, and', 'https://example.org/a'],
  ['is it https://example.org/?!', 'https://example.org/'],
  ['https://example.org/?q=a&b=c#d', 'https://example.org/?q=a&b=c#d'],
  ['(https://example.org/a)', 'https://example.org/a'],
  ['(see https://example.org/a_(b).)', 'https://example.org/a_(b)'],
  ['https://example.org/a_(b)', 'https://example.org/a_(b)'],
  ['[https://example.org/a[1]]', 'https://example.org/a[1]'],
  ['“https://example.org/”', 'https://example.org/'],
  ['<https://example.org/>', 'https://example.org/'],
  ['https://example.org/"onmouseover="alert(1)', 'https://example.org/'],
  ['https://example.org/<script>alert(1)</script>', 'https://example.org/'],
  ['HTTPS://EXAMPLE.ORG/A', 'https://example.org/A'],
  ['看https://example.org/。', 'https://example.org/'],
  ['https://example.org:8443/a', 'https://example.org:8443/a'],
  ['https://example.org/\u202egnp.exe', 'https://example.org/'],
  ['https://example.org/javascript:alert(1)', 'https://example.org/javascript:alert(1)'],
];

const refused = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)//https://',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'blob:null/https',
  'file:///etc/passwd',
  'http://example.org/',
  'ftp://example.org/',
  '//example.org/',
  'www.example.org',
  'xhttps://example.org/',
  'https:example.org',
  'https:/example.org',
  'https:\\\\example.org',
  'https://',
  'https://.',
  'https://)',
  'https://localhost/',
  'https://router',
  'https://example.org@evil.example/',
  'https://user:secret@example.org/',
  'https://exa%00mple.org/',
  'https://[::1',
  'https://example.org:99999/',
];

describe('addresses in messages', () => {
  for (const [text, href] of found) {
    it(`are found in ${JSON.stringify(text)}`, () => {
      expect(hrefs(text)).to.deep.equal([href]);
    });
  }

  for (const text of refused) {
    it(`are not found in ${JSON.stringify(text)}`, () => {
      expect(autolink(text)).to.deep.equal([text]);
    });
  }

  it('are found several times, with the text between them', () => {
    const text = 'a https://b.example/, https://c.example/x. d';
    expect(textOf(text)).to.deep.equal([
      ...['a ', 'https://b.example/', ', ', 'https://c.example/x', '. d'],
    ]);
  });

  it('show the host that opens, if letters of other scripts could pass for those of another', () => {
    const [part] = autolink('https://аррӏе.com/path'); // Cyrillic
    expect(part).to.deep.equal({
      href: 'https://xn--80ak6aa92e.com/path',
      text: 'https://xn--80ak6aa92e.com/path',
    });
    expect(textOf('https://ｅｘａｍｐｌｅ.org/ä')).to.deep.equal(['https://example.org/ä']);
    const [slash] = textOf('https://example.org∕.evil.example/'); // U+2215
    expect(slash).not.to.include('example.org∕');
  });

  it('lead to https alone, and lose nothing of what was written, whatever that is', () => {
    const piece = fc.constantFrom(
      ...['https://', 'javascript:', 'data:', 'a.example', '/', '@', ':', '(', ')', '[', ']'],
      ...['.', ',', '?', '#', ' ', '\n', '"', '<', '&', '%', 'я', '中', '😀', '\u202e', '\\'],
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary' }).map((rest) => `https://a.example/${rest}`),
    );
    fc.assert(
      fc.property(text, (input) => {
        const parts = autolink(input);
        for (const part of parts) {
          if (typeof part === 'string') continue;
          const url = new URL(part.href);
          expect(url.protocol).to.equal('https:');
          expect(url.username + url.password).to.equal('');
          expect(new URL(part.text).host).to.equal(url.host);
          expect(part.text).not.to.match(/[\s\p{C}"<>]/u);
        }
        const plain = parts.filter((part) => typeof part === 'string').join('');
        expect(input.length).to.be.at.least(plain.length);
        if (parts.every((part) => typeof part === 'string')) expect(plain).to.equal(input);
        else if (/^[\x20-\x7e\n]*$/.test(input)) expect(textOf(input).join('')).to.equal(input);
      }),
      { numRuns: 2_000 },
    );
  });

  for (const [name, text] of [
    ['one long address', `https://a.example/${'a'.repeat(10_000)}`],
    ['brackets', `https://a.example/${'('.repeat(5_000)}${')'.repeat(5_000)}`],
    ['closing brackets', `https://a.example/${')'.repeat(10_000)}`],
    ['punctuation', `https://a.example/${'!'.repeat(10_000)}a`],
    ['starts of addresses', 'https://'.repeat(1_250)],
    ['addresses', 'https://a.example '.repeat(555)],
    ['marks', `https://a.example/${'a\u0301'.repeat(5_000)}`],
  ] as const) {
    it(`are found in 10,000 characters of ${name} within a moment`, () => {
      const begin = performance.now();
      autolink(text);
      expect(performance.now() - begin).to.be.below(500);
    });
  }
});
