package io.fairlead.benchmarks.proxy;

import io.fairlead.benchmarks.process.ServerProcess;

/** No proxy: the client asks the backend itself, which stays open. */
record Direct(Backend backend) implements ProxyPeer {
  static final String NAME = "direct";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int port() {
    return backend.ports().get(0);
  }

  @Override
  public ServerProcess process() {
    return backend.process();
  }

  @Override
  public boolean compilesInUse() {
    return false;
  }

  @Override
  public void close() {
    // The backend is somebody else's.
  }
}
