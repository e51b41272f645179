package io.fairlead.proxy.http1;

import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.ResponseStart;
import io.netty.buffer.ByteBuf;

/**
 * A response's head as it goes on, without its end: who writes it adds the framing. On one event
 * loop.
 */
final class Http1ResponseStart implements ResponseStart {
  private final int status;
  private final ByteBuf head;
  private final long contentLength;
  private final boolean hasBody;
  private final boolean mesh;
  private final String upgrade;

  /**
   * @param head status line and end-to-end lines
   * @param mesh whether a sidecar has its say in it
   * @param upgrade of a 101, otherwise null
   */
  Http1ResponseStart(
      int status, ByteBuf head, long contentLength, boolean hasBody, boolean mesh, String upgrade) {
    this.status = status;
    this.head = head;
    this.contentLength = contentLength;
    this.hasBody = hasBody;
    this.mesh = mesh;
    this.upgrade = upgrade;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public Fields fields() {
    return HeadText.fields(head);
  }

  @Override
  public CharSequence field(CharSequence name) {
    // Asked for each response of a sidecar; nearly none has such a field.
    boolean absent = !mesh && name.length() > 0 && name.toString().startsWith("x-fairlead-");
    return absent ? null : fields().get(name);
  }

  @Override
  public long contentLength() {
    return contentLength;
  }

  @Override
  public boolean hasBody() {
    return hasBody;
  }

  @Override
  public void release() {
    head.release();
  }

  /** Of a 101: the protocol that the endpoint goes on with. */
  String upgrade() {
    return upgrade;
  }

  /** Status line and lines, to be completed and written; whoever takes it owns it. */
  ByteBuf head() {
    return head;
  }
}
