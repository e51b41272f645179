package io.fairlead.registry.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Nothing beside Cloud Map. */
final class NoResource implements Resource {
  @Override
  public boolean owns(String path) {
    return false;
  }

  @Override
  public String operation(HttpServerRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int bodyBytesMax() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Answer> answer(HttpServerRequest request, Buffer body) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Answer> told(Throwable failure) {
    return Optional.empty();
  }
}
