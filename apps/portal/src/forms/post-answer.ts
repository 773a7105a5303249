import { headers } from "next/headers";

/**
 * What a form's action hands to the page that is rendered in answer to the same POST, so that a receipt never has to travel in an
 * address, a cookie or a store. The action and the page see the same headers object of their request; the answer hangs on that object
 * and is gone with it. One will see an empty form after sending if a later Next gives the two different objects.
 */
export function createPostAnswer<Answer>() {
  const answers = new WeakMap<object, Answer>();
  return {
    give: async (answer: Answer): Promise<void> => {
      answers.set(await headers(), answer);
    },
    read: async (): Promise<Answer | undefined> => answers.get(await headers()),
  };
}
