package io.fairlead.registry.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.function.Function;

/** One operation: its name, what its input must satisfy, and what answers it. */
final class ApiOperation {
  private final String name;
  private final Shape.Structure shape;
  private final Function<Input, Future<Buffer>> handler;

  ApiOperation(String name, Shape.Structure shape, Function<Input, Future<Buffer>> handler) {
    this.name = name;
    this.shape = shape;
    this.handler = handler;
  }

  String name() {
    return name;
  }

  Shape.Structure shape() {
    return shape;
  }

  /** Judges the input and, when it is sound, answers it, encoded. */
  Future<Buffer> call(ObjectNode input) {
    var found = new Violations();
    shape.check("", input, found);
    found.raise();
    return handler.apply(new Input(input));
  }
}
