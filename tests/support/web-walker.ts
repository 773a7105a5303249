/** Walks through pages as a browser does: keeps each host's cookies and follows redirects by hand, so that every step can be looked at. */
export class WebWalker {
  readonly #cookies = new Map<string, Map<string, string>>();

  /** Follows redirects until a page answers, or the way leads to an address that begins with `until`, which is not opened. */
  async walk(address: string, { until, form }: { until: string; form?: Record<string, string> }): Promise<{ url: string; page: string }> {
    let url = address;
    let body = form && new URLSearchParams(form);
    for (let steps = 0; steps < 20; steps++) {
      const response = await fetch(url, {
        redirect: "manual",
        headers: { cookie: this.cookieFor(url) },
        ...(body && { method: "POST", body }),
      });
      this.#keep(url, response);
      body = undefined;
      const next = response.headers.get("location");
      if (next === null) return { url, page: await response.text() };
      url = new URL(next, url).href;
      if (url.startsWith(until)) return { url, page: "" };
    }
    throw new Error(`No end of redirects: ${url}`);
  }

  /** Cookies of a host are sent to all its ports. */
  cookieFor(url: string): string {
    return [...(this.#cookies.get(new URL(url).hostname) ?? [])].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  #keep(url: string, response: Response): void {
    const host = new URL(url).hostname;
    const kept = this.#cookies.get(host) ?? new Map<string, string>();
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) kept.delete(name);
      else kept.set(name, value);
    }
    this.#cookies.set(host, kept);
  }
}
