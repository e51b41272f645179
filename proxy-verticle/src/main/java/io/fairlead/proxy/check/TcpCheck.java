package io.fairlead.proxy.check;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;

/** A connection that must come about. */
public final class TcpCheck implements AppCheck {
  private final NetClient client;
  private final String host;
  private final int port;

  public TcpCheck(Vertx vertx, String host, int port, Duration timeout) {
    this.client =
        vertx.createNetClient(new NetClientOptions().setConnectTimeout((int) timeout.toMillis()));
    this.host = host;
    this.port = port;
  }

  @Override
  public Future<Void> probe() {
    return client.connect(port, host).compose(NetSocket::close);
  }

  @Override
  public Future<Void> close() {
    return client.close();
  }
}
