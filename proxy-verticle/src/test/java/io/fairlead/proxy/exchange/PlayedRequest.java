package io.fairlead.proxy.exchange;

import io.fairlead.catalog.AppProtocol;
import java.util.Map;

/** A request without bytes. */
public final class PlayedRequest implements RequestHead {
  private final String method;
  private final String authority;

  public String path = "/";
  public Map<String, String> fields = Map.of();
  public String clientAddress = "127.0.0.1";
  public boolean replayable = true;
  public boolean cancelled;
  public ProxyFailure defect;
  public long timeoutNanos = Exchange.NEVER;
  public int attempt = 1;

  public PlayedRequest(String method, String authority) {
    this.method = method;
    this.authority = authority;
  }

  /** An exchange of this request that has a route with so many endpoints e0, e1... */
  public static Exchange routed(String method, int endpoints) {
    var exchange = new Exchange(Direction.EGRESS, new PlayedRequest(method, "backend"), 0);
    exchange.routed(PlayedRequest.route(endpoints));
    return exchange;
  }

  /** A route with so many healthy endpoints e0, e1... */
  public static Route route(int endpoints) {
    return Route.of(
        "srv-1",
        "backend.demo",
        AppProtocol.HTTP,
        Timeouts.DEFAULT,
        java.util.stream.IntStream.range(0, endpoints).mapToObj(PlayedRequest::endpoint).toList());
  }

  /** The endpoint e0, e1... */
  public static RouteEndpoint endpoint(int index) {
    return new RouteEndpoint("e" + index, new Address("127.0.0.1", 9000 + index), true, true, 1);
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String authority() {
    return authority;
  }

  @Override
  public String scheme() {
    return "http";
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public CharSequence field(String name) {
    return fields.get(name);
  }

  @Override
  public String clientAddress() {
    return clientAddress;
  }

  @Override
  public ProxyFailure defect() {
    return defect;
  }

  @Override
  public boolean isReplayable() {
    return replayable;
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public long timeoutNanos() {
    return timeoutNanos;
  }

  @Override
  public int attempt() {
    return attempt;
  }
}
