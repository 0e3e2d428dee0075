/** Nobody answered in time: the portal, or its database, has more to do than it can, or hangs. */
export class Busy extends Error {}

/** Lets so many run at once. The others wait for their turn, in order, and give up when it takes too long. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(
    private readonly most: number,
    /** Milliseconds. */
    private readonly patience: number,
  ) {}

  /** Nobody runs and nobody waits. */
  get idle(): boolean {
    return this.#running === 0;
  }

  /** Runs something when it is its turn. Throws Busy when it was not for too long. */
  async take<T>(run: () => Promise<T>): Promise<T> {
    if (this.#running < this.most) this.#running++;
    else await this.#wait();
    try {
      return await run();
    } finally {
      // Anyone who comes next takes the place over: nobody slips in between.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }

  #wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(go), 1);
        reject(new Busy("no turn in time"));
      }, this.patience);
      this.#waiting.push(go);
    });
  }
}
