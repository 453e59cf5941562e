import { ChannelWindow } from './channel-window.js'
import { windowShare } from './window-share.js'

/**
 * The windows of all channels of a transport: the more hosts it has, or channels are open, the smaller each of them, so
 * that the output that nobody has read yet takes no more memory with many hosts than with few.
 */
export class Windows {
  readonly #hosts: () => number
  #open = 0

  constructor(hosts: () => number) {
    this.#hosts = hosts
  }

  /** A window for a channel that is about to be opened. */
  open(): ChannelWindow {
    this.#open += 1
    return new ChannelWindow(
      () => windowShare(Math.max(this.#open, this.#hosts())),
      () => {
        this.#open -= 1
      },
    )
  }
}
