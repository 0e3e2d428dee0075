/** The answer of an action, or a rejection after so many milliseconds that the answer must be lost. */
export async function inTime<T>(answer: Promise<T>, lost: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const loss = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      // Next.js sends nothing more until an answer has come, except after a change of the address, even to the same
      // one.
      window.history.replaceState(null, "", window.location.href);
      reject(new Error("no answer"));
    }, lost);
  });
  return Promise.race([answer, loss]).finally(() => clearTimeout(timer));
}
