import { counterAt, hotp } from '#directory/access/web-session/totp.ts';

/** The app on somebody's phone. */
export class Authenticator {
  readonly #secret: Buffer;

  constructor(uri: string) {
    const secret = new URL(uri).searchParams.get('secret')!;
    const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
    this.#secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((octet) => Number.parseInt(octet, 2)));
  }

  code(): string {
    return hotp(this.#secret, counterAt(new Date()));
  }

  /** Of the step to come, which is good already. */
  nextCode(): string {
    return hotp(this.#secret, counterAt(new Date()) + 1);
  }

  wrongCode(): string {
    const near = [-2, -1, 0, 1, 2].map((steps) => hotp(this.#secret, counterAt(new Date()) + steps));
    return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.includes(code))!;
  }
}
