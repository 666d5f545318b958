import { ContextProvider } from '@lit/context';
import { textsContext } from '../../../components/texts/texts-context.ts';
import type { Texts } from '../../../components/texts/texts.ts';
import type { RoomParticipant, RoomSnapshot } from '../../../src/client/snapshot.ts';

/** A snapshot of a listener in a room with an empty stage, with some changes. */
export function snapshotOf(changes: Partial<RoomSnapshot> = {}): RoomSnapshot {
  return {
    phase: 'listening',
    reconnecting: false,
    publishing: false,
    room: {
      id: 'abc',
      stage: 'open',
      locked: false,
      hosts: [],
      live: true,
      speakers: [],
      listeners: 3,
      createdAt: new Date(Date.now() - 60_000).toISOString(),
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      now: new Date().toISOString(),
    },
    closesAt: performance.now() + 3_600_000,
    self: { id: 'me', name: 'Zoë' },
    host: false,
    people: undefined,
    removed: undefined,
    handPlace: undefined,
    invited: false,
    hostAsk: undefined,
    channel: { state: 'absent', mayWrite: false, messages: [], reactions: [] },
    speakers: [],
    listeners: 3,
    muted: false,
    microphonePaused: false,
    audioBlocked: false,
    audioPaused: false,
    receptionBlocked: false,
    outputId: '',
    outputLost: false,
    leftReason: undefined,
    removedBy: undefined,
    error: undefined,
    ...changes,
  };
}

export function speaker(name: string, changes: Partial<RoomParticipant> = {}): RoomParticipant {
  return {
    id: `id-${name}`,
    name,
    host: false,
    local: false,
    muted: false,
    unheard: false,
    ...changes,
  };
}

/** All matching elements inside a node, also those in open shadow roots. */
export function deepAll<T extends Element = HTMLElement>(root: ParentNode, selector: string): T[] {
  const here = [...root.querySelectorAll<T>(selector)];
  const shadows = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  const own = root instanceof Element && root.shadowRoot ? [root.shadowRoot] : [];
  return [...here, ...[...own, ...shadows].flatMap((shadow) => deepAll<T>(shadow, selector))];
}

/** The button with this accessible name. */
export function button(root: ParentNode, name: string): HTMLButtonElement {
  const found = deepAll<HTMLButtonElement>(root, 'button').find((one) => nameOf(one) === name);
  if (found) return found;
  const names = deepAll<HTMLButtonElement>(root, 'button').map(nameOf);
  throw new Error(`No button "${name}". There are: ${names.join(', ') || 'none'}`);
}

export function hasButton(root: ParentNode, name: string): boolean {
  return deepAll<HTMLButtonElement>(root, 'button').some((one) => nameOf(one) === name);
}

/** The text in an element and in all shadow roots inside it, in reading order. */
export function textOf(root: Element): string {
  const pieces: string[] = [];
  const walk = (node: Node): void => {
    if (node instanceof Text) pieces.push(node.data);
    if (node instanceof HTMLStyleElement) return;
    if (node instanceof HTMLSlotElement) node.assignedNodes().forEach(walk);
    const parent = node instanceof Element && node.shadowRoot ? node.shadowRoot : node;
    parent.childNodes.forEach(walk);
  };
  walk(root);
  return pieces.join(' ').replace(/\s+/g, ' ').trim();
}

function nameOf(one: HTMLButtonElement): string {
  return (one.getAttribute('aria-label') ?? one.textContent).replace(/\s+/g, ' ').trim();
}

/** A stream of a tone as loud as speech. */
export function toneStream(): { stream: MediaStream; stop: () => void } {
  const context = new AudioContext();
  const tone = new OscillatorNode(context, { frequency: 440 });
  const volume = new GainNode(context, { gain: 0.5 });
  const output = context.createMediaStreamDestination();
  tone.connect(volume).connect(output);
  tone.start();
  return { stream: output.stream, stop: () => void context.close() };
}

/** Gives the elements in a box these texts, as `<audio-room>` does for those inside it. */
export function provideTexts(box: HTMLElement, texts: Partial<Texts>): void {
  new ContextProvider(box, { context: textsContext, initialValue: texts });
  box.append(...box.children); // elements ask for texts when they are connected
}

/** The next event of this name. */
export function eventOf<Name extends keyof GlobalEventHandlersEventMap>(
  target: HTMLElement,
  name: Name,
): Promise<GlobalEventHandlersEventMap[Name]> {
  return new Promise((resolve) => target.addEventListener(name, resolve, { once: true }));
}

/** Resolves when all animations have ended: in the middle of a fade, axe would measure a lower contrast. */
export async function still(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(resolve)); // new elements start their animations
  // `document.getAnimations()` does not include those in shadow roots.
  const shadows = deepAll(document, '*').flatMap(({ shadowRoot }) => shadowRoot ?? []);
  const finite = shadows
    .flatMap((shadow) => shadow.getAnimations())
    .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
  await Promise.all(finite.map(({ finished }) => finished));
}
