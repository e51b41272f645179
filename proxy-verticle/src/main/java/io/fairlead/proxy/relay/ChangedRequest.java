package io.fairlead.proxy.relay;

import io.fairlead.proxy.exchange.Changes;
import io.fairlead.proxy.exchange.ProxyFailure;

/** A request as an endpoint is to see it, where that differs from what came. On its event loop. */
final class ChangedRequest implements DownstreamRequest {
  private final DownstreamRequest came;
  private final Changes changes;

  ChangedRequest(DownstreamRequest came, Changes changes) {
    this.came = came;
    this.changes = changes;
  }

  @Override
  public String path() {
    return changes.path() == null ? came.path() : changes.path();
  }

  @Override
  public String authority() {
    return changes.authority() == null ? came.authority() : changes.authority();
  }

  @Override
  public Fields fields() {
    return came.fields().changed(changes.request());
  }

  @Override
  public CharSequence field(String name) {
    return fields().joined(name);
  }

  @Override
  public String method() {
    return came.method();
  }

  @Override
  public String clientAddress() {
    return came.clientAddress();
  }

  @Override
  public ProxyFailure defect() {
    return came.defect();
  }

  @Override
  public boolean isReplayable() {
    return came.isReplayable();
  }

  @Override
  public boolean isCancelled() {
    return came.isCancelled();
  }

  @Override
  public long timeoutNanos() {
    return came.timeoutNanos();
  }

  @Override
  public String scheme() {
    return came.scheme();
  }

  @Override
  public long contentLength() {
    return came.contentLength();
  }

  @Override
  public String upgrade() {
    return came.upgrade();
  }

  @Override
  public boolean isTunnel() {
    return came.isTunnel();
  }

  @Override
  public RequestBody body() {
    return came.body();
  }

  @Override
  public void attempting(Attempt attempt) {
    came.attempting(attempt);
  }

  @Override
  public void interim(int status, Fields fields) {
    came.interim(status, fields);
  }
}
