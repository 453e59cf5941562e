import { ChannelWindow } from './channel-window.js'
import { windowShare } from './window-share.js'

/**
 * The windows of all channels of a transport: the more channels are open, the smaller each of them, so that output that
 * nobody has taken yet takes little more memory on many hosts than on few.
 */
export class Windows {
  #open = 0

  /** A window for a channel that is about to be opened. */
  open(): ChannelWindow {
    this.#open += 1
    return new ChannelWindow(
      () => windowShare(this.#open),
      () => {
        this.#open -= 1
      },
    )
  }
}
