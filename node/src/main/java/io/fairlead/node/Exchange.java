package io.fairlead.node;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.function.Function;

/**
 * A page of the management port that is more than a look: it may take a body and some time.
 *
 * @param method GET or POST
 * @param bytesMax a longer body is refused with 413; 0 for none
 * @param answer from the body to JSON, called on the management port's event loop, which it must
 *     not block; an {@link IllegalArgumentException} is answered with 400, other failures with 503
 */
public record Exchange(HttpMethod method, int bytesMax, Function<Buffer, Future<Buffer>> answer) {}
