/** What somebody does: `who` is the index of a visitor. */
export type Deed = readonly [what: (typeof deeds)[number], who: number];

export const deeds = [
  ...['join', 'speak', 'renew', 'raise', 'lower', 'hostLowers'],
  ...['invite', 'takeOff', 'mute', 'remove', 'open', 'close', 'lock', 'unlock'],
] as const;

/** What should be true after each deed. */
export class ModerationModel {
  hands: number[] = [];
  readonly removed = new Set<number>();
  readonly #invited = new Set<number>();
  readonly #off = new Set<number>();
  #closed = false;
  #locked = false;

  maySpeak(who: number): boolean {
    return !this.#off.has(who) && (!this.#closed || this.#invited.has(who));
  }

  /** @returns the code of the refusal. */
  do([what, who]: Deed): string | undefined {
    const gone = this.removed.has(who);
    const lower = () => {
      this.hands = this.hands.filter((one) => one !== who);
    };
    switch (what) {
      case 'join':
        return gone ? 'REMOVED' : this.#locked ? 'ROOM_LOCKED' : undefined;
      case 'renew':
        return gone ? 'REMOVED' : undefined;
      case 'speak':
        return gone ? 'REMOVED' : this.maySpeak(who) ? undefined : 'STAGE_BY_INVITATION';
      case 'raise':
        if (gone) return 'REMOVED';
        if (!this.hands.includes(who)) this.hands.push(who);
        return undefined;
      case 'lower':
        this.#invited.delete(who);
        lower();
        return undefined;
      case 'hostLowers':
        lower();
        return undefined;
      case 'invite':
        this.#invited.add(who);
        this.#off.delete(who);
        lower();
        return undefined;
      case 'takeOff':
        this.#invited.delete(who);
        this.#off.add(who);
        lower();
        return undefined;
      case 'remove':
        if (!gone) {
          this.#invited.delete(who);
          lower();
        }
        this.removed.add(who);
        return undefined;
      case 'mute':
        return undefined;
      case 'open':
      case 'close':
        this.#closed = what === 'close';
        return undefined;
      case 'lock':
      case 'unlock':
        this.#locked = what === 'lock';
        return undefined;
    }
  }
}
