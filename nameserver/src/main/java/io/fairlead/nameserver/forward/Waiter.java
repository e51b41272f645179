package io.fairlead.nameserver.forward;

import java.util.function.Consumer;

/** An asker whose answer is under way. Immutable. */
final class Waiter {
  private final Asked asked;
  private final UpstreamSockets loop;
  private final Consumer<byte[]> whenDone;

  /**
   * @param loop where the asker waits
   * @param whenDone called there
   */
  Waiter(Asked asked, UpstreamSockets loop, Consumer<byte[]> whenDone) {
    this.asked = asked;
    this.loop = loop;
    this.whenDone = whenDone;
  }

  /** Gives the asker its response; any thread. */
  void answer(Answer answer) {
    loop.onLoop(() -> whenDone.accept(answer.response(asked, loop.now())));
  }
}
