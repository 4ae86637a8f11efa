import { type ApiHouse, overTls } from '../api-house.fixture.ts';

type Headers = Readonly<Record<string, string>>;

/** A browser with the web application in it: keeps cookies, and sends what our own pages send. */
export class Browser {
  readonly #api: Pick<ApiHouse, 'ask'>;
  readonly cookies: Map<string, string>;
  readonly #peer;

  constructor(api: Pick<ApiHouse, 'ask'>, { cookies = new Map<string, string>(), peer = overTls } = {}) {
    this.#api = api;
    this.cookies = cookies;
    this.#peer = peer;
  }

  /** Somebody else with the same cookies. */
  copy(): Browser {
    return new Browser(this.#api, { cookies: new Map(this.cookies), peer: this.#peer });
  }

  get(path: string, headers: Headers = {}): Promise<Response> {
    return this.send('GET', path, undefined, headers);
  }

  post(path: string, body?: unknown, headers: Headers = {}): Promise<Response> {
    return this.send('POST', path, body, { ...own, ...headers });
  }

  delete(path: string, headers: Headers = {}): Promise<Response> {
    return this.send('DELETE', path, undefined, { ...own, ...headers });
  }

  async send(method: string, path: string, body: unknown, headers: Headers): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await this.#api.ask(path, {
      method,
      body,
      peer: this.#peer,
      headers: { host: 'mail.tinh.gov.vn', ...headers, ...(cookie === '' ? {} : { cookie }) },
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    return answer;
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/; *Max-Age=0/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

const own: Headers = { 'sec-fetch-site': 'same-origin', origin: 'https://mail.tinh.gov.vn', 'x-congthu': '1' };
