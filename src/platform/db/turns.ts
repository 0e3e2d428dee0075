/** Nobody answered in time: the portal or its database is overloaded, or hangs. */
export class Busy extends Error {}

/** Lets a fixed number of tasks run at once. The others wait for their turn, in order, and give up if it takes too long. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(
    private readonly most: number,
    /** Milliseconds. */
    private readonly patience: number,
  ) {}

  /** No task runs or waits. */
  get idle(): boolean {
    return this.#running === 0;
  }

  /** Runs a task when its turn comes. Throws Busy if that takes too long. */
  async take<T>(run: () => Promise<T>): Promise<T> {
    if (this.#running < this.most) this.#running++;
    else await this.#wait();
    try {
      return await run();
    } finally {
      // The next in line takes over the place directly, so that nobody slips in between.
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
