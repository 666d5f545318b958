/** What somebody does, or a host does about them: `who` is the index of a tab. */
export type Deed = readonly [what: (typeof deeds)[number], who: number];

export const deeds = [
  ...['join', 'speak', 'renew', 'host', 'raise', 'lower', 'hostLowers', 'goOn', 'leaveStage'],
  ...[
    'invite',
    'takeOff',
    'mute',
    'remove',
    'readmit',
    'open',
    'close',
    'lock',
    'unlock',
    'newKey',
  ],
  ...['lowerAll', 'force', 'count'],
  ...['silence', 'unsilence'],
] as const;

/** Each visitor has two tabs: the tabs 0 and 1 are of the same one. */
export const TABS = 6;

export const visitorOf = (tab: number): number => Math.floor(tab / 2);

/** What is true of one participant. After it was disconnected for good, its tab goes on as another participant. */
interface Participant {
  readonly tab: number;
  host: boolean;
  off: boolean;
  removed: boolean;
  silenced: boolean;
  spent: boolean;
  onStage: boolean;
}

const newParticipant = (tab: number): Participant => ({
  ...{
    tab,
    host: false,
    off: false,
    removed: false,
    silenced: false,
    spent: false,
    onStage: false,
  },
});

/** What should be true after each deed. */
export class ModerationModel {
  /** Visitors whose hands are raised, in the order of asking. */
  hands: number[] = [];
  readonly #tabs = Array.from({ length: TABS }, (_, tab) => newParticipant(tab));
  readonly #all = [...this.#tabs];
  readonly #invited = new Set<number>();
  #closed = false;
  #locked = false;

  #of(tab: number): Participant {
    const participant = this.#tabs[tab];
    if (!participant) throw new Error(`There is no tab ${tab}.`);
    return participant;
  }

  #some(tab: number, what: 'off' | 'removed' | 'silenced'): boolean {
    return this.#all.some((one) => visitorOf(one.tab) === visitorOf(tab) && one[what]);
  }

  maySpeak(tab: number): boolean {
    const { host, off } = this.#of(tab);
    if (host) return !off;
    return !this.#some(tab, 'off') && (!this.#closed || this.#invited.has(visitorOf(tab)));
  }

  isOnStage(tab: number): boolean {
    return this.#of(tab).onStage;
  }

  isRemoved(tab: number): boolean {
    return this.#some(tab, 'removed');
  }

  isSilenced(tab: number): boolean {
    return this.#some(tab, 'silenced');
  }

  /** @returns the code of the refusal. */
  do([what, tab]: Deed): string | undefined {
    const me = this.#of(tab);
    const gone = this.#some(tab, 'removed');
    switch (what) {
      case 'join':
        return gone ? 'REMOVED' : this.#locked ? 'ROOM_LOCKED' : undefined;
      case 'renew':
        return gone ? 'REMOVED' : this.#renew(tab);
      case 'speak':
        if (gone) return 'REMOVED';
        return this.maySpeak(tab) ? this.#renew(tab) : 'STAGE_BY_INVITATION';
      case 'host':
        if (me.removed) return 'REMOVED';
        this.#renew(tab);
        this.#of(tab).host = true;
        return undefined;
      case 'raise':
        if (gone) return 'REMOVED';
        if (!this.hands.includes(visitorOf(tab))) this.hands.push(visitorOf(tab));
        return undefined;
      case 'lower':
        this.#invited.delete(visitorOf(tab));
        return this.#lower(tab);
      case 'hostLowers':
        return this.#lower(tab);
      case 'invite':
        if (me.removed || (gone && !me.host)) return undefined;
        for (const one of this.#all) if (visitorOf(one.tab) === visitorOf(tab)) one.off = false;
        this.#invited.add(visitorOf(tab));
        return this.#lower(tab);
      case 'takeOff':
        this.#invited.delete(visitorOf(tab));
        if (me.host || !this.#some(tab, 'off')) me.off = true;
        return this.#lower(tab);
      case 'remove':
        me.onStage = false;
        if (me.removed) return undefined;
        this.#invited.delete(visitorOf(tab));
        Object.assign(me, { removed: true, host: false });
        return this.#lower(tab);
      case 'readmit':
        for (const one of this.#all) {
          if (visitorOf(one.tab) !== visitorOf(tab) || !one.removed) continue;
          Object.assign(one, { removed: false, spent: true });
        }
        return undefined;
      case 'lowerAll':
        this.hands = [];
        return undefined;
      case 'count':
        for (const one of this.#tabs) {
          if (one.host ? one.removed : this.#some(one.tab, 'removed')) one.onStage = false;
        }
        for (const one of [...this.#tabs.keys()]) this.do(['force', one]);
        return undefined;
      case 'close':
        if (!this.#closed) this.#keep(this.#tabs.filter(({ onStage }) => onStage));
        this.#closed = true;
        return undefined;
      case 'newKey':
        this.#keep(this.#all.filter(({ host }) => host));
        for (const one of this.#all) one.host = false;
        return undefined;
      case 'force':
        if (!me.onStage || this.maySpeak(tab)) return undefined;
        Object.assign(me, { spent: true, onStage: false });
        return this.#lower(tab);
      case 'open':
        this.#closed = false;
        return undefined;
      case 'lock':
      case 'unlock':
        this.#locked = what === 'lock';
        return undefined;
      case 'goOn':
      case 'leaveStage':
        me.onStage = what === 'goOn';
        return undefined;
      case 'mute':
        return undefined;
      case 'silence':
        me.silenced = true;
        return undefined;
      case 'unsilence':
        for (const one of this.#all)
          if (visitorOf(one.tab) === visitorOf(tab)) one.silenced = false;
        return undefined;
    }
  }

  #lower(tab: number): string | undefined {
    this.hands = this.hands.filter((one) => one !== visitorOf(tab));
    return undefined;
  }

  #renew(tab: number): string | undefined {
    if (!this.#of(tab).spent) return undefined;
    this.#tabs[tab] = newParticipant(tab);
    this.#all.push(this.#of(tab));
    return undefined;
  }

  /** Who may speak goes on doing so. */
  #keep(participants: readonly Participant[]): void {
    const kept = participants.filter(({ tab, host, off, removed }) => {
      const mayNow = host ? !off : this.maySpeak(tab);
      return mayNow && !removed && (host || !this.#some(tab, 'removed')) && !this.#some(tab, 'off');
    });
    for (const { tab } of kept) {
      this.#invited.add(visitorOf(tab));
      this.#lower(tab);
    }
  }
}
